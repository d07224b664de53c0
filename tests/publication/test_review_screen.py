"""The review screen: approves exactly what was shown, returns with a comment, and takes few queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import patrol, reviewing, roles
from editorial.acting import acting_as
from editorial.models import Alarm, Patrol, PendingChange, Review, Role, Verb, WorkflowState
from editorial.models.review import RISKS
from prisoners.models import FacilityStay, Person, Stage
from publication.publishing import publish
from releases.models import Citation as ReleaseCitation
from releases.models import Release, Revocation
from tests.admin.budgets import ROLE, asked_in_production
from tests.editorial.accounts import make_editor, signed_in
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

SAFE = {f"risk_{name}": "no" for name in RISKS}


@pytest.fixture
def author(db):
    roles.establish()
    return make_editor("autora", Role.EDITOR, outlet="uno")


@pytest.fixture
def reviewer(author) -> Client:
    return signed_in(make_editor("revisora", Role.REVIEWER, outlet="dos"))


@pytest.fixture
def submitted(author, monkeypatch) -> Person:
    """A published person, changed by the author and submitted."""
    monkeypatch.setattr(Person, "problems", lambda self: [])
    person = wc.person(occupation_group="worker")
    publish()
    change(person, author, occupation_group="artist")
    return person


def change(person: Person, by, **columns) -> None:
    with acting_as(by):
        Person.objects.filter(pk=person.pk).update(**columns)
        person.refresh_from_db()
        reviewing.submit(person, by=by, comment="por la prensa")


def page(person: Person) -> str:
    return reverse("admin:editorial_review_of", args=["prisoners.person", person.pk])


def act(client: Client, person: Person, step: str, **data):
    seen = client.get(page(person)).context["proposal"].digest
    url = reverse("admin:editorial_review_step", args=["prisoners.person", person.pk, step])
    return client.post(url, {"seen": seen, **data}, follow=True)


def state_of(person: Person) -> str:
    person.refresh_from_db()
    return person.workflow_state


def test_the_page_shows_what_changes_who_did_it_and_why(reviewer, submitted):
    html = reviewer.get(page(submitted)).content.decode()
    for told in ("trabajador", "artista", "autora", "por la prensa", "¿Podría identificar a un menor?"):
        assert told in html


def test_a_change_of_a_published_dossier_names_who_changed_it(reviewer, submitted):
    sections = reviewer.get(page(submitted)).context["sections"]
    (line,) = [line for section in sections for line in section.lines if line.name == "occupation_group"]
    assert [act.who for act in line.acts] == ["autora"]


def whole(person: Person, years: range) -> None:
    """Everything that a dossier is made of, in each of these years; and a line of a list."""
    note = wc.document()
    for year in years:
        held = wc.detention(person, f"{year}-03-01", ended_on=wc.day(f"{year}-06-01"))
        Stage.objects.create(detention=held, stage="charged")
        FacilityStay.objects.create(detention=held, regime="max")
        wc.charge(held)
        wc.charge(held, "desacato")
        wc.sentence(held, is_operative=False)
        made = wc.release(held, f"{year}-06-01")
        Revocation.objects.create(release=made)
        ReleaseCitation.objects.create(release=made, document=note)
        wc.cite(person, note, detention=held)
    wc.snapshot(wc.source_list(), "2024-10-31", [person])


def test_the_page_takes_the_same_queries_for_1_and_6_detentions(reviewer, author, submitted, django_assert_num_queries):
    whole(submitted, range(2009, 2010))
    wc.lead(submitted)
    publish()  # every code is known
    change(submitted, author, occupation_group="worker")
    PendingChange.objects.update(is_sensitive=True)
    reviewer.get(page(submitted))
    with CaptureQueriesContext(connection) as told:
        reviewer.get(page(submitted))
    asked = asked_in_production(told)
    assert len(asked) <= 26, "\n".join(sql[:100] for sql in asked)
    assert not [sql for sql in asked if sql.startswith(("INSERT", "DELETE"))]
    whole(submitted, range(2010, 2015))
    change(submitted, author, occupation_group="artist")
    with django_assert_num_queries(len(asked) + ROLE):
        reviewer.get(page(submitted))


def test_approving_what_was_shown(reviewer, submitted):
    act(reviewer, submitted, "approve", **SAFE)
    assert state_of(submitted) == WorkflowState.APPROVED
    kept = Review.objects.get(verb=Verb.APPROVE)
    assert kept.by.username == "revisora" and len(kept.seen) == 64


def test_what_changed_since_is_shown_and_nothing_approved(reviewer, submitted, author):
    seen = reviewer.get(page(submitted)).context["proposal"].digest
    change(submitted, author, biography_es="Otra vida.")
    url = reverse("admin:editorial_review_step", args=["prisoners.person", submitted.pk, "approve"])
    answer = reviewer.post(url, {"seen": seen, **SAFE})
    assert answer.status_code == 409
    assert "Otra vida." in answer.content.decode()
    assert state_of(submitted) == WorkflowState.IN_REVIEW
    assert not Review.objects.filter(verb=Verb.APPROVE).exists()


def test_an_unanswered_question_approves_nothing_and_keeps_what_was_written(reviewer, submitted):
    answer = act(reviewer, submitted, "approve", risk_family="yes", comment="a medias")
    assert answer.status_code == 409 and "a medias" in answer.content.decode()
    assert state_of(submitted) == WorkflowState.IN_REVIEW


def test_a_risk_waits_for_another_signature(reviewer, submitted):
    act(reviewer, submitted, "approve", **{**SAFE, "risk_family": "yes"})
    assert state_of(submitted) == WorkflowState.IN_REVIEW
    other = signed_in(make_editor("segunda", Role.REVIEWER, outlet="tres"))
    assert "¿Podría perjudicar a la familia?" in other.get(page(submitted)).content.decode()
    act(other, submitted, "approve", **SAFE)
    assert state_of(submitted) == WorkflowState.APPROVED


def test_returning_needs_a_comment_and_the_author_reads_it(reviewer, submitted, author):
    assert act(reviewer, submitted, "return").status_code == 409
    act(reviewer, submitted, "return", comment="Falta la fuente.")
    assert state_of(submitted) == WorkflowState.RETURNED
    url = reverse("admin:prisoners_person_change", args=[submitted.pk])
    assert "Falta la fuente." in signed_in(author).get(url).content.decode()


def test_the_author_is_offered_no_approval_and_may_take_it_back(submitted, author):
    client = signed_in(make_editor("autora", Role.EDITOR))
    assert client.get(page(submitted)).context["may_sign"] is False
    assert act(client, submitted, "approve", **SAFE).status_code == 403
    act(client, submitted, "take_back")
    assert state_of(submitted) == WorkflowState.DRAFT


def test_a_release_is_not_signed_within_one_outlet(submitted, author):
    with acting_as(author):
        Release.objects.create(
            detention=submitted.detentions.get(), release_type=wc.release_type(), reported_on=date(2025, 1, 15)
        )
        submitted.refresh_from_db()
        reviewing.submit(submitted, by=author)
    colleague = signed_in(make_editor("colega", Role.REVIEWER, outlet="uno"))
    shown = colleague.get(page(submitted))
    assert not shown.context["may_sign"] and shown.context["standing"].is_sensitive
    act(colleague, submitted, "approve", **SAFE)
    assert state_of(submitted) == WorkflowState.IN_REVIEW
    assert Alarm.objects.filter(reason=Alarm.Reason.SAME_OUTLET).exists()


@pytest.fixture
def other() -> Person:
    return wc.person("Lisandra Duarte Tomeguín")


def test_several_are_approved_together_and_sensitive_ones_named_and_left(other, reviewer, submitted, author):
    with acting_as(author):
        Person.objects.filter(pk=other.pk).update(visibility="withheld")
        other.refresh_from_db()
        reviewing.submit(other, by=author)
    url = reverse("admin:editorial_review_several")
    shown = reviewer.get(url, {"kind": "prisoners.person", "pk": [submitted.pk, other.pk]})
    assert [one.dossier.pk for one in shown.context["candidates"]] == [submitted.pk]
    assert [one.dossier.pk for one in shown.context["left"]] == [other.pk]
    step = reverse("admin:editorial_review_several_step", args=["approve"])
    data = {"kind": "prisoners.person", "pk": [submitted.pk, other.pk], "no_risk": "on"}
    seen = {f"seen_{one.dossier.pk}": one.seen for one in [*shown.context["candidates"], *shown.context["left"]]}
    reviewer.post(step, {**data, **seen, f"seen_{submitted.pk}": "0" * 64})
    assert state_of(submitted) == WorkflowState.IN_REVIEW
    reviewer.post(step, {**data, **seen})
    assert (state_of(submitted), state_of(other)) == (WorkflowState.APPROVED, WorkflowState.IN_REVIEW)


def test_the_patrol_draws_by_its_rule_and_asks_another_outlet(reviewer, submitted, monkeypatch):
    Patrol.objects.all().delete()  # one in twenty is drawn of the first edition, too
    monkeypatch.setattr(patrol, "SHARE", 1)
    act(reviewer, submitted, "approve", **SAFE)
    publish()
    drawn = Patrol.objects.get(kind="prisoners.person")
    assert len(drawn.outlets) == 2
    assert reviewer.get(page(submitted)).context["second_look"] is None
    other = signed_in(make_editor("tercera", Role.REVIEWER, outlet="tres"))
    assert other.get(page(submitted)).context["second_look"] == drawn
    assert act(other, submitted, "look", is_sound="no").status_code == 409
    act(other, submitted, "look", is_sound="no", comment="la fecha no cuadra")
    drawn.refresh_from_db()
    assert (drawn.is_sound, drawn.looked_by.username) == (False, "tercera")


def test_one_in_twenty_is_drawn():
    drawn = sum(patrol.is_drawn("a" * 64, "prisoners.person", key) for key in range(20_000))
    assert 900 <= drawn <= 1_100
