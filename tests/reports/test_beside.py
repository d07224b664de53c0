"""Which of our numbers stands beside a published one, and how far apart they are."""

from datetime import date
from decimal import Decimal

import pytest

from reports.beside import beside, breaks
from tests.publication import records

pytestmark = pytest.mark.django_db
DAY, START = date(2024, 10, 31), date(2023, 10, 31)


@pytest.fixture
def edition():
    edition = records.edition(as_of=date(2025, 3, 31))
    line = {"code": "ceiba", "name_es": "C", "name_en": "C", "kind": "prisoners", "snapshots": []}
    records.organisation(edition, "pd-demo", lists=[line])
    records.announcement(edition)
    records.term(edition, "event", "11j")
    for name, columns, first, end, state in (
        ("man", {}, START, None, "in_custody"),
        ("girl", {"gender": "woman", "minor_at_detention": "yes"}, START, None, "serving_outside"),
        ("woman", {"gender": "woman", "events": ["11j"]}, date(2024, 10, 15), None, "in_custody"),
        ("gone", {}, START, date(2024, 10, 20), "in_custody"),
    ):
        person = records.prisoner(edition, f"{name.title()} Pérez Sabanalar", **columns)
        records.listing(person, "ceiba", first, end)
        records.listing(person, "consolidated", first, end)
        records.custody(person, state, date(2021, 7, 11))
        if name == "man":
            records.release(person, announcement="anuncio-553", left_on="2025-01-16", left_earliest=date(2025, 1, 16),
                            left_latest=date(2025, 1, 16), reported_on=date(2025, 2, 1))  # fmt: skip
    for code, count in (("yes", 6), ("no", 1), ("unknown", 0)):
        records.sensitive_count(edition, "ceiba", START, "medical", code, count)
    return edition


def ours(edition, metric, *, publisher="pd-demo", as_of=DAY, value=10):
    row = records.published_figure(edition, "x", value, metric=metric, publisher=publisher, as_of=as_of)
    (found,) = beside([row], edition, "es")
    return found


@pytest.mark.parametrize(
    ("metric", "number"),
    [
        ("listed", 3), ("in_prison", 2), ("serving_outside", 1), ("women", 2), ("minors", 1), ("minors_boys", 0),
        ("minors_girls", 1), ("medical", 6), ("new_in_month", 1), ("left_in_month", 1), ("new_in_12_months", 1),
        ("through_in_12_months", 4), ("consolidated_list", 3), ("arrested_11j", 1), ("arrested_11j_in_prison", 1),
    ],
)  # fmt: skip
def test_a_metric_has_the_number_of_the_same_definition_and_day(edition, metric, number):
    found = ours(edition, metric)
    assert (found.number, found.difference, found.unit) == (number, Decimal(10 - number), "persons")


def test_an_organisation_whose_list_we_do_not_read_is_compared_by_what_all_share(edition):
    assert ours(edition, "women", publisher="otra").ours is None
    assert ours(edition, "in_prison", publisher="otra").ours.id == "in_prison"
    assert ours(edition, "in_prison").ours.id == "listed"


def test_a_departure_made_known_later_is_counted_now_and_not_then(edition):
    found = ours(edition, "released_political", as_of=date(2025, 1, 20), value=1)
    assert (found.number, found.number_then, found.difference) == (1, 0, 0)
    announced = ours(edition, "announced_released", as_of=date(2025, 1, 20), value=553)
    assert (announced.number, announced.number_then, announced.difference) == (553, None, 0)


def test_nothing_of_ours_stands_beside_another_definition_or_a_day_after_the_edition(edition):
    assert ours(edition, "victims").ours is None
    assert ours(edition, "victims").difference is None
    assert ours(edition, "listed", as_of=date(2025, 4, 1)).ours is None
    assert ours(edition, "released_political", as_of=date(2024, 12, 31)).ours is None, "nothing was announced yet"


def test_an_announcement_without_number_gives_none(edition):
    records.announcement(edition, "sin-cifra", date(2025, 2, 1), number=None)
    found = ours(edition, "announced_released", as_of=date(2025, 2, 10))
    assert found.ours is not None
    assert (found.number, found.difference) == (None, None)


def test_numbers_of_illness_that_leap_are_a_break(edition):
    def ill(code, value, day, metric="medical", publisher="pd"):
        return records.published_figure(edition, code, value, metric=metric, as_of=day, publisher=publisher)

    first = ill("a", 356, date(2024, 9, 30))
    second = ill("b", 653, date(2024, 10, 31))
    third = ill("c", 473, date(2025, 3, 31))
    rows = [ill("d", 464, date(2025, 12, 31)), third, second, first, ill("e", 63, DAY, "mental")]
    rows.append(ill("f", 9, date(2025, 1, 31), publisher="otra"))
    rows += [ill("g", 1000, DAY, "listed"), ill("h", 10, date(2025, 3, 31), "listed")]
    assert breaks(rows) == {"b": first, "c": second}
