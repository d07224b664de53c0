"""What a merge does to the public record: nothing until another outlet approves it, then both at once."""

from __future__ import annotations

import pytest

from editorial.acting import acting_as
from editorial.models import PendingChange, Refused
from prisoners.merging.merge import merge, unmerge
from prisoners.models import Person, PersonMerge, Visibility
from publication.erasing import erase
from publication.models import ErasedRow, ListingSpan, MergedVersion, PrisonerVersion
from publication.publishing import publish
from publication.review import effects, proposal
from publication.review.wording import Words
from publication.verifying import verify
from tests.editorial.accounts import make_editor
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db
REASON = "La familia lo confirma."


@pytest.fixture
def two():
    kept, merged = wc.person("Yoandri Pérez Sabanalar"), wc.person("Yoandry Perez Savanalar")
    publish()
    return kept, merged


def join(kept: Person, merged: Person, by: str = "carla"):
    with acting_as(wc.editor(by)):
        return merge(kept, merged, by=wc.editor(by), reason=REASON)


def shown() -> set[str]:
    return set(PrisonerVersion.objects.current().values_list("name_display", flat=True))


def test_the_record_keeps_both_until_the_merge_is_approved(two):
    kept, merged = two
    join(kept, merged)
    assert publish() is None
    assert shown() == {"Yoandri Pérez Sabanalar", "Yoandry Perez Savanalar"}
    wc.lead(kept)
    edition = publish()
    assert shown() == {"Yoandri Pérez Sabanalar"}
    row = MergedVersion.objects.current().get()
    assert (row.prisoner, row.into, row.edition_from) == (merged.public_id, kept.public_id, edition.number)
    assert verify() == []


def test_approving_the_merged_dossier_alone_changes_nothing(two):
    kept, merged = two
    join(kept, merged)
    wc.lead(merged)
    publish()
    assert shown() == {"Yoandri Pérez Sabanalar", "Yoandry Perez Savanalar"}
    assert not MergedVersion.objects.exists()


def test_a_merge_and_its_undoing_wait_for_another_outlet(two):
    kept, merged = two
    done = join(kept, merged)
    for person in (kept, merged):
        pending = PendingChange.objects.filter(kind="prisoners.person", dossier_id=person.pk, is_sensitive=True)
        assert pending.filter(table="prisoners_personmerge").exists()
    colleague = make_editor("colega", "reviewer", outlet="medio-carla")
    with acting_as(wc.editor("carla")):
        kept.refresh_from_db()
        kept.submit(by=wc.editor("carla"))
    with acting_as(colleague), pytest.raises(Refused):
        kept.approve(by=colleague)
    wc.lead(kept)
    publish()
    assert not PendingChange.objects.filter(kind="prisoners.person", dossier_id=kept.pk).exists()
    with acting_as(wc.editor("carla")):
        unmerge(done, by=wc.editor("carla"))
    for person in (kept, merged):
        assert PendingChange.objects.filter(dossier_id=person.pk, is_sensitive=True).exists()


def test_former_editions_keep_the_person_as_then(two):
    kept, merged = two
    join(kept, merged)
    wc.lead(kept)
    publish()
    former = PrisonerVersion.objects.in_edition(1).get(public_id=merged.public_id)
    assert former.name_display == "Yoandry Perez Savanalar" and not ErasedRow.objects.exists()


def test_whoever_is_hidden_afterwards_is_hidden_under_both_names(two):
    kept, merged = two
    join(kept, merged)
    wc.lead(kept)
    publish()
    wc.change(Person.objects.filter(pk=kept.pk), visibility=Visibility.WITHHELD)
    publish()
    assert not MergedVersion.objects.current().exists()
    assert "navalar" not in str(PrisonerVersion.objects.values_list()) and verify() == []


def test_an_undone_merge_shows_both_again_once_each_is_approved(two):
    kept, merged = two
    done = join(kept, merged)
    wc.lead(kept)
    publish()
    unmerge(done, by=wc.editor("carla"))
    assert publish() is None and MergedVersion.objects.current().exists()
    wc.lead(merged)
    wc.lead(kept)
    publish()
    assert shown() == {"Yoandri Pérez Sabanalar", "Yoandry Perez Savanalar"}
    assert not MergedVersion.objects.current().exists() and verify() == []


def test_the_lists_of_both_are_the_persons_and_count_once(two):
    kept, merged = two
    join(kept, merged)
    wc.lead(kept)
    publish()
    assert PrisonerVersion.objects.current().count() == 1
    assert not ListingSpan.objects.current().exclude(prisoner=kept.public_id).exists()


def test_a_person_never_published_leaves_no_address(two):
    kept, _merged = two
    unknown = wc.person("Yoandris Peres Sabanalar", workflow_state="draft")
    join(kept, unknown)
    wc.lead(kept)
    publish()
    assert not MergedVersion.objects.exists()


def test_the_review_says_that_two_count_as_one_from_then_on(two):
    kept, merged = two
    shown_before = proposal.of(kept).digest
    join(kept, merged)
    kept.refresh_from_db()
    shown = proposal.of(kept)
    assert shown.digest != shown_before
    changes = {effect.figure: effect.change for effect in effects.of(shown, Words(edition=shown.newest))}
    assert changes and set(changes.values()) == {-1}
    merged.refresh_from_db()
    assert merged.problems() and not proposal.of(merged).after


def test_an_erased_person_takes_those_merged_into_them_along(two):
    kept, merged = two
    join(kept, merged)
    wc.lead(kept)
    publish()
    erase(kept, by=wc.editor("ana"), approved_by=wc.editor("bruno"))
    assert not Person.objects.filter(pk__in=(kept.pk, merged.pk)).exists()
    assert not MergedVersion.objects.exists() and not PrisonerVersion.objects.exists()
    assert verify() == []
    for model in (PersonMerge, PersonMerge.pgh_event_models["insert"]):
        assert not model.objects.exists()
