"""What an editor may get wrong: each a clear message in both languages, and nothing half saved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial.models import Membership, Role, WorkflowState
from editorial.models.review import claim
from prisoners.models import Citation, Person
from releases.models import OfficialAnnouncement, Release
from sources.models import Document
from tests.admin.conftest import make_dossier, make_person
from tests.admin.forms import posted
from tests.publication.working_copy import day, lead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

LANGUAGES = ("es", "en")


@pytest.fixture
def editing(as_role) -> Client:
    return as_role(Role.EDITOR)


def page_of(person: Person) -> str:
    return reverse("admin:prisoners_person_change", args=[person.pk])


def save(client: Client, address: str, values: dict, language: str = "es") -> tuple[int, str]:
    """Opens the page, changes these fields, sends it."""
    whole = posted(client.get(address)) | values
    answer = client.post(address, whole, headers={"accept-language": language})
    return answer.status_code, answer.content.decode()


CITING = {
    "citations-TOTAL_FORMS": "1", "citations-0-excerpt": "lo dice una nota", "citations-0-reliability": "direct",
    "citations-0-credibility": "3",
}  # fmt: skip


@pytest.mark.parametrize(("language", "told"), [("es", "Una cita sin fuente"), ("en", "A citation without a source")])
def test_citation_without_a_source_is_refused_and_nothing_of_the_page_is_saved(editing, language, told):
    person = make_person()
    status, page = save(editing, page_of(person), CITING | {"occupation": "panadera"}, language)
    assert (status, told in page) == (200, True)
    assert "one_source" not in page
    person.refresh_from_db()
    assert person.occupation == "" and not Citation.objects.exists()


def test_citation_of_two_sources_is_refused(editing):
    person = make_dossier()
    first = {"citations-0-document": str(Document.objects.get().pk), "citations-0-record": str(
        person.citations.exclude(record=None).first().record_id)}  # fmt: skip
    status, page = save(editing, page_of(person), CITING | first)
    assert (status, "Una cita nombra una sola fuente" in page) == (200, True)


@pytest.mark.parametrize(("language", "told"), [("es", "Indique dónde se puede leer"), ("en", "Say where it can be")])
def test_document_that_nobody_can_look_up_is_refused(editing, language, told):
    add = reverse("admin:sources_document_add")
    status, page = save(editing, add, {"kind": "media", "title": "Una nota"}, language)
    assert (status, told in page) == (200, True)
    assert not Document.objects.exists()
    assert save(editing, add, {"kind": "testimony", "title": "Lo dicho"})[0] == 302
    assert save(editing, add, {"kind": "media", "title": "Una nota", "url": "https://example.org/a"})[0] == 302


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(number)


@pytest.mark.parametrize(
    ("language", "until", "reason", "told"),
    [
        ("es", -1, "lo pidió la familia", "Ese día ya pasó"),
        ("en", -1, "lo pidió la familia", "This day has passed"),
        ("es", 5, " ", "Indique por qué aún no puede ser público"),
        ("en", 5, "", "Say why it may not be public yet"),
    ],
)
def test_embargo_of_the_past_or_without_a_reason_is_refused(editing, language, until, reason, told):
    person = make_person()
    lead(person, WorkflowState.PUBLISHED)
    wanted = {"embargo_until": str(in_days(until)), "embargo_reason": reason, "occupation": "panadera"}
    status, page = save(editing, page_of(person), wanted, language)
    assert (status, told in page) == (200, True)
    person.refresh_from_db()
    assert (person.embargo_until, person.occupation, person.workflow_state) == (None, "", "published")


def test_embargo_may_end_today_and_begin_for_any_kind_of_dossier(editing):
    person = make_person()
    wanted = {"embargo_until": str(in_days(0)), "embargo_reason": "lo pidió la familia"}
    assert save(editing, page_of(person), wanted)[0] == 302
    announcement = OfficialAnnouncement.objects.create(
        code="anuncio-x", authority="minrex", announced_on=day("2025-01-14"), title_es="X", title_en="X"
    )
    page = reverse("admin:releases_officialannouncement_change", args=[announcement.pk])
    assert save(editing, page, wanted | {"embargo_until": str(in_days(-1))})[0] == 200
    assert save(editing, page, wanted)[0] == 302


def test_embargo_that_ran_out_stands_in_no_later_changes_way(editing):
    person = make_person()
    Person.objects.filter(pk=person.pk).update(embargo_until=in_days(-30), embargo_reason="")
    assert save(editing, page_of(person), {"occupation": "panadera"})[0] == 302
    person.refresh_from_db()
    assert (person.occupation, person.embargo_until) == ("panadera", in_days(-30))


def test_embargo_and_withdrawal_are_said_wherever_the_state_is(editing, editor):
    person = make_person()
    Person.objects.filter(pk=person.pk).update(
        embargo_until=in_days(5), embargo_reason="por verificar", visibility="withheld", is_demo=False
    )
    claim(person, by=editor(Role.EDITOR))
    for address in (page_of(person), reverse("admin:prisoners_person_changelist")):
        page = editing.get(address).content.decode()
        assert "borrador · bajo embargo hasta el" in page and "contada, sin nombre" in page
    queue = editing.get(reverse("admin:editorial_review_queue", args=["stale"]))
    assert queue.status_code == 200
    drafts = make_person(2)
    Person.objects.filter(pk=drafts.pk).update(embargo_until=in_days(-1), is_demo=False)
    assert "bajo embargo" not in editing.get(page_of(drafts)).content.decode()


@pytest.mark.parametrize(
    ("language", "told"), [("es", "Su pertenencia a"), ("en", "Your membership of")]
)  # fmt: skip
def test_membership_that_ended_with_a_page_open_changes_nothing_and_gives_the_text_back(editing, language, told):
    person = make_person()
    whole = posted(editing.get(page_of(person)))
    Membership.objects.update(ends_on=in_days(-1))
    written = "Vivía con su madre & trabajaba en <la panadería> de la esquina."
    answer = editing.post(page_of(person), whole | {"biography_es": written}, headers={"accept-language": language})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert told in page and "Medio-prueba" in page
    assert "Vivía con su madre &amp; trabajaba en &lt;la panadería&gt; de la esquina." in page
    assert page.count("<textarea") == 1  # the text alone, nothing that the page itself had put into the form
    person.refresh_from_db()
    assert (person.biography_es, person.workflow_state) == ("", "draft")
    Membership.objects.update(ends_on=None)
    assert editing.post(page_of(person), whole | {"biography_es": written}).status_code == 302
    person.refresh_from_db()
    assert person.biography_es == written


def test_looking_at_a_page_after_the_membership_ended_says_so_too(editing):
    Membership.objects.update(ends_on=in_days(-1))
    answer = editing.get(reverse("admin:index"))
    assert answer.status_code == 403 and "Su pertenencia a" in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "told", "fewer"),
    [("es", "Aún no se guardó nada", "una excarcelación menos"), ("en", "Nothing was saved yet", "1 release fewer")],
)
def test_withdrawing_who_has_releases_is_said_expressly(editing, language, told, fewer):
    person = make_dossier()
    announcement = OfficialAnnouncement.objects.create(
        code="anuncio-x", authority="minrex", announced_on=day("2010-07-01"), title_es="Anuncio X", title_en="Anuncio X"
    )
    Release.objects.update(announcement=announcement, attribution="organisation")
    lead(person, WorkflowState.PUBLISHED)
    status, page = save(editing, page_of(person), {"visibility": "withdrawn", "occupation": "panadera"}, language)
    assert status == 200
    for text in (told, fewer, "Anuncio X", "conditional release" if language == "en" else "libertad condicional"):
        assert text in page
    person.refresh_from_db()
    assert (person.visibility, person.occupation, person.workflow_state) == ("public", "", "published")
    again = save(editing, page_of(person), {"visibility": "withdrawn", "with_releases": "on"})
    assert again[0] == 302
    person.refresh_from_db()
    assert (person.visibility, person.workflow_state) == ("withdrawn", "draft")
    assert save(editing, page_of(person), {"occupation": "panadera"})[0] == 302  # said once, not at each later change


def test_withdrawing_who_has_no_release_needs_no_more_words(editing):
    person = make_person()
    assert save(editing, page_of(person), {"visibility": "withdrawn"})[0] == 302


def test_holding_a_name_back_needs_no_more_words(editing):
    assert save(editing, page_of(make_dossier()), {"visibility": "withheld"})[0] == 302
