"""Limits chosen anew on editors' answers: what is proposed, what it takes to store it, the way back."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from editorial import roles
from editorial.models import Editor, Role
from prisoners.matching import cautions, scorecard
from prisoners.matching.in_force import scorecard_in_force
from prisoners.matching.precision import stop_if_it_fails, stop_in_force
from prisoners.matching.refit import Labelled, outcome, propose
from prisoners.matching.scorecard import Scorecard, shipped
from prisoners.models import MatchAudit, MatchDecision, MatchLimits, Person, RowMatch
from tests.editorial.accounts import make_editor
from tests.lists import make_list

pytestmark = pytest.mark.django_db
BESIDES = [["given.exact", 1, 4.0], ["birth.day", 1, 5.0]]


@pytest.fixture(autouse=True)
def known_limits(monkeypatch) -> None:
    """The answers below lie about these, whatever the program ships."""
    cards = tuple(replace(card, same=0.6134, new=0.7069) for card in scorecard._all_shipped())
    monkeypatch.setattr(scorecard, "_all_shipped", lambda: cards)


@pytest.fixture
def coordinator(db) -> Editor:
    roles.establish()
    return make_editor("coordinadora", Role.COORDINATOR)


def answers(
    editor: Editor, number: int, *, chance: float, is_right: bool = True, is_drawn: bool = False, version: str = "",
    findings=BESIDES, is_known: bool = True,
) -> None:  # fmt: skip
    """So many rows with this chance, answered: rows in doubt, or decisions of the matcher that were drawn."""
    source_list, first = make_list("registro-a"), RowMatch.objects.count()
    persons = [Person.objects.get_or_create(slug=slug, name_display=slug)[0] for slug in ("una", "otra", "nueva")]
    why = {"model": version or shipped(1_400).version, "chance": chance, "score": 1.0, "findings": findings}
    for place in range(first, first + number):
        entry = source_list.entries.create(row_key=f"r-{place}")
        meant = persons[0] if is_right else persons[1]
        edge = RowMatch(entry=entry, person=persons[0], score=chance, explanation=why)
        if is_drawn:
            edge.decision = MatchDecision.SAME
            edge.save()
            audit = MatchAudit(match=edge, entry=entry, version=why["model"])
            audit.note("same" if is_right else "other", by=editor)
            continue
        edge.decision, edge.withdrawn_at = MatchDecision.UNSURE, "2026-01-01T00:00Z"
        edge.save()
        if is_known and not is_right:  # the other one was shown as well
            RowMatch.objects.create(
                entry=entry, person=persons[1], decision=MatchDecision.UNSURE, withdrawn_at="2026-01-01T00:00Z",
                explanation={**why, "chance": 0.01},
            )  # fmt: skip
        meant = meant if is_known else persons[2]
        RowMatch.objects.create(entry=entry, person=meant, decision=MatchDecision.SAME, decided_by=editor)


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command("refit_matching", *arguments, stdout=out)
    return out.getvalue()


def card() -> Scorecard:
    return shipped(1_400)


def test_too_few_answers_are_refused_with_their_number(coordinator):
    answers(coordinator, 50, chance=0.5)
    with pytest.raises(CommandError, match="Too few answers: 50 rows, 0 of them") as refusal:
        told()
    assert refusal.value.returncode == 2


def test_answers_that_agree_below_the_limit_lower_it(coordinator):
    answers(coordinator, 150, chance=0.55)
    answers(coordinator, 20, chance=0.4, is_right=False)
    answers(coordinator, 200, chance=0.98, is_drawn=True)
    found = propose(card(), is_demo=False)
    assert found.card.same > 0.55 == found.same
    assert found.after.accepted > found.before.accepted and found.after.precision == 1.0


def test_errors_of_drawn_decisions_raise_the_limit(coordinator):
    answers(coordinator, 120, chance=0.5, is_right=False)
    answers(coordinator, 30, chance=0.7, is_right=False, is_drawn=True)
    answers(coordinator, 170, chance=0.98, is_drawn=True)
    found = propose(card(), is_demo=False)
    assert found.same == 0.98 and found.before.precision < 0.9 and found.after.precision == 1.0


def test_drawn_decisions_stand_for_all_that_were_made(coordinator):
    answers(coordinator, 200, chance=0.4)
    answers(coordinator, 100, chance=0.98, is_drawn=True)
    source_list = make_list("registro-a")
    for number in range(900):
        RowMatch.objects.create(
            entry=source_list.entries.create(row_key=f"sola-{number}"), person=Person.objects.get(slug="una"),
            decision=MatchDecision.SAME, explanation={"model": card().version, "chance": 0.98, "findings": BESIDES},
        )  # fmt: skip
    before = propose(card(), is_demo=False).before
    assert before.accepted == pytest.approx(1_000 / 1_200)


def test_name_alone_and_marks_of_kin_are_accepted_by_no_limit(coordinator):
    answers(coordinator, 150, chance=0.55, findings=[["given.exact", 1, 9.0]])
    answers(coordinator, 150, chance=0.55, findings=[*BESIDES, ["second_given.differs", 1, -3.0]])
    answers(coordinator, 100, chance=0.98, is_drawn=True)
    assert propose(card(), is_demo=False).same == 0.98


def test_limit_of_new_is_lowered_where_nobody_known_is_missed_and_never_raised(coordinator):
    answers(coordinator, 200, chance=0.35, is_right=False, is_known=False)
    answers(coordinator, 100, chance=0.98, is_drawn=True)
    lowered = propose(card(), is_demo=False)
    assert lowered.new == pytest.approx(0.65) and lowered.card.new > 0.7
    answers(coordinator, 20, chance=0.34)
    assert propose(card(), is_demo=False).new == lowered.card.new


def test_answers_of_another_scorecard_do_not_count(coordinator):
    answers(coordinator, 400, chance=0.55, version=card().version + "0")
    with pytest.raises(CommandError, match="Too few answers: 0 rows"):
        told()


def test_outcome_shares_add_up():
    rows = [Labelled(0.9, 0.05, True, True, True), Labelled(0.5, 0.4, True, False, True),
            Labelled(0.1, 0.85, True, False, True), Labelled(0.1, 0.9, True, False, False)]  # fmt: skip
    found = outcome(rows, 0.6, 0.8)
    assert (found.accepted, found.review, found.called_new) == (0.25, 0.25, 0.5)
    assert found.missed == pytest.approx(1 / 3) and found.precision == 1.0


@pytest.fixture
def enough(coordinator) -> Editor:
    answers(coordinator, 250, chance=0.55)
    answers(coordinator, 100, chance=0.98, is_drawn=True)
    return coordinator


def test_nothing_is_stored_without_being_told_to(enough):
    said = told()
    assert "Nothing was stored" in said and "0.5500" in said and "weights stay" in said
    assert not MatchLimits.objects.exists() and scorecard_in_force(10).version == card().version


def test_stored_limits_decide_until_they_are_taken_back(enough):
    told("--store", "--by", enough.username, "--reason", "250 respuestas.")
    stored, used = MatchLimits.objects.get(), scorecard_in_force(10)
    assert (used.version, used.same) == (f"{card().version}/1", 0.55) == (stored.version, stored.same)
    assert used.weights == card().weights and stored.stored_by == enough
    assert f"in force {card().version}" in told("--take-back", "--by", enough.username)
    assert scorecard_in_force(10) == card()
    with pytest.raises(CommandError, match="No limits are stored"):
        told("--take-back", "--by", enough.username)


def test_storing_ends_a_stop_in_the_name_of_who_stored(enough):
    answers(enough, 2, chance=0.7, is_right=False, is_drawn=True)
    MatchAudit.objects.filter(is_right=True).delete()
    assert stop_if_it_fails(card().version, is_demo=False)
    answers(enough, 100, chance=0.98, is_drawn=True)
    told("--store", "--by", enough.username, "--reason", "Tras la detención.")
    assert not stop_in_force(is_demo=False)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--store"], "Say who answers"),
        (["--store", "--by", "nadie"], "no account"),
        (["--store", "--by", "coordinadora"], "Say why"),
        (["--store", "--by", "editora", "--reason", "x"], "may not change the limits"),
    ],
)
def test_storing_needs_a_coordinator_and_a_reason(enough, arguments, why):
    make_editor("editora", Role.EDITOR)
    with pytest.raises(CommandError, match=why) as refusal:
        told(*arguments)
    assert refusal.value.returncode == 2 and not MatchLimits.objects.exists()


def test_limits_of_a_scorecard_that_is_gone_decide_nothing_and_are_told(enough, monkeypatch):
    told("--store", "--by", enough.username, "--reason", "250 respuestas.")
    assert not cautions.cautions(10)
    MatchLimits.objects.update(base="2020-01-01-1400")
    assert scorecard_in_force(10) == card() and len(cautions.cautions(10)) == 1


def test_tenfold_record_asks_for_calibration_of_stored_limits_too(enough):
    told("--store", "--by", enough.username, "--reason", "250 respuestas.")
    fitted_for = MatchLimits.objects.get().persons
    assert scorecard_in_force(fitted_for * 10).is_outgrown_by(fitted_for * scorecard.TENFOLD)
    assert len(cautions.cautions(fitted_for * scorecard.TENFOLD)) == 1


def test_no_answers_let_a_toss_up_be_accepted(coordinator):
    """Right each time with a chance of one in two or less: the limit still stays above it."""
    answers(coordinator, 200, chance=0.5)
    answers(coordinator, 100, chance=0.98, is_drawn=True)
    assert propose(card(), is_demo=False).same == 0.98
