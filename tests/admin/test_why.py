"""Why a record was changed, and from which source: asked in every form, told in the review and in the history."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from editorial import reviewing
from editorial.acting import acting_as
from editorial.admin.base import LONGEST_WHY, RecordAdmin
from editorial.admin.history import is_tracked
from editorial.models import Role
from editorial.past import events_of
from prisoners.models import Charge, Citation, Person
from publication.publishing import publish
from releases.models import Citation as ReleaseCitation
from releases.models import OfficialAnnouncement
from sources.models import Document
from tests.admin.conftest import make_dossier
from tests.admin.forms import posted
from tests.publication import working_copy as wc

pytestmark = pytest.mark.usefixtures("vocabulary")

WHY = "La familia lo confirmó por teléfono."


def address(row, page: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def save(client, row, **fields):
    return client.post(address(row), posted(client.get(address(row))) | fields)


def why_of(row) -> list[str | None]:
    events = events_of(type(row)).filter(pgh_obj_id=row.pk)
    return [event.pgh_context.metadata.get("comment") if event.pgh_context else None for event in events]


def test_every_form_of_a_record_with_a_history_asks_why():
    asking = [model for model, screen in admin.site._registry.items() if isinstance(screen, RecordAdmin)]
    assert {Person, Charge, OfficialAnnouncement} <= {model for model in asking if is_tracked(model)}


def test_the_reason_is_kept_with_the_change(as_role):
    person, client = make_dossier(), as_role(Role.EDITOR)
    assert save(client, person, occupation="maestra", change_comment=f"  {WHY} ").status_code == 302
    assert why_of(person)[-1] == WHY
    assert WHY in client.get(address(person, "history")).content.decode()


def test_a_part_of_a_dossier_asks_too_and_so_does_a_new_one(as_role):
    person, client = make_dossier(), as_role(Role.EDITOR)
    charge = Charge.objects.get()
    save(client, charge, case_number="7/2021", change_comment=WHY)
    assert why_of(charge)[-1] == WHY
    url = f"{reverse('admin:prisoners_charge_add')}?detention={charge.detention_id}"
    client.post(url, posted(client.get(url)) | {"offence": "sedition", "stage": "conviction", "change_comment": WHY})
    added = Charge.objects.exclude(pk=charge.pk).get()
    assert why_of(added)[0] == WHY
    assert client.get(address(person, "history")).content.decode().count(WHY) >= 2


def test_without_a_reason_none_is_kept_and_a_long_one_is_cut(as_role):
    person, client = make_dossier(), as_role(Role.EDITOR)
    save(client, person, occupation="maestra", change_comment="  ")
    assert why_of(person)[-1] is None
    save(client, person, occupation="panadera", change_comment="x" * 900)
    assert why_of(person)[-1] == "x" * LONGEST_WHY


def test_a_form_with_a_mistake_keeps_what_was_written(as_role):
    person, client = make_dossier(), as_role(Role.EDITOR)
    answer = save(client, person, name_display="", change_comment=WHY)
    assert answer.status_code == 200 and posted(answer)["change_comment"] == WHY


def test_who_only_reads_is_not_asked(as_role):
    client = as_role(Role.CONTRIBUTOR)
    announcement = an_announcement()
    assert "change_comment" not in client.get(address(announcement)).content.decode()


def an_announcement() -> OfficialAnnouncement:
    made = OfficialAnnouncement.objects.create(
        code="anuncio", authority="minrex", announced_on="2025-01", title_es="Anuncio", title_en="Announcement"
    )
    wc.lead(made)
    return made


def review_of(client, dossier):
    dossier.refresh_from_db()
    return client.get(reverse("admin:editorial_review_of", args=[dossier._meta.label_lower, dossier.pk]))


@pytest.mark.django_db(transaction=True)
def test_the_review_of_an_announcement_shows_who_why_and_the_source(as_role, editor):
    announcement = an_announcement()
    publish()
    author = as_role(Role.EDITOR)
    note = Document.objects.create(kind="media", title="Nota inventada de Granma", url="https://example.org/nota")
    added = {"citations-TOTAL_FORMS": "1", "citations-0-document": note.pk, "citations-0-reliability": "official",
             "citations-0-credibility": "5", "citations-0-field": "announced_number"}  # fmt: skip
    save(author, announcement, announced_number="553", change_comment=WHY, **added)
    announcement.refresh_from_db()
    reviewing.submit(announcement, by=editor(Role.EDITOR))
    answer = review_of(as_role(Role.REVIEWER), announcement)
    lines = {line.after: line for section in answer.context["sections"] for line in section.lines}
    assert lines["553"].cited == [note.title]
    assert [(act.who, act.comment) for act in lines["553"].acts] == [("cuenta-editor", WHY)]
    assert [(act.who, act.comment) for act in lines[note.title].acts] == [("cuenta-editor", WHY)]
    assert f"Fuente: {note.title}" in answer.content.decode()


@pytest.mark.django_db(transaction=True)  # each save at its own time
def test_an_announcement_whose_sources_alone_change_is_no_empty_review(as_role):
    announcement = an_announcement()
    note = Document.objects.create(kind="media", title="Nota inventada de Granma")
    cited = ReleaseCitation.objects.create(announcement=announcement, document=note)
    wc.lead(announcement)
    publish()
    client = as_role(Role.REVIEWER)
    assert not review_of(client, announcement).context["sections"]
    cited.delete()
    (section,) = review_of(client, announcement).context["sections"]
    assert [(line.change, bool(line.acts)) for line in section.lines] == [("removed", True)]


@pytest.mark.django_db(transaction=True)
def test_the_history_tells_the_source_that_stood_when_it_was_changed(as_role):
    make_dossier()
    client, charge = as_role(Role.EDITOR), Charge.objects.get()
    first, second = (Document.objects.create(kind="media", title=f"Nota inventada {number}") for number in (1, 2))
    of_number = {"person": charge.detention.person, "charge": charge, "field": "case_number"}
    cited = Citation.objects.create(document=first, **of_number)
    save(client, charge, case_number="7/2021")
    Citation.objects.filter(pk=cited.pk).update(document=second)
    save(client, charge, law="ley-62-1987")
    save(client, charge, case_number="8/2021")
    told = client.get(address(charge, "history")).context["changes"]
    by_columns = {tuple(change.columns): change.sources for change in told if change.what_happened == "update"}
    whole = "registro-a · a-1"  # supports the whole line
    assert by_columns["law",] == [whole]
    numbers = [change.sources for change in told if change.columns == ["case_number"]]
    assert numbers == [[whole, second.title], [whole, first.title]]  # the newest first
    page = client.get(address(charge.detention.person, "history")).content.decode()
    assert first.title in page and second.title in page


@pytest.mark.django_db(transaction=True)
def test_what_was_saved_together_belongs_together_and_a_step_of_the_path_has_no_source(as_role, editor):
    person, author = make_dossier(), editor(Role.EDITOR)
    note = Document.objects.create(kind="testimony", title="Una llamada inventada")
    wc.lead(person, "published")
    with acting_as(author, comment=WHY):  # each statement at its own time
        Person.objects.filter(pk=person.pk).update(occupation_group="artist")
        Citation.objects.create(person=person, document=note, field="occupation_group")
        person.refresh_from_db()
        reviewing.submit(person, by=author)
    client = as_role(Role.REVIEWER)
    told = client.get(address(person, "history")).context["changes"]
    assert [change.sources for change in told if change.columns == ["occupation_group"]] == [[note.title]]
    assert not any(change.sources for change in told if "submitted_by_id" in change.columns)
    shown = review_of(client, person).context["sections"]
    (line,) = [one for section in shown for one in section.lines if one.name == "occupation_group"]
    assert (line.cited, [act.comment for act in line.acts]) == ([note.title], [WHY])
