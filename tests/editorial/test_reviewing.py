"""The acts of a review, and the second signature that a risk asks for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.utils import timezone

from editorial import reviewing
from editorial.models import Claim, Refused, Review, Verb, WorkflowState
from editorial.models.review import RISKS, claim, let_go
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

SAFE = dict.fromkeys(RISKS, False)
RISKY = {**SAFE, "family": True}


@pytest.fixture
def dossier(monkeypatch):
    person = wc.person(workflow_state=WorkflowState.DRAFT)
    monkeypatch.setattr(type(person), "problems", lambda self: [])
    reviewing.submit(person, by=wc.editor("ana"), comment="por una nota de prensa")
    return person


def approve(dossier, name: str, answers=SAFE) -> Verb:
    return reviewing.approve(dossier, by=wc.editor(name), answers=answers, seen="a" * 64)


def state_of(dossier) -> str:
    dossier.refresh_from_db()
    return dossier.workflow_state


def test_each_act_is_kept_with_its_comment_and_answers(dossier):
    assert approve(dossier, "bruno") == Verb.APPROVE
    assert state_of(dossier) == WorkflowState.APPROVED
    told = Review.objects.of(dossier).order_by("pk").values_list("verb", "by__username", "comment", "seen")
    assert list(told) == [("submit", "ana", "por una nota de prensa", ""), ("approve", "bruno", "", "a" * 64)]
    assert Review.objects.get(verb="approve").answers == SAFE


def test_every_question_must_be_answered(dossier):
    with pytest.raises(Refused):
        approve(dossier, "bruno", {"family": False})
    assert state_of(dossier) == WorkflowState.IN_REVIEW


def test_a_risk_needs_a_second_signature(dossier):
    assert approve(dossier, "bruno", RISKY) == Verb.SIGN
    assert state_of(dossier) == WorkflowState.IN_REVIEW
    with pytest.raises(Refused):
        approve(dossier, "bruno")
    assert state_of(dossier) == WorkflowState.IN_REVIEW
    assert approve(dossier, "carla") == Verb.APPROVE
    assert state_of(dossier) == WorkflowState.APPROVED


def test_a_signature_of_an_earlier_round_counts_for_nothing(dossier):
    approve(dossier, "bruno", RISKY)
    reviewing.take_back(dossier, by=wc.editor("ana"))
    reviewing.submit(dossier, by=wc.editor("ana"))
    assert approve(dossier, "carla", RISKY) == Verb.SIGN


def test_the_author_may_not_even_sign(dossier):
    with pytest.raises(Refused):
        approve(dossier, "ana", RISKY)
    assert not Review.objects.filter(verb=Verb.SIGN).exists()


def test_returning_needs_a_comment(dossier):
    with pytest.raises(Refused):
        reviewing.return_to_author(dossier, by=wc.editor("bruno"), comment="  ")
    assert state_of(dossier) == WorkflowState.IN_REVIEW
    reviewing.return_to_author(dossier, by=wc.editor("bruno"), comment="falta la sentencia")
    assert state_of(dossier) == WorkflowState.RETURNED


def test_the_database_keeps_no_return_without_a_comment(dossier):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(kind="x", dossier_id=1, verb=Verb.RETURN, by=wc.editor("bruno"))


def test_nobody_rewrites_a_review(dossier):
    for act in (lambda: Review.objects.update(comment="otro"), lambda: Review.objects.all().delete()):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            act()


def test_a_claim_ends_by_itself_and_is_no_lock(dossier, time_machine):
    claim(dossier, by=wc.editor("bruno"))
    claim(dossier, by=wc.editor("bruno"))
    claim(dossier, by=wc.editor("carla"))
    assert Claim.objects.of(dossier).in_force().count() == 2
    time_machine.move_to(timezone.now() + timedelta(hours=2, seconds=1))
    assert not Claim.objects.of(dossier).in_force().exists()
    let_go(dossier, by=wc.editor("carla"))
    assert Claim.objects.of(dossier).count() == 1
