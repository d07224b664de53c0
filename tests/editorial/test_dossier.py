"""The path of a dossier: each verb in the states where it works, and refused in all others."""

import pytest
from django.db import IntegrityError, transaction

from editorial.models import Alarm, Editor, Refused, WorkflowState
from editorial.moves import allowed
from sources.models import OrganisationKind, SourceList, SourceOrganisation

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
        if state == WorkflowState.RETURNED:
            one.return_to_author(by=colleague)
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
        ("submit", [WorkflowState.DRAFT, WorkflowState.RETURNED], WorkflowState.IN_REVIEW),
        ("approve", [WorkflowState.IN_REVIEW], WorkflowState.APPROVED),
        ("return_to_author", [WorkflowState.IN_REVIEW], WorkflowState.RETURNED),
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


def test_only_whoever_submitted_takes_it_back(dossier, author, colleague):
    one = dossier(WorkflowState.IN_REVIEW)
    with pytest.raises(Refused):
        one.take_back(by=colleague)
    one.take_back(by=author)
    one.refresh_from_db()
    assert one.workflow_state == WorkflowState.DRAFT


def test_database_refuses_that_one_person_does_both(dossier, author):
    one = dossier(WorkflowState.IN_REVIEW)
    rows = SourceOrganisation.objects.filter(pk=one.pk)
    assert rows.update(approved_by=author) == 0  # the guard
    rows.update(workflow_state=WorkflowState.DRAFT)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(submitted_by=author, approved_by=author)


def test_database_refuses_every_move_that_the_path_does_not_have(dossier):
    for start in STATES:
        for end in STATES:
            if start == end or (start, end) in allowed():
                continue
            one = dossier(start, f"de-{start}-a-{end}".replace("_", "-"))
            assert not SourceOrganisation.objects.filter(pk=one.pk).update(workflow_state=end)
            one.refresh_from_db()
            assert one.workflow_state == start
            assert Alarm.objects.get(dossier_id=one.pk).reason == Alarm.Reason.MOVE


def test_database_refuses_a_dossier_that_begins_elsewhere_than_as_a_draft(author, colleague):
    path = {"submitted_by": author, "approved_by": colleague, "workflow_state": WorkflowState.APPROVED}
    made = SourceOrganisation(code="x", name="X", kind=OrganisationKind.NGO, **path)
    SourceOrganisation.objects.bulk_create([made], ignore_conflicts=True)
    assert not SourceOrganisation.objects.filter(code="x").exists()
    assert Alarm.objects.get().reason == Alarm.Reason.NOT_A_DRAFT


@pytest.mark.parametrize("state", [state for state in STATES if state != WorkflowState.DRAFT])
def test_any_change_of_content_leads_back_to_draft(dossier, state):
    one = dossier(state)
    SourceOrganisation.objects.filter(pk=one.pk).update(name="Otro nombre")
    one.refresh_from_db()
    assert (one.workflow_state, one.submitted_by, one.approved_by) == (WorkflowState.DRAFT, None, None)


def test_change_of_what_belongs_to_a_dossier_leads_it_back_to_draft(dossier):
    one = dossier(WorkflowState.PUBLISHED)
    SourceList.objects.create(code="lista", organisation=one, name_es="Lista", name_en="List", kind="prisoners")
    one.refresh_from_db()
    assert one.workflow_state == WorkflowState.DRAFT


def test_writing_the_same_again_changes_nothing(dossier):
    one = dossier(WorkflowState.PUBLISHED)
    SourceOrganisation.objects.filter(pk=one.pk).update(name=one.name)
    one.refresh_from_db()
    assert one.workflow_state == WorkflowState.PUBLISHED
