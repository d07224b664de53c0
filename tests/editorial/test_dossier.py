"""The path of a dossier: each verb in the states where it works, and refused in all others."""

import pytest
from django.db import IntegrityError, transaction

from editorial.models import Editor, Refused, WorkflowState
from sources.models import OrganisationKind, SourceOrganisation

pytestmark = pytest.mark.django_db
STATES = list(WorkflowState)


@pytest.fixture
def author():
    return Editor.objects.create(username="author")


@pytest.fixture
def colleague():
    return Editor.objects.create(username="colleague")


@pytest.fixture
def dossier(author, colleague):
    """A maker of dossiers in any state: an organisation is the simplest one there is."""

    def make(state: str, code: str = "registro") -> SourceOrganisation:
        one = SourceOrganisation.objects.create(code=code, name="Registro", kind=OrganisationKind.NGO)
        one.reopen(by=author)
        if state != WorkflowState.DRAFT:
            one.submit(by=author)
        if state in (WorkflowState.APPROVED, WorkflowState.PUBLISHED):
            one.approve(by=colleague)
        if state == WorkflowState.PUBLISHED:
            SourceOrganisation.objects.filter(pk=one.pk).update(workflow_state=state)
            one.refresh_from_db()
        return one

    return make


@pytest.mark.parametrize(
    ("verb", "works_in", "leads_to"),
    [
        ("submit", [WorkflowState.DRAFT], WorkflowState.IN_REVIEW),
        ("approve", [WorkflowState.IN_REVIEW], WorkflowState.APPROVED),
        ("return_to_author", [WorkflowState.IN_REVIEW], WorkflowState.DRAFT),
        ("reopen", STATES, WorkflowState.DRAFT),
    ],
)
def test_verb_works_where_it_may_and_is_refused_elsewhere(dossier, colleague, verb, works_in, leads_to):
    for number, state in enumerate(STATES):
        one = dossier(state, f"registro-{number}")
        if state in works_in:
            getattr(one, verb)(by=colleague)
            one.refresh_from_db()
            assert one.workflow_state == leads_to
        else:
            with pytest.raises(Refused):
                getattr(one, verb)(by=colleague)
            one.refresh_from_db()
            assert one.workflow_state == state


def test_author_cannot_approve(dossier, author):
    one = dossier(WorkflowState.IN_REVIEW)
    with pytest.raises(Refused):
        one.approve(by=author)


def test_who_edited_cannot_approve_what_another_submitted(dossier, author, colleague):
    one = dossier(WorkflowState.DRAFT)
    one.submit(by=colleague)
    with pytest.raises(Refused):
        one.approve(by=author)


def test_nothing_is_approved_with_a_problem_left(dossier, colleague, monkeypatch):
    one = dossier(WorkflowState.IN_REVIEW)
    monkeypatch.setattr(type(one), "problems", lambda self: ["A fact has no source."])
    with pytest.raises(Refused, match="no source"):
        one.approve(by=colleague)


def test_many_at_once_follow_the_same_rules(dossier, author, colleague):
    draft, review = dossier(WorkflowState.DRAFT, "uno"), dossier(WorkflowState.IN_REVIEW, "dos")
    objects = SourceOrganisation.objects.filter(pk__in=[draft.pk, review.pk])
    assert objects.approve_all(by=author) == 0
    assert objects.approve_all(by=colleague) == 1
    assert objects.submit_all(by=author) == 1
    states = dict(objects.values_list("code", "workflow_state"))
    assert states == {"uno": WorkflowState.IN_REVIEW, "dos": WorkflowState.APPROVED}


def test_database_refuses_that_one_person_does_both(dossier, author):
    one = dossier(WorkflowState.IN_REVIEW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceOrganisation.objects.filter(pk=one.pk).update(approved_by=author)


def test_database_refuses_publication_without_approval(dossier):
    one = dossier(WorkflowState.DRAFT)
    for state in (WorkflowState.APPROVED, WorkflowState.PUBLISHED):
        with pytest.raises(IntegrityError), transaction.atomic():
            SourceOrganisation.objects.filter(pk=one.pk).update(workflow_state=state)
