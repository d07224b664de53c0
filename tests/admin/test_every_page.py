"""Every table of the newsroom opens, for those who may."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial.models import Alarm, Editor, PageText, Review, Role
from prisoners.models import (
    Consent,
    CorrectionRequest,
    Event,
    HealthCondition,
    ListChange,
    Municipality,
    PersonMerge,
    PersonPair,
    PersonSplit,
)
from publication.models import Edition
from releases.models import OfficialAnnouncement, RevocationGround
from sources.models import CitizenReport, ColumnMapping, PublishedFigure, ReportAct
from tests.admin.conftest import make_dossier, make_person
from tests.publication import working_copy as wc

TABLES = sorted(admin.site._registry, key=lambda model: model._meta.label)
TEMPLATES = sorted(Path(__file__).parents[2].glob("templates/admin/**/*.html"))

pytestmark = pytest.mark.usefixtures("vocabulary")


NOTHING = {"changed": [], "made": [], "gone": []}  # what a merge or a split did to rows


@pytest.fixture
def one_of_each(editor):
    person = make_dossier(1)
    HealthCondition.objects.create(person=person, group="cardio")
    organisation = person.row_matches.first().entry.source_list.organisation
    ColumnMapping.objects.create(organisation=organisation, name="default", columns={"name": "Nombre"})
    Municipality.objects.create(code="CU-03-playa", name="Playa", province_id="CU-03")
    Event.objects.create(code="evento", name_es="Protesta", name_en="Protest", kind="protest")
    OfficialAnnouncement.objects.create(
        code="anuncio", authority="minrex", announced_on="2025-01", title_es="Anuncio", title_en="Announcement"
    )
    RevocationGround.objects.create(code="no_work", name_es="no trabajar", name_en="not working", order=1)
    PublishedFigure.objects.create(
        code="cifra", publisher=organisation, as_of=date(2025, 1, 1), metric="presos", value=10, group="grupo",
        role="total", url="https://example.org/",
    )  # fmt: skip
    PageText.objects.create(code="about", title_es="Texto", title_en="Text", body_es="Texto.", body_en="Text.")
    Review.objects.create(kind="prisoners.person", dossier_id=person.pk, verb="submit", by=editor(Role.EDITOR))
    Consent.objects.create(person=person, **wc.CONSENT)
    CorrectionRequest.objects.create(person=person, level="hide", text="Pide que no se vea.")
    Alarm.objects.create(reason="own", kind="prisoners.person", dossier_id=person.pk, database_user="todos_newsroom")
    writer, one, other = editor(Role.EDITOR), make_person(8), make_person(9)
    PersonMerge.objects.create(kept=one, merged=other, by=writer, reason="La familia lo confirma.", rows=NOTHING)
    PersonSplit.objects.create(person=one, other=other, by=writer, reason="Son dos.", rows=NOTHING)
    PersonPair.objects.create(first=one, second=other, decision="not_same", by=writer, facts="0" * 64)
    edge = person.row_matches.first()
    record = edge.entry.records.first()
    ListChange.objects.create(
        snapshot=record.first_snapshot, entry=edge.entry, record=record, person=person, kind="conflict", part="person",
        lines={"gender": {"before": "", "said": "woman", "ours": "man"}},
    )  # fmt: skip
    report = CitizenReport.objects.create(received_on=date(2025, 1, 1), last_received_on=date(2025, 1, 1))
    ReportAct.objects.create(by=writer, verb="open", reports=[report.pk])
    Edition.objects.create(number=1, published_at=timezone.now(), as_of=date(2025, 1, 1), digest="0" * 64)
    editor(Role.EDITOR)
    return person


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_list_and_page_open_for_an_administrator(administrator, one_of_each, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    listed = administrator.get(reverse(f"{name}_changelist"))
    assert listed.status_code == 200
    row = model._default_manager.first()
    assert row is not None, "the fixture makes none"
    page = administrator.get(reverse(f"{name}_change", args=[row.pk]))
    assert page.status_code == 200
    assert len(page.content) <= 200_000
    assert administrator.get(reverse(f"{name}_history", args=[row.pk])).status_code == 200
    for answer in (listed, page):
        assert_nothing_inline(answer.content.decode())


def test_pages_name_their_icon(administrator):
    """Else a browser asks for one at an address that nobody answers."""
    for page in (administrator.get(reverse("admin:index")), Client().get(reverse("account_login"))):
        (icon,) = re.findall(r'<link rel="icon" href="([^"]+)"', page.content.decode())
        assert finders.find(icon.removeprefix(settings.STATIC_URL))


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_form_to_add_opens_below_200_kb(administrator, one_of_each, model):
    answer = administrator.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
    assert answer.status_code in (200, 403)
    assert len(answer.content) <= 200_000


@pytest.mark.parametrize("name", ["index", "sources_listsnapshot_import", "prisoners_rowmatch_queue",
                                  "prisoners_rowmatch_precision", "publication_edition_publish",
                                  "prisoners_person_export"])  # fmt: skip
def test_page_of_work_opens(administrator, one_of_each, name):
    answer = administrator.get(reverse(f"admin:{name}"))
    assert answer.status_code == 200
    assert_nothing_inline(answer.content.decode())


def test_nobody_may_delete_a_person(administrator, one_of_each):
    assert administrator.post(reverse("admin:prisoners_person_delete", args=[one_of_each.pk])).status_code == 403
    page = administrator.get(reverse("admin:prisoners_person_changelist")).content.decode()
    assert "delete_selected" not in page


def test_an_administrator_touches_no_superuser(administrator):
    superuser = Editor.objects.create_superuser("raiz", password="x")
    answer = administrator.post(f"/admin/editorial/editor/{superuser.pk}/change/", {"first_name": "otra"})
    assert answer.status_code == 403


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_has_nothing_inline(template):
    assert_nothing_inline(template.read_text(encoding="utf-8"))


def assert_nothing_inline(html: str) -> None:
    """The Content-Security-Policy would block it."""
    assert not re.search(r"<[^>]+\sstyle\s*=", html)
    assert not re.search(r"<style\b", html)
    assert not re.search(r"<[^>]+\son[a-z]+\s*=", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", html)
