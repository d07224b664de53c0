"""Figures of the sentences in force, by hand."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.answers import Asked, Expected, by_band, ids, mean, median, of_persons, one_decimal, oracle
from tests.oracle.of_persons import exactly, listed_on
from tests.oracle.people import Counted

LENGTHS = tuple((Fraction(years), f"to_{years}") for years in (1, 3, 5, 8, 10, 15, 20))


def in_force(one: Counted, asked: Asked) -> list[Fraction | None]:
    """Years of each sentence to deprivation of liberty in force; None: unknown, -1: for life."""
    found: list[Fraction | None] = []
    for sanction, months, days, since, until in one.sentences:
        is_now = (since is None or since <= asked.day) and (until is None or asked.day < until)
        if is_now and sanction in ("life", "death"):
            found.append(Fraction(-1))
        elif is_now and sanction in ("imprisonment", "tcci"):
            is_known = months is not None or days is not None
            years = Fraction(months or 0, 12) + Fraction(days or 0) / Fraction("365.25")
            found.append(years if is_known else None)
    return found


@oracle("sentenced")
def sentenced(asked: Asked) -> Expected:
    def code(one: Counted) -> str:
        lengths = in_force(one, asked)
        known = [years for years in lengths if years is not None]
        if -1 in known:
            return "life"
        return by_band(max(known), LENGTHS, "over_20") if known else "unknown"

    found = [one for one in listed_on(asked, asked["list"] or "consolidated") if in_force(one, asked)]
    return exactly(found, length=of_persons(found, code))


@oracle("sentence_length")
def sentence_length(asked: Asked) -> Expected:
    charged = [one for one in listed_on(asked, asked["list"] or "consolidated") if one.principal == asked["offence"]]
    sentenced = [one for one in charged if in_force(one, asked)]
    lengths = {
        one.public_id: max(known)
        for one in sentenced
        if (known := [years for years in in_force(one, asked) if years is not None and years >= 0])
    }
    value = one_decimal(mean(lengths.values()))
    groups = {"n": list(lengths), "charged": ids(charged), "sentenced": ids(sentenced)}
    extras = {**{name: len(group) for name, group in groups.items()}, "median": one_decimal(median(lengths.values()))}
    return Expected(value, (value, value), list(lengths), extras, {}, groups)
