"""A page text passes every stage of a dossier: draft, review with its difference, edition, verification."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Q

from editorial.acting import acting_as
from editorial.models import PageText, WorkflowState
from publication.models import PageTextVersion
from publication.publishing import publish
from publication.review import difference, proposal
from publication.review.acts import attribute
from publication.review.wording import Words
from publication.verifying import verify
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

T2 = date(2025, 1, 14)


def page_text(state: str = WorkflowState.APPROVED, **columns) -> PageText:
    words = {
        "title_es": "Quiénes somos",
        "title_en": "Who we are",
        "body_es": "Uno.\n\nDos.",
        "body_en": "One.\n\nTwo.",
    }
    made = PageText.objects.create(code="about", **{**words, **columns})
    wc.lead(made, state)
    return made


def test_what_is_approved_becomes_public_word_for_word():
    made = page_text()
    publish(as_of=T2)
    row = PageTextVersion.objects.current().get()
    assert (row.code, row.title_en, row.body_es, row.edition_from) == ("about", "Who we are", "Uno.\n\nDos.", 1)
    made.refresh_from_db()
    assert made.workflow_state == WorkflowState.PUBLISHED
    assert verify() == []


def test_a_change_waits_for_another_and_closes_the_former_words():
    made = page_text()
    publish(as_of=T2)
    PageText.objects.update(body_es="Uno.\n\nTres.")
    made.refresh_from_db()
    assert made.workflow_state == WorkflowState.DRAFT
    assert publish(as_of=T2) is None
    wc.lead(made)
    publish(as_of=T2)
    told = PageTextVersion.objects.order_by("pk").values_list("body_es", "edition_from", "edition_to")
    assert list(told) == [("Uno.\n\nDos.", 1, 2), ("Uno.\n\nTres.", 2, None)]
    assert verify() == []


def test_an_embargo_takes_the_page_off_and_nothing_else_is_public():
    made = page_text(embargo_reason="zqxmark")
    publish(as_of=T2)
    wc.change(PageText.objects.all(), embargo_until=date(2030, 1, 1))
    publish(as_of=T2)
    assert not PageTextVersion.objects.current().exists()
    assert "zqxmark" not in repr(list(PageTextVersion.objects.values()))
    assert made.code == "about"


def test_the_review_shows_the_paragraphs_that_differ_beside_each_other():
    made = page_text()
    publish(as_of=T2)
    PageText.objects.update(body_es="Uno.\n\nTres.\n\nCuatro.", title_en="About us")
    made.refresh_from_db()
    found = {(line.label, line.before, line.after) for section in difference.sections(proposal.of(made), Words())
             for line in section.lines}  # fmt: skip
    assert found == {
        (Words().label("title_en"), "Who we are", "About us"),
        ("párrafo 2", "Dos.", "Tres."),
        ("párrafo 3", "", "Cuatro."),
    }


def test_the_review_says_who_changed_what_was_published():
    """The history keeps a change of published words as of a row that is published still: the path moves after it."""
    made = page_text()
    publish(as_of=T2)
    with acting_as(wc.editor("carla")):
        PageText.objects.update(body_es="Uno.\n\nTres.")
    made.refresh_from_db()
    shown = difference.sections(proposal.of(made), Words())
    attribute(shown, made, [(PageText, Q(pgh_obj_id=made.pk))])
    (line,) = [line for section in shown for line in section.lines]
    assert [act.who for act in line.acts] == ["carla"]
