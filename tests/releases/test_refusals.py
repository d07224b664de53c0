"""What the database refuses of releases and revocations, whatever form or script sends it."""

import pytest
from django.db import IntegrityError, transaction

from prisoners.models import Detention
from releases.models import Release, ReleaseType, Revocation
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db


@pytest.fixture
def detention():
    return wc.person().detentions.get()


@pytest.fixture
def release(detention):
    return wc.release(detention, "2025-01-16")


def ending(detention, left_on="2025-06-01"):
    """The sentence is completed while the person is outside."""
    names = {"name_es": "c", "name_en": "c", "extinguishes": "yes", "is_revocable": "no", "state_after": "free"}
    ReleaseType.objects.get_or_create(code="sentence_completed", defaults={**names, "order": 3})
    return wc.release(detention, left_on, "sentence_completed", was_already_outside=True)


def refused(constraint, act):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    assert error.value.__cause__.diag.constraint_name == constraint


def revoke(release, **days):
    texts = {name: wc.day(text) if isinstance(text, str) else text for name, text in days.items()}
    return Revocation.objects.create(release=release, **texts)


def test_release_before_its_detention(detention):
    refused("release_not_before_detention", lambda: wc.release(detention, "2021-07-10"))
    assert not Release.objects.exists()


def test_two_releases_of_one_stay(release, detention):
    refused("one_release_takes_out_of_prison", lambda: wc.release(detention, "2025-02-01"))


@pytest.mark.parametrize("term_end", ["2025-01-15", "2024", "2024-12"])
def test_term_that_ends_before_the_departure(release, term_end):
    rows = Release.objects.filter(pk=release.pk)
    refused("term_not_before_release", lambda: rows.update(term_end=wc.day(term_end)))


@pytest.mark.parametrize("term_end", ["2025-01-16", "2025-01", "2025", "2026-03-01"])
def test_term_that_may_end_later_is_taken(release, term_end):
    assert Release.objects.filter(pk=release.pk).update(term_end=wc.day(term_end))


def test_revocation_of_a_figure_that_is_not_revocable(release, detention):
    done = ending(detention)
    refused("revocation_of_an_ended_penalty", lambda: revoke(done))
    ReleaseType.objects.filter(code="conditional_release").update(is_revocable="no")
    refused("revocation_of_an_ended_penalty", lambda: revoke(release))


def test_revocation_after_the_penalty_ended(release, detention):
    ending(detention, "2025-06-01")
    refused("revocation_of_an_ended_penalty", lambda: revoke(release, revoked_on="2025-06-02"))
    assert revoke(release, revoked_on="2025-06-01").pk
    refused("revocation_of_an_ended_penalty", lambda: Revocation.objects.update(revoked_on=wc.day("2025-08")))


def test_penalty_that_ended_before_a_revocation_on_record(release, detention):
    revoke(release, revoked_on="2025-04-01")
    refused("revocation_of_an_ended_penalty", lambda: ending(detention, "2025-03-01"))
    assert ending(detention, "2025").pk  # perhaps later


def test_figure_changed_to_one_that_is_not_revocable(release, detention):
    revoke(release)
    ending(wc.person("Lisandra Duarte Tomeguín").detentions.get())
    rows = Release.objects.filter(pk=release.pk)
    refused("revocation_of_an_ended_penalty", lambda: rows.update(release_type_id="sentence_completed"))


@pytest.mark.parametrize(
    ("constraint", "column"),
    [
        ("revocation_not_before_release", "revoked_on"),
        ("reimprisonment_not_before_release", "reimprisoned_on"),
    ],
)
def test_days_before_the_departure(release, constraint, column):
    refused(constraint, lambda: revoke(release, **{column: "2025-01-15"}))
    refused(constraint, lambda: revoke(release, **{column: "2024"}))
    made = revoke(release, **{column: "2025-01"})
    refused(constraint, lambda: Release.objects.filter(pk=release.pk).update(left_on=wc.day("2025-02-01")))
    assert Revocation.objects.filter(pk=made.pk).update(**{column: wc.day("2025-01-16")})


def test_new_detention_before_the_departure(release, detention):
    held = Detention.objects.create(person=detention.person, detained_on=wc.day("2019-01-01"), ended_on=wc.day("2020"))
    refused("return_not_before_release", lambda: revoke(release, new_detention=held))
    again = wc.detention(detention.person, "2025-04-02")
    assert revoke(release, new_detention=again).pk


def test_days_that_nobody_knows_contradict_nothing(detention):
    unknown = wc.release(detention, None)
    assert revoke(unknown, revoked_on="2025-01", reimprisoned_on="2025").pk
