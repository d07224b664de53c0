"""Words and warnings of the newsroom: labels in place of codes, one meaning for one word, and what cannot be undone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext, pgettext

from editorial.models import Role
from prisoners.models import Charge
from prisoners.models.offence import LAWS, law_in_words
from prisoners.models.request import RequestDecision
from publication.admin.editions import TABLES, PublishForm
from publication.models import Edition
from publication.projector.labels import LAWS_IN_ENGLISH, SPANISH
from publication.publishing import publish
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db
PUBLISH = "/admin/publication/edition/publish/"


def test_a_request_and_rows_of_a_list_are_refused_each_in_its_own_gender():
    with translation.override("es"):
        assert str(RequestDecision.REFUSED.label) == "rechazada"
        assert pgettext("rows of a list", "refused") == "rechazadas"
        assert ngettext("%(count)d report", "%(count)d reports", 1) % {"count": 1} == "1 reporte"


def test_the_preview_of_a_list_counts_refused_rows_in_their_own_word():
    template = Path("templates/admin/sources/import.html").read_text(encoding="utf-8")
    assert '{% translate "refused" context "rows of a list" %}' in template


def test_newsroom_and_public_record_call_a_law_by_one_name():
    assert dict.fromkeys(LAWS) == dict.fromkeys(SPANISH["law"])
    for language, words in (("es", SPANISH["law"]), ("en", LAWS_IN_ENGLISH)):
        with translation.override(language):
            assert {code: law_in_words(code) for code in LAWS} == words
    assert law_in_words("ley-99-2031") == "ley-99-2031"


@pytest.mark.parametrize(("language", "told"), [("es", "Ley 62/1987, Código Penal"), ("en", "Law 62/1987, Penal Code")])
def test_a_dossier_tells_the_law_of_a_charge_in_words(as_role, language, told):
    held = wc.person()
    wc.charge(held.detentions.get())
    Charge.objects.update(law="ley-62-1987")
    client: Client = as_role(Role.EDITOR)
    page = client.get(
        reverse("admin:prisoners_person_change", args=[held.pk]), headers={"accept-language": language}
    ).content.decode()
    assert told in page and "ley-62-1987" not in page


def test_an_edition_tells_what_its_rows_are(as_role):
    wc.person()
    edition = publish()
    assert edition is not None
    assert {table.removeprefix("publication_") for table in edition.counts} <= set(TABLES)
    page = as_role(Role.COORDINATOR).get(reverse("admin:publication_edition_change", args=[edition.pk]))
    assert not re.findall(r"publication_\w+", re.sub(r"<[^>]*>", "", page.content.decode()))


@pytest.mark.parametrize(("given", "missing"), [("note", "note_en"), ("note_en", "note")])
def test_a_note_in_one_language_publishes_nothing_and_is_not_lost(as_role, given, missing):
    wc.person()
    client: Client = as_role(Role.COORDINATOR)
    answer = client.post(PUBLISH, {given: "Se corrige una fecha."})
    assert answer.status_code == 200 and 'value="Se corrige una fecha."' in answer.content.decode()
    assert list(answer.context["form"].errors) == [missing]
    assert not Edition.objects.exists()


def test_no_note_or_both_publish():
    assert PublishForm({}).is_valid() and PublishForm({"note": "Una.", "note_en": "One."}).is_valid()


def test_who_records_a_consent_reads_what_its_withdrawal_does(as_role):
    page = as_role(Role.COORDINATOR).get(reverse("admin:prisoners_consent_add")).content.decode()
    assert "erased from the former ones for good" in page or "se borra para siempre de las anteriores" in page


def test_no_field_tells_how_far_the_editors_clock_is_from_cuba():
    sheet = Path("editorial/static/editorial/newsroom.css").read_text(encoding="utf-8")
    assert ".timezonewarning { display: none; }" in sheet


@pytest.mark.parametrize("code", ["ley-62-1987", "ley-99-2031"])
def test_the_law_of_a_charge_is_chosen_by_its_name_and_none_is_lost(as_role, code):
    held = wc.person()
    charge = wc.charge(held.detentions.get(), law=code)
    for page, name in (
        (reverse("admin:prisoners_charge_change", args=[charge.pk]), "law"),
        (reverse("admin:prisoners_detention_change", args=[charge.detention_id]), "charges-0-law"),
    ):
        form = as_role(Role.EDITOR).get(page).content.decode()
        select = form.split(f'name="{name}"')[1].split("</select>")[0]
        assert f'<option value="{code}" selected>' in select
        assert "1987, " in select and ">ley-62-1987<" not in select
