"""What an undone import said counts no more, and what was merged or split since is undone first."""

from __future__ import annotations

import pytest

from editorial.acting import acting_as
from editorial.models import Refused
from prisoners.incoming.undoing import undo_import
from prisoners.matching import profiles, sampling
from prisoners.matching.decisions import decide, withdraw
from prisoners.merging.merge import merge, unmerge
from prisoners.merging.split import split
from prisoners.merging.suggestions import suggest
from prisoners.models import Detention, MatchAudit, MatchKey, Person, PrivateDetails, RowMatch
from sources.import_list.consumers import no_progress
from sources.models import ListEntry, SourceOrganisation
from tests.lists import LATER, bring, load_reference, make_list, row
from tests.prisoners.test_match_audits import Always
from tests.publication.working_copy import editor

pytestmark = pytest.mark.django_db
FACTS = {"birth_date": "1990-05-04", "detained_on": "2021-07-11", "province": "CU-03"}
UNLIKE = {
    "name": "Anabel Cuza Guayabal", "birth_date": "1971-02-03", "gender": "woman", "detained_on": "2022-01-01",
    "province": "CU-13",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def undo(report, **options):
    with acting_as(editor()):
        return undo_import(report.snapshot, by=editor(), reason="Era otra lista.", **options)


def test_the_matcher_forgets_what_an_undone_import_said():
    bring([row("1", detained_on="2021-07-11", province="CU-03")])
    other = {"birth_date": "1990-05-04", "detained_on": "2015-03-03", "province": "CU-13"}
    report = bring([row("1", **other)], as_of=LATER)
    undo(report)
    bring([row("z", **other)], make_list("registro-b"))
    assert not RowMatch.objects.filter(entry__row_key="z", decision="same", person=Person.objects.earliest("pk"))


def test_the_queue_decides_by_what_a_list_in_force_says():
    bring([row("1", detained_on="2021-07-11")])
    bring([row("x", birth_date="1990")], make_list("registro-b"))
    report = bring([row("x", birth_date="1990", gender="woman")], make_list("registro-b"), as_of=LATER)
    undo(report)
    entry, person = ListEntry.objects.get(row_key="x"), Person.objects.get()
    assert RowMatch.objects.waiting().get().entry == entry
    decide(entry, person, "same", by=editor())
    person.refresh_from_db()
    assert person.gender != "woman"


def test_a_row_of_an_undone_import_is_decided_no_more():
    bring([row("1", detained_on="2021-07-11")])
    report = bring([row("x", birth_date="1990")], make_list("registro-b"))
    entry = ListEntry.objects.get(row_key="x")
    undo(report)
    with pytest.raises(Refused):
        decide(entry, Person.objects.get(), "same", by=editor())


def test_an_import_is_undone_after_the_merge_that_moved_what_it_brought():
    bring([row("1", **FACTS)])
    report = bring([row("y", **UNLIKE)], make_list("registro-b"))
    kept, made = Person.objects.order_by("pk")
    with acting_as(editor()):
        done = merge(kept, made, by=editor(), reason="x", is_confirmed=True)
    with pytest.raises(Refused, match="unión"):
        undo(report)
    with acting_as(editor()):
        unmerge(done, by=editor())
    undo(report)
    assert not RowMatch.objects.in_force().filter(entry__row_key="y", decision="same").exists()


def test_pairs_are_looked_for_after_a_merge():
    bring([row("1", **FACTS), row("2", **UNLIKE)])
    kept, merged = Person.objects.order_by("pk")
    suggest(no_progress)
    with acting_as(editor()):
        merge(kept, merged, by=editor(), reason="x", is_confirmed=True)
    suggest(no_progress)
    assert merged.pk not in profiles.read() and kept.pk in profiles.read()


def test_invented_persons_and_real_rows_share_no_key():
    demo = make_list("registro-d")
    SourceOrganisation.objects.filter(pk=demo.organisation_id).update(is_demo=True)
    bring([row(str(n), **FACTS) for n in range(12)], make_list("registro-d"))
    bring([row("1", **FACTS)])
    profiles.refresh(profiles.load_corpus())
    real = Person.objects.get(is_demo=False)
    keys = set(MatchKey.objects.filter(person=real).values_list("key", flat=True))
    assert keys and not MatchKey.objects.filter(key__in=keys, person__is_demo=True).exists()
    bring([row("x", **FACTS)], make_list("registro-b"))
    assert RowMatch.objects.in_force().get(entry__row_key="x", decision="same").person == real


def test_an_invented_person_and_a_real_row_are_not_the_same():
    demo = make_list("registro-d")
    SourceOrganisation.objects.filter(pk=demo.organisation_id).update(is_demo=True)
    bring([row("1", **UNLIKE)], make_list("registro-d"))
    bring([row("x", **FACTS)], make_list("registro-b"))
    match = RowMatch.objects.get(entry__row_key="x")
    withdraw(match, by=editor())
    with pytest.raises(Refused):
        decide(match.entry, Person.objects.get(is_demo=True), "same", by=editor())


@pytest.mark.parametrize("decision", ["same", "not_same"])
def test_nothing_is_decided_of_somebody_merged_away(decision):
    bring([row("1", detained_on="2021-07-11"), row("2", **UNLIKE)])
    bring([row("x", birth_date="1990")], make_list("registro-b"))
    stale, kept = Person.objects.order_by("pk")
    with acting_as(editor()):
        merge(kept, Person.objects.get(pk=stale.pk), by=editor(), reason="x", is_confirmed=True)
    with pytest.raises(Refused):
        decide(ListEntry.objects.get(row_key="x"), stale, decision, by=editor())


def test_a_split_answers_the_drawn_decision_that_it_takes_apart(monkeypatch):
    monkeypatch.setattr(sampling, "dice", Always())
    bring([row("1", **FACTS)])
    bring([row("x", **FACTS, gender="man")], make_list("registro-b"))
    with acting_as(editor()):
        split(Person.objects.get(), [ListEntry.objects.get(row_key="x").pk], by=editor(), reason="x")
    assert MatchAudit.objects.get().is_right is False


def test_a_row_taken_back_takes_its_private_answers_and_its_confirmation_along():
    bring([row("1", medical="yes", status="in_custody", **FACTS)])
    bring([row("x", medical="yes", is_parent="no", status="in_custody", **FACTS)], make_list("registro-b"), as_of=LATER)
    person, private = Person.objects.get(), PrivateDetails.objects.get()
    assert (person.last_confirmed_on, private.is_parent) == (LATER, "no")
    withdraw(RowMatch.objects.get(entry__row_key="x"), by=editor())
    person.refresh_from_db()
    private.refresh_from_db()
    assert person.last_confirmed_on and person.last_confirmed_on < LATER
    assert (private.is_parent, private.medical) == ("unknown", "yes")
    assert Detention.objects.count() == 1
