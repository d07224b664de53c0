"""Figures of departures from prison, by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.answers import (
    Asked,
    Expected,
    mean,
    median,
    of_departures,
    one_decimal,
    oracle,
    percent,
    quantile,
    who,
)
from tests.oracle.calendar_days import LONG_AGO, days_of
from tests.oracle.people import Departed

YEAR = Fraction("365.25")
LEFT = ((6, "left_0-6"), (12, "left_6-12"), (24, "left_12-24"), (36, "left_24-36"), (60, "left_36-60"))
GAPS = ((90, "gap_1-90"), (365, "gap_91-365"), (730, "gap_366-730"))


def split(asked: Asked) -> tuple[list[Departed], list[Departed]]:
    """The departures that certainly, and those that possibly, are of the announcement or the period."""
    everything = [one for person in asked.everybody() for one in person.departures]
    if asked["announcement"]:
        tied = [one for one in everything if one.announcement == asked["announcement"]]
        return _within(tied, None, asked.day)
    return _within(everything, *asked.period)


def _within(found: list[Departed], first: date | None, last: date) -> tuple[list[Departed], list[Departed]]:
    """Those in whose every world the day lies after the first and up to the last, and those in some."""
    certain, possible = [], []
    for one in found:
        earliest, latest = one.left
        is_in = [first is None or first < day for day in (earliest or LONG_AGO, latest)]
        if latest <= last and all(is_in):
            certain.append(one)
        if (earliest or LONG_AGO) <= last and is_in[1]:
            possible.append(one)
    return certain, possible


def in_all(certain: list[Departed], possible: list[Departed]) -> Expected:
    return Expected(len(certain), (len(certain), len(possible)), who(certain))


@oracle("announced_verified")
def announced_verified(asked: Asked) -> Expected:
    known_by = asked.day_of("known_by")

    def is_listed(one: Departed) -> bool:
        person = asked.world.persons[one.person]
        accepted = [code for code, (_, _, is_accepted) in asked.world.lists.items() if is_accepted]
        return any(
            said is not None and day <= asked.day for code in accepted for day, said in person.listed.get(code, [])
        )

    def verified(found: list[Departed]) -> set:
        return {one.person for one in found if is_listed(one) and (known_by is None or one.reported_on <= known_by)}

    certain, possible = map(verified, split(asked))
    announced = asked.world.announced if asked.day >= date(2025, 1, 14) else None  # nobody had said it yet
    alive = [one for one in split(asked)[0] if one.figure != "death_in_custody"]
    groups = {
        "left_prison": list(verified([one for one in alive if not one.is_formality])),
        "already_outside": list(verified([one for one in alive if one.is_formality])),
    }
    return Expected(
        len(certain),
        (len(certain), len(possible)),
        list(certain),
        {
            "announced": announced,
            "not_identified": None if announced is None else max(0, announced - len(certain)),
            "share": percent(len(certain), announced),
            **{name: len(those) for name, those in groups.items()},
        },
        groups=groups,
    )


def _written(one: Departed, size: int) -> str:
    first, last = (str(day or "")[:size] for day in one.left)
    return first if first == last else "unknown"


@oracle("release_type")
def release_type(asked: Asked) -> Expected:
    certain, possible = split(asked)
    found = in_all(certain, possible)
    parts = {
        "left_prison": [one for one in certain if not one.is_formality and one.figure != "death_in_custody"],
        "already_outside": [one for one in certain if one.is_formality and one.figure != "death_in_custody"],
        "died_inside": [one for one in certain if one.figure == "death_in_custody"],
    }
    found.extras = {name: len(those) for name, those in parts.items()}
    found.groups = {name: who(those) for name, those in parts.items()}
    found.rows = {
        "release_type": of_departures(certain, lambda one: one.figure),
        "month": of_departures(certain, lambda one: _written(one, 7)),
        "day": of_departures(certain, lambda one: _written(one, 10)),
    }
    return found


@oracle("free_among_released")
def free_among_released(asked: Asked) -> Expected:
    certain, possible = split(asked)
    free, perhaps = ([one for one in rows if one.ends_penalty == "yes"] for rows in (certain, possible))
    found = in_all(free, perhaps)
    found.extras = {"n": len(certain), "share": percent(len(free), len(certain))}
    found.groups["n"] = who(certain)
    return found


@oracle("more_than_half")
def more_than_half(asked: Asked) -> Expected:
    certain, possible = split(asked)

    def answer(one: Departed) -> str:
        return one.share.less if asked["reductions"] == "deducted" else one.share.half

    found = in_all([one for one in certain if answer(one) == "yes"], [one for one in possible if answer(one) == "yes"])
    no, unknown = ([one for one in certain if answer(one) == code] for code in ("no", "not_computable"))
    yes = len(found.things)
    found.extras = {
        "no": len(no),
        "not_computable": len(unknown),
        "share_of_computable": percent(yes, yes + len(no)),
        "share_of_all": percent(yes, len(certain)),
    }
    found.groups = {"no": who(no), "not_computable": who(unknown)}
    return found


@oracle("time_inside")
def time_inside(asked: Asked) -> Expected:
    departures = [one for one in split(asked)[0] if not one.is_formality]
    measured = [one for one in departures if one.share.inside is not None]
    unknown = [one for one in departures if one.share.inside is None]
    years = [Fraction(one.share.inside or 0) / YEAR for one in measured]
    value = one_decimal(mean(years))
    return Expected(
        value,
        (value, value),
        who(measured),
        {"n": len(measured), "unknown": len(unknown), "median": one_decimal(median(years))},
        {},
        {"n": who(measured), "unknown": who(unknown)},
    )


@oracle("months_left")
def months_left(asked: Asked) -> Expected:
    certain, possible = split(asked)

    def code(one: Departed) -> str:
        if one.share.sentence is None or one.share.served is None:
            return "unknown"
        months = (one.share.sentence - one.share.served) / (YEAR / 12)
        return next((name for most, name in LEFT if months < most), "left_60-")

    known = [one for one in certain if one.share.sentence is not None]
    found = in_all(certain, possible)
    found.extras = {"n": len(known), "unknown": len(certain) - len(known)}
    found.rows = {"months_left": of_departures(certain, code)}
    found.groups = {"n": who(known)}
    return found


@oracle("could_have_left")
def could_have_left(asked: Asked) -> Expected:
    certain, _ = split(asked)

    def gap(one: Departed) -> int | None:
        parts = {"third": one.share.third_on, "two_thirds": one.share.two_thirds_on}
        reached = parts.get(asked["part"], one.share.half_on)
        first, last = one.left
        return (first - reached).days if reached and first and first == last else None

    measured = [one for one in certain if gap(one) is not None]
    gaps = [gap(one) or 0 for one in measured]
    reached = [one for one in measured if (gap(one) or 0) > 0]
    unknown = [one for one in certain if gap(one) is None]
    quartiles = {"q1_gap": Fraction(1, 4), "median_gap": Fraction(1, 2), "q3_gap": Fraction(3, 4)}
    return Expected(
        len(reached),
        (len(reached), len(reached)),
        who(reached),
        {
            "n": len(measured),
            "unknown": len(unknown),
            "share": percent(len(reached), len(measured)),
            **{name: one_decimal(quantile(gaps, part)) for name, part in quartiles.items()},
        },
        {
            "gap": of_departures(
                reached, lambda one: next((c for most, c in GAPS if (gap(one) or 0) <= most), "gap_731-")
            )
        },
        {"n": who(measured), "unknown": who(unknown)},
    )


@oracle("revoked")
def revoked(asked: Asked) -> Expected:
    """A revocation without a day is certain from the return to prison on, and possible on any day."""
    certain, possible = split(asked)

    def is_back(one: Departed) -> bool:
        return one.back[1] is not None and one.back[1] <= asked.day

    def is_revoked(one: Departed) -> bool:
        return one.is_revoked and (one.revoked[1] <= asked.day if one.revoked[1] else is_back(one))

    def perhaps(one: Departed) -> bool:
        return is_revoked(one) or (one.is_revoked and (one.revoked[0] is None or one.revoked[0] <= asked.day))

    found = in_all([one for one in certain if is_revoked(one)], [one for one in possible if perhaps(one)])
    rows = [one for one in certain if is_revoked(one)]
    back = [one for one in rows if is_back(one)]
    found.extras = {"n": len(certain), "share": percent(len(rows), len(certain)), "back_in_prison": len(back)}
    found.rows = {
        "ground_official": of_departures(rows, lambda one: one.official or "unknown"),
        "ground_alleged": of_departures(rows, lambda one: one.alleged or "none_alleged"),
    }
    found.groups = {"n": who(certain), "back_in_prison": who(back)}
    return found


@oracle("reimprisoned")
def reimprisoned(asked: Asked) -> Expected:
    certain, possible = split(asked)
    term = timedelta(int(asked["days"] or 180))

    def returns(one: Departed) -> list[bool]:
        """In each world, a day of leaving and one of return in that order: whether back within the term by the day."""
        earliest, latest = one.left
        first, last = one.back
        if last is None:
            return [False]  # no story tells of a return on some day or after
        begins = earliest or min(latest, last - 2 * term)
        worlds = []
        if earliest is None and first is None:  # nothing says that it was not long ago
            worlds.append((min(latest, last, asked.day), min(latest, last, asked.day)))
        for back in days_of(max(first or begins, begins), last):
            worlds += [(begins, back), (min(latest, back), back)]  # outside for as long and as short as can be
        return [back - left <= term and back <= asked.day for left, back in worlds]

    back = [one for one in certain if all(returns(one))]
    perhaps = [one for one in possible if any(returns(one))]
    followed = [one for one in certain if one in back or one.left[1] <= asked.day - term]
    found = in_all(back, perhaps)
    is_followed = any(one.left[1] <= asked.day - term for one in certain)
    found.extras = {"n": len(followed), "share": percent(len(back), len(followed)) if is_followed else None}
    found.groups = {"n": who(followed)}
    return found


@oracle("still_outside")
def still_outside(asked: Asked) -> Expected:
    """Each return on the last day on which it can have been; the range: on the last or the first one, all alike."""
    certain, _ = split(asked)
    term = int(asked["days"] or 30)
    departures = [one for one in certain if not one.is_formality and one.left[0] == one.left[1]]

    def followed(returned_on: Callable[[Departed], date | None]) -> list[tuple[int, bool]]:
        found = []
        for one in departures:
            back = returned_on(one)
            is_back = back is not None and back <= asked.day
            end = back if is_back and back else asked.day
            found.append((max(0, (end - one.left[1]).days), is_back))
        return found

    late = followed(lambda one: one.back[1])
    shares = [_kaplan_meier(late, term), _kaplan_meier(followed(lambda one: one.back[0]), term)]
    value = one_decimal(shares[0])
    ends = sorted(share for share in shares if share is not None)
    returned = [one for one, (days, is_back) in zip(departures, late, strict=True) if is_back and days <= term]
    return Expected(
        value,
        (one_decimal(ends[0]), one_decimal(ends[-1])) if ends else (None, None),
        who(departures),
        {
            "n": len(departures),
            "at_risk": sum(days >= term and not (is_back and days == term) for days, is_back in late),
            "returned": len(returned),
        },
        {},
        {"n": who(departures), "returned": who(returned)},
    )


def _kaplan_meier(followed: list[tuple[int, bool]], term: int) -> Fraction | None:
    """In percent: day by day, the share of those who had been followed so far and did not go back that day."""
    share = Fraction(100)
    for day in range(term + 1):
        at_risk = sum(days >= day for days, _ in followed)
        gone = sum(is_back and days == day for days, is_back in followed)
        if gone:
            share *= Fraction(at_risk - gone, at_risk)
    is_known = not share or any(days >= term for days, _ in followed)
    return share if followed and is_known else None
