"""Organisations and published figures that ship with the program."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from chronology.fields import PartialDateField
from editorial.models import Editor
from editorial.reference import AUTHOR, REVIEWER
from prisoners import reference as prisoners
from prisoners.models import Event, Facility, Municipality, OffenceInLaw, Province
from releases import reference as releases
from releases.models import OfficialAnnouncement, ReleaseType
from sources import reference
from sources.models import PublishedFigure, SourceOrganisation

pytestmark = pytest.mark.django_db

DOSSIERS = (SourceOrganisation, PublishedFigure, OfficialAnnouncement)


def load() -> list:
    return [*reference.load(), *prisoners.load(), *releases.load()]


def test_second_load_changes_nothing():
    load()
    before = {model: list(model.objects.values().order_by("pk")) for model in (*DOSSIERS, Facility, OffenceInLaw)}
    assert all((kind.new, kind.changed, kind.kept) == (0, 0, 0) for kind in load())
    assert before == {model: list(model.objects.values().order_by("pk")) for model in before}


def test_command_prints_a_line_per_kind_and_nothing_when_quiet():
    out, quiet = StringIO(), StringIO()
    call_command("load_reference", stdout=out)
    assert all(model.objects.publishable().count() == model.objects.count() for model in DOSSIERS)
    call_command("load_reference", stdout=quiet, verbosity=0)
    assert "Municipality: 168 (168 new, 0 changed, 0 kept as edited)" in out.getvalue()
    assert "PublishedFigure: 133 (133 new," in out.getvalue()
    assert quiet.getvalue() == ""


def test_command_that_fails_half_way_leaves_nothing(monkeypatch):
    def broken():
        raise OSError("no such file")

    monkeypatch.setattr(releases, "load", broken)
    with pytest.raises(OSError, match="no such file"):
        call_command("load_reference", verbosity=0)
    assert not Province.objects.exists()
    assert not SourceOrganisation.objects.exists()
    assert not Editor.objects.exists()


@pytest.mark.parametrize("model", DOSSIERS)
def test_every_dossier_is_approved_by_another_account_than_its_author(model):
    load()
    assert model.objects.publishable().count() == model.objects.count() > 0
    assert set(model.objects.values_list("submitted_by__username", "approved_by__username")) == {(AUTHOR, REVIEWER)}


def test_nobody_can_log_in_with_the_system_accounts():
    load()
    accounts = Editor.objects.filter(username__in=(AUTHOR, REVIEWER))
    assert accounts.count() == 2
    for account in accounts:
        assert not account.is_active
        assert not account.is_staff
        assert not account.is_superuser
        assert not account.has_usable_password()
        assert authenticate(username=account.username, password="") is None


def test_row_that_an_editor_changed_is_kept():
    load()
    editor = Editor.objects.create(username="editora")
    organisation = SourceOrganisation.objects.get(code="cubalex")
    organisation.name = "Otro nombre"
    organisation.save()
    organisation.reopen(by=editor)

    organisations, _figures = reference.load()

    organisation.refresh_from_db()
    assert (organisations.kept, organisations.changed) == (1, 0)
    assert (organisation.name, organisation.workflow_state) == ("Otro nombre", "draft")


def test_row_that_only_the_files_changed_follows_them_and_is_approved_again():
    load()
    figures = PublishedFigure.objects.filter(code="f33")
    figures.update(value=1, workflow_state="published")

    _organisations, loaded = reference.load()

    figure = figures.get()
    assert loaded.changed == 1
    assert figure.value == 700
    assert figure.workflow_state == "approved"
    assert PublishedFigure.objects.publishable().count() == 133


@pytest.mark.parametrize("model", [*DOSSIERS, Event, Facility, Municipality, OffenceInLaw, Province, ReleaseType])
def test_every_row_passes_the_forms(model):
    """Partly known dates were read by their own parser already."""
    load()
    dates = {column.name for column in model._meta.fields if isinstance(column, PartialDateField)}
    for row in model.objects.all():
        row.clean_fields(exclude=dates)


def test_every_working_note_on_a_figure_has_notes_for_readers_in_both_languages():
    load()
    for figure in PublishedFigure.objects.all():
        notes = [bool(text) for text in (figure.note, figure.note_es, figure.note_en)]
        assert all(notes) or not any(notes), figure.code


def test_misprints_are_kept_as_printed():
    load()
    assert PublishedFigure.objects.get(code="x01c").value == 284
    assert {figure.value for figure in PublishedFigure.objects.filter(code__in=("f04b", "f04c"))} == {1395, 1396}


def test_organisations_that_count_are_told_from_those_that_are_quoted():
    load()
    accepted = SourceOrganisation.objects.filter(accepted_for_inclusion=True)
    assert set(accepted.values_list("code", flat=True)) == {"prisoners-defenders", "justicia-11j", "cubalex", "ocdh"}
    for organisation in SourceOrganisation.objects.all():
        assert bool(organisation.definition_es) == bool(organisation.definition_en)
    assert not SourceOrganisation.objects.filter(is_demo=True).exists()
    assert SourceOrganisation.objects.get(code="todos").kind == "own"
