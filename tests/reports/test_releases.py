from datetime import date
from decimal import Decimal

import pytest

from reports import registry
from reports.errors import BadParameter
from tests.publication import records

pytestmark = pytest.mark.django_db

CODE = "anuncio-553"
ASKED = {"announcement": CODE}


@pytest.fixture
def edition():
    edition = records.edition(as_of=date(2025, 3, 31))
    records.organisation(edition, "pd-demo")
    records.organisation(edition, "otra", "Otra", is_accepted=False)
    records.announcement(edition, CODE, number=8)
    return edition


def released(edition, *, on="pd-demo", **columns):
    person = records.prisoner(edition)
    if on:
        records.listing(person, on, date(2024, 1, 1), date(2024, 2, 1))
    records.release(person, **{"announcement": CODE, **columns})
    return person


def test_verified_are_persons_on_an_accepted_list_whose_release_is_attributed(edition):
    counted = released(edition)
    released(edition, on="otra")
    released(edition, on="")
    released(edition, announcement="")
    released(edition, attribution="none")
    released(edition, on="consolidated")

    answer = registry.answer("announced_verified", ASKED)

    assert (answer.value, answer.possible) == (2, (2, 2))
    parts = {"left_prison": 2, "already_outside": 0}
    assert answer.extras == {"announced": 8, "not_identified": 6, "share": Decimal("25.0"), **parts}
    assert counted in answer.persons


def test_verified_by_day_of_leaving_and_by_day_of_report(edition):
    released(edition, left_on=date(2025, 1, 20), reported_on=date(2025, 2, 10))
    released(edition, left_on=date(2025, 1, 15), reported_on=date(2025, 1, 21))

    def value(**more):
        return registry.answer("announced_verified", {**ASKED, **more}).value

    assert [value(as_of=day) for day in ("2025-01-14", "2025-01-15", "2025-01-20")] == [0, 1, 2]
    assert [value(known_by=day) for day in ("2025-01-20", "2025-01-21", "2025-02-10")] == [0, 1, 2]


def test_leaving_known_in_part_is_certain_only_at_its_latest_day(edition):
    released(edition, left_on=None, left_earliest=date(2025, 1, 1), left_latest=date(2025, 1, 31))
    released(edition, left_on=None, reported_on=date(2025, 2, 20))  # unknown: at the latest when it was reported

    def range_(day):
        return registry.answer("announced_verified", {**ASKED, "as_of": day}).possible

    assert [range_(day) for day in ("2024-12-31", "2025-01-30", "2025-01-31", "2025-02-20")] == [
        (0, 1),
        (0, 2),
        (1, 2),
        (2, 2),
    ]


def test_number_announced_is_unknown(edition):
    records.announcement(edition, "otro", number=None)

    extras = registry.answer("announced_verified", {"announcement": "otro"}).extras

    nobody = {"left_prison": 0, "already_outside": 0}
    assert extras == {"announced": None, "not_identified": None, "share": None, **nobody}


def test_release_types_of_an_announcement_and_of_a_period(edition):
    released(edition, left_on=date(2025, 1, 15))
    released(edition, left_on=date(2025, 1, 16), release_type="extrapenal_leave")
    released(edition, left_on=date(2025, 1, 16), release_type="unknown_release", announcement="")

    def rows(**texts):
        answer = registry.answer("release_type", texts)
        assert sum(row.value for row in answer.breakdown) == answer.value
        return {row.code: row.value for row in answer.breakdown}

    assert rows(announcement=CODE) == {"conditional_release": 1, "extrapenal_leave": 1}
    assert rows(**{"from": "2025-01-15", "to": "2025-01-16"}) == {"extrapenal_leave": 1, "unknown_release": 1}


@pytest.mark.parametrize(
    "texts", [{}, {**ASKED, "from": "2025-01-01"}, {"announcement": "otro"}, {"announcement": "Á"}]
)
def test_neither_or_both_of_announcement_and_period_is_refused(edition, texts):
    with pytest.raises(BadParameter) as refusal:
        registry.answer("release_type", texts)

    assert refusal.value.parameter == "announcement"


def test_only_who_has_no_penalty_left_is_free(edition):
    free = released(edition, release_type="pardon", extinguishes="yes")
    for extinguishes in ("no", "unknown"):
        released(edition, extinguishes=extinguishes)

    answer = registry.answer("free_among_released", ASKED)

    assert (answer.value, answer.extras) == (1, {"n": 3, "share": Decimal("33.3")})
    assert [person.public_id for person in answer.persons] == [free.public_id]
    assert answer.persons_behind("n").count() == 3


def test_more_than_half_gives_three_numbers_and_two_shares(edition):
    for more, number in (("yes", 2), ("no", 1), ("not_computable", 1)):
        for _ in range(number):
            released(edition, more_than_half=more)

    answer = registry.answer("more_than_half", ASKED)

    assert answer.value == 2
    assert answer.extras == {
        "no": 1,
        "not_computable": 1,
        "share_of_computable": Decimal("66.7"),
        "share_of_all": Decimal("50.0"),
    }
    assert answer.persons_behind("no").count() == 1


def test_reimprisoned_within_a_term_of_those_followed_so_long(edition):
    back = {"reimprisoned_earliest": date(2025, 2, 10), "reimprisoned_latest": date(2025, 2, 20)}
    returned = released(edition, left_on=date(2025, 1, 15), **back)  # after 26 to 36 days
    released(edition, left_on=date(2025, 1, 15))  # followed for 75 days
    released(edition, left_on=date(2025, 3, 10))  # followed for 21 days

    def asked(days, as_of="2025-03-31"):
        answer = registry.answer("reimprisoned", {**ASKED, "days": str(days), "as_of": as_of})
        return answer.value, answer.possible, answer.extras["n"], answer.extras["share"]

    assert asked(36) == (1, (1, 1), 2, Decimal("50.0"))
    assert asked(35) == (0, (0, 1), 2, Decimal("0.0"))
    assert asked(25) == (0, (0, 0), 2, Decimal("0.0"))
    assert asked(75) == (1, (1, 1), 2, Decimal("50.0"))
    assert asked(76) == (1, (1, 1), 1, None)  # nobody was followed for so long: no share
    assert asked(180) == (1, (1, 1), 1, None)
    assert asked(36, "2025-02-19") == (0, (0, 1), 0, None)
    answer = registry.answer("reimprisoned", {**ASKED, "days": "36"})
    assert [person.public_id for person in answer.persons] == [returned.public_id]


def test_back_after_a_departure_that_is_only_possible_is_possible(edition):
    """Left some day in January, back some day from the 18th: on the 20th both may have been."""
    january = {"left_earliest": date(2025, 1, 1), "left_latest": date(2025, 1, 31)}
    back = {"reimprisoned_earliest": date(2025, 1, 18), "reimprisoned_latest": date(2025, 2, 20)}
    released(edition, left_on=None, **january, **back)
    released(edition, left_on=date(2025, 1, 15), reimprisoned_earliest=None, reimprisoned_latest=date(2025, 3, 1))

    def possible(day):
        return registry.answer("reimprisoned", {**ASKED, "days": "30", "as_of": day}).possible

    assert possible("2024-12-31") == (0, 0)
    assert possible("2025-01-17") == (0, 1)
    assert possible("2025-01-20") == (0, 2)


def test_month_of_a_leaving_ends_with_the_day_on_which_it_was_told(edition):
    released(edition, left_on=None, left_earliest=date(2025, 1, 5), reported_on=date(2025, 1, 30))
    released(edition, left_on=None, left_earliest=date(2025, 1, 5), reported_on=date(2025, 2, 1))

    answer = registry.answer("release_type", {**ASKED, "breakdown": "month"})

    assert {row.code: row.value for row in answer.breakdown} == {"2025-01": 1, "unknown": 1}


@pytest.mark.parametrize("days", ["0", "-1", "1.5", "99999", "x", "²"])
def test_term_that_makes_no_sense_is_refused(edition, days):
    with pytest.raises(BadParameter) as refusal:
        registry.answer("reimprisoned", {**ASKED, "days": days})

    assert refusal.value.parameter == "days"
