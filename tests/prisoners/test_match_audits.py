"""The matcher's own decisions, drawn and answered: what an answer does to the row, to the sample and to the matcher."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from editorial.models import Editor, Refused
from prisoners.incoming.summary import new_rows
from prisoners.incoming.undoing import undo_import
from prisoners.matching import precision, sampling
from prisoners.matching.decisions import decide, withdraw
from prisoners.matching.precision import end_stop, standing, stop_if_it_fails, stop_in_force
from prisoners.matching.sampling import draw_from_the_past
from prisoners.matching.scorecard import shipped
from prisoners.models import Citation, MatchAudit, MatchDecision, MatchStop, Person, RowMatch
from sources.models import ListSnapshot
from tests.lists import bring, load_reference, make_list, row

FACTS = {"birth_date": "1990-05-04", "detained_on": "2021-07-11", "province": "CU-03"}


@pytest.fixture
def editor(db) -> Editor:
    load_reference()
    return Editor.objects.create(username="editora")


class Always(random.Random):
    def randrange(self, *args: int) -> int:
        return 0


@pytest.fixture
def drawn(editor, monkeypatch) -> RowMatch:
    """A row that the matcher gave to a person by itself, and that was drawn."""
    bring([row("1", **FACTS)])
    monkeypatch.setattr(sampling, "dice", Always())
    bring([row("x", **FACTS, gender="man")], make_list("registro-b"))
    match = RowMatch.objects.get(entry__row_key="x")
    assert match.decision == "same" and match.decided_by is None and "new" not in match.explanation
    return match


def audited(version: str, answers: list[bool], editor: Editor, *, is_demo: bool = False) -> None:
    """So many answers of a scorecard, without the lists that they were about."""
    code = "lista-demo" if is_demo else "lista-medida"
    source_list = make_list(code, is_demo=is_demo)
    first = (MatchAudit.objects.order_by("-match_id").values_list("match_id", flat=True).first() or 0) + 1_000_000
    for number, is_right in enumerate(answers):
        entry = source_list.entries.create(row_key=f"{first}-{number}")
        audit = MatchAudit(match_id=first + number, entry=entry, version=version)
        audit.note("same" if is_right else "other", by=editor)


def test_drawn_row_stays_where_the_matcher_put_it(drawn):
    assert MatchAudit.objects.open().get().match == drawn
    assert Citation.objects.filter(record__entry=drawn.entry, person=drawn.person).exists()
    assert not RowMatch.objects.waiting().exists(), "no figure and no import waits for it"


def test_page_of_the_list_tells_a_drawn_row_from_a_doubtful_one_by_nothing(drawn, editor):
    snapshot = ListSnapshot.objects.last()
    found = new_rows(snapshot)
    assert (found.waiting, found.waiting_count, found.matched, found.matched_count) == ([drawn.entry], 1, [], 0)
    decide(drawn.entry, drawn.person, MatchDecision.SAME, by=editor)
    found = new_rows(snapshot)
    assert (found.waiting_count, found.matched_count) == (0, 1)


def test_the_same_person_confirms_and_changes_nothing(drawn, editor):
    assert decide(drawn.entry, drawn.person, MatchDecision.SAME, by=editor) == drawn.person
    audit = MatchAudit.objects.get()
    assert (audit.is_right, audit.answer, audit.answered_by) == (True, "same", editor)
    drawn.refresh_from_db()
    assert drawn.decided_by is None and drawn.withdrawn_at is None and not MatchAudit.objects.open().exists()


def test_not_the_same_takes_the_decision_back_and_counts_as_wrong(drawn, editor):
    assert decide(drawn.entry, drawn.person, MatchDecision.NOT_SAME, by=editor) is None
    assert MatchAudit.objects.get().is_right is False
    edge = RowMatch.objects.in_force().get(entry=drawn.entry)
    assert (edge.decision, edge.decided_by) == ("not_same", editor)
    assert not Citation.objects.filter(record__entry=drawn.entry).exists()


def test_somebody_new_makes_a_person_of_the_row(drawn, editor):
    made = decide(drawn.entry, None, MatchDecision.SAME, by=editor)
    assert made is not None and made != drawn.person and MatchAudit.objects.get().answer == "new"
    edges = RowMatch.objects.in_force().filter(entry=drawn.entry)
    assert dict(edges.values_list("person_id", "decision")) == {made.pk: "same", drawn.person_id: "not_same"}


def test_another_person_who_was_shown_gets_the_row(drawn, editor):
    other = Person.objects.create(slug="otra", name_display="Otra Sabanalar")
    third = Person.objects.create(slug="tercera", name_display="Tercera Sabanalar")
    why = {"chance": 0.2, "findings": []}
    MatchAudit.objects.update(beside=[{"person": other.pk, "why": why}, {"person": third.pk, "why": why}])
    decide(drawn.entry, third, MatchDecision.NOT_SAME, by=editor)
    assert MatchAudit.objects.open().exists(), "one of those beside it was ruled out: the row is still asked"
    assert decide(drawn.entry, other, MatchDecision.SAME, by=editor) == other
    edges = RowMatch.objects.in_force().filter(entry=drawn.entry)
    assert dict(edges.values_list("person_id", "decision")) == {
        other.pk: "same", drawn.person_id: "not_same", third.pk: "not_same",
    }  # fmt: skip
    assert MatchAudit.objects.get().answer == "other"


def test_after_not_the_same_those_beside_it_are_still_in_doubt(drawn, editor):
    other = Person.objects.create(slug="otra", name_display="Otra Sabanalar")
    MatchAudit.objects.update(beside=[{"person": other.pk, "why": {"chance": 0.2, "findings": []}}])
    decide(drawn.entry, drawn.person, MatchDecision.NOT_SAME, by=editor)
    assert RowMatch.objects.waiting().get().person == other


def test_withdrawing_in_the_dossier_answers_too(drawn, editor):
    withdraw(drawn, by=editor)
    audit = MatchAudit.objects.get()
    assert (audit.answer, audit.is_right) == ("withdrawn", False)


def test_answer_that_says_nothing_is_refused_and_leaves_the_question(drawn, editor):
    with pytest.raises(Refused):
        decide(drawn.entry, None, MatchDecision.NOT_SAME, by=editor)
    assert MatchAudit.objects.open().exists()


def test_undone_import_takes_the_open_question_and_keeps_the_answered_one(drawn, editor):
    undo_import(ListSnapshot.objects.last(), by=editor, reason="era otro archivo")
    assert not RowMatch.objects.filter(pk=drawn.pk).exists()
    assert not MatchAudit.objects.open().exists() and not MatchAudit.objects.answered().exists()


def test_rows_seen_again_and_new_persons_are_never_drawn(editor, monkeypatch):
    monkeypatch.setattr(sampling, "dice", Always())
    bring([row("1", **FACTS)])
    bring([row("1", **FACTS, gender="man")], as_of=ListSnapshot.objects.get().as_of.replace(year=2025))
    assert not MatchAudit.objects.exists()


def test_invented_lists_are_drawn_only_on_demand(editor, monkeypatch):
    monkeypatch.setattr(sampling, "dice", Always())
    bring([row("1", **FACTS)], make_list("demo-a", is_demo=True))
    bring([row("x", **FACTS)], make_list("demo-b", is_demo=True))
    assert not MatchAudit.objects.exists()
    version = RowMatch.objects.get(entry__row_key="x").explanation["model"]
    assert draw_from_the_past(10, version=version, is_demo=True) == 1
    assert draw_from_the_past(10, version=version, is_demo=True) == 0


def test_one_in_ten_is_drawn_until_enough_are_answered_then_one_in_fifty(editor, monkeypatch):
    asked = []

    class Watched(random.Random):
        def randrange(self, *args: int) -> int:
            asked.append(args[0])
            return 1

    monkeypatch.setattr(sampling, "dice", Watched())
    source_list = make_list("registro-c")
    entries = [source_list.entries.create(row_key=str(number)) for number in range(2)]
    sampling.draw([(RowMatch(entry=entries[0]), [])], replace(shipped(1_400), version="v"))
    audited("v", [True] * precision.ENOUGH, editor)
    sampling.draw([(RowMatch(entry=entries[1]), [])], replace(shipped(1_400), version="v"))
    assert asked == [10, 50]


def test_those_beside_a_decision_of_the_past_are_weighed_against_its_sum(editor):
    bring([row("1", **FACTS), row("2", "Yoandri Pérez Sabanalar", birth_date="1990-05", province="CU-03")])
    bring([row("x", **FACTS)], make_list("registro-b"))
    match = RowMatch.objects.get(entry__row_key="x", decision="same")
    draw_from_the_past(1, version=match.explanation["model"], is_demo=False)
    audit = MatchAudit.objects.get()
    beside = {each["person"] for each in audit.beside}
    assert match.person_id not in beside and all(each["why"]["chance"] < 0.5 for each in audit.beside)


def test_a_sample_speaks_of_its_own_scorecard_and_lists(editor):
    audited("v1", [True] * 59, editor)
    audited("v2", [True, False], editor)
    audited("v1", [False] * 3, editor, is_demo=True)
    found = standing("v1", is_demo=False)
    assert (found.answered, found.errors, found.percent, found.missing) == (59, 0, 95.0, 240)
    assert standing("v2", is_demo=False).errors == 1 and standing("v1", is_demo=True).errors == 3


def test_what_is_proved_is_never_rounded_up(editor):
    audited("v1", [True] * 298, editor)
    assert standing("v1", is_demo=False).percent == 98.9 and not standing("v1", is_demo=False).is_proved


def test_matcher_that_fails_stops_and_every_row_is_asked(drawn, editor):
    version = MatchAudit.objects.get().version
    audited(version, [True] * 20 + [False], editor)
    assert not stop_in_force(is_demo=False)
    decide(drawn.entry, drawn.person, MatchDecision.NOT_SAME, by=editor)
    stop = stop_in_force(is_demo=False)
    assert stop is not None and (stop.version, stop.answered, stop.errors) == (version, 22, 2)
    bring([row("y", **FACTS)], make_list("registro-c"))
    assert RowMatch.objects.in_force().get(entry__row_key="y").decision == "unsure"


def test_stop_on_invented_lists_does_not_stop_the_real_ones(editor):
    audited("v", [False, False], editor, is_demo=True)
    assert stop_if_it_fails("v", is_demo=True)
    assert not stop_if_it_fails("v", is_demo=False) and not stop_in_force(is_demo=False)


def test_stop_ends_with_a_reason_and_what_was_answered_before_counts_no_more(drawn, editor):
    version = MatchAudit.objects.get().version
    audited(version, [False, False], editor)
    stop_if_it_fails(version, is_demo=False)
    with pytest.raises(Refused):
        end_stop(is_demo=False, by=editor, reason="  ")
    assert end_stop(is_demo=False, by=editor, reason="La lista traía fechas de otra columna.").ended_by == editor
    with pytest.raises(Refused):
        end_stop(is_demo=False, by=editor, reason="otra vez")
    bring([row("y", **FACTS)], make_list("registro-c"))
    assert RowMatch.objects.in_force().get(entry__row_key="y").decision == "same"
    audited(version, [False], editor)
    assert not stop_if_it_fails(version, is_demo=False)
    audited(version, [False], editor)
    assert stop_if_it_fails(version, is_demo=False) and MatchStop.objects.count() == 2
