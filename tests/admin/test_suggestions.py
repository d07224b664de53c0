"""Persons who may be one, in the newsroom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import Role
from prisoners.admin import suggestions
from prisoners.models import PairSuggestion
from tests.admin.conftest import make_detention, make_person, make_row
from tests.admin.test_every_page import assert_nothing_inline

pytestmark = pytest.mark.usefixtures("vocabulary")
PAGE = "admin:prisoners_personpair_suggestions"


def suggested(number: int) -> PairSuggestion:
    first, second = make_person(2 * number), make_person(2 * number + 1)
    for person in (first, second):
        make_detention(person)
        make_row(person, f"r-{person.pk}")
    why = {"prior": -5.0, "findings": [["given.exact", 1, 4.5], ["arrest.same", 1, 2.0]]}
    return PairSuggestion.objects.create(first=first, second=second, score=float(number), chance=0.7, explanation=why)


def test_the_likeliest_pair_comes_first_with_why_and_leads_to_the_preview(as_role):
    low, high = suggested(1), suggested(2)
    shown = as_role(Role.EDITOR).get(reverse(PAGE))
    assert_nothing_inline(shown.content.decode())
    assert [pair.suggestion for pair in shown.context["pairs"]] == [high, low]
    page = shown.content.decode()
    assert "en total, en bits" in page and '<td class="number">+1.5</td>' in page
    assert "70 de cada 100" in page and "el mismo nombre" in page and "registro-a" in page
    assert reverse("admin:prisoners_personmerge_decide", args=[high.first_id, high.second_id]) in page


def test_queries_do_not_grow_with_the_pairs(as_role):
    client = as_role(Role.EDITOR)
    suggested(1)
    client.get(reverse(PAGE))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(PAGE))
    for number in range(2, 9):
        suggested(number)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(PAGE))
    assert len(few) == len(many) <= 20


def test_a_button_compares_anew_and_a_great_record_is_left_to_the_command(as_role, monkeypatch):
    suggested(1)
    client = as_role(Role.EDITOR)
    monkeypatch.setattr(suggestions, "AT_MOST", 1)
    client.post(reverse(PAGE))
    assert PairSuggestion.objects.exists()
    monkeypatch.undo()
    told = client.post(reverse(PAGE), follow=True)
    assert not PairSuggestion.objects.filter(score=1.0).exists()
    assert len(list(told.context["messages"])) >= 1
