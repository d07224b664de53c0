"""What a new snapshot asks of an editor: conflicts and rows that are gone, each wording once, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from editorial.models import Refused, WorkflowState
from prisoners.incoming.comparing import conflicts
from prisoners.incoming.deciding import decide, may_take
from prisoners.models import Citation, Detention, FacilityStay, ListChange, ListChoice, Person, Sentence
from releases.models import Citation as ReleaseCitation
from releases.models import Release
from sources.models import ListEntry
from tests.lists import DAY, LATER, bring, load_reference, make_list, row
from tests.prisoners.test_consolidation import full
from tests.publication.working_copy import editor

pytestmark = pytest.mark.django_db
THIRD = date(2024, 12, 31)


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def waiting() -> list[tuple[str, str, list[str]]]:
    found = ListChange.objects.open().in_order()
    return [(change.kind, change.part, sorted(change.lines)) for change in found]


@pytest.mark.parametrize(
    ("field", "said", "ours", "expected"),
    [
        ("birth_date", "1990", "1990-05-01", False),
        ("birth_date", "1990-05-01", "1990-05", False),
        ("birth_date", "1991-05-01", "1990-05-01", True),
        ("birth_date", "", "1990", False),
        ("detained_on", "../2021-07-11", "2021-07-01", False),
        ("gender", "woman", "man", True),
        ("gender", "woman", "unknown", False),
        ("age_at_detention", 24, 23, True),
        ("age_at_detention", "23", 23, False),
        ("release_type", "pardon", "unknown_release", False),
        ("municipality", "Reparto sin código", "CU-13-san-luis", False),
        ("municipality", "CU-13-palma-soriano", "CU-13-san-luis", True),
        ("name", "PEREZ SABANALAR, YOANDRY", "Yoandri Pérez Sabanalar", False),
        ("name", "Yoandri Pérez", "Yoandri Pérez Sabanalar", False),
        ("name", "Lisandra Duarte Tomeguín", "Yoandri Pérez Sabanalar", True),
    ],
)
def test_what_means_the_same_is_no_conflict(field, said, ours, expected):
    assert conflicts(field, said, ours) is expected


def test_new_rows_and_confirmed_rows_ask_nothing():
    bring([full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman")])
    bring([full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman")], as_of=LATER)
    assert not ListChange.objects.exists()


def test_what_was_empty_is_filled_and_not_asked():
    bring([row("1", detained_on="2021-07-11")])
    bring([full("1")], as_of=LATER)
    assert waiting() == []


def test_a_changed_value_that_contradicts_ours_is_asked():
    bring([full()])
    bring([full(sentence_months=84, gender="woman")], as_of=LATER)
    assert waiting() == [("conflict", "person", ["gender"]), ("conflict", "sentence", ["sentence_months"])]
    change = ListChange.objects.get(part="sentence")
    assert change.lines == {"sentence_months": {"before": 60, "said": 84, "ours": 60}}


def test_a_second_list_that_contradicts_ours_is_asked_once():
    bring([full()])
    bring([full("b", birth_date="1991-05-01")], make_list("registro-b"))
    bring([full("b", birth_date="1991-05-01", note="otra nota")], make_list("registro-b"), as_of=LATER)
    assert waiting() == [("conflict", "person", ["birth_date"])]


def test_taking_theirs_writes_it_with_its_source_and_reopens():
    bring([full()])
    bring([full(sentence_months=84)], as_of=LATER)
    by = editor()
    decide(ListChange.objects.get(), ListChoice.THEIRS, by=by)
    person = Person.objects.get()
    sentence = Sentence.objects.get(is_operative=True)
    assert sentence.length_months == 84
    assert Citation.objects.get(sentence=sentence, field="length_months").record.values["sentence_months"] == 84
    assert person.workflow_state == WorkflowState.DRAFT and person.last_edited_by == by
    assert waiting() == []


def test_keeping_ours_changes_nothing_and_is_not_asked_again():
    bring([full()])
    bring([full(gender="woman")], as_of=LATER)
    decide(ListChange.objects.get(), ListChoice.OURS, by=editor())
    bring([full(gender="man")], as_of=date(2024, 12, 15))
    bring([full(gender="woman")], as_of=THIRD)
    assert Person.objects.get().gender == "man" and waiting() == []


def test_another_word_is_asked_anew():
    bring([full()])
    bring([full(sentence_months=84)], as_of=LATER)
    decide(ListChange.objects.get(), ListChoice.OURS, by=editor())
    bring([full(sentence_months=96)], as_of=THIRD)
    assert [change.said() for change in ListChange.objects.open()] == [{"sentence_months": 96}]


def test_a_question_that_the_list_has_answered_itself_is_overtaken():
    bring([full()])
    bring([full(sentence_months=84)], as_of=LATER)
    bring([full(sentence_months=60)], as_of=THIRD)
    assert ListChange.objects.get().decision == ListChoice.OVERTAKEN


def test_a_transfer_is_a_new_stay():
    bring([full()])
    bring([full(facility="mar-verde")], as_of=LATER)
    decide(ListChange.objects.get(), ListChoice.THEIRS, by=editor())
    assert [(each.facility.code, str(each.from_on)) for each in FacilityStay.objects.order_by("pk")] == [
        ("boniato", "None"), ("mar-verde", "../2024-11-30"),
    ]  # fmt: skip


def test_a_row_of_somebody_else_is_asked_by_name():
    bring([full()])
    bring([full(name="Lisandra Duarte Tomeguín")], as_of=LATER)
    assert waiting() == [("conflict", "person", ["name"])]
    decide(ListChange.objects.get(), ListChoice.THEIRS, by=editor())
    person = Person.objects.get()
    assert (person.name_display, person.surname_2) == ("Lisandra Duarte Tomeguín", "Tomeguín")


def test_another_day_of_release_is_asked_and_taken():
    out = {"status": "serving_outside", "release_type": "conditional_release"}
    bring([full(left_on="2024-05-01", **{**out})])
    bring([full(left_on="2024-06-01", **out)], as_of=LATER)
    assert waiting() == [("conflict", "release", ["left_on"])]
    decide(ListChange.objects.get(), ListChoice.THEIRS, by=editor())
    assert str(Release.objects.get().left_on) == "2024-06-01"
    assert str(Detention.objects.get().ended_on) == "2024-06-01"
    assert ReleaseCitation.objects.filter(field="left_on").count() == 1


def test_in_prison_again_by_the_list_alone_is_asked_and_not_written():
    bring([full(status="serving_outside", release_type="conditional_release", left_on="2024-05-01")])
    bring([full(status="in_custody")], as_of=LATER)
    change = ListChange.objects.get(part="custody")
    assert not may_take(change)
    with pytest.raises(Refused):
        decide(change, ListChoice.THEIRS, by=editor())
    assert ListChange.objects.open().filter(pk=change.pk).exists()


def test_a_row_gone_asks_why_and_a_row_back_asks_nothing():
    two = [full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman")]
    bring(two)
    bring(two[:1], as_of=LATER)
    assert waiting() == [("gone", "list", [])]
    change = ListChange.objects.get()
    with pytest.raises(Refused):
        decide(change, ListChoice.NOTED, by=editor(), left_reason="porque sí")
    decide(change, ListChoice.NOTED, by=editor(), left_reason="released")
    assert ListEntry.objects.get(row_key="2").left_reason == "released"
    bring(two, as_of=THIRD)
    assert ListEntry.objects.get(row_key="2").left_reason == "" and waiting() == []


def test_a_gone_row_that_is_back_before_anybody_decided_is_overtaken():
    two = [full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman")]
    bring(two)
    bring(two[:1], as_of=LATER)
    bring(two, as_of=THIRD)
    assert ListChange.objects.get().decision == ListChoice.OVERTAKEN


def test_an_older_list_that_comes_late_asks_of_nobody_who_left():
    two = [full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman")]
    bring(two, as_of=DAY)
    bring(two, as_of=THIRD)
    bring(two[:1], as_of=LATER)
    assert waiting() == []


def test_the_second_of_two_editors_is_told_who_was_first():
    bring([full()])
    bring([full(gender="woman")], as_of=LATER)
    change = ListChange.objects.get()
    decide(change, ListChoice.OURS, by=editor("primera"))
    with pytest.raises(Refused, match="primera"):
        decide(change, ListChoice.THEIRS, by=editor("segunda"))
    assert Person.objects.get().gender == "man"


def test_put_off_comes_last_and_is_still_open():
    bring([full()])
    bring([full(sentence_months=84, gender="woman")], as_of=LATER)
    first, second = ListChange.objects.in_order()
    decide(first, ListChoice.LATER, by=editor())
    assert list(ListChange.objects.open().in_order()) == [second, first]


def test_what_an_editor_changed_since_is_not_overwritten():
    bring([full()])
    bring([full(sentence_months=84)], as_of=LATER)
    Sentence.objects.filter(is_operative=True).update(length_months=72)
    with pytest.raises(Refused, match="compare de nuevo"):
        decide(ListChange.objects.get(), ListChoice.THEIRS, by=editor())
    assert Sentence.objects.get(is_operative=True).length_months == 72


def test_a_value_that_the_database_refuses_leaves_nothing_half_done():
    bring([full()])
    Sentence.objects.create(
        detention=Detention.objects.get(), step="appeal", sanction="imprisonment", decided_on="2022-06-01"
    )
    bring([full(decided_on="2023-01-01")], as_of=LATER)
    with pytest.raises(Refused, match="sentence_steps_in_order"):
        decide(ListChange.objects.get(), ListChoice.THEIRS, by=editor())
    assert str(Sentence.objects.get(is_operative=True).decided_on) == "2022-03-14"
    assert not Citation.objects.filter(field="decided_on").exists()
    assert [change.decision for change in ListChange.objects.open()] == [""]
