"""Detentions that move beneath their releases, figures that change their meaning, and two writers at once."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread
from time import monotonic, sleep

import pghistory
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from editorial.models import Refused
from editorial.restoring import undo_event
from editorial.reverting import revert_user
from prisoners.models import Detention, Person
from releases.models import Release, ReleaseType, Revocation
from tests.publication import working_copy as wc
from tests.releases.test_contradictions import refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def detention() -> Detention:
    return wc.person().detentions.get()


@pytest.fixture
def release(detention) -> Release:
    return wc.release(detention, "2025-01-16")


def moved(detention: Detention, day: str) -> int:
    return Detention.objects.filter(pk=detention.pk).update(detained_on=wc.day(day))


def ended(detention: Detention, day: str | None = "2025-06-01") -> Release:
    names = {"name_es": "c", "name_en": "c", "extinguishes": "yes", "is_revocable": "no", "state_after": "free"}
    ReleaseType.objects.get_or_create(code="sentence_completed", defaults={**names, "order": 3})
    return wc.release(detention, day, "sentence_completed", was_already_outside=True)


def test_a_detention_moved_behind_its_release_is_refused(detention, release):
    assert refused_by(lambda: moved(detention, "2025-01-17")) == "release_not_before_detention"
    assert refused_by(lambda: moved(detention, "2025-01-16")) == ""


def test_a_detention_and_its_release_move_together_in_either_order(detention, release):
    rows = Release.objects.filter(pk=release.pk)

    def detention_first() -> None:
        moved(detention, "2025-02-01")
        rows.update(left_on=wc.day("2025-03-01"), reported_on="2025-03-01")

    def release_first() -> None:
        rows.update(left_on=wc.day("2025-05-01"), reported_on="2025-05-01")
        moved(detention, "2025-04-01")

    assert [refused_by(detention_first), refused_by(release_first)] == ["", ""]
    detention.refresh_from_db()
    assert (str(detention.detained_on), str(detention.ended_on)) == ("2025-04-01", "2025-05-01")


def test_a_return_moved_before_the_release_that_was_revoked_is_refused(detention, release):
    again = wc.detention(detention.person, "2025-04-02")
    Revocation.objects.create(release=release, new_detention=again)
    ended(detention, "2025-06-01")
    assert refused_by(lambda: moved(again, "2025-01-15")) in ("return_not_before_release", "detentions_do_not_overlap")
    assert refused_by(lambda: moved(again, "2025-06-02")) == "revocation_of_an_ended_penalty"
    assert refused_by(lambda: moved(again, "2025-06-01")) == ""


def test_a_return_given_to_another_person_is_refused(detention, release):
    again = wc.detention(detention.person, "2025-04-02")
    Revocation.objects.create(release=release, new_detention=again)
    other = wc.person("Lisandra Duarte Jutiar", detained_on=None)
    rows = Detention.objects.filter(pk__in=(detention.pk, again.pk))
    assert refused_by(lambda: rows.filter(pk=again.pk).update(person=other)) == "return_of_the_same_person"
    assert refused_by(lambda: rows.filter(pk=detention.pk).update(person=other)) == "return_of_the_same_person"
    assert refused_by(lambda: [row for row in rows if rows.filter(pk=row.pk).update(person=other)]) == ""


def test_a_return_of_the_person_into_whom_this_one_was_merged_is_the_same_persons(detention, release):
    other = wc.person("Lisandra Duarte Jutiar", detained_on=None)
    again = wc.detention(other, "2025-04-02")
    rows = Person.objects.filter(pk=other.pk)
    rows.update(merged_into=detention.person)
    assert refused_by(lambda: Revocation.objects.create(release=release, new_detention=again)) == ""
    assert refused_by(lambda: rows.update(merged_into=None)) == "return_of_the_same_person"


def test_the_end_of_a_detention_stays_what_its_release_says(detention, release):
    Detention.objects.filter(pk=detention.pk).update(ended_on=wc.day("2024-01-01"))
    detention.refresh_from_db()
    assert str(detention.ended_on) == "2025-01-16"
    release.delete()
    detention.refresh_from_db()
    assert detention.ended_on is None
    Detention.objects.filter(pk=detention.pk).update(ended_on=wc.day("2024-01-01"))
    detention.refresh_from_db()
    assert str(detention.ended_on) == "2024-01-01"


@pytest.mark.parametrize("flags", [{"is_revocable": "no"}, {"extinguishes": "yes"}])
def test_a_figure_whose_releases_were_revoked_keeps_its_meaning(release, flags):
    figures = ReleaseType.objects.filter(code="conditional_release")
    assert refused_by(lambda: figures.update(**flags)) == ""
    figures.update(is_revocable="yes", extinguishes="no")
    made = Revocation.objects.create(release=release, revoked_on=wc.day("2025-04-01"))
    told = pytest.raises(IntegrityError, match=f"figure conditional_release .* revocation {made.pk} ")
    with told as error, transaction.atomic():
        figures.update(**flags)
    assert error.value.__cause__.diag.constraint_name == "figure_agrees_with_its_revocations"
    assert refused_by(lambda: figures.update(is_revocable="unknown", name_es="otra")) == ""


def test_a_sibling_whose_figure_ends_the_penalty_keeps_its_meaning(detention, release):
    wc.release(detention, "2025-02-01", "extrapenal_leave", was_already_outside=True)
    Revocation.objects.create(release=release, revoked_on=wc.day("2025-04-01"))
    figures = ReleaseType.objects.filter(code="extrapenal_leave")
    assert refused_by(lambda: figures.update(extinguishes="yes")) == "figure_agrees_with_its_revocations"
    assert refused_by(lambda: figures.update(is_revocable="no")) == ""


def test_what_an_editor_takes_back_is_refused_in_words(detention, release):
    """The day of the arrest was wrong, and corrected; the release was moved since."""
    moved(detention, "2020-07-11")
    Release.objects.filter(pk=release.pk).update(left_on=wc.day("2021-01-16"), reported_on="2021-01-16")
    corrected = detention.events.filter(detained_on="2020-07-11").earliest("pgh_id")
    with pytest.raises(Refused, match="La excarcelación es anterior a la detención"), translation.override("es"):
        undo_event(Detention, corrected.pgh_id, by=wc.editor())
    detention.refresh_from_db()
    assert str(detention.detained_on) == "2020-07-11"


def test_a_detention_and_its_release_that_one_account_moved_go_back_together(detention, release):
    """The arrest may not go back first: it would lie behind the release."""
    bad, rows = wc.editor("mala"), Release.objects.filter(pk=release.pk)
    with pghistory.context(user=bad.pk):
        moved(detention, "2015-02-01")
        rows.update(left_on=wc.day("2016-03-01"), reported_on="2016-03-01")
    undone = revert_user(bad, since=timezone.now() - timedelta(days=1), by=wc.editor("jefa"))
    detention.refresh_from_db()
    assert not undone.conflicts
    assert (str(detention.detained_on), str(detention.ended_on)) == ("2021-07-11", "2025-01-16")
    assert str(rows.get().left_on) == "2025-01-16"


def meanwhile(act, other) -> str:
    """What refuses `other`, in a connection of its own, while `act` is done and not yet committed; empty: nothing."""
    found: list[str] = []

    def run() -> None:
        try:
            found.append(refused_by(other))
        finally:
            connection.close()

    thread = Thread(target=run)
    with transaction.atomic():
        act()
        thread.start()
        until = monotonic() + 20
        while thread.is_alive() and not waiting() and monotonic() < until:
            sleep(0.02)
    thread.join()
    return found[0]


def waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_a_revocation_waits_for_the_end_of_the_penalty(self):
        stay = wc.person().detentions.get()
        left = wc.release(stay, "2025-01-16")
        ReleaseType.objects.create(code="sentence_completed", name_es="c", name_en="c", extinguishes="yes",
                                   is_revocable="no", state_after="free", order=3)  # fmt: skip
        done = {"detention": stay, "release_type_id": "sentence_completed", "was_already_outside": True}
        assert meanwhile(
            lambda: Release.objects.create(**done, left_on=wc.day("2025-06-01"), reported_on="2025-06-01"),
            lambda: Revocation.objects.create(release=left, revoked_on=wc.day("2025-06-02")),
        ) == "revocation_of_an_ended_penalty"  # fmt: skip
        assert not Revocation.objects.exists()

    def test_a_moved_detention_waits_for_its_release(self):
        stay = wc.person().detentions.get()
        wc.release_type()
        freed = {"detention": stay, "release_type_id": "conditional_release", "was_already_outside": True}
        assert meanwhile(
            lambda: Release.objects.create(**freed, left_on=wc.day("2025-01-16"), reported_on="2025-01-16"),
            lambda: moved(stay, "2025-01-17"),
        ) == "release_not_before_detention"  # fmt: skip

    def test_a_release_waits_for_its_moved_detention(self):
        stay = wc.person().detentions.get()
        wc.release_type()
        freed = {"detention": stay, "release_type_id": "conditional_release", "was_already_outside": True}
        assert meanwhile(
            lambda: moved(stay, "2025-01-17"),
            lambda: Release.objects.create(**freed, left_on=wc.day("2025-01-16"), reported_on="2025-01-16"),
        ) == "release_not_before_detention"  # fmt: skip

    def test_a_figure_waits_for_a_revocation_of_it(self):
        left = wc.release(wc.person().detentions.get(), "2025-01-16")
        assert meanwhile(
            lambda: Revocation.objects.create(release=left),
            lambda: ReleaseType.objects.update(is_revocable="no"),
        ) == "figure_agrees_with_its_revocations"  # fmt: skip
