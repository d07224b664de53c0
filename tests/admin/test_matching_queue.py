from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import Role
from prisoners.models import MatchDecision, Person, RowMatch
from tests.admin.conftest import make_detention, make_person, make_row

QUEUE = "admin:prisoners_rowmatch_queue"

pytestmark = pytest.mark.usefixtures("vocabulary")


def doubt(number: int) -> RowMatch:
    person = make_person(number)
    make_detention(person)
    record = make_row(None, f"r-{number}", gender="man", detained_on="2021-07-11")
    return RowMatch.objects.create(entry=record.entry, person=person, decision=MatchDecision.UNSURE, score=0.6)


def decide(client, match: RowMatch, decision: str, *, somebody_new: bool = False):
    data = {"decision": decision} | ({} if somebody_new else {"person": match.person_id})
    return client.post(reverse("admin:prisoners_rowmatch_decide", args=[match.entry_id]), data, follow=True)


def test_queue_shows_row_and_person_side_by_side(as_role):
    doubt(1)
    (question,) = as_role(Role.EDITOR).get(reverse(QUEUE)).context["questions"]
    agreeing = [line["label"] for line in question.lines() if line["cells"][0][1]]
    assert len(agreeing) == 2  # the name and the day of the arrest


def test_queue_takes_the_same_queries_for_2_and_12_rows(as_role):
    client = as_role(Role.EDITOR)
    for number in range(2):
        doubt(number)
    client.get(reverse(QUEUE))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(QUEUE))
    for number in range(2, 12):
        doubt(number)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(QUEUE))
    assert len(few) == len(many) <= 16


def test_same_joins_the_row_to_the_person(as_role, editor):
    match = doubt(1)
    decide(as_role(Role.EDITOR), match, "same")
    (edge,) = RowMatch.objects.in_force()
    assert (edge.decision, edge.person, edge.decided_by) == ("same", match.person, editor(Role.EDITOR))


def test_not_same_rules_the_person_out(as_role):
    match = doubt(1)
    decide(as_role(Role.EDITOR), match, "not_same")
    assert RowMatch.objects.in_force().get().decision == "not_same"


def test_somebody_new_makes_a_person(as_role):
    match = doubt(1)
    decide(as_role(Role.EDITOR), match, "same", somebody_new=True)
    assert Person.objects.count() == 2


def test_withdrawing_takes_the_decision_back(as_role):
    match = doubt(1)
    client = as_role(Role.EDITOR)
    decide(client, match, "same")
    edge = RowMatch.objects.in_force().get()
    client.post(reverse("admin:prisoners_rowmatch_withdraw", args=[edge.pk]))
    assert not RowMatch.objects.in_force().exists()


def test_contributor_cannot_decide(as_role):
    match = doubt(1)
    client = as_role(Role.CONTRIBUTOR)
    assert client.get(reverse(QUEUE)).status_code == 403
    assert decide(client, match, "same").status_code == 403
