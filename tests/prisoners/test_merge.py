"""Two persons who are one: what moves, what stays, what is refused, and the way back."""

from __future__ import annotations

from datetime import date

import pytest

from chronology.partial_date import PartialDate
from editorial.models import Refused, WorkflowState
from prisoners.merging import footprint, pairs
from prisoners.merging import merge as merging
from prisoners.merging.merge import merge, unmerge
from prisoners.models import (
    Charge,
    Citation,
    Detention,
    Person,
    PersonMerge,
    PersonName,
    PersonPair,
    PrivateDetails,
    RowMatch,
    Sentence,
    Tombstone,
    Visibility,
)
from prisoners.tombstones import entomb
from releases.models import Release
from tests.lists import LATER, bring, load_reference, make_list, row
from tests.publication.working_copy import editor

pytestmark = pytest.mark.django_db
REASON = "Misma fecha, mismo pueblo; la familia lo confirma."
CASE = {"detained_on": "2021-07-11", "province": "CU-13", "principal_offence": "sedicion", "sanction": "imprisonment",
        "sentence_months": 60, "decided_on": "2022-03-14", "stage": "final", "facility": "boniato",
        "status": "in_custody"}  # fmt: skip


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def two(first=None, second=None) -> tuple[Person, Person]:
    """Two persons of two lists, whom no matcher takes for one."""
    bring([row("1", "Yoandri Pérez Sabanalar", **{**CASE, **(first or {})})], make_list("registro-a"))
    bring([row("1", "Yuniel Garvela Perdomal", **{**CASE, **(second or {})})], make_list("registro-b"), as_of=LATER)
    kept, merged = Person.objects.order_by("pk")
    return kept, merged


def whole(*persons: Person) -> footprint.Rows:
    """Every column of every row, but the path and the clock of a dossier."""
    return {
        key: {
            name: value
            for name, value in columns.items()
            if not (name == "updated_at" or key[0] == "prisoners.person" and name in footprint.KEPT_ELSEWHERE)
        }
        for key, columns in footprint.written(person.pk for person in persons).items()
    }


def join(kept, merged, **options):
    return merge(kept, merged, by=editor(), reason=REASON, **options)


def test_an_arrest_that_both_have_becomes_one_detention():
    kept, merged = two()
    join(kept, merged)
    held = kept.detentions.get()
    assert held.charges.count() == held.sentences.count() == held.stages.count() == held.stays.count() == 1
    assert Citation.objects.filter(person=kept, detention=held).count() == 2
    assert Citation.objects.filter(person=kept, charge__detention=held).count() == 2
    assert PersonName.objects.filter(person=kept, kind="variant", text="Yuniel Garvela Perdomal").exists()
    assert RowMatch.objects.in_force().filter(person=kept, decision="same").count() == 2
    merged.refresh_from_db()
    assert merged.merged_into == kept and merged.detentions.exists()  # the original


def test_what_differs_stays_as_the_kept_dossier_has_it():
    kept, merged = two({"birth_date": "1990-05-01"}, {"birth_date": "1991-05-01", "sentence_months": 120})
    plan = merging.plan_merge(kept, merged)
    told = {(each.what, each.kept, each.merged) for each in plan.differences}
    assert any("1990" in kept_value and "1991" in theirs for _what, kept_value, theirs in told)
    assert any("60" in kept_value and "120" in theirs for _what, kept_value, theirs in told)
    join(kept, merged)
    kept.refresh_from_db()
    assert str(kept.birth_date) == "1990-05-01"
    assert kept.detentions.get().sentences.get().length_months == 60
    assert not Citation.objects.filter(person=kept, sentence__length_months=120).exists()


def test_what_the_kept_dossier_does_not_know_follows():
    kept, merged = two(second={"birth_date": "1991-05-01", "gender": "man", "municipality": "San Luis"})
    join(kept, merged)
    kept.refresh_from_db()
    assert str(kept.birth_date) == "1991-05-01" and kept.gender == "man"
    assert kept.detentions.get().municipality_id == "CU-13-san-luis"
    assert kept.last_confirmed_on == LATER


def test_another_arrest_moves_whole():
    kept, merged = two(second={"detained_on": "2020-01-15", "decided_on": "2020-02-01"})
    Release.objects.create(
        detention=merged.detentions.get(), release_type_id="sentence_completed", reported_on=date(2021, 1, 15)
    )
    join(kept, merged)
    assert sorted(str(held.detained_on) for held in kept.detentions.all()) == ["2020-01-15", "2021-07-11"]
    assert not merged.detentions.exists()


def test_a_release_follows_the_detention():
    kept, merged = two()
    ended = merged.detentions.get()
    Release.objects.create(
        detention=ended, release_type_id="conditional_release", left_on=PartialDate.parse("2025-01-15"),
        reported_on=date(2025, 1, 15),
    )  # fmt: skip
    before = whole(kept, merged)
    done = join(kept, merged)
    held = kept.detentions.get()
    assert held.releases.count() == 1 and str(held.ended_on) == "2025-01-15"
    unmerge(done, by=editor())
    assert whole(kept, merged) == before


def test_both_dossiers_go_to_draft():
    kept, merged = two()
    join(kept, merged)
    for person in (kept, merged):
        person.refresh_from_db()
        assert person.workflow_state == WorkflowState.DRAFT and person.last_edited_by == editor()


def test_unmerge_restores_every_column_of_every_row():
    kept, merged = two({"birth_date": "1990-05-01", "medical": "yes"}, {"medical": "yes", "mental": "yes"})
    before = whole(kept, merged)
    done = join(kept, merged)
    assert whole(kept, merged) != before
    assert unmerge(done, by=editor()) == []
    assert whole(kept, merged) == before
    done.refresh_from_db()
    assert done.undone_by == editor() and done.undone_at


def test_unmerge_keeps_what_was_written_since_and_says_so():
    kept, merged = two(second={"birth_date": "1991-05-01"})
    done = join(kept, merged)
    Person.objects.filter(pk=kept.pk).update(birth_date=PartialDate.parse("1992"), occupation="maestro")
    bring([row("9", "Yoandri Pérez Sabanalar", **CASE)], make_list("registro-c"))
    later = unmerge(done, by=editor())
    kept.refresh_from_db()
    assert str(kept.birth_date) == "1992" and kept.occupation == "maestro"
    assert any("birth" in line or "nacimiento" in line for line in later)
    merged.refresh_from_db()
    assert merged.merged_into is None and str(merged.birth_date) == "1991-05-01"


def test_unmerge_is_refused_when_a_row_went_on_to_somebody_else():
    kept, merged = two()
    done = join(kept, merged)
    bring([row("7", "Bárbaro Tamarindal Quesaldo", detained_on="2021-07-11")], make_list("registro-d"))
    third = Person.objects.order_by("pk").last()
    further = join(third, kept)
    with pytest.raises(Refused):
        unmerge(done, by=editor())
    unmerge(further, by=editor())
    unmerge(done, by=editor())
    with pytest.raises(Refused):
        unmerge(done, by=editor())


def test_one_merge_and_then_another_lead_to_the_last():
    kept, merged = two()
    join(kept, merged)
    bring([row("7", "Bárbaro Tamarindal Quesaldo", detained_on="2021-07-11")], make_list("registro-d"))
    third = Person.objects.order_by("pk").last()
    join(third, kept)
    merged.refresh_from_db()
    assert merged.merged_into == third
    assert RowMatch.objects.in_force().filter(person=third, decision="same").count() == 3


@pytest.mark.parametrize("case", ["itself", "merged", "into_merged", "invented", "withdrawn", "erased", "no_reason"])
def test_refused_merges(case):
    kept, merged = two()
    reason = REASON
    if case == "itself":
        merged = kept
    elif case in ("merged", "into_merged"):
        join(kept, merged)
        if case == "into_merged":
            kept, merged = merged, kept
    elif case == "invented":
        Person.objects.filter(pk=merged.pk).update(is_demo=True)
    elif case == "withdrawn":
        Person.objects.filter(pk=merged.pk).update(visibility=Visibility.WITHDRAWN)
    elif case == "erased":
        entomb(merged)
        assert Tombstone.objects.exists()
    else:
        reason = "  "
    count = PersonMerge.objects.count()
    with pytest.raises(Refused):
        merge(kept, merged, by=editor(), reason=reason)
    assert PersonMerge.objects.count() == count


def test_two_lines_of_one_snapshot_must_be_confirmed():
    bring([row("1", "Yoandri Pérez Sabanalar", **CASE), row("2", "Yuniel Garvela Perdomal", **CASE)])
    kept, merged = Person.objects.order_by("pk")
    with pytest.raises(Refused, match="registro-a"):
        join(kept, merged)
    join(kept, merged, is_confirmed=True)
    assert RowMatch.objects.in_force().filter(person=kept, decision="same").count() == 2


def test_a_line_held_not_to_be_the_other_must_be_confirmed_and_comes_back():
    kept, merged = two()
    entry = RowMatch.objects.get(person=merged, decision="same").entry
    RowMatch.objects.create(entry=entry, person=kept, decision="not_same")
    before = whole(kept, merged)
    with pytest.raises(Refused, match="registro-b"):
        join(kept, merged)
    done = join(kept, merged, is_confirmed=True)
    assert RowMatch.objects.in_force().get(entry=entry).decision == "same"
    unmerge(done, by=editor())
    assert whole(kept, merged) == before


def test_a_pair_judged_not_the_same_is_refused_by_name_also_by_way_of_a_third():
    kept, merged = two()
    bring([row("7", "Bárbaro Tamarindal Quesaldo", detained_on="2021-07-11")], make_list("registro-d"))
    third = Person.objects.order_by("pk").last()
    pair = pairs.decide(merged, third, "not_same", by=editor(), reason="Son primos.")
    join(kept, merged)
    with pytest.raises(Refused) as refused:
        join(kept, third)
    assert "Yuniel" in str(refused.value) and "Bárbaro" in str(refused.value)
    pairs.withdraw(pair, by=editor())
    join(kept, third)
    with pytest.raises(Refused):
        pairs.decide(merged, third, "not_same", by=editor())


def test_not_the_same_is_answered_until_the_facts_change():
    kept, merged = two()
    assert not pairs.is_answered(kept, merged)
    pairs.decide(merged, kept, "unsure", by=editor())
    assert not pairs.is_answered(kept, merged)
    pairs.decide(merged, kept, "not_same", by=editor())
    assert pairs.is_answered(kept, merged) and pairs.is_answered(merged, kept)
    assert PersonPair.objects.count() == 2 and PersonPair.objects.in_force().count() == 1
    Person.objects.filter(pk=merged.pk).update(birth_date=PartialDate.parse("1990"))
    merged.refresh_from_db()
    assert not pairs.is_answered(kept, merged)


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    kept, merged = two()
    before = footprint.written([kept.pk, merged.pk])

    def fail(*_args, **_kwargs):
        raise RuntimeError("half way")

    monkeypatch.setattr(merging, "reopen", fail)
    with pytest.raises(RuntimeError):
        join(kept, merged)
    assert footprint.written([kept.pk, merged.pk]) == before and not PersonMerge.objects.exists()


def test_what_the_database_forbids_is_said_and_leaves_nothing():
    kept, merged = two()
    held, theirs = kept.detentions.get(), merged.detentions.get()
    Sentence.objects.filter(detention__in=(held, theirs)).delete()
    Sentence.objects.create(
        detention=held, step="first_instance", sanction="imprisonment", decided_on=PartialDate.parse("2022-05-01")
    )
    Sentence.objects.create(
        detention=theirs, step="appeal", sanction="imprisonment", decided_on=PartialDate.parse("2022-03-01")
    )
    before = footprint.written([kept.pk, merged.pk])
    with pytest.raises(Refused, match="sentence_steps_in_order"):
        join(kept, merged)
    assert footprint.written([kept.pk, merged.pk]) == before


def test_the_stricter_protection_wins_and_is_given_back():
    kept, merged = two()
    Person.objects.filter(pk=merged.pk).update(
        visibility=Visibility.WITHHELD, embargo_until=date(2030, 1, 1), embargo_reason="familia"
    )
    done = join(kept, merged)
    kept.refresh_from_db()
    assert kept.visibility == Visibility.WITHHELD and kept.embargo_until == date(2030, 1, 1)
    unmerge(done, by=editor())
    kept.refresh_from_db()
    assert kept.visibility == Visibility.PUBLIC and kept.embargo_until is None


def test_a_plan_writes_nothing():
    kept, merged = two(second={"birth_date": "1991-05-01"})
    before = footprint.written([kept.pk, merged.pk])
    plan = merging.plan_merge(kept, merged)
    assert plan.joined and plan.filled and plan.moved and plan.behind
    assert footprint.written([kept.pk, merged.pk]) == before
    assert Detention.objects.count() == Charge.objects.count() == 2 and PrivateDetails.objects.count() == 0
