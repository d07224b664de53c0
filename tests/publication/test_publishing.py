"""Publishing: what becomes public, when, and what stays as it was."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.acting import acting_as
from editorial.models import Refused, WorkflowState
from prisoners.models import Person, Visibility
from publication.models import (
    PERSON_TABLES,
    VERSIONED_TABLES,
    CustodySpan,
    Edition,
    ListingSpan,
    OrganisationVersion,
    PrisonerVersion,
)
from publication.publishing import publish, unapproved_embargoes
from publication.verifying import verify
from sources.models import SourceOrganisation
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

T2 = date(2025, 1, 14)


def public_names(edition: Edition | None = None) -> list[str]:
    rows = PrisonerVersion.objects.in_edition(edition.number) if edition else PrisonerVersion.objects.current()
    return sorted(rows.values_list("name_display", flat=True))


def contents(number: int) -> dict[str, list[str]]:
    return {
        model.__name__: sorted(model.objects.in_edition(number).values_list("digest", flat=True))
        for model in VERSIONED_TABLES
    }


def test_nothing_approved_makes_no_edition():
    wc.person(workflow_state=WorkflowState.IN_REVIEW)
    assert publish(as_of=T2) is None
    assert not Edition.objects.exists()


def test_an_approved_dossier_becomes_public_and_published():
    wc.person("Yoandri Pérez Sabanalar")
    edition = publish(as_of=T2, note="Primera")
    assert (edition.number, edition.note, edition.as_of) == (1, "Primera", T2)
    assert public_names() == ["Yoandri Pérez Sabanalar"]
    assert Person.objects.get().workflow_state == WorkflowState.PUBLISHED
    assert edition.counts["publication_prisonerversion"] == {"opened": 1, "closed": 0}
    assert verify() == []


def test_publishing_twice_changes_nothing():
    wc.person()
    publish(as_of=T2)
    before = contents(1)
    assert publish(as_of=T2) is None
    wc.lead(Person.objects.get())
    assert publish(as_of=T2) is None
    assert contents(1) == before
    assert Edition.objects.count() == 1


def test_only_what_changed_is_opened_and_closed():
    changed, _same = wc.person("Yoandri Pérez Sabanalar"), wc.person("Lisandra Duarte Tomeguín")
    publish(as_of=T2)
    wc.change(Person.objects.filter(pk=changed.pk), gender="woman")
    edition = publish(as_of=T2)
    assert edition.counts == {"publication_prisonerversion": {"opened": 1, "closed": 1}}
    assert verify() == []


def test_a_dossier_under_review_keeps_its_former_form():
    held = wc.person("Yoandri Pérez Sabanalar")
    publish(as_of=T2)
    Person.objects.filter(pk=held.pk).update(name_display="Otro Nombre Distinto")
    wc.person("Lisandra Duarte Tomeguín")
    publish(as_of=T2)
    assert public_names() == ["Lisandra Duarte Tomeguín", "Yoandri Pérez Sabanalar"]


def test_an_edition_is_the_same_after_the_next_one():
    held = wc.person("Yoandri Pérez Sabanalar")
    publish(as_of=T2)
    before = contents(1)
    wc.change(Person.objects.filter(pk=held.pk), name_display="Yoandry Pérez Sabanalar")
    publish(as_of=T2)
    assert contents(1) == before
    assert public_names(Edition.objects.get(number=1)) == ["Yoandri Pérez Sabanalar"]
    assert public_names() == ["Yoandry Pérez Sabanalar"]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"visibility": Visibility.WITHDRAWN}, "approved"),
        ({"embargo_until": date(2025, 1, 14)}, "approved"),
        ({"embargo_until": date(2030, 1, 1)}, "draft"),
    ],
)
def test_withdrawn_and_embargoed_persons_are_gone_from_every_table(change, state):
    held = wc.person()
    wc.snapshot(wc.source_list(), "2024-10-31", [held])
    publish(as_of=T2)
    assert ListingSpan.objects.current().count() == 2
    wc.change(Person.objects.filter(pk=held.pk), state, **change)
    assert publish(as_of=T2) is not None
    for model in PERSON_TABLES:
        assert not model.objects.current().exists(), model
    assert verify() == []


def test_nobody_takes_a_person_off_the_record_alone_by_an_embargo():
    """It waits for no signature, for it protects somebody; so its author is not who publishes."""
    held = wc.person()
    publish(as_of=T2)
    ana = wc.editor("ana")
    with acting_as(ana):
        Person.objects.filter(pk=held.pk).update(embargo_until=date(2030, 1, 1))
    assert list(unapproved_embargoes(T2)) == [held]
    with pytest.raises(Refused):
        publish(as_of=T2, by=ana)
    assert public_names() == [held.name_display]
    assert publish(as_of=T2, by=wc.editor("bruno")) is not None
    assert public_names() == []
    assert not unapproved_embargoes(T2).exists()


def test_an_embargo_that_a_colleague_approved_is_published_by_anybody():
    held = wc.person()
    publish(as_of=T2)
    ana = wc.editor("ana")
    with acting_as(ana):
        Person.objects.filter(pk=held.pk).update(embargo_until=date(2030, 1, 1))
    wc.lead(held)
    assert publish(as_of=T2, by=ana) is not None


def test_an_embargo_ends_after_its_last_day_and_the_dossier_waits_approved():
    wc.person(embargo_until=date(2025, 1, 14))
    publish(as_of=date(2025, 1, 14))
    assert Person.objects.get().workflow_state == WorkflowState.APPROVED
    assert public_names() == []
    publish(as_of=date(2025, 1, 15))
    assert len(public_names()) == 1


def test_a_merged_person_is_gone_with_the_edition_of_the_survivor():
    kept, gone = wc.person("Yoandri Pérez Sabanalar"), wc.person("Yohandry Pérez Sabanalar")
    wc.snapshot(wc.source_list(), "2024-10-31", [gone])
    publish(as_of=T2)
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    wc.lead(kept)
    publish(as_of=T2)
    assert public_names() == ["Yoandri Pérez Sabanalar"]
    assert {span.prisoner for span in ListingSpan.objects.current()} == {kept.public_id}


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    wc.person()
    monkeypatch.setattr("publication.publishing.chain.of_edition", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(as_of=T2)
    assert not PrisonerVersion.objects.exists()
    assert Person.objects.get().workflow_state == WorkflowState.APPROVED


def test_an_unapproved_list_says_nothing():
    held = wc.person()
    wc.snapshot(wc.source_list(), "2024-10-31", [held], workflow_state="draft")
    publish(as_of=T2)
    assert not ListingSpan.objects.exists()


def test_an_organisation_being_edited_keeps_what_was_agreed():
    held = wc.person()
    wc.snapshot(wc.source_list(), "2024-10-31", [held])
    publish(as_of=T2)
    wc.change(SourceOrganisation.objects.all(), "draft", accepted_for_inclusion=False)
    wc.person("Lisandra Duarte Tomeguín")
    publish(as_of=T2)
    assert OrganisationVersion.objects.current().get().is_accepted
    assert ListingSpan.objects.current().filter(source_list="consolidated").exists()


def test_the_demonstration_speaks_of_its_own_day_and_is_marked(settings):
    wc.person(is_demo=True)
    edition = publish()
    assert edition.as_of == settings.DEMONSTRATION_DATA_DATE
    assert edition.is_demo
    wc.person("Lisandra Duarte Tomeguín")
    edition = publish(published_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert edition.as_of != settings.DEMONSTRATION_DATA_DATE
    assert edition.is_demo


def test_the_number_of_queries_does_not_grow_with_the_persons():
    used = []
    for count in (10, 100):
        people = [wc.person(f"Persona{count} Número{n} Inventada") for n in range(count)]
        for held in people:
            wc.charge(held.detentions.get())
        wc.snapshot(wc.source_list(), f"2024-{count // 10:02d}-01", people)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            publish(as_of=T2)
        used.append(len(queries))
    assert used[1] - used[0] <= 10, used  # closing rows costs a statement a table, a patrol that is drawn a few


def test_neither_rows_nor_pseudonyms_are_in_the_order_of_the_import():
    people = [wc.person(f"Menor Manjuarí Sabanalar{n}", age_at_detention_stated=16) for n in range(12)]
    publish(as_of=T2)
    drawn = sorted(one.public_id for one in people)
    rows = PrisonerVersion.objects.current()
    assert list(rows.order_by("pk").values_list("public_id", flat=True)) == drawn
    assert list(rows.order_by("name_sort").values_list("public_id", flat=True)) == drawn


def test_spans_say_where_the_person_is():
    held = wc.person()
    wc.release(held.detentions.get(), "2025-01-15")
    publish(as_of=T2)
    on = date(2025, 1, 16)
    assert CustodySpan.objects.current().get(certain__contains=on).state == "serving_outside"
    assert CustodySpan.objects.current().get(certain__contains=date(2025, 1, 14)).state == "in_custody"
