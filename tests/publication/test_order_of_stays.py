"""What the door says of persons who were held more than once, or are counted without a name: found by the oracle."""

from __future__ import annotations

from datetime import date

import pytest

from prisoners.models import Person
from publication.models import CustodySpan, PrisonerVersion, ReleaseVersion
from publication.publishing import publish
from releases.models import Revocation
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

T2 = date(2025, 1, 14)


def certain(state: str) -> list[tuple[date, date | None]]:
    rows = CustodySpan.objects.current().filter(state=state, certain__isempty=False)
    return sorted((row.certain.lower, row.certain.upper) for row in rows)


def test_being_listed_before_says_nothing_of_a_later_arrest():
    held = wc.person(last_confirmed_on=None)
    first = held.detentions.get()
    wc.release(first, "2023-02-01")
    wc.detention(held, None, parent=first)
    wc.snapshot(wc.source_list(), "2021-10-31", [held])
    publish(as_of=T2)
    assert certain("in_custody")[0] == (date(2021, 7, 11), date(2023, 2, 1))
    assert all(since > date(2025, 1, 1) for since, _ in certain("in_custody")[1:])


def test_a_return_comes_after_what_it_follows_whatever_the_dates_leave_open():
    held = wc.person(detained_on=None)
    first = wc.detention(held, "2023", province=wc.province("CU-03"))
    wc.release(first, "2023", reported_on=date(2023, 12, 31))
    wc.detention(held, "2023-08-01", parent=first, province=wc.province("CU-05"))
    publish(as_of=T2)
    assert PrisonerVersion.objects.current().get().province == "CU-03"
    assert (date(2023, 8, 1), None) in [(since, None) for since, _ in certain("in_custody")]


def test_a_return_known_by_the_revocation_alone_comes_after_its_detention():
    held = wc.person(detained_on=None)
    left = wc.release(wc.detention(held, "2023"), "2023", reported_on=date(2023, 12, 31))
    Revocation.objects.create(release=left, reimprisoned_on=wc.day("2023-08-01"))
    wc.lead(held)
    publish(as_of=T2)
    assert [since for since, _ in certain("in_custody")] == [date(2023, 8, 1)]


def test_the_day_on_which_a_leaving_was_told_is_not_to_be_read_from_somebody_without_a_name():
    held = wc.person(visibility="withheld", last_confirmed_on=None)
    wc.release(held.detentions.get(), None, reported_on=date(2025, 1, 7))
    publish(as_of=date(2025, 6, 1))
    assert certain("serving_outside") == [(date(2025, 1, 31), date(2026, 2, 1))]


def served(held: Person, **columns) -> str:
    publish(as_of=T2)
    return ReleaseVersion.objects.current().get(prisoner=held.public_id, **columns).more_than_half


def test_an_arrest_after_the_leaving_adds_nothing_to_what_was_served():
    held = wc.person()
    first = held.detentions.get()
    wc.sentence(first, 84)
    wc.release(first, "2025-01-15")
    wc.detention(held, None, parent=first)
    assert served(held) == "yes"


@pytest.mark.parametrize("left_on", [None, "2022-01-01/..", "../2022-01-10"])
def test_a_former_stay_that_ended_on_an_unknown_day_did_not_go_on(left_on):
    held = wc.person()
    first = held.detentions.get()
    wc.sentence(first, 84)
    wc.release(first, left_on, reported_on=date(2022, 1, 10))
    again = wc.detention(held, "2024-01-01", parent=first)
    wc.release(again, "2025-01-15")
    assert served(held, left_on="2025-01-15") == "no"
