"""What an editor reads is words in their language: in the history, on the page of a merge and beside each source."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from editorial.models import Role
from prisoners.models import Charge, Citation, Classification, FieldChoice, Municipality, Person
from sources.models import SourceOrganisation
from tests.admin.conftest import make_detention, make_dossier, make_person, make_row

pytestmark = pytest.mark.usefixtures("vocabulary")
CODES = ("CU-03", "first_instance", "age_at_detention", "sentence_months", "conditional_release", "{&#x27;", "{'")
WORDS = {
    "en": ("sedition", "conditional release", "Centro Habana (La Habana)", "age when detained, as stated",
           "registro-a: La Habana", "11 July 2010", "registro-a a-1"),
    "es": ("sedición", "libertad condicional", "Centro Habana (La Habana)", "edad al ser detenido, según se declara",
           "registro-a: La Habana", "11 de julio de 2010", "registro-a a-1"),
}  # fmt: skip


@pytest.fixture
def dossier(editor) -> Person:
    place = Municipality.objects.create(code="CU-03-centro", name="Centro Habana", province_id="CU-03")
    person = make_dossier()
    held = person.detentions.get()
    held.municipality = place
    held.save()
    Citation.objects.create(person=person, record=make_row(person, "a-9"), field="age_at_detention_stated")
    FieldChoice.objects.create(
        person=person, part="detention", row=held.pk, field="province", value="CU-03", said={"registro-a": ["CU-03"]},
        by=editor(Role.EDITOR),
    )  # fmt: skip
    return person


def shown(client, language: str, name: str, *keys: int) -> str:
    address = reverse(f"admin:prisoners_{name}", args=keys)
    with translation.override(language):  # a request leaves its language behind
        return client.get(address, headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_history_tells_names_and_labels(as_role, dossier, language):
    page = shown(as_role(Role.REVIEWER), language, "person_history", dossier.pk)
    assert [word for word in WORDS[language] if word not in page] == []
    assert [code for code in CODES if code in page.partition('<ol class="history">')[2]] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_merge_is_told_in_words(as_role, dossier, language):
    merged = make_person(2, name="Yoandry Perez Savanalar")
    held = make_detention(merged, "2010-07-12")
    Charge.objects.create(detention=held, offence_id="sedition")
    page = shown(as_role(Role.EDITOR), language, "personmerge_decide", dossier.pk, merged.pk)
    content = page.partition('id="content-main"')[2]
    assert {"en": "sedition", "es": "sedición"}[language] in content
    behind = {"en": ("detention: criminal case, 12 July 2010", "charge: sedition (accusation)"),
              "es": ("detención: causa penal, 12 de julio de 2010", "cargo: sedición (acusación)")}  # fmt: skip
    assert [line for line in behind[language] if line not in content] == []
    assert "2010-07-12" not in content


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_dossier_says_which_field_a_source_supports(as_role, dossier, language):
    page = shown(as_role(Role.EDITOR), language, "person_change", dossier.pk)
    sources = page.partition('id="dossier"')[2].partition('id="sayings"')[0]
    assert WORDS[language][3] in sources and "age_at_detention_stated" not in sources
    assert WORDS[language][0] in sources


def test_lists_of_rows_tell_days_in_words(as_role, dossier):
    page = shown(as_role(Role.EDITOR), "en", "detention_changelist")
    assert "11 July 2010" in page and "2010-07-11" not in page


def test_the_lines_of_a_split_are_told_in_words(as_role, dossier):
    make_row(dossier, "a-10", province="CU-03", detained_on="2010-07", age_at_detention=23)
    page = shown(as_role(Role.EDITOR), "en", "personsplit_split", dossier.pk)
    assert "Yoandri Pérez Sabanalar · July 2010 · La Habana · age 23" in page


def test_a_classification_is_told_in_words(as_role, dossier):
    Classification.objects.create(
        person=dossier, scheme="pd_category", value="convict_of_conscience",
        organisation=SourceOrganisation.objects.first(),
    )  # fmt: skip
    with translation.override("es"):
        assert str(Classification.objects.get()) == "categoría de Prisoners Defenders: persona convicta de conciencia"
    history = shown(as_role(Role.EDITOR), "en", "person_history", dossier.pk)
    assert "convict of conscience" in history and "convict_of_conscience" not in history
