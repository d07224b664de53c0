"""One person who was two: what goes to the new one, and the way back."""

from __future__ import annotations

import pytest
from django.utils import translation

from chronology.partial_date import PartialDate
from editorial.models import Refused, WorkflowState
from prisoners.matching.decisions import decide
from prisoners.merging.merge import merge
from prisoners.merging.split import split, unsplit
from prisoners.models import Charge, Citation, Detention, Person, PersonName, PersonPair, PersonSplit, RowMatch
from releases.models import Citation as ReleaseCitation
from releases.models import Release, Revocation
from sources.models import ListEntry
from tests.lists import LATER, bring, load_reference, make_list, row
from tests.prisoners.test_merge import CASE, REASON, whole
from tests.publication.working_copy import editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def one(**second) -> tuple[Person, ListEntry]:
    """A person to whom a line of another list was given that speaks of somebody else; that line."""
    bring([row("1", "Yoandri Pérez Sabanalar", **CASE)], make_list("registro-a"))
    person = Person.objects.get()
    bring([row("1", "Yuniel Garvela Perdomal", **{**CASE, **second})], make_list("registro-b"), as_of=LATER)
    other = Person.objects.exclude(pk=person.pk).get()
    merge(person, other, by=editor(), reason=REASON)
    return person, ListEntry.objects.get(source_list__code="registro-b")


def part(person, *entries):
    return split(person, [entry.pk for entry in entries], by=editor(), reason="Son dos: otra edad, otro pueblo.")


def test_a_line_goes_to_a_new_person_with_what_it_says():
    person, entry = one(principal_offence="desacato")
    assert set(person.detentions.get().charges.values_list("offence_id", flat=True)) == {"sedicion", "desacato"}
    done = part(person, entry)
    other = done.other
    assert other.name_display == "Yuniel Garvela Perdomal"
    assert RowMatch.objects.in_force().get(entry=entry, decision="same").person == other
    assert [charge.offence_id for charge in other.detentions.get().charges.all()] == ["desacato"]
    assert [charge.offence_id for charge in person.detentions.get().charges.all()] == ["sedicion"]
    assert not Citation.objects.filter(person=person, record__entry=entry).exists()
    assert PersonName.objects.filter(person=other).count() == 0  # the name itself
    for each in (person, other):
        each.refresh_from_db()
        assert each.workflow_state == WorkflowState.DRAFT
    assert PersonPair.objects.in_force().get().decision == "not_same"


def test_of_whoever_is_not_named_neither_part_is():
    person, entry = one()
    Person.objects.filter(pk=person.pk).update(visibility="withheld")
    person.refresh_from_db()
    assert part(person, entry).other.visibility == "withheld"


def test_a_detention_that_rests_on_the_line_alone_moves_whole():
    away = {"status": "free", "release_type": "sentence_completed", "left_on": "2021-01-15"}
    person, entry = one(detained_on="2020-01-15", decided_on="2020-02-01", **away)
    key = Detention.objects.get(person=person, detained_on=PartialDate.parse("2020-01-15")).pk
    Charge.objects.filter(detention=key).update(case_number="7/2020")
    done = part(person, entry)
    moved = Detention.objects.get(pk=key)
    assert moved.person == done.other and moved.charges.get().case_number == "7/2020"
    assert done.other.detentions.count() == 1


def test_a_split_is_undone_row_by_row():
    person, entry = one(principal_offence="desacato", birth_date="1991-05-01")
    before = whole(person)
    done = part(person, entry)
    assert whole(person) != before
    assert unsplit(done, by=editor()) == []
    assert whole(person) == before
    done.other.refresh_from_db()
    assert done.other.merged_into == person  # an empty original, whose address leads to the person
    assert not PersonPair.objects.in_force().filter(first=person, second=done.other).exists()
    with pytest.raises(Refused):
        unsplit(done, by=editor())


def test_a_split_is_not_undone_over_rows_that_came_since():
    person, entry = one()
    done = part(person, entry)
    bring([row("5", "Bárbaro Tamarindal Quesaldo")], make_list("registro-d"))
    third = Person.objects.get(name_display__startswith="Bárbaro")
    merge(done.other, third, by=editor(), reason=REASON)
    with pytest.raises(Refused):
        unsplit(done, by=editor())


def test_the_two_are_not_merged_again_by_mistake():
    person, entry = one()
    done = part(person, entry)
    with pytest.raises(Refused):
        merge(person, done.other, by=editor(), reason=REASON)


@pytest.mark.parametrize("case", ["none", "all", "foreign", "no_reason"])
def test_refused_splits(case):
    person, entry = one()
    own = set(RowMatch.objects.in_force().filter(person=person).values_list("entry_id", flat=True))
    wanted = {"none": set(), "all": own, "foreign": {entry.pk, 10**9}, "no_reason": {entry.pk}}[case]
    with pytest.raises(Refused):
        split(person, wanted, by=editor(), reason="" if case == "no_reason" else "Son dos.")
    assert not PersonSplit.objects.exists()


def test_a_release_that_the_line_alone_tells_of_goes_with_it():
    away = {"status": "serving_outside", "release_type": "conditional_release", "left_on": "2025-01-15"}
    person, entry = one(**away)
    assert Release.objects.filter(detention__person=person).exists()
    before = whole(person)
    done = part(person, entry)
    assert not Release.objects.filter(detention__person=person).exists()
    assert Release.objects.filter(detention__person=done.other).exists()
    unsplit(done, by=editor())
    assert whole(person) == before


def tied(cited: bool) -> tuple[Person, ListEntry]:
    """Of the line alone: an arrest, a leave that was revoked, and, `cited`, the arrest to which that led."""
    away = {"status": "serving_outside", "release_type": "extrapenal_leave", "left_on": "2016-01-15"}
    person, entry = one(detained_on="2015-01-15", decided_on="2015-02-01", **away)
    record = entry.records.get()
    again = Detention.objects.create(
        person=person, detained_on=PartialDate.parse("2016-06-01"), ended_on=PartialDate.parse("2017-01-01")
    )
    revocation = Revocation.objects.create(release=Release.objects.get(), new_detention=again)
    ReleaseCitation.objects.create(record=record, revocation=revocation)
    if cited:
        Citation.objects.create(person=person, record=record, detention=again)
    return person, entry


def test_two_stays_that_a_revocation_ties_go_and_come_back_together():
    person, entry = tied(cited=True)
    before = whole(person)
    done = part(person, entry)
    assert done.other.detentions.count() == 2 and person.detentions.count() == 1
    assert unsplit(done, by=editor()) == []
    assert whole(person) == before


def test_stays_that_a_revocation_ties_are_not_parted():
    person, entry = tied(cited=False)
    with pytest.raises(Refused, match="es de otra persona"), translation.override("es"):
        part(person, entry)


def test_a_line_may_be_withdrawn_and_given_again_after_a_split():
    person, entry = one()
    other = part(person, entry).other
    assert decide(entry, other, "same", by=editor()) == other
