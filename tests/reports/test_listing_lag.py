from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports import registry
from reports.errors import BadParameter
from tests.publication import records

pytestmark = pytest.mark.django_db

FIRST = date(2024, 1, 1)
LEFT_OUT = ("in_first_snapshot", "arrested_before", "date_not_certain", "listed_before_arrest")


@pytest.fixture
def edition():
    edition = records.edition(as_of=date(2025, 1, 14))
    records.organisation(edition)
    return edition


def listed(edition, arrested, first, *, until=None, **columns):
    """`arrested`: a day, the two bounds of a part-known one, or None."""
    earliest, latest = arrested if isinstance(arrested, tuple) else (arrested, arrested)
    person = records.prisoner(edition, detained_earliest=earliest, detained_latest=latest, **columns)
    records.listing(person, "pd-demo", first, until)
    return person


def ask(**asked):
    return registry.answer("listing_lag", {"list": "pd-demo", **asked})


def after(days):
    return FIRST + timedelta(days)


def test_median_and_quartiles_are_of_the_days_to_the_first_snapshot_with_the_person(edition):
    listed(edition, date(2020, 1, 1), FIRST)
    for lag in (10, 20, 40, 100):
        listed(edition, after(1), after(1 + lag))
    answer = ask()

    assert (answer.value, answer.unit, answer.extras["n"]) == (30, "days", 4)
    assert (float(answer.extras["q1"]), float(answer.extras["q3"])) == (17.5, 55.0)
    assert {row.code: row.value for row in answer.breakdown if row.value} == {"0-30": 2, "31-90": 1, "91-180": 1}
    assert answer.persons_behind("0-30").count() == 2


def test_who_cannot_be_measured_is_counted_by_the_reason(edition):
    persons = {
        "in_first_snapshot": listed(edition, FIRST, FIRST),
        "arrested_before": listed(edition, FIRST, after(30)),
        "date_not_certain": listed(edition, (after(5), after(30)), after(40)),
        "listed_before_arrest": listed(edition, after(50), after(40)),
        "n": listed(edition, after(40), after(40)),
    }
    unknown = listed(edition, None, after(40))
    withheld = listed(edition, None, after(60), is_withheld=True)
    answer = ask()

    assert answer.value == 0
    assert {name: answer.extras[name] for name in LEFT_OUT} == {**dict.fromkeys(LEFT_OUT, 1), "date_not_certain": 3}
    for name, person in persons.items():
        assert person in answer.persons_behind(name)
    assert {unknown, withheld} < set(answer.persons_behind("date_not_certain"))
    assert sum(answer.extras[name] for name in (*LEFT_OUT, "n")) == 7


def test_part_known_date_wholly_before_the_first_snapshot_is_before_it(edition):
    listed(edition, date(2021, 7, 11), FIRST)
    listed(edition, (date(2023, 12, 1), date(2023, 12, 31)), after(30))
    listed(edition, (date(2023, 12, 1), after(3)), after(30))

    assert (ask().extras["arrested_before"], ask().extras["date_not_certain"]) == (1, 1)


def test_who_left_and_came_back_counts_from_the_first_time(edition):
    listed(edition, FIRST, FIRST)
    person = listed(edition, after(1), after(11), until=after(20))
    records.listing(person, "pd-demo", after(200))

    assert (ask().value, ask().extras["n"]) == (10, 1)


def test_later_snapshots_than_the_day_are_not_known(edition):
    listed(edition, FIRST, FIRST)
    listed(edition, after(1), after(11))

    assert ask(as_of=str(after(10))).value is None
    assert ask(as_of=str(after(10))).extras["in_first_snapshot"] == 1
    assert ask(as_of=str(after(11))).value == 10
    assert ask(as_of="2023-01-01").extras["n"] == 0


def test_restriction_leaves_the_first_snapshot_where_it_was(edition):
    listed(edition, FIRST, FIRST, province="CU-03")
    listed(edition, after(1), after(11), province="CU-13")

    assert ask(province="CU-13").value == 10
    assert ask(province="CU-03").value is None


def test_consolidated_list_is_published_by_nobody(edition):
    with pytest.raises(BadParameter) as refusal:
        ask(list="consolidated")

    assert refusal.value.parameter == "list"


def test_first_day_of_each_person_is_looked_up_once_for_all_numbers(edition):
    """Once for the day and once for the lag, not for every number made of them."""
    listed(edition, after(1), after(11))
    with CaptureQueriesContext(connection) as found:
        ask()
    asked = next(one["sql"] for one in found if "PERCENTILE_CONT(0.25)" in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + asked)
        plan = [line for (line,) in cursor.fetchall()]
    assert sum("SubPlan" in line and "->" not in line for line in plan) == 2
