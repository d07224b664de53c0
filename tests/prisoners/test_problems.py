"""What keeps a dossier from approval, and what an editor is told to look at: each by the smallest dossier with it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from editorial.models import Refused, WorkflowState
from prisoners import problems
from prisoners.models import Detention, FacilityStay, Person, Stage
from releases.models import Citation as ReleaseCitation
from releases.models import Revocation
from sources.models import Document, DocumentKind
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db


@pytest.fixture
def sound():
    """A dossier without a problem."""
    held = wc.person(workflow_state=WorkflowState.IN_REVIEW, submitted_by=wc.editor("ana"), approved_by=None)
    source = wc.document()
    wc.cite(held, source)
    wc.cite(held, source, detention=held.detentions.get())
    return held


def names(person: Person) -> set[str]:
    """Every check of which something is said, blocking or not."""
    said = {*problems.of_person(person), *problems.warnings_of(person)}
    in_lists = problems.by_person(Person.objects.filter(pk=person.pk)).get(person.pk, [])
    checks = [*problems.CHECKS, problems.stale()]
    assert {check.name for check in checks if str(check.message) in said} == {
        check.name for check in checks if str(check.message) in in_lists
    }
    return {check.name for check in [*checks, *problems.CHECKS_OF_ONE] if str(check.message) in said} - {"stale"}


def test_a_sound_dossier_has_no_problem(sound):
    assert problems.of_person(sound) == []
    assert names(sound) == set()


def test_no_detention():
    assert {"no_detention", "person_uncited"} == names(wc.person(detained_on=None))


def test_a_fact_without_a_source(sound):
    held = sound.detentions.get()
    wc.cite(sound, wc.document(), detention=held, field="province")
    held.citations.filter(field="").delete()
    wc.charge(held)
    Stage.objects.create(detention=held, stage="remand")
    FacilityStay.objects.create(detention=held)
    wc.sentence(held)
    wc.release(held)
    assert names(sound) == {
        "charge_uncited", "stage_uncited", "stay_uncited", "sentence_uncited", "release_uncited",
    }  # fmt: skip


def test_a_detention_without_a_source(sound):
    wc.detention(sound, None)
    assert names(sound) == {"detention_uncited"}


def test_a_source_of_the_whole_detention_supports_what_is_below_it(sound):
    wc.charge(sound.detentions.get())
    assert problems.of_person(sound) == []


def test_a_revocation_without_a_source(sound):
    left = wc.release(sound.detentions.get())
    ReleaseCitation.objects.create(release=left, document=wc.document())
    Revocation.objects.create(release=left)
    assert names(sound) == {"revocation_uncited"}


def called(*, hours: int, day: date | None = None) -> Document:
    """A call that the newsroom wrote down so many hours ago; of a day, where that was told."""
    made = wc.document(kind=DocumentKind.CALL, published_on=day and str(day))
    Document.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    return made


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def test_a_call_from_prison_waits_three_days(sound):
    """Domain rule 8.6. Where the day of the call is not known, from when it was written down."""
    cited = wc.cite(sound, called(hours=71), detention=sound.detentions.get())
    assert names(sound) == {"call_too_recent"}
    assert problems.of_person(sound)
    cited.document = called(hours=73)
    cited.save()
    assert names(sound) == set()


@pytest.mark.parametrize(("days", "waits"), [(0, True), (2, True), (3, True), (4, False), (5, False), (-200, True)])
def test_the_day_of_a_call_counts_to_its_end(sound, days, waits):
    """Also a day typed wrong, in the future, waits no longer than the 72 hours after it was written."""
    wc.cite(sound, called(hours=1, day=ago(days)), detention=sound.detentions.get())
    assert ("call_too_recent" in names(sound)) is waits
    Document.objects.update(created_at=timezone.now() - timedelta(hours=73))
    assert names(sound) == set()


def test_a_call_that_supports_a_release_or_a_revocation_waits_too(sound):
    left = wc.release(sound.detentions.get())
    cited = ReleaseCitation.objects.create(release=left, document=called(hours=1))
    assert names(sound) == {"call_too_recent"}
    cited.document = wc.document()
    cited.save()
    ReleaseCitation.objects.create(revocation=Revocation.objects.create(release=left), document=called(hours=1))
    assert names(sound) == {"call_too_recent"}


def test_a_testimony_of_today_does_not_wait(sound):
    wc.cite(sound, wc.document(kind=DocumentKind.TESTIMONY), detention=sound.detentions.get())
    assert names(sound) == set()


def test_a_release_before_the_arrest(sound):
    """A row of before the database refused it."""
    held = sound.detentions.get()
    ReleaseCitation.objects.create(release=wc.release(held, "2021-08-01"), document=wc.document())
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE prisoners_detention DISABLE TRIGGER agree_with_its_releases")
    Detention.objects.filter(pk=held.pk).update(detained_on="2021-09-01")
    assert names(sound) == {"release_before_arrest"}


def test_a_sentenced_case_without_an_operative_step(sound):
    held = sound.detentions.get()
    Stage.objects.create(detention=held, stage="sentenced_first")
    wc.sentence(held, step="prosecutor_request", is_operative=False)
    assert names(sound) == {"no_operative_step"}


def test_a_request_alone_needs_no_operative_step(sound):
    wc.sentence(sound.detentions.get(), step="prosecutor_request", is_operative=False)
    assert names(sound) == set()


def test_steps_whose_order_is_not_certain_are_in_order(sound):
    held = sound.detentions.get()
    wc.sentence(held, step="appeal", decided_on=wc.day("2022"))
    wc.sentence(held, step="first_instance", decided_on=wc.day("2022-03-05"), is_operative=False)
    assert names(sound) == set()


def test_a_minor_with_a_biography(sound):
    Person.objects.update(age_at_detention_stated=16, biography_es="Vivía con su abuela.")
    assert names(sound) == {"minor_named_in_text"}


def test_warnings_do_not_keep_from_approval(sound):
    Person.objects.update(gender="unknown", age_at_detention_stated=None, last_confirmed_on=date(2001, 1, 1))
    Detention.objects.update(province=None)
    assert problems.of_person(sound) == []
    assert len(problems.warnings_of(sound)) == 4


def test_lists_that_disagree(sound):
    one = wc.source_list("pd-demo")
    other = wc.source_list("j11j-demo")
    wc.snapshot(one, "2024-10-31", {sound: {"detained_on": "2021-07-11"}})
    wc.snapshot(other, "2024-10-31", {sound: {"detained_on": "2021-07-11"}})
    assert names(sound) == set()
    wc.snapshot(other, "2024-11-30", {sound: {"detained_on": "2021-07-12"}})
    assert names(sound) == {"conflicting_arrest"}


def test_a_dossier_with_a_problem_cannot_be_approved(sound):
    sound.detentions.get().citations.all().delete()
    with pytest.raises(Refused):
        sound.approve(by=wc.editor("bruno"))


def test_a_bulk_approval_may_take_only_what_has_no_problem(sound, django_assert_num_queries):
    wc.person("Lisandra Duarte Tomeguín", detained_on=None)
    with django_assert_num_queries(1):
        assert list(problems.without_problems(Person.objects.all())) == [sound]
    with django_assert_num_queries(1):
        assert [person.pk for person in problems.with_problems(Person.objects.all())] != [sound.pk]


@pytest.mark.parametrize("day, status, own, is_told", [
    ("2025-03-31", "in_custody", None, True),
    ("2025-03-31", "in_custody", "2025-03-27", True),  # on the day of leaving
    ("2025-03-31", "in_custody", "2025-03-26", False),  # of a day before it
    ("2025-02-28", "in_custody", None, False),
    ("2025-03-31", "serving_outside", None, False),
])  # fmt: skip
def test_a_list_that_still_says_prison_after_the_release(sound, day, status, own, is_told):
    wc.release(sound.detentions.get(), "2025-03-27", reported_on=date(2025, 3, 29))
    wc.snapshot(wc.source_list(), day, {sound: {"status": status, **({"confirmed_on": own} if own else {})}})
    assert ("still_listed" in names(sound)) is is_told
    assert all("still holds" not in problem for problem in problems.of_person(sound))


def test_a_list_that_has_changed_its_word_since_is_no_longer_told(sound):
    wc.release(sound.detentions.get(), "2025-03-27", reported_on=date(2025, 3, 29))
    wc.snapshot(wc.source_list(), "2025-03-31", {sound: {"status": "in_custody"}})
    wc.snapshot(wc.source_list(), "2025-04-30", {sound: {"status": "serving_outside"}})
    assert "still_listed" not in names(sound)


def test_a_list_that_has_dropped_the_line_is_no_longer_told(sound):
    wc.release(sound.detentions.get(), "2025-03-27", reported_on=date(2025, 3, 29))
    wc.snapshot(wc.source_list(), "2025-03-31", {sound: {"status": "in_custody"}})
    wc.snapshot(wc.source_list("j11j-demo"), "2025-04-30")
    assert "still_listed" in names(sound)
    wc.snapshot(wc.source_list(), "2025-04-30")
    assert "still_listed" not in names(sound)


def test_what_a_list_says_of_who_was_merged_into_somebody_is_told(sound):
    """And compared with the leaving of this person, not of who was once held to be on the line."""
    wc.release(sound.detentions.get(), "2025-03-27", reported_on=date(2025, 3, 29))
    other = wc.person("Lisandra Duarte Tomeguín")
    wc.snapshot(wc.source_list(), "2025-03-31", {other: {"status": "in_custody"}})
    wc.release(other.detentions.get(), "2025-09-01")
    assert "still_listed" not in names(sound)
    Person.objects.filter(pk=other.pk).update(merged_into=sound)
    assert "still_listed" in names(sound)


def test_only_the_last_leaving_is_compared(sound):
    wc.release(sound.detentions.get(), "2025", reported_on=date(2025, 1, 20))
    wc.release(wc.detention(sound, "2025-02-10"), "2025-03-27", reported_on=date(2025, 3, 29))
    wc.snapshot(wc.source_list(), "2025-04-30", {sound: {"status": "in_custody"}})
    assert "still_listed" in names(sound)


def test_who_was_brought_back_is_in_prison_by_us_too(sound):
    left = wc.release(sound.detentions.get(), "2025-03-27", reported_on=date(2025, 3, 29))
    wc.snapshot(wc.source_list(), "2025-04-30", {sound: {"status": "in_custody"}})
    assert "still_listed" in names(sound)
    Revocation.objects.create(release=left, revoked_on=wc.day("2025-04"), reimprisoned_on=wc.day("2025-04-10"))
    assert "still_listed" not in names(sound)


def test_who_was_arrested_again_is_in_prison_by_us_too(sound):
    wc.release(sound.detentions.get(), "2025-03-27", reported_on=date(2025, 3, 29))
    wc.detention(sound, "2025-04-10")
    wc.snapshot(wc.source_list(), "2025-04-30", {sound: {"status": "in_custody"}})
    assert "still_listed" not in names(sound)
