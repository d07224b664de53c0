"""Where lists differ, in the newsroom: on a dossier's page, in the list of all, and what an editor chooses there."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import Role, WorkflowState
from prisoners.models import FieldChoice, Person, Sentence
from tests.admin.test_every_page import assert_nothing_inline
from tests.lists import LATER, bring, load_reference, make_list
from tests.prisoners.test_consolidation import full

pytestmark = pytest.mark.django_db
ALL = "admin:prisoners_person_disagreements"
LISANDRA = {"gender": "woman", "birth_date": "1971-02-03", "detained_on": "2023-01-05", "decided_on": "2023-05-01"}
NAMES = ("Odalys Brito Caimital", "Anabel Cuza Guayabal", "Reinier Duvergel Caguairán", "Yordan Zaldívar Manjuarí")


@pytest.fixture
def lists(db) -> Person:
    """registro-b says another sentence and another province of one person, and the same of the other."""
    load_reference()
    bring([full("1"), full("2", "Lisandra Duarte Tomeguín", **LISANDRA)])
    rows = [full("b1", sentence_months=84, birth_date="1990-05"), full("b2", "LISANDRA DUARTE TOMEGUIN", **LISANDRA)]
    bring(rows, make_list("registro-b"))
    return Person.objects.get(surname_1="Pérez")


def told(client, **asked) -> list[tuple[str, str]]:
    shown = client.get(reverse(ALL), asked)
    return [(person.surname_1, row.saying.name) for person, _url, row in shown.context["rows"]]


def press(client, shown, **extra):
    """What the page's own form sends."""
    ((person, _url, row),) = shown.context["rows"]
    data = {"field": row.saying.name, "row": row.saying.ours.row, "ours": row.plain, **extra}
    return client.post(reverse("admin:prisoners_person_choose", args=[person.pk]), data, follow=True)


def test_the_list_tells_who_differs_on_what(as_role, lists):
    shown = as_role(Role.EDITOR).get(reverse(ALL))
    assert_nothing_inline(shown.content.decode())
    ((person, _url, row),) = shown.context["rows"]
    assert (person, row.saying.name, row.ours) == (lists, "sentence_months", "60")
    assert [(told.text, told.may_be_taken) for cell in row.cells for told in cell] == [("60", False), ("84", True)]
    ((tally, _label),) = shown.context["tallies"]
    assert (tally.pair, tally.differ, tally.both) == (("registro-a", "registro-b"), 1, 2)


def test_filters_by_field_pair_and_choice(as_role, lists):
    client = as_role(Role.EDITOR)
    all_of_them = [("Pérez", "sentence_months")]
    assert told(client, field="sentence_months", pair="registro-b~registro-a", decided="no") == all_of_them
    assert told(client, field="gender") == told(client, pair="registro-a~otro") == told(client, decided="yes") == []
    assert told(client, field="nada", page="x", decided="quizás") == []


def test_one_click_takes_what_the_other_list_says(as_role, lists):
    Person.objects.filter(pk=lists.pk).update(workflow_state=WorkflowState.DRAFT)
    client = as_role(Role.EDITOR)
    shown = client.get(reverse(ALL))
    record = next(told.word.record for cell in shown.context["rows"][0][2].cells for told in cell if told.may_be_taken)
    back = press(client, shown, record=record, reason="Lo confirmó la familia.", back=f"{reverse(ALL)}?field=gender")
    assert back.redirect_chain[-1][0] == f"{reverse(ALL)}?field=gender"
    assert Sentence.objects.get(detention__person=lists, is_operative=True).length_months == 84
    page = client.get(reverse("admin:prisoners_person_change", args=[lists.pk])).content.decode()
    assert "cuenta-editor" in page and "Lo confirmó la familia." in page
    assert told(client, decided="yes") == [("Pérez", "sentence_months")]


def test_keeping_ours_settles_it(as_role, lists):
    client = as_role(Role.EDITOR)
    press(client, client.get(reverse(ALL)))
    assert told(client, decided="no") == [] and Sentence.objects.filter(length_months=60).count() == 2
    history = client.get(reverse("admin:prisoners_person_history", args=[lists.pk])).content.decode()
    assert "sanción, en meses" in history and "sentence_months" not in history


def test_nonsense_and_strangers_addresses_change_nothing(as_role, lists):
    client = as_role(Role.EDITOR)
    shown = client.get(reverse(ALL))
    for wrong in ({"row": "x"}, {"field": "nada"}, {"record": "9" * 18}, {"ours": "61"}, {"row": "9" * 30}):
        answer = press(client, shown, back="https://example.org/", **wrong)
        assert answer.status_code == 200 and not FieldChoice.objects.exists()
        assert answer.redirect_chain[-1][0].startswith("/admin/")


def test_the_file_holds_a_line_for_each_word_and_no_day_of_birth(as_role, lists):
    bring([full("b1", sentence_months=84, birth_date="1988-07-19")], make_list("registro-b"), as_of=LATER)
    answer = as_role(Role.COORDINATOR).get(reverse(ALL), {"format": "csv"})
    lines = list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    said = {(line["field"], line["organisation"], line["value"]) for line in lines}
    assert {("sentence_months", "registro-a", "60"), ("birth_date", "registro-b", "1988")} <= said
    (line,) = [line for line in lines if (line["field"], line["organisation"]) == ("sentence_months", "registro-b")]
    ours = {"ours": "60", "ours_rule": "first_said", "ours_by": "", "ours_list": "registro-a", "ours_reason": ""}
    assert {name: line[name] for name in ours} == ours
    assert "07-19" not in answer.content.decode() and "05-01" not in answer.content.decode()


def test_who_may_not_export_gets_no_file(as_role, lists):
    assert as_role(Role.CONTRIBUTOR).get(reverse(ALL), {"format": "csv"}).status_code == 403


def test_contributor_sees_no_health_in_the_table(as_role, lists):
    bring([full("b1", medical="yes")], make_list("registro-b"), as_of=LATER)
    for role, is_shown in ((Role.CONTRIBUTOR, False), (Role.COORDINATOR, True)):
        shown = as_role(role).get(reverse("admin:prisoners_person_change", args=[lists.pk]))
        names = {row.saying.name for row in shown.context["said"].rows}
        assert ("medical" in names) is is_shown


def test_queries_do_not_grow_with_the_disagreements(as_role, lists):
    client = as_role(Role.EDITOR)
    client.get(reverse(ALL))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(ALL))
    others = [{"birth_date": f"195{number}-01-01", "detained_on": f"201{number}-02-03"} for number in range(4)]
    for code, months in (("registro-a", 60), ("registro-b", 84)):
        more = [full(f"m{number}", name, sentence_months=months, **others[number])
                for number, name in enumerate(NAMES)]  # fmt: skip
        kept = [full("1"), full("2", "Lisandra Duarte Tomeguín", **LISANDRA)] if code == "registro-a" else []
        bring([*kept, *more], make_list(code), as_of=LATER)
    with CaptureQueriesContext(connection) as many:
        shown = client.get(reverse(ALL))
    assert len(shown.context["rows"]) == 5
    assert len(few) == len(many) <= 60
