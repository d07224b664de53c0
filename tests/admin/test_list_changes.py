"""What a list changes, in the newsroom: one question after the other, and the way back out of an import."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import Claim, Role
from prisoners.models import ListChange, ListChoice, Person, Sentence
from sources.models import ListEntry, ListSnapshot
from tests.admin.test_every_page import assert_nothing_inline
from tests.lists import LATER, bring, load_reference
from tests.prisoners.test_consolidation import full

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot(db) -> ListSnapshot:
    """One row in conflict, one gone, one new, one confirmed."""
    load_reference()
    other = {"gender": "woman", "birth_date": "1971-02-03", "detained_on": "2023-01-05", "decided_on": "2023-05-01"}
    bring([full("1"), full("2", "Lisandra Duarte Tomeguín", **other), full("3", "Anabel Cuza Guayabal", **other)])
    rows = [
        full("1", sentence_months=84), full("3", "Anabel Cuza Guayabal", **other),
        full("4", "Odalys Brito Caimital", **{**other, "birth_date": "1950-06-07", "province": "CU-03",
                                              "municipality": ""}),
    ]  # fmt: skip
    return bring(rows, as_of=LATER).snapshot


def page(snapshot: ListSnapshot) -> str:
    return reverse("admin:prisoners_listchange_of", args=[snapshot.pk])


def answer(client, question: ListChange, value: str):
    return client.post(reverse("admin:prisoners_listchange_decide", args=[question.pk]), {"answer": value}, follow=True)


def test_page_asks_the_questions_one_by_one_and_shows_the_rest(as_role, snapshot):
    client = as_role(Role.EDITOR)
    shown = client.get(page(snapshot))
    assert_nothing_inline(shown.content.decode())
    assert (shown.context["progress"].decided, shown.context["progress"].total) == (0, 2)
    assert shown.context["question"].part == "sentence"
    assert [value for value, *_rest in shown.context["answers"]] == ["ours", "theirs", "later"]
    assert shown.context["new"].made_count == 1 and "Odalys" in shown.content.decode()
    shown = answer(client, shown.context["question"], "theirs")
    assert Sentence.objects.filter(is_operative=True, length_months=84).count() == 1
    assert shown.context["is_gone"] and shown.context["progress"].decided == 1
    shown = answer(client, shown.context["question"], "noted.completed")
    assert ListEntry.objects.get(row_key="2").left_reason == "completed"
    assert shown.context["question"] is None and shown.context["progress"].percent == 100


def test_what_was_answered_can_be_looked_up(as_role, snapshot):
    client = as_role(Role.EDITOR)
    shown = client.get(page(snapshot))
    assert 'id="answered"' not in shown.content.decode()
    shown = answer(client, shown.context["question"], "ours")
    shown = answer(client, shown.context["question"], "noted.completed")
    told = [(each.change.decided_by.username, each.about, each.decision) for each in shown.context["answered"]]
    assert told == [
        ("cuenta-editor", "", "queda anotado por qué salió de la lista: sanción cumplida"),
        ("cuenta-editor", "sanción, en meses: la lista dice 84, nosotros decíamos 60", "se conserva lo nuestro"),
    ]
    assert shown.context["answered"][1].url in shown.content.decode()


def test_every_answer_has_a_key_of_its_own(as_role, snapshot):
    client = as_role(Role.EDITOR)
    for language in ("es", "en"):
        client.cookies["django_language"] = language
        shown = client.get(page(snapshot))
        keys = [str(key) for _value, key, *_rest in shown.context["answers"]]
        assert len(set(keys)) == len(keys) and f'data-key="{keys[0].lower()}"' in shown.content.decode()


def test_two_editors_meet_different_questions(as_role, snapshot):
    one = as_role(Role.EDITOR).get(page(snapshot)).context["question"]
    other = as_role(Role.REVIEWER).get(page(snapshot)).context["question"]
    assert one != other and Claim.objects.count() == 2
    third = as_role(Role.COORDINATOR).get(page(snapshot)).context["question"]
    assert third == one, "a claim locks nothing"


def test_decided_twice_tells_who_was_first(as_role, snapshot):
    question = ListChange.objects.in_order().first()
    answer(as_role(Role.EDITOR), question, "ours")
    shown = answer(as_role(Role.REVIEWER), question, "theirs")
    assert "cuenta-editor" in " ".join(str(told) for told in shown.context["messages"])
    assert ListChange.objects.get(pk=question.pk).decision == ListChoice.OURS


def test_nonsense_is_refused_in_words(as_role, snapshot):
    client = as_role(Role.EDITOR)
    question = ListChange.objects.in_order().first()
    for value in ("", "merge", "noted", "noted.ours", "overtaken"):
        shown = answer(client, question, value)
        assert shown.status_code == 200 and len(list(shown.context["messages"])) == 1
    assert ListChange.objects.open().count() == 2


def test_contributor_reads_and_does_not_decide(as_role, snapshot):
    client = as_role(Role.CONTRIBUTOR)
    shown = client.get(page(snapshot))
    assert "data-key" not in shown.content.decode() and not Claim.objects.exists()
    assert answer(client, shown.context["question"], "ours").status_code == 403


def test_desk_leads_to_the_list(as_role, snapshot):
    shown = as_role(Role.EDITOR).get(reverse("admin:editorial_review_queue", args=["incoming"]))
    assert [item.url for item in shown.context["items"]] == [page(snapshot)]


def test_queries_do_not_grow_with_the_questions(as_role, snapshot):
    client = as_role(Role.EDITOR)
    client.get(page(snapshot))
    with CaptureQueriesContext(connection) as few:
        client.get(page(snapshot))
    change = ListChange.objects.first()
    ListChange.objects.bulk_create(
        ListChange(snapshot=snapshot, entry=change.entry, record=change.record, person=change.person,
                   kind="gone", part=f"list-{number}")
        for number in range(30)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        client.get(page(snapshot))
    assert len(few) == len(many)


def test_undo_shows_what_it_would_do_and_does_it_with_a_reason(as_role, snapshot):
    client = as_role(Role.EDITOR)
    address = reverse("admin:prisoners_listchange_undo", args=[snapshot.pk])
    assert client.get(address).context.get("told") is None
    shown = client.post(address, {"step": "look"})
    assert_nothing_inline(shown.content.decode())
    assert shown.context["told"].removed and Person.objects.count() == 4
    shown = client.post(address, {"step": "undo", "reason": " "})
    assert shown.context["refusal"] and Person.objects.count() == 4
    shown = client.post(address, {"step": "undo", "reason": "El archivo era de otro mes."}, follow=True)
    assert Person.objects.count() == 3 and not ListChange.objects.exists()
    assert "El archivo era de otro mes." in shown.content.decode()
    assert client.post(address, {"step": "look"}).context["refusal"]
