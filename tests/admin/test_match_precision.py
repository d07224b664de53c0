"""Drawn decisions in the queue, told apart by nothing; the page of what they prove; stop and resumption there."""

from __future__ import annotations

import random
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import Role
from prisoners.matching import decision, rows, sampling
from prisoners.matching.precision import stop_if_it_fails, stop_in_force
from prisoners.merging.merge import merge
from prisoners.models import Charge, Detention, ListChange, MatchAudit, Person, RowMatch
from sources.models import ListEntry
from tests.lists import LATER, bring, load_reference, make_list, row
from tests.prisoners.test_match_audits import audited

QUEUE, PAGE = "admin:prisoners_rowmatch_queue", "admin:prisoners_rowmatch_precision"
FACTS = {"birth_date": "1990-05", "detained_on": "2021-07-11", "province": "CU-03", "offences": "sedicion"}
# What the dossier lacks, knows less well, or has only from the row itself.
MORE = {"gender": "man", "municipality": "CU-03-playa", "age_at_detention": 31, "offences": "sedicion; sabotaje"}

pytestmark = pytest.mark.django_db


class Always(random.Random):
    def randrange(self, *args: int) -> int:
        return 0


@pytest.fixture
def known(db) -> None:
    load_reference()
    bring([row("1", **FACTS)])
    Person.objects.create(
        slug="otro", name_display="Yoandri Pérez", given_names="Yoandri", surname_1="Pérez", birth_date="1990-05",
        gender="man",
    )  # fmt: skip


def asked_page(client, monkeypatch, *, is_drawn: bool) -> str:
    """The queue after a list of one row: drawn of what the matcher accepts, or left to an editor."""
    monkeypatch.setattr(decision, "WORTH_SHOWING", 0.0)  # so that somebody stands beside
    monkeypatch.setattr(sampling, "dice", Always())
    if not is_drawn:
        monkeypatch.setattr(rows, "stop_in_force", lambda *, is_demo: True)
    with transaction.atomic():
        bring([row("x", **{**FACTS, **MORE})], make_list("registro-b"))
        match = RowMatch.objects.filter(entry__row_key="x").order_by("-score").first()
        assert match.decision == ("same" if is_drawn else "unsure")
        html = client.get(reverse(QUEUE)).content.decode()
        transaction.set_rollback(True)
    monkeypatch.undo()
    html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)
    return re.sub(rf"(entry-|queue/|after=){match.entry_id}\b", r"\1ENTRY", html)


def test_a_drawn_row_is_told_apart_by_nothing_on_the_page(as_role, known, monkeypatch):
    client = as_role(Role.EDITOR)
    client.get(reverse(QUEUE))
    open_page = asked_page(client, monkeypatch, is_drawn=False)
    drawn_page = asked_page(client, monkeypatch, is_drawn=True)
    assert [told for told in ("ENTRY", "se añadiría", 'data-key="2"') if told not in open_page] == []
    assert drawn_page.splitlines() == open_page.splitlines()


def test_drawn_rows_stand_among_the_others_by_their_entry_and_count_with_them(as_role, known, monkeypatch):
    monkeypatch.setattr(sampling, "dice", Always())
    bring([row("x", **FACTS)], make_list("registro-b"))
    bring([row("y", "Yoandri Pérez", province="CU-03")], make_list("registro-c"))
    client = as_role(Role.EDITOR)
    page = client.get(reverse(QUEUE))
    entries = [question.entry.row_key for question in page.context["questions"]]
    assert entries == ["x", "y"] and page.context["waiting"] == 2
    first = RowMatch.objects.get(entry__row_key="x").entry_id
    later = client.get(reverse(QUEUE), {"after": first}).context["questions"]
    assert [question.entry.row_key for question in later] == ["y"]
    desk = client.get(reverse("admin:index")).context["queue_groups"]
    assert {queue.name: count for _heading, found in desk for queue, count in found}["matches"] == 2


def test_queue_takes_the_same_queries_for_1_and_8_drawn_rows(as_role, known, monkeypatch):
    client = as_role(Role.EDITOR)
    monkeypatch.setattr(sampling, "dice", Always())
    bring([row("x", **FACTS)], make_list("registro-b"))
    client.get(reverse(QUEUE))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(QUEUE))
    for number in range(7):
        bring([row("x", **FACTS)], make_list(f"registro-m{number}"))
    assert MatchAudit.objects.open().count() == 8
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(QUEUE))
    assert len(few) == len(many) <= 53


def test_what_a_drawn_row_says_later_does_not_agree_with_itself(as_role, known, monkeypatch):
    monkeypatch.setattr(sampling, "dice", Always())
    bring([row("x", **FACTS)], make_list("registro-b"))
    bring([row("x", **{**FACTS, **MORE})], make_list("registro-b"), as_of=LATER)
    (question,) = as_role(Role.EDITOR).get(reverse(QUEUE)).context["questions"]
    assert Person.objects.get(pk=question.candidates[0].match.person_id).gender == "man"
    assert {effect[0] for effect in question.candidates[0].effects()} >= {"fills"}


def test_a_drawn_row_of_somebody_merged_into_one_whom_its_import_made_is_shown(as_role, known, monkeypatch, editor):
    monkeypatch.setattr(sampling, "dice", Always())
    other = row("y", "Lisandra Duarte Tomeguín", gender="woman", detained_on="2022-01-01")
    bring([row("x", **FACTS), other], make_list("registro-b"))
    match = RowMatch.objects.get(entry__row_key="x", decision="same")
    made = Person.objects.get(row_matches__entry__row_key="y", row_matches__decision="same")
    merge(made, match.person, by=editor(Role.EDITOR), reason="x", is_confirmed=True)
    assert as_role(Role.EDITOR).get(reverse(QUEUE)).status_code == 200


def test_a_drawn_row_is_not_asked_about_among_the_changes_of_its_list(as_role, known, monkeypatch):
    monkeypatch.setattr(sampling, "dice", Always())
    report = bring([row("x", **{**FACTS, "province": "CU-13"})], make_list("registro-b"))
    assert MatchAudit.objects.open().exists() and ListChange.objects.open().exists()
    page = as_role(Role.EDITOR).get(reverse("admin:prisoners_listchange_of", args=[report.snapshot.pk]))
    assert page.context["question"] is None


@pytest.mark.parametrize(
    ("person", "status"), [("abc", 404), ("-1", 404), pytest.param("999999999", 302, id="gone: told in words")]
)
def test_nobody_is_made_of_a_row_by_a_broken_answer(as_role, known, person, status):
    bring([row("y", "Yoandri Pérez", province="CU-03")], make_list("registro-c"))
    entry, before = ListEntry.objects.get(row_key="y").pk, Person.objects.count()
    address = reverse("admin:prisoners_rowmatch_decide", args=[entry])
    assert as_role(Role.EDITOR).post(address, {"decision": "same", "person": person}).status_code == status
    assert Person.objects.count() == before


def test_what_was_put_off_stays_put_off(as_role, known):
    bring([row("y", "Yoandri Pérez", province="CU-03"), row("z", "Yoandri Pérez", province="CU-01")],
          make_list("registro-c"))  # fmt: skip
    client = as_role(Role.EDITOR)
    first, second = (each.entry.pk for each in client.get(reverse(QUEUE)).context["questions"])
    address = reverse("admin:prisoners_rowmatch_decide", args=[second])
    answer = client.post(address, {"decision": "unsure", "after": first})
    assert answer.url == f"{reverse(QUEUE)}?after={first}"
    page = client.get(reverse(QUEUE), {"after": second})
    assert not page.context["questions"] and "Estas eran las últimas" in page.content.decode()


def test_looking_at_a_drawn_row_changes_no_dossier(as_role, known, monkeypatch):
    monkeypatch.setattr(sampling, "dice", Always())
    bring([row("x", **{**FACTS, **MORE})], make_list("registro-b"))
    before = [list(model.objects.order_by("pk").values()) for model in (Person, Detention, Charge)]
    as_role(Role.EDITOR).get(reverse(QUEUE))
    assert [list(model.objects.order_by("pk").values()) for model in (Person, Detention, Charge)] == before


def test_answering_in_the_queue_answers_the_sample(as_role, known, monkeypatch):
    monkeypatch.setattr(sampling, "dice", Always())
    bring([row("x", **FACTS)], make_list("registro-b"))
    match = RowMatch.objects.get(entry__row_key="x")
    address = reverse("admin:prisoners_rowmatch_decide", args=[match.entry_id])
    client = as_role(Role.EDITOR)
    told = client.post(address, {"decision": "same", "person": match.person_id}, follow=True).content.decode()
    assert MatchAudit.objects.get().is_right and "es ahora una fila de" in told
    page = client.get(reverse(PAGE)).content.decode()
    assert "298" in page


def test_page_says_what_is_proved_and_which_were_wrong(as_role, known, editor):
    client = as_role(Role.EDITOR)
    version = client.get(reverse(PAGE)).context["card"].version
    audited(version, [True] * 299, editor(Role.EDITOR))
    page = client.get(reverse(PAGE))
    assert page.context["now"].is_proved and "99,0 %" in page.content.decode()
    audited(version, [False], editor(Role.EDITOR))
    page = client.get(reverse(PAGE))
    assert not page.context["now"].is_proved and len(page.context["errors"]) == 1
    assert "98,4 %" in page.content.decode()


def test_stop_is_said_on_every_page_that_leans_on_the_matcher(as_role, known, editor):
    audited("v", [False, False], editor(Role.EDITOR))
    stop_if_it_fails("v", is_demo=False)
    client = as_role(Role.EDITOR)
    for name in (QUEUE, "admin:sources_listsnapshot_import"):
        assert "no acepta nada por sí mismo" in client.get(reverse(name)).content.decode()
    page = client.get(reverse(PAGE)).content.decode()
    assert "está detenido" in page and 'name="reason"' not in page


def test_coordinator_ends_the_stop_with_a_reason(as_role, known, editor):
    audited("v", [False, False], editor(Role.EDITOR))
    stop_if_it_fails("v", is_demo=False)
    client = as_role(Role.COORDINATOR)
    address = reverse("admin:prisoners_rowmatch_end_stop")
    client.post(address, {"reason": " "})
    assert stop_in_force(is_demo=False)
    assert as_role(Role.EDITOR).post(address, {"reason": "porque sí"}).status_code == 403
    client.post(address, {"reason": "Se corrigió la columna de fechas."})
    assert not stop_in_force(is_demo=False)
    assert "Se corrigió la columna de fechas." in client.get(reverse(PAGE)).content.decode()


@pytest.mark.parametrize("number", ["", "0", "-1", "301", "muchas", "9" * 30])
def test_drawing_no_number_draws_nothing(as_role, known, number):
    bring([row("x", **FACTS)], make_list("registro-b"))
    client = as_role(Role.COORDINATOR)
    answer = client.post(reverse("admin:prisoners_rowmatch_draw"), {"number": number}, follow=True)
    assert not MatchAudit.objects.exists() and "de 1 a 300" in answer.content.decode()


def test_coordinator_draws_more_of_the_past(as_role, known, monkeypatch):
    monkeypatch.setattr(sampling, "dice", random.Random(1))
    bring([row("x", **FACTS)], make_list("registro-b"))
    MatchAudit.objects.all().delete()
    as_role(Role.COORDINATOR).post(reverse("admin:prisoners_rowmatch_draw"), {"number": 5})
    assert MatchAudit.objects.open().count() == 1
