"""Who entered prison, left it and passed through it: day by day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.answers import Asked, Expected, Rows, by_state, counts, ids, of_persons, one_decimal, oracle, percent
from tests.oracle.calendar_days import A_DAY, LONG_AGO, days_of, months_between
from tests.oracle.people import Counted

INSIDE = "in_custody"


def is_inside(one: Counted, day: date) -> bool:
    return one.custody.certain(day) == INSIDE


def ever_inside(one: Counted, first: date, last: date) -> bool:
    return any(is_inside(one, day) for day in days_of(first, last))


def perhaps_inside(one: Counted, first: date, last: date) -> bool:
    return any(one.custody.may_be(INSIDE, day) for day in days_of(first, last))


def entries(one: Counted, first: date, last: date) -> int:
    """How often the person certainly was inside on a day and not certainly so on the day before."""
    return sum(is_inside(one, day) and not is_inside(one, day - A_DAY) for day in days_of(first, last))


def beginning(one: Counted) -> date:
    """A day before everything that is known of the person."""
    days = [first for _, first, _ in one.custody.changes if first != LONG_AGO]
    days += [last for _, _, last in one.custody.changes]
    return min(days, default=date(2020, 1, 1)) - timedelta(2)


def stocks(asked: Asked) -> dict[str, int]:
    first, last = asked.period
    return {
        "in_prison_before": sum(is_inside(one, first) for one in asked.everybody()),
        "in_prison_after": sum(is_inside(one, last) for one in asked.everybody()),
    }


@oracle("prison_entered")
def entered(asked: Asked) -> Expected:
    first, last = asked.period
    everybody = asked.everybody()
    new = [one for one in everybody if not is_inside(one, first) and ever_inside(one, first + A_DAY, last)]
    surely = [one for one in new if not one.custody.may_be(INSIDE, first)]
    perhaps = [one for one in everybody if not is_inside(one, first) and perhaps_inside(one, first + A_DAY, last)]
    months = months_between(first, last)
    return Expected(
        len(new),
        (len(surely), len(perhaps)),
        ids(new),
        {
            **stocks(asked),
            "admissions": sum(entries(one, first + A_DAY, last) for one in everybody),
            "monthly_mean": one_decimal(Fraction(len(new)) / months) if months else None,
        },
        {"entry": of_persons(new, lambda one: "again" if ever_inside(one, beginning(one), first) else "first_time")},
    )


@oracle("prison_through")
def through(asked: Asked) -> Expected:
    first, last = asked.period
    found = [one for one in asked.everybody() if ever_inside(one, first, last)]
    perhaps = [one for one in asked.everybody() if perhaps_inside(one, first, last)]
    return Expected(len(found), (len(found), len(perhaps)), ids(found), dict(stocks(asked)))


@oracle("prison_left")
def left(asked: Asked) -> Expected:
    first, last = asked.period
    gone = [one for one in asked.everybody() if ever_inside(one, first, last) and not is_inside(one, last)]
    surely = [one for one in gone if not one.custody.may_be(INSIDE, last)]
    perhaps = [one for one in asked.everybody() if perhaps_inside(one, first, last) and not is_inside(one, last)]
    rows = by_state(gone, last)
    return Expected(len(gone), (len(surely), len(perhaps)), ids(gone), dict(stocks(asked)), {"state": rows})


@oracle("repeat_detentions")
def repeat_detentions(asked: Asked) -> Expected:
    times = {one.public_id: entries(one, beginning(one), asked.day) for one in asked.everybody()}
    again = [person for person, number in times.items() if number >= 2]
    ever = [person for person, number in times.items() if number]
    rows: Rows = {}
    for person in again:
        code = {2: "twice", 3: "three_times"}.get(times[person], "more_often")
        rows.setdefault(code, []).append(person)
    value = len(again)
    assert sum(counts(rows).values()) == value
    return Expected(
        value, (value, value), again, {"n": len(ever), "share": percent(value, len(ever))}, {"times": rows}, {"n": ever}
    )
