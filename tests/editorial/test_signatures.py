"""The roads around the risk test, the second signature and the 72 hours, for an approver who is no author."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from editorial import reviewing
from editorial.accounts import freezing
from editorial.acting import acting_as
from editorial.models import Alarm, DossierQuerySet, Editor, Refused, Review, Role, Verb, WorkflowState
from editorial.models.dossier import Dossier
from prisoners.models import Person
from tests.editorial.accounts import make_editor, signed_in
from tests.editorial.roads import RISKY, SAFE, as_newsroom, proven, refused, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("newsroom")]

BY_SQL = "UPDATE prisoners_person SET workflow_state = 'approved', approved_by_id = {by} WHERE id = {person}"


@pytest.fixture
def colleague(newsroom) -> Editor:
    return make_editor("colega", Role.REVIEWER, outlet="tres")


def note(person: Person, by: Editor, answers: Any = SAFE, verb: str = Verb.APPROVE, **columns: Any) -> None:
    """A row of a review, as a script writes it; the database may keep none."""
    row = Review(kind="prisoners.person", dossier_id=person.pk, verb=verb, by=by, answers=answers, **columns)
    Review.objects.bulk_create([row], ignore_conflicts=True)


def approve(person: Person, by: Editor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_SQL.format(by=by.pk, person=person.pk))


def by_the_verb(person: Person, by: Editor) -> None:
    with suppress(Refused):
        person.approve(by=by)


def by_update(person: Person, by: Editor) -> None:
    Person.objects.filter(pk=person.pk).update(workflow_state="approved", approved_by=by)


def by_approving_all(person: Person, by: Editor) -> None:
    DossierQuerySet.approve_all(Person.objects.filter(pk=person.pk), by=by)


def state_of(person: Person) -> str:
    return Person.objects.values_list("workflow_state", flat=True).get(pk=person.pk)


@pytest.mark.parametrize("write", [approve, by_the_verb, by_update, by_approving_all])
def test_nobody_approves_what_they_have_not_answered_for(held, reviewer, write):
    with refused(held, "unread"), proven(reviewer):
        write(held, reviewer)


@pytest.mark.parametrize("answers", [{}, {"family": False}, {**SAFE, "minor": None}])
def test_every_question_is_answered_for_the_database_too(held, reviewer, answers):
    reason = "alone" if None in answers.values() else "unread"  # no answer of a question is not a no
    with refused(held, reason), proven(reviewer):
        note(held, reviewer, answers)
        approve(held, reviewer)


def test_answers_of_an_earlier_round_count_for_nothing(held, reviewer):
    with refused(held, "unread"), proven(reviewer):
        note(held, reviewer, at=held.submitted_at - timedelta(seconds=1))
        approve(held, reviewer)


def test_a_signature_is_no_approval(held, reviewer):
    with refused(held, "unread"), proven(reviewer):
        note(held, reviewer, verb=Verb.SIGN)
        approve(held, reviewer)


def test_answers_of_a_colleague_are_not_one_s_own(held, reviewer, colleague):
    with proven(colleague):
        note(held, colleague)
    with refused(held, "unread"), proven(reviewer):
        approve(held, reviewer)


def test_who_sees_a_risk_does_not_approve_alone(held, reviewer):
    with refused(held, "alone"), proven(reviewer):
        note(held, reviewer, RISKY, Verb.SIGN)
        note(held, reviewer, RISKY)
        approve(held, reviewer)


def test_a_risk_that_a_colleague_saw_is_not_passed_over(held, reviewer, colleague):
    """The colleague's account was frozen since: the risk they saw remains, their signature does not count."""
    with proven(colleague):
        note(held, colleague, RISKY, Verb.SIGN)
    for name in ("ana", "bea"):
        freezing.freeze(colleague, by=make_editor(name, Role.EDITOR))
    assert reviewing.needs_another(held, by=reviewer, answers=SAFE)
    with refused(held, "alone"), proven(reviewer):
        note(held, reviewer)
        approve(held, reviewer)


def test_an_author_is_no_second_editor(held, author, reviewer):
    with proven(author):
        note(held, author, RISKY, Verb.SIGN)
    with refused(held, "alone"), proven(reviewer):
        note(held, reviewer)
        approve(held, reviewer)


def test_a_young_account_is_no_second_editor(held, reviewer, colleague):
    Editor.objects.filter(pk=colleague.pk).update(handed_over_at=timezone.now() - timedelta(hours=71))
    with proven(colleague):
        note(held, colleague, RISKY, Verb.SIGN)
    assert reviewing.needs_another(held, by=reviewer, answers=SAFE)
    with refused(held, "alone"), proven(reviewer):
        note(held, reviewer)
        approve(held, reviewer)


def test_two_who_saw_the_risk_approve(held, reviewer, colleague):
    assert sign(signed_in(colleague), held, risks=("family",)).status_code == 302
    assert state_of(held) == WorkflowState.IN_REVIEW
    assert sign(signed_in(reviewer), held, risks=("family",)).status_code == 302
    assert state_of(held) == WorkflowState.APPROVED
    assert not Alarm.objects.exists()


@pytest.mark.parametrize(("hours", "is_open"), [(0, False), (71.9, False), (72.1, True)])
def test_an_account_of_less_than_72_hours_approves_nothing(held, reviewer, hours, is_open):
    Editor.objects.filter(pk=reviewer.pk).update(handed_over_at=timezone.now() - timedelta(hours=hours))
    with proven(reviewer):
        note(held, reviewer)
        approve(held, reviewer)
    assert (state_of(held) == WorkflowState.APPROVED) is is_open
    assert list(Alarm.objects.values_list("reason", flat=True)) == ([] if is_open else ["account"])


def test_a_frozen_account_approves_nothing(held, reviewer):
    for name in ("ana", "bea"):
        freezing.freeze(reviewer, by=make_editor(name, Role.EDITOR))
    with refused(held, "account"), proven(reviewer):
        note(held, reviewer)
        approve(held, reviewer)


def test_no_account_grows_older_by_being_told_so(reviewer):
    given = timezone.now() - timedelta(hours=1)
    Editor.objects.filter(pk=reviewer.pk).update(handed_over_at=given)
    with proven(reviewer):
        Editor.objects.filter(pk=reviewer.pk).update(handed_over_at=given - timedelta(days=9))
        made = Editor.objects.create(username="nueva", handed_over_at=given - timedelta(days=9))
    reviewer.refresh_from_db()
    made.refresh_from_db()
    assert reviewer.handed_over_at == given
    assert made.handed_over_at > given


@pytest.mark.parametrize("verb", Verb.values)
@pytest.mark.parametrize("as_whom", ["nobody", "autora"])
def test_nobody_writes_a_review_in_another_s_name(held, author, reviewer, verb, as_whom):
    before = Review.objects.count()
    with refused(held, "forged"):
        if as_whom == "nobody":
            with as_newsroom():
                note(held, reviewer, verb=verb, comment="x")
        else:
            with proven(author):
                note(held, reviewer, verb=verb, comment="x")
    assert Review.objects.count() == before
    assert Alarm.objects.get().editor_id == (None if as_whom == "nobody" else author.pk)


@pytest.mark.parametrize("columns", ["submitted_by_id = {other}", "submitted_at = now() - interval '9 days'"])
def test_what_is_in_review_stays_as_it_was_submitted(held, author, reviewer, columns):
    with refused(held, "forged"), proven(reviewer), connection.cursor() as cursor:
        cursor.execute(f"UPDATE prisoners_person SET {columns.format(other=reviewer.pk)} WHERE id = {held.pk}")
    assert held.submitted_by_id == author.pk


def test_nobody_submits_in_another_s_name(held, author, reviewer):
    with acting_as(author):
        reviewing.take_back(held, by=author)
    with refused(held, "forged"), proven(author), pytest.raises(Refused):
        held.submit(by=reviewer)


def test_a_command_that_names_an_editor_needs_the_review_too(held, reviewer):
    with acting_as(reviewer), pytest.raises(Refused):
        held.approve(by=reviewer)
    assert Alarm.objects.get().reason == "unread"


def test_only_the_program_approves_unread(held, reviewer):
    with refused(held, "unread"), proven(reviewer, unreviewed="demonstration"):
        approve(held, reviewer)
    with acting_as(reviewer, unreviewed="demonstration"):
        approve(held, reviewer)
    assert state_of(held) == WorkflowState.APPROVED


def test_freezing_takes_back_what_hangs_on_the_account_s_signature(held, reviewer, colleague):
    sign(signed_in(colleague), held, risks=("family",))
    sign(signed_in(reviewer), held)
    assert state_of(held) == WorkflowState.APPROVED
    for name in ("ana", "bea"):
        freezing.freeze(colleague, by=make_editor(name, Role.EDITOR))
    assert state_of(held) == WorkflowState.IN_REVIEW
    held.refresh_from_db()
    assert reviewing.needs_another(held, by=reviewer, answers=SAFE)  # the risk was seen; one signature is left
    other = make_editor("otra", Role.REVIEWER, outlet="cuatro")
    sign(signed_in(other), held)
    assert state_of(held) == WorkflowState.APPROVED


class HalfWay(Exception):
    """Something broke."""


@pytest.mark.parametrize("breaking", ["before the row", "after the row", "after the move"])
def test_an_approval_that_breaks_leaves_nothing(held, reviewer, monkeypatch, breaking):
    owner, name = (reviewing, "_note") if breaking != "after the move" else (Dossier, "_move")
    whole = getattr(owner, name)

    def broken(*args: Any, **kwargs: Any) -> None:
        if breaking != "before the row":
            whole(*args, **kwargs)
        raise HalfWay

    monkeypatch.setattr(owner, name, broken)
    before = Review.objects.count()
    with acting_as(reviewer), pytest.raises(HalfWay):
        reviewing.approve(held, by=reviewer, answers=SAFE, seen="")
    held.refresh_from_db()
    assert (held.workflow_state, held.approved_by, held.approved_at) == (WorkflowState.IN_REVIEW, None, None)
    assert Review.objects.count() == before and not Alarm.objects.exists()


def test_a_refused_approval_leaves_its_alarm_and_no_row(held, author):
    before = Review.objects.count()
    assert sign(signed_in(author), held).status_code == 409
    assert Review.objects.count() == before
    assert list(Alarm.objects.values_list("reason", flat=True)) == ["own"]
