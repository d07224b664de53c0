from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import Role, WorkflowState
from prisoners.models import Charge, Detention, Person, PrivateDetails, Stage
from tests.admin.conftest import make_detention, make_dossier, make_person, make_row
from tests.admin.forms import posted
from tests.publication.working_copy import lead

pytestmark = pytest.mark.usefixtures("vocabulary")


def page_of(person: Person) -> str:
    return reverse("admin:prisoners_person_change", args=[person.pk])


def step(client, person: Person, name: str, **extra):
    person.refresh_from_db()
    data = {"seen_version": person.updated_at.isoformat(), **extra}
    return client.post(reverse("admin:prisoners_person_step", args=[person.pk, name]), data, follow=True)


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_dossier_shows_every_step_with_its_sources(administrator):
    page = administrator.get(page_of(make_dossier())).content.decode()
    for text in ("sedición", "libertad condicional", "Prisión A", "registro-a · a-1 · 31 de octubre de 2024",
                 "Nota de prensa inventada"):  # fmt: skip
        assert text in page


def test_dossier_names_offences_and_releases_in_the_editors_language(administrator):
    page = administrator.get(page_of(make_dossier()), headers={"accept-language": "en"}).content.decode()
    assert "sedition" in page and "conditional release" in page and "sedición" not in page


def test_dossier_shows_what_each_list_says_where_they_differ(administrator):
    response = administrator.get(page_of(make_dossier()))
    (age,) = [row for row in response.context["said"].rows if row.saying.name == "age_at_detention"]
    assert [told.text for cell in age.cells for told in cell] == ["23", "24"]
    assert age.saying.is_disputed and not age.is_decided


def test_dossier_takes_the_same_queries_for_2_and_8_detentions(administrator):
    few_person, many_person = make_dossier(1, detentions=2), make_dossier(2, detentions=8)
    administrator.get(page_of(few_person))
    with CaptureQueriesContext(connection) as few:
        administrator.get(page_of(few_person))
    with CaptureQueriesContext(connection) as many:
        answer = administrator.get(page_of(many_person))
    assert len(few) == len(many) <= 62
    assert len(answer.content) <= 200_000


def test_contributor_sees_no_private_table(as_role):
    person = make_dossier()
    contributor = as_role(Role.CONTRIBUTOR)
    page = contributor.get(page_of(person)).content.decode()
    history = contributor.get(reverse("admin:prisoners_person_history", args=[person.pk])).content.decode()
    for text in ("nota reservada", "Contacto sellado", "555 0100"):
        assert text not in page
        assert text not in history


def test_editor_sees_details_but_no_sealed_contact(as_role):
    page = as_role(Role.EDITOR).get(page_of(make_dossier())).content.decode()
    assert "nota reservada" in page
    assert "Contacto sellado" not in page


def test_coordinator_sees_the_sealed_contact(as_role):
    assert "Contacto sellado" in as_role(Role.COORDINATOR).get(page_of(make_dossier())).content.decode()


def test_contributor_cannot_write_private_rows_by_a_forged_form(as_role):
    person = make_dossier()
    contributor = as_role(Role.CONTRIBUTOR)
    forged = posted(contributor.get(page_of(person))) | {
        "private-TOTAL_FORMS": "1", "private-INITIAL_FORMS": "1", "private-0-id": PrivateDetails.objects.get().pk,
        "private-0-person": person.pk, "private-0-notes": "cambiada", "private-0-medical": "no",
    }  # fmt: skip
    contributor.post(page_of(person), forged)
    assert PrivateDetails.objects.get().notes == "nota reservada del editor"


def test_saving_a_published_person_reopens_the_dossier(as_role, editor):
    person = make_person()
    lead(person, WorkflowState.PUBLISHED)
    client = as_role(Role.EDITOR)
    form = posted(client.get(page_of(person))) | {"occupation": "panadero"}
    assert client.post(page_of(person), form).status_code == 302
    person.refresh_from_db()
    assert person.workflow_state == WorkflowState.DRAFT
    assert person.last_edited_by == editor(Role.EDITOR)
    assert person.occupation == "panadero"


def test_saving_without_a_change_leaves_the_state(as_role):
    person = make_person()
    lead(person, WorkflowState.PUBLISHED)
    client = as_role(Role.EDITOR)
    assert client.post(page_of(person), posted(client.get(page_of(person)))).status_code == 302
    person.refresh_from_db()
    assert person.workflow_state == WorkflowState.PUBLISHED


@pytest.mark.parametrize("model", [Detention, Stage, Charge])
def test_saving_a_part_reopens_the_dossier_and_returns_to_it(as_role, editor, model):
    person = make_dossier()
    lead(person, WorkflowState.PUBLISHED)
    client = as_role(Role.EDITOR)
    url = reverse(f"admin:prisoners_{model._meta.model_name}_change", args=[model.objects.get().pk])
    field = {"detention": "place", "stage": "from_on", "charge": "law"}[model._meta.model_name]
    value = {"place": "un parque", "from_on": "2021-08", "law": "ley-62-1987"}[field]
    answer = client.post(url, posted(client.get(url)) | {field: value})
    assert answer.status_code == 302, answer.context["errors"]
    assert answer["Location"].startswith(page_of(person))
    person.refresh_from_db()
    assert person.workflow_state == WorkflowState.DRAFT
    assert person.last_edited_by == editor(Role.EDITOR)


def test_adding_a_detention_from_the_dossier_returns_to_it(as_role):
    person = make_person()
    client = as_role(Role.EDITOR)
    url = f"{reverse('admin:prisoners_detention_add')}?person={person.pk}"
    answer = client.post(url, posted(client.get(url)) | {"detained_on": "2021-07"})
    assert answer["Location"].startswith(page_of(person))
    assert str(person.detentions.get().detained_on) == "2021-07"


def test_overlapping_detention_is_refused_in_words(as_role):
    person = make_person()
    make_detention(person)
    client = as_role(Role.EDITOR)
    url = f"{reverse('admin:prisoners_detention_add')}?person={person.pk}"
    answer = client.post(url, posted(client.get(url)) | {"detained_on": "2021-08-01"}, follow=True)
    assert answer.status_code == 200
    assert person.detentions.count() == 1


def test_release_before_the_arrest_is_refused_in_words(as_role):
    detention = make_detention(make_person())
    client = as_role(Role.EDITOR)
    url = f"{reverse('admin:releases_release_add')}?detention={detention.pk}"
    form = posted(client.get(url)) | {
        "release_type": "conditional_release", "left_on": "2020-01-01", "reported_on": "2021-12-01",
    }  # fmt: skip
    answer = client.post(url, form, follow=True)
    assert "La excarcelación es anterior a la detención." in answer.content.decode()
    assert not detention.releases.exists()


def test_what_a_colleague_saved_is_not_overwritten(as_role, editor):
    person = make_person()
    client = as_role(Role.EDITOR)
    form = posted(client.get(page_of(person))) | {"occupation": "panadero"}
    person.occupation = "maestro"
    person.save()
    answer = client.post(page_of(person), form)
    assert answer.status_code == 200
    person.refresh_from_db()
    assert person.occupation == "maestro"


def test_who_submits_hears_that_a_colleague_must_approve(as_role):
    make_person(2)
    told = messages_of(step(as_role(Role.EDITOR), make_person(), "submit"))
    assert "colega" in told and "Esperan revisión: 1" in told


def test_who_saves_hears_that_it_is_a_draft_and_reads_no_wrong_gender(as_role):
    person = make_dossier()
    client = as_role(Role.EDITOR)
    page = reverse("admin:releases_release_change", args=[person.detentions.get().releases.get().pk])
    data = posted(client.get(page)) | {"court": "provincial"}
    told = messages_of(client.post(page, data, follow=True))
    assert "borrador" in told and "Se guardó el cambio: excarcelación" in told
    assert "El excarcelación" not in told


def test_who_publishes_nothing_hears_what_is_missing(administrator):
    person = make_person()
    step(administrator, person, "submit")
    told = messages_of(administrator.post(reverse("admin:publication_edition_publish"), {"note": ""}, follow=True))
    assert "No se ha publicado nada" in told and told.rstrip(".").endswith("1")


def test_what_lists_say_is_told_in_words(administrator):
    person = make_person()
    make_row(person, "a-1", province="CU-03", status="in_custody", offences=["sedition"], detained_on="2021-07-11",
             affiliation="no")  # fmt: skip
    response = administrator.get(page_of(person))
    said = {row.saying.name: row.cells[0][0].text for row in response.context["said"].rows}
    assert said["status"] == "en prisión" and said["affiliation"] == "no"
    assert said["detained_on"] == "11 de julio de 2021"
    assert not {"CU-03", "sedition"} & set(said.values())


@pytest.mark.parametrize("verb", ["approve", "return", "publish"])
def test_nothing_is_approved_from_the_dossiers_page(as_role, verb):
    """The review page alone signs: it shows the difference (tests/publication/test_review_screen.py)."""
    person = make_person()
    step(as_role(Role.EDITOR), person, "submit")
    assert step(as_role(Role.REVIEWER), person, verb).status_code == 404
    person.refresh_from_db()
    assert person.workflow_state == WorkflowState.IN_REVIEW


def test_problems_are_shown(as_role, monkeypatch):
    monkeypatch.setattr(Person, "problems", lambda self: ["Falta la fuente de la detención."])
    person = make_person()
    assert "Falta la fuente de la detención." in as_role(Role.EDITOR).get(page_of(person)).content.decode()


def test_submitting_a_version_that_was_not_seen_is_refused(as_role):
    person = make_person()
    step(as_role(Role.EDITOR), person, "submit", seen_version="2020-01-01T00:00:00+00:00")
    person.refresh_from_db()
    assert person.workflow_state == WorkflowState.DRAFT


def test_step_needs_a_post(administrator):
    person = make_person()
    assert administrator.get(reverse("admin:prisoners_person_step", args=[person.pk, "submit"])).status_code == 405


def test_several_are_submitted_at_once(as_role):
    persons = [make_person(number) for number in range(3)]
    data = {"action": "submit_selected", "_selected_action": [person.pk for person in persons]}
    as_role(Role.EDITOR).post(reverse("admin:prisoners_person_changelist"), data)
    assert Person.objects.filter(workflow_state=WorkflowState.IN_REVIEW).count() == 3


def test_history_says_who_changed_what(as_role, editor):
    person = make_person()
    client = as_role(Role.EDITOR)
    client.post(page_of(person), posted(client.get(page_of(person))) | {"occupation": "panadero"})
    history = client.get(reverse("admin:prisoners_person_history", args=[person.pk]))
    told = [
        change for change in history.context["changes"] if any("panadero" in map(str, field) for field in change.fields)
    ]
    assert [change.who for change in told] == ["cuenta-editor"]
