"""The start page: what waits for whom, counted without reading whole tables."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import reviewing, roles
from editorial.acting import acting_as
from editorial.admin import desk
from editorial.models import Role
from editorial.models.review import claim
from prisoners.models import Person
from publication.publishing import publish
from tests.editorial.accounts import make_editor, signed_in
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    roles.establish()
    return make_editor("autora", Role.EDITOR, outlet="uno")


@pytest.fixture
def submitted(author) -> Person:
    person = wc.person(last_confirmed_on=date.today())  # noqa: DTZ011
    with acting_as(author):
        Person.objects.filter(pk=person.pk).update(occupation_group="artist")
        person.refresh_from_db()
        reviewing.submit(person, by=author)
    return person


def counts(editor) -> dict[str, int]:
    groups = signed_in(editor).get(reverse("admin:index")).context["queue_groups"]
    return {queue.name: count for _heading, found in groups for queue, count in found}


def test_what_waits_is_not_ones_own(submitted, author):
    reviewer = make_editor("revisora", Role.REVIEWER, outlet="uno")
    assert counts(reviewer)["waiting"] == 1
    assert counts(reviewer)["submitted"] == 1
    assert "waiting" not in counts(author)


def test_what_is_sensitive_waits_for_another_outlet(submitted, author):
    with acting_as(author):
        Person.objects.update(visibility="withheld")
        submitted.refresh_from_db()
        reviewing.submit(submitted, by=author)
    assert counts(make_editor("colega", Role.REVIEWER, outlet="uno"))["waiting"] == 0
    assert counts(make_editor("revisora", Role.REVIEWER, outlet="dos"))["waiting"] == 1


def test_a_membership_that_ended_counts_no_more(submitted, author):
    author.memberships.update(ends_on=date(2025, 2, 1))
    assert counts(make_editor("revisora", Role.REVIEWER, outlet="uno"))["submitted"] == 0


def test_what_was_returned_waits_for_its_author(submitted, author):
    reviewing.return_to_author(submitted, by=wc.editor("bruno"), comment="falta una fuente")
    assert counts(author)["returned"] == 1
    assert counts(make_editor("otra", Role.EDITOR, outlet="dos"))["returned"] == 0


def test_who_is_in_prison_and_unconfirmed_is_stale(author):
    wc.person(last_confirmed_on=date.today())  # noqa: DTZ011
    assert counts(author)["stale"] == 0
    wc.person("Lisandra Duarte Tomeguín", last_confirmed_on=date(2024, 1, 1))
    freed = wc.person("Odalys Ferrán Guásima", last_confirmed_on=date(2024, 1, 1))
    wc.release(freed.detentions.get(), "2025-01-15")
    assert counts(author)["stale"] == 1
    page = signed_in(author).get(reverse("admin:editorial_review_queue", args=["stale"])).content.decode()
    assert "Lisandra" in page and "Odalys" not in page


def test_contradictions_are_told_in_plain_words(submitted, author):
    assert counts(author)["contradictions"] == 1
    page = signed_in(author).get(reverse("admin:editorial_review_queue", args=["contradictions"])).content.decode()
    assert "Ninguna fuente respalda a la persona." in page


def test_what_sources_disagree_about(author):
    held = wc.person()
    wc.snapshot(wc.source_list(), "2024-10-31", {held: {"gender": "woman"}})
    wc.lead(held)
    publish()
    assert counts(author)["disputed"] == 1
    page = signed_in(author).get(reverse("admin:editorial_review_queue", args=["disputed"])).content.decode()
    assert "hombre" in page and "mujer" in page


def test_colleagues_see_who_is_at_work(submitted, author):
    claim(submitted, by=author)
    reader = make_editor("revisora", Role.REVIEWER, outlet="dos")
    assert [item.label for _claim, item in signed_in(reader).get(reverse("admin:index")).context["claims"]]
    dossier = reverse("admin:prisoners_person_change", args=[submitted.pk])
    assert "autora" in signed_in(reader).get(dossier).content.decode()


def test_a_count_stops_at_its_cap(author, monkeypatch):
    monkeypatch.setattr(desk, "MOST", 1)
    for name in ("Lisandra Duarte Tomeguín", "Odalys Ferrán Guásima", "Yoandri Pérez Sabanalar"):
        wc.person(name, last_confirmed_on=date(2024, 1, 1))
    assert counts(author)["stale"] == 2
    assert "1+" in signed_in(author).get(reverse("admin:index")).content.decode()


def test_the_page_takes_few_queries(submitted, author):
    client = signed_in(make_editor("jefa", Role.ADMINISTRATOR, outlet="dos"))
    client.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as told:
        client.get(reverse("admin:index"))
    assert len(told) <= 25, "\n".join(query["sql"][:100] for query in told)


def test_a_queue_is_closed_to_who_may_not_work_on_it(submitted):
    contributor = signed_in(make_editor("colabora", Role.CONTRIBUTOR))
    assert contributor.get(reverse("admin:editorial_review_queue", args=["waiting"])).status_code == 403
    assert contributor.get(reverse("admin:editorial_review_queue", args=["nothing"])).status_code == 404
