"""Releases and revocations of two dossiers that become one, and the way back."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from chronology.partial_date import PartialDate
from editorial.models import Refused
from prisoners.merging.merge import plan_merge, unmerge
from prisoners.models import Detention, Person
from releases.models import Citation, OfficialAnnouncement, Release, Revocation
from sources.models import SourceRecord
from tests.lists import load_reference
from tests.prisoners.test_merge import join, two, whole
from tests.publication.working_copy import editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Person, Person]:
    load_reference()
    return two()


def release(person: Person, left_on: str | None = "2025-01-15", kind: str = "conditional_release", **values) -> Release:
    made = Release.objects.create(
        detention=person.detentions.earliest("pk"), release_type_id=kind,
        left_on=PartialDate.parse(left_on) if left_on else None, **{"reported_on": date(2025, 1, 16), **values},
    )  # fmt: skip
    cite(person, release=made)
    return made


def revocation(of: Release, person: Person, **values) -> Revocation:
    made = Revocation.objects.create(release=of, **values)
    cite(person, revocation=made)
    return made


def cite(person: Person, **row) -> None:
    record = SourceRecord.objects.filter(entry__matches__person=person, entry__matches__decision="same").first()
    Citation.objects.create(record=record, **row)


def announcement(code: str) -> OfficialAnnouncement:
    return OfficialAnnouncement.objects.create(
        code=code, authority="minrex", announced_on=PartialDate.parse("2025-01-14"), title_es=code, title_en=code
    )


def merged_and_back(kept: Person, other: Person, look) -> None:
    """Joins them, lets the test look, and proves that the way back restores every column of every row."""
    before = whole(kept, other)
    done = join(kept, other)
    look()
    assert unmerge(done, by=editor()) == []
    assert whole(kept, other) == before


def test_one_release_told_twice_is_one_with_both_sources(pair):
    kept, other = pair
    ours = release(kept, "2025-01")
    release(other, "2025-01-15", measure_after="exit_ban")

    def look() -> None:
        (now,) = Release.objects.filter(detention__person=kept)
        assert (now.pk, now.measure_after, str(now.left_on)) == (ours.pk, "exit_ban", "2025-01")
        assert now.citations.count() == 2

    merged_and_back(kept, other, look)


def test_the_announcement_follows_with_who_ties_it(pair):
    kept, other = pair
    release(kept)
    told = announcement("anuncio-a")
    release(other, announcement=told, attribution="organisation")

    def look() -> None:
        now = Release.objects.get(detention__person=kept)
        assert (now.announcement, now.attribution) == (told, "organisation")

    merged_and_back(kept, other, look)


def test_two_announcements_differ_and_ours_stays(pair):
    kept, other = pair
    release(kept, announcement=announcement("anuncio-a"), attribution="official")
    release(other, announcement=announcement("anuncio-b"), attribution="organisation")
    told = [(each.kept, each.merged) for each in plan_merge(kept, other).differences]
    assert any("anuncio-a" in ours and "anuncio-b" in theirs for ours, theirs in told)

    def look() -> None:
        now = Release.objects.get(detention__person=kept)
        assert (now.announcement.code, now.attribution) == ("anuncio-a", "official")

    merged_and_back(kept, other, look)


def test_another_figure_contradicts_ours_and_stays_behind(pair):
    kept, other = pair
    ours = release(kept)
    release(other, "2025-01-15", "extrapenal_leave")
    assert any("extrapenal" in each.merged for each in plan_merge(kept, other).differences)

    def look() -> None:
        assert Release.objects.get(detention__person=kept) == ours
        assert ours.citations.count() == 1

    merged_and_back(kept, other, look)


def test_a_change_of_figure_outside_prison_follows(pair):
    kept, other = pair
    release(kept)
    release(other, "2025-06-01", "sentence_completed", was_already_outside=True, reported_on=date(2025, 6, 2))

    def look() -> None:
        found = Release.objects.filter(detention__person=kept).order_by("left_on")
        assert [each.release_type_id for each in found] == ["conditional_release", "sentence_completed"]
        assert str(kept.detentions.get().ended_on) == "2025-01-15"

    merged_and_back(kept, other, look)


def test_one_formality_is_one_even_if_only_one_dossier_knew_of_the_leave_before(pair):
    kept, other = pair
    ours = release(kept)
    release(other, "2024-05-02", "extrapenal_leave")
    theirs = release(other, was_already_outside=True)

    def look() -> None:
        assert list(Release.objects.filter(detention__person=kept)) == [ours]
        assert theirs.detention.person == other

    told = str(Release._meta.get_field("was_already_outside").verbose_name)
    assert any(told in each.what for each in plan_merge(kept, other).differences)
    merged_and_back(kept, other, look)


def test_both_stays_that_a_revocation_ties_follow_and_go_back(pair):
    """Neither can move first, and both do: who is merged is the other already."""
    kept, other = pair
    Detention.objects.filter(person=other).update(detained_on=PartialDate.parse("2015-02-03"))
    left = release(other, "2016-01-15", reported_on=date(2016, 1, 15))
    again = Detention.objects.create(
        person=other, detained_on=PartialDate.parse("2016-06-01"), ended_on=PartialDate.parse("2017-01-01")
    )
    revocation(left, other, new_detention=again)

    def look() -> None:
        assert Detention.objects.filter(person=kept).count() == 3
        assert Revocation.objects.get().new_detention.person == kept

    merged_and_back(kept, other, look)


def test_what_was_tied_together_since_is_parted_by_nobody(pair):
    kept, other = pair
    Detention.objects.filter(person=other).update(detained_on=PartialDate.parse("2015-02-03"))
    left = release(other, "2016-01-15", reported_on=date(2016, 1, 15))
    done = join(kept, other)
    made = revocation(left, kept, new_detention=kept.detentions.earliest("pk"))
    assert made.new_detention != left.detention
    with pytest.raises(Refused, match="otra persona"), translation.override("es"):
        unmerge(done, by=editor())


def test_a_revocation_follows_its_release_or_fills_ours(pair):
    kept, other = pair
    ours = revocation(release(kept), kept)
    theirs = revocation(
        release(other), other, revoked_on=PartialDate.parse("2025-03-02"), remaining_months=20
    )  # fmt: skip

    def look() -> None:
        (now,) = Revocation.objects.filter(release__detention__person=kept)
        assert (now.pk, str(now.revoked_on), now.remaining_months) == (ours.pk, "2025-03-02", 20)
        assert now.citations.count() == 2

    merged_and_back(kept, other, look)
    ours.citations.all().delete()
    ours.delete()

    def look_again() -> None:
        assert Revocation.objects.get(release__detention__person=kept) == theirs

    merged_and_back(kept, other, look_again)


def test_the_arrest_to_which_a_revocation_led_is_one(pair):
    kept, other = pair
    # Theirs was let out of an earlier arrest and brought back by the arrest that both have.
    earlier = Detention.objects.create(
        person=other, detained_on=PartialDate.parse("2019-02-03"), ended_on=PartialDate.parse("2020-01-01")
    )
    back = Release.objects.create(
        detention=earlier, release_type_id="conditional_release", reported_on=date(2020, 1, 1),
        left_on=PartialDate.parse("2020-01-01"),
    )  # fmt: skip
    Revocation.objects.create(release=back, new_detention=other.detentions.earliest("pk"))

    def look() -> None:
        same = kept.detentions.get(detained_on__startswith="2021-07-11")
        assert Revocation.objects.get(release=back).new_detention == same

    merged_and_back(kept, other, look)
