"""The difference between the public record and what would replace it."""

from __future__ import annotations

from datetime import date

import pghistory
import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from editorial.models import WorkflowState
from prisoners.models import Person, Sentence, Visibility
from publication.publishing import publish
from publication.review import acts, difference, effects, proposal
from publication.review.wording import Words
from releases.models import OfficialAnnouncement
from sources.models import PublishedFigure, SourceOrganisation
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db


def lines(dossier) -> list[tuple[str, str, str]]:
    dossier.refresh_from_db()
    shown = proposal.of(dossier)
    return [
        (line.label, line.before, line.after)
        for section in difference.sections(shown, Words())
        for line in section.lines
    ]


@pytest.fixture
def held() -> Person:
    person = wc.person(last_confirmed_on=date.today())  # noqa: DTZ011 - certainly not stale
    detention = person.detentions.get()
    wc.charge(detention)
    wc.sentence(detention)
    publish()
    return person


def test_an_untouched_dossier_has_no_difference(held):
    assert lines(held) == []
    assert effects.of(proposal.of(held), Words()) == []


def test_what_is_new_is_all_new():
    person = wc.person(workflow_state=WorkflowState.IN_REVIEW)
    shown = proposal.of(person)
    assert not shown.before and shown.after
    told = lines(person)
    words = Words()
    assert (words.label("name"), "", person.name_display) in told
    assert all(not before for label, before, _ in told if label != words.label("shown_as"))


def test_a_field_of_a_sentence_is_one_line(held):
    Sentence.objects.update(length_months=60)
    told = [(before, after) for label, before, after in lines(held) if "·" in label]
    assert told == [(Words().of("months", 84), Words().of("months", 60))]


def test_another_day_of_the_arrest_is_one_line_and_not_another_detention(held):
    held.detentions.update(detained_on=wc.day("2021-07-13"))
    words = Words()
    told = [(before, after) for label, before, after in lines(held) if label == words.label("detained_on")]
    assert told == [(words.of("detained_on", "2021-07-11"), words.of("detained_on", "2021-07-13"))]
    assert len(lines(held)) < 5, "and what follows from it"


def test_a_release_shows_what_follows_and_what_the_figures_lose(held):
    wc.release(held.detentions.get(), "2025-01-15")
    held.refresh_from_db()
    shown = proposal.of(held)
    changed = {effect.figure: effect.change for effect in effects.of(shown, Words())}
    words = Words()
    in_prison = {"In prison", "En prisión"} & set(changed)
    assert changed[in_prison.pop()] == -1
    assert [
        after
        for _, before, after in lines(held)
        if not before and words.term("release_type", "conditional_release") in after
    ]


def test_a_withheld_person_loses_every_name(held):
    Person.objects.update(visibility=Visibility.WITHHELD)
    told = lines(held)
    assert held.name_display in [before for _, before, after in told if not after]
    assert not any(held.name_display in after for _, _, after in told)


def test_a_withdrawn_person_disappears(held):
    Person.objects.update(visibility=Visibility.WITHDRAWN)
    held.refresh_from_db()
    shown = proposal.of(held)
    assert shown.before and not shown.after
    assert {effect.change for effect in effects.of(shown, Words())} <= {-1, 0}


def test_the_digest_differs_after_any_change_and_each_round(held):
    first = proposal.of(held).digest
    assert proposal.of(Person.objects.get()).digest == first
    Person.objects.update(biography_es="otra")
    assert proposal.of(Person.objects.get()).digest != first


def test_projecting_writes_nothing(held):
    Person.objects.update(age_at_detention_stated=16)
    held.refresh_from_db()
    with CaptureQueriesContext(connection) as told:
        proposal.of(held)
    assert not [query["sql"] for query in told if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_each_change_names_its_author_and_reason(held):
    with pghistory.context(user=wc.editor("carla").pk, comment="según la sentencia"):
        Sentence.objects.update(length_months=60)
        Person.objects.update(occupation_group="artist")
    held.refresh_from_db()
    sections = difference.sections(proposal.of(held), Words())
    sentence = held.detentions.get().sentences.get()
    acts.attribute(sections, held, [(Person, Q(pgh_obj_id=held.pk)), (Sentence, Q(pgh_obj_id=sentence.pk))])
    told = {(act.who, act.comment) for section in sections for line in section.lines if line.rows for act in line.acts}
    assert told == {("carla", "según la sentencia")}


def test_an_organisation_and_its_lists():
    organisation = wc.organisation("pd-demo")
    wc.source_list()
    publish()
    SourceOrganisation.objects.update(name="Otro nombre", accepted_for_inclusion=False)
    assert ("Registro pd-demo", "Otro nombre") in [(before, after) for _, before, after in lines(organisation)]
    assert len(lines(organisation)) == 2


def test_an_announcement_and_a_figure_that_are_not_approved_yet():
    announcement = OfficialAnnouncement.objects.create(
        code="anuncio", authority="minrex", announced_on="2025-01", title_es="Anuncio", title_en="Announcement"
    )
    assert "Anuncio" in [after for _, _, after in lines(announcement)]
    figure = PublishedFigure.objects.create(
        code="cifra", publisher=wc.organisation(), as_of=date(2025, 1, 1), metric="presos", value=10,
        url="https://example.org/",
    )  # fmt: skip
    assert "presos" in [after for _, _, after in lines(figure)]


def test_a_snapshot_tells_who_comes_and_who_leaves_and_what_it_does_to_the_figures():
    stays, leaves, comes = (wc.person(f"{name} Pérez Sabanalar") for name in ("Yoandri", "Lisandra", "Odalys"))
    withheld = wc.person("Yaneisy Pérez Jutiar", visibility=Visibility.WITHHELD)
    wc.snapshot(wc.source_list(), "2024-10-31", [stays, leaves])
    publish()
    draft = wc.person("Dayron Pérez Yarayó", workflow_state=WorkflowState.DRAFT)
    shot = wc.snapshot(
        wc.source_list(),
        "2024-11-30",
        [stays, comes, withheld, draft],
        workflow_state=WorkflowState.IN_REVIEW,
        url="https://example.org/n",
    )
    shown = proposal.of(shot)
    told = {line.label: (line.before, line.after) for one in difference.sections(shown, Words()) for line in one.lines}
    words = Words()
    assert told[words.label("url")] == ("", "https://example.org/n")
    assert ("", "2: Odalys Pérez Sabanalar · y 1 más") in told.values()
    assert ("1: Lisandra Pérez Sabanalar", "") in told.values()
    assert ("", "1") in told.values(), "one dossier is not public yet"
    assert [(one.before, one.after, one.signed) for one in effects.of(shown, words)] == [("2", "3", "+1")] * 2
    wc.lead(shot)
    publish()
    assert lines(shot)[0][1:] == ("", "1"), "of what it said, all is public"
    assert effects.of(proposal.of(shot), words) == []


def test_a_snapshot_under_embargo_changes_nothing_yet():
    held = wc.person()
    publish()
    shot = wc.snapshot(
        wc.source_list(), "2024-11-30", [held], workflow_state=WorkflowState.IN_REVIEW, embargo_until=date(2099, 1, 1)
    )
    assert lines(shot) == []
    assert effects.of(proposal.of(shot), Words()) == []


def test_the_reviewer_is_told_which_list_still_says_prison(held):
    wc.release(held.detentions.get(), "2025-01-15")
    wc.snapshot(wc.source_list(), "2025-01-31", {held: {"status": "in_custody"}})
    words = Words()
    (told,) = [after for label, _before, after in lines(held) if label == words.label("state_denied")]
    assert told.startswith(f"pd-demo: {words.term('custody_state', 'in_custody')} (")
    assert words.day("2025-01-31") in told
