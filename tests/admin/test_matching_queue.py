from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import Role
from prisoners.admin.matching import cautions
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
    agreeing = [line["label"] for line in question.lines() if line["cells"][0][1].verdict == "agrees"]
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
    assert len(few) == len(many) <= 42


def test_same_joins_the_row_to_the_person(as_role, editor):
    match = doubt(1)
    decide(as_role(Role.EDITOR), match, "same")
    (edge,) = RowMatch.objects.in_force()
    assert (edge.decision, edge.person, edge.decided_by) == ("same", match.person, editor(Role.EDITOR))


def test_not_same_rules_the_person_out_and_the_row_waits_for_somebody_new(as_role):
    match = doubt(1)
    client = as_role(Role.EDITOR)
    decide(client, match, "not_same")
    assert RowMatch.objects.in_force().get().decision == "not_same"
    (question,) = client.get(reverse(QUEUE)).context["questions"]
    assert question.entry == match.entry and question.candidates == []
    decide(client, match, "same", somebody_new=True)
    assert client.get(reverse(QUEUE)).context["questions"] == [] and Person.objects.count() == 2


def test_a_row_of_which_an_editor_is_unsure_waits_behind_the_others(as_role):
    first, second, third = (doubt(number) for number in range(3))
    client = as_role(Role.EDITOR)
    client.post(reverse("admin:prisoners_rowmatch_decide", args=[first.entry_id]),
                {"decision": "unsure", "note": "Nadie contesta."})  # fmt: skip
    decide(as_role(Role.REVIEWER), second, "unsure")
    for role, order in ((Role.EDITOR, [third, second, first]), (Role.REVIEWER, [third, first, second])):
        shown = as_role(role).get(reverse(QUEUE))
        assert [each.entry for each in shown.context["questions"]] == [match.entry for match in order]
        assert (
            "cuenta-editor no lo tuvo claro" in shown.content.decode() and "Nadie contesta." in shown.content.decode()
        )
    later = client.get(reverse(QUEUE), {"after": third.entry_id}).context["questions"]
    assert [each.entry for each in later] == [second.entry, first.entry]


def test_queue_previews_the_dossier_after_same(as_role):
    match = doubt(1)
    match.entry.records.update(values={"name": "Yoandri Pérez Sabanalar", "gender": "man", "detained_on": "2021-07-20",
                                       "birth_date": "1990"})  # fmt: skip
    (question,) = as_role(Role.EDITOR).get(reverse(QUEUE)).context["questions"]
    (candidate,) = question.candidates
    assert [(kind, said) for kind, _label, _ours, said in candidate.effects()] == [
        ("fills", "1990"), ("fills", "hombre"), ("contradicts", "20 de julio de 2021"),
    ]  # fmt: skip
    decide(as_role(Role.EDITOR), match, "same")
    person = Person.objects.get()
    assert (str(person.birth_date), person.gender) == ("1990", "man")
    assert str(person.detentions.get().detained_on) == "2021-07-11"


def test_a_question_asked_anew_says_who_denied_it_and_what_changed(as_role):
    match = doubt(1)
    match.explanation = {"denied_by": "editora", "denied_on": "2025-01-20", "changed": {"birth_date": [None, "1990"]}}
    match.save()
    page = as_role(Role.EDITOR).get(reverse(QUEUE)).content.decode()
    assert "editora dijo que no" in page and "20 ene 2025" in page and "— → 1990" in page


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


def test_a_person_who_went_with_an_undone_import_is_told_and_no_error(as_role):
    match = doubt(1)
    data = {"decision": "same", "person": match.person_id + 1}
    page = as_role(Role.EDITOR).post(
        reverse("admin:prisoners_rowmatch_decide", args=[match.entry_id]), data, follow=True
    )
    assert "La importación que trajo a esta persona se deshizo" in page.content.decode()
    assert RowMatch.objects.in_force().get() == match


def test_contributor_cannot_decide(as_role):
    match = doubt(1)
    client = as_role(Role.CONTRIBUTOR)
    assert client.get(reverse(QUEUE)).status_code == 403
    assert decide(client, match, "same").status_code == 403


@pytest.mark.parametrize(("persons", "number"), [(1_400, 0), (50_000, 1), (1_000_000, 2)])
def test_queue_tells_what_the_size_of_the_record_means(persons, number):
    assert len(cautions(persons)) == number


def test_queue_explains_by_words_and_bits(as_role):
    match = doubt(1)
    match.explanation = {"prior": -5.0, "chance": 0.7, "findings": [["given.exact", 1, 4.5], ["given.rarity", 9, 2.0]]}
    match.save()
    page = as_role(Role.EDITOR).get(reverse(QUEUE)).content.decode()
    assert "el mismo nombre, poco frecuente" in page and "70 de cada 100" in page and "+1.5" in page
