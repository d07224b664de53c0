"""`known_at`: the newest edition published by the close of a day in Havana; and the days that can be asked about."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import translation

from publication.selection import BadParameter, NothingPublished, Selection, UnknownEdition, WrongMoment
from publication.selection.editions import edition_of
from publication.selection.releases import ReleaseSelection
from publication.selection.written import day_spoken_of
from tests.publication import records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def clock():
    with time_machine.travel("2025-06-01 12:00Z", tick=False):
        yield


@pytest.fixture
def editions():
    """The second is published in the last minute of 12 March in Havana, which is the 13th in London."""
    return [
        records.edition(1, published_at=datetime(2025, 1, 15, 17, tzinfo=UTC)),
        records.edition(2, published_at=datetime(2025, 3, 13, 3, 59, tzinfo=UTC)),
        records.edition(3, published_at=datetime(2025, 3, 13, 4, 0, tzinfo=UTC)),
    ]


@pytest.mark.parametrize(
    ("day", "number"),
    [("2025-01-15", 1), ("2025-03-11", 1), ("2025-03-12", 2), ("2025-03-13", 3), ("2025-06-01", 3)],
)
def test_day_means_the_newest_edition_of_its_close_in_havana(editions, day, number):
    assert edition_of("", day).number == number


def test_without_either_the_newest_and_by_number_that_one(editions):
    assert (edition_of("", "").number, edition_of("2", "").number) == (3, 2)


def test_both_are_refused(editions):
    with pytest.raises(WrongMoment) as refusal:
        edition_of("1", "2025-03-12")
    assert refusal.value.parameter == "known_at"


def test_day_before_the_first_names_the_day_of_the_first(editions):
    with translation.override("en"), pytest.raises(UnknownEdition, match="15 January 2025") as refusal:
        edition_of("", "2025-01-14")
    assert refusal.value.parameter == "known_at"


def test_day_to_come_and_day_of_nothing_are_refused(editions):
    with pytest.raises(WrongMoment) as refusal:
        edition_of("", "2025-06-02")
    assert (refusal.value.parameter, isinstance(refusal.value, UnknownEdition)) == ("known_at", False)
    with pytest.raises(UnknownEdition) as refusal:
        edition_of("4", "")
    assert refusal.value.parameter == "edition"


def test_before_anything_is_published_that_is_said():
    with pytest.raises(NothingPublished):
        edition_of("", "2025-01-14")


@pytest.mark.parametrize("text", ["ayer", "2025-3-12", "2025-02-30", "1900-01-01", "٢٠٢٥-01-14"])
def test_what_is_no_day_is_refused_by_name(editions, text):
    with pytest.raises(BadParameter) as refusal:
        edition_of("", text)
    assert refusal.value.parameter == "known_at" and text not in refusal.value.message


def test_today_is_the_day_in_havana():
    with time_machine.travel("2025-06-02 03:00Z", tick=False):  # still the first of June there
        assert day_spoken_of("2025-06-01", "as_of", date(2025, 1, 14)) == date(2025, 6, 1)
        with pytest.raises(WrongMoment):
            day_spoken_of("2025-06-02", "as_of", date(2025, 1, 14))


@pytest.mark.parametrize(("until", "last"), [(date(2025, 1, 14), "2025-06-01"), (date(2025, 12, 31), "2025-12-31")])
def test_day_spoken_of_ends_with_the_edition_or_today_whichever_is_later(until, last):
    assert day_spoken_of(last, "as_of", until) == date.fromisoformat(last)
    beyond = str(date.fromisoformat(last).replace(year=2026))
    with pytest.raises(WrongMoment, match=f"1959-01-01 .* {last}") as refusal:
        day_spoken_of(beyond, "as_of", until)
    assert refusal.value.parameter == "as_of"


def test_first_day_of_all_can_be_asked_about_and_none_before():
    assert day_spoken_of("1959-01-01", "as_of", date(2025, 1, 14)) == date(1959, 1, 1)
    with pytest.raises(WrongMoment):
        day_spoken_of("1958-12-31", "as_of", date(2025, 1, 14))


def test_selections_of_persons_and_releases_read_the_same(editions):
    assert Selection({"known_at": "2025-03-12"}).edition.number == 2
    for choose in (Selection, ReleaseSelection):
        with pytest.raises(WrongMoment) as refusal:
            choose({"as_of": "2025-06-02"}, edition=editions[0])
        assert refusal.value.parameter == "as_of"
