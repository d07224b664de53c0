"""Figures of persons on lists and in prison, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

from tests.oracle.answers import (
    Asked,
    Expected,
    Rows,
    by_band,
    by_context,
    by_custody,
    by_gender,
    by_province,
    by_state,
    ids,
    mean,
    median,
    of_persons,
    one_decimal,
    oracle,
    percent,
    quantile,
)
from tests.oracle.calendar_days import A_DAY, days_of, months_between
from tests.oracle.people import Counted

AGES = ((20, "18-20"), (25, "21-25"), (30, "26-30"), (35, "31-35"), (40, "36-40"), (50, "41-50"), (59, "51-59"))
LAGS = ((30, "0-30"), (90, "31-90"), (180, "91-180"), (365, "181-365"))


def listed_on(asked: Asked, source_list: str) -> list[Counted]:
    return [one for one in asked.everybody() if asked.world.on_list(one, source_list, asked.day)]


def exactly(counted: list[Counted], **rows: Rows) -> Expected:
    return Expected(len(counted), (len(counted), len(counted)), ids(counted), rows=rows)


@oracle("consolidated")
def consolidated(asked: Asked) -> Expected:
    found = listed_on(asked, "consolidated")
    return exactly(
        found,
        context=by_context(found),
        custody=by_custody(found, asked.day),
        gender=by_gender(found),
        province=by_province(found),
    )


@oracle("by_province")
def provinces(asked: Asked) -> Expected:
    found = listed_on(asked, "consolidated")
    return exactly(found, province=by_province(found))


@oracle("by_offence")
def offences(asked: Asked) -> Expected:
    found = listed_on(asked, "consolidated")
    if asked["mode"] == "principal":
        return exactly(found, offence=of_persons(found, lambda one: one.principal or "desconocido"))
    rows: Rows = {}
    for one in found:
        for offence in one.offences or ("desconocido",):
            rows.setdefault(offence, []).append(one.public_id)
    return exactly(found, offence=rows)


BOYS_AND_GIRLS = {"man": "boys", "woman": "girls"}


@oracle("listed")
def listed(asked: Asked) -> Expected:
    found = listed_on(asked, asked["list"])
    minors = of_persons(found, lambda one: BOYS_AND_GIRLS.get(one.gender, "unknown") if one.minor == "yes" else None)
    return exactly(
        found,
        gender=by_gender(found),
        minors=minors,
        custody=by_custody(found, asked.day),
        offence=of_persons(found, lambda one: one.principal or "desconocido"),
        province=by_province(found),
    )


def moved(asked: Asked) -> tuple[list[Counted], list[Counted], list[Counted]]:
    """Who was on the list when the period began, who came, and who of them all was gone when it ended."""
    first, last = asked.period
    on = {one.public_id: one for one in asked.everybody()}
    is_on = lambda one, day: asked.world.on_list(one, asked["list"], day)  # noqa: E731
    before = [one for one in on.values() if is_on(one, first)]
    new = [
        one
        for one in on.values()
        if not is_on(one, first) and any(is_on(one, day) for day in days_of(first + A_DAY, last))
    ]
    return before, new, [one for one in (*before, *new) if not is_on(one, last)]


@oracle("listed_new")
def listed_new(asked: Asked) -> Expected:
    _, new, _ = moved(asked)
    found, months = exactly(new), months_between(*asked.period)
    found.extras["monthly_mean"] = one_decimal(len(new) / months) if months else None
    return found


@oracle("listed_left")
def listed_left(asked: Asked) -> Expected:
    return exactly(moved(asked)[2])


@oracle("listed_through")
def listed_through(asked: Asked) -> Expected:
    before, new, _ = moved(asked)
    return exactly([*before, *new])


@oracle("overlap")
def overlap(asked: Asked) -> Expected:
    lists = []
    for part in asked["lists"].split(","):
        code, _, day = part.partition("@")
        lists.append((code, type(asked.day).fromisoformat(day) if day else asked.day))
    codes = [code for code, _ in lists]
    names = [code if codes.count(code) == 1 else f"{code}@{day}" for code, day in lists]
    patterns: Rows = {}
    pairs: Rows = {}
    found = []
    for one in asked.everybody():
        on = [name for name, (code, day) in zip(names, lists, strict=True) if asked.world.on_list(one, code, day)]
        if on:
            found.append(one)
            patterns.setdefault("+".join(on), []).append(one.public_id)
            for pair in (*on, *map("+".join, combinations(on, 2))):
                pairs.setdefault(pair, []).append(one.public_id)
    expected = exactly(found, inclusion=patterns, pairs=pairs)
    size = {name: len(pairs.get(name, [])) for name in names}
    expected.wholes["pairs"] = {
        pair: min(size[name] for name in pair.split("+")) for pair in map("+".join, combinations(names, 2))
    }
    return expected


@oracle("estimated_total")
def estimated_total(asked: Asked) -> Expected:
    """Of the estimate nothing: it has tests of its own."""
    found = overlap(asked)
    found.rows = {"inclusion": found.rows["inclusion"]}
    return found


@oracle("one_organisation")
def one_organisation(asked: Asked) -> Expected:
    def keepers(one: Counted) -> set[str]:
        return {
            organisation
            for code, (organisation, _, _) in asked.world.lists.items()
            if asked.world.on_list(one, code, asked.day)
        }

    listed = [one for one in asked.everybody() if keepers(one)]
    found = [one for one in listed if len(keepers(one)) == 1]
    expected = exactly(found, organisation=of_persons(found, lambda one: next(iter(keepers(one)))))
    expected.extras = {"on_any_list": len(listed), "share": percent(len(found), len(listed))}
    expected.groups["on_any_list"] = ids(listed)
    organisations = {organisation for organisation, _, _ in asked.world.lists.values()}
    expected.wholes["organisation"] = {code: sum(code in keepers(one) for one in listed) for code in organisations}
    return expected


@oracle("listing_lag")
def listing_lag(asked: Asked) -> Expected:
    def first_on(one: Counted):
        days = [day for day, said in one.listed.get(asked["list"], []) if said is not None and day <= asked.day]
        return min(days, default=None)

    starts = [day for one in asked.world.persons.values() if (day := first_on(one))]
    start = min(starts, default=asked.day)
    groups: Rows = {}
    lags: dict = {}
    for one in asked.everybody():
        first = first_on(one)
        if first is None:
            continue
        earliest, latest = one.detained
        if first <= start:
            reason = "in_first_snapshot"
        elif latest is not None and latest <= start:
            reason = "arrested_before"
        elif earliest is None or earliest != latest:
            reason = "date_not_certain"
        elif first < earliest:
            reason = "listed_before_arrest"
        else:
            reason = "n"
            lags[one.public_id] = (first - earliest).days
        groups.setdefault(reason, []).append(one.public_id)
    value = one_decimal(median(lags.values()))
    rows: Rows = {}
    for person, lag in lags.items():
        rows.setdefault(by_band(lag, LAGS, "366-"), []).append(person)
    reasons = ("n", "in_first_snapshot", "arrested_before", "listed_before_arrest", "date_not_certain")
    quartiles = {"q1": Fraction(1, 4), "q3": Fraction(3, 4)}
    return Expected(
        value,
        (value, value),
        list(lags),
        {
            **{name: one_decimal(quantile(lags.values(), part)) for name, part in quartiles.items()},
            **{reason: len(groups.get(reason, [])) for reason in reasons},
        },
        {"lag": rows},
        {reason: groups.get(reason, []) for reason in reasons},
    )


@oracle("age_at_detention")
def age_at_detention(asked: Asked) -> Expected:
    found = listed_on(asked, asked["list"] or "consolidated")

    def code(one: Counted) -> str:
        if one.minor == "yes":
            return "under_18"
        return "unknown" if one.age is None else by_band(one.age, AGES, "60-")

    adults = [one for one in found if one.minor != "yes" and one.age is not None]
    groups = {
        "n": ids(adults),
        "minors": [one.public_id for one in found if one.minor == "yes"],
        "unknown": [one.public_id for one in found if one.minor != "yes" and one.age is None],
        "sixty_and_over": [one.public_id for one in adults if (one.age or 0) >= 60],
    }
    value = one_decimal(mean(Fraction(one.age or 0) for one in adults))
    extras = {
        **{name: len(group) for name, group in groups.items()},
        "median": one_decimal(median(o.age for o in adults)),
    }
    return Expected(value, (value, value), ids(found), extras, {"age": of_persons(found, code)}, groups)


@oracle("in_prison")
def in_prison(asked: Asked) -> Expected:
    found = [one for one in asked.everybody() if one.custody.certain(asked.day) == "in_custody"]
    perhaps = [one for one in asked.everybody() if one.custody.may_be("in_custody", asked.day)]
    expected = exactly(found, gender=by_gender(found), province=by_province(found), context=by_context(found))
    expected.possible = (len(found), len(perhaps))
    return expected


@oracle("custody")
def custody(asked: Asked) -> Expected:
    found = [one for one in asked.everybody() if one.custody.certain(asked.day)]
    perhaps = [one for one in asked.everybody() if one.custody.states(asked.day) - {""}]
    expected = exactly(found, state=by_state(found, asked.day))
    expected.possible = (len(found), len(perhaps))
    return expected


def arrested_over(asked: Asked) -> list[Counted]:
    def is_of(code: str | None) -> bool:
        while code and code != asked["event"]:
            code = asked.world.parts_of.get(code)
        return bool(code)

    return [one for one in asked.everybody() if any(is_of(code) for code in one.events)]


AFFILIATION = {"no": "none_known", "yes": "any"}


def by_affiliation(counted: list[Counted]) -> Rows:
    return of_persons(counted, lambda one: AFFILIATION.get(one.affiliation, one.affiliation))


def in_prison_of(asked: Asked, persons: list[Counted]) -> tuple[list[Counted], list[Counted]]:
    """Who certainly is inside, and who may be."""
    still = [one for one in persons if one.custody.certain(asked.day) == "in_custody"]
    return still, [one for one in persons if one.custody.may_be("in_custody", asked.day)]


@oracle("behind_bars")
def behind_bars(asked: Asked) -> Expected:
    still, perhaps = in_prison_of(asked, listed_on(asked, asked["list"]))
    rows = {"gender": by_gender(still), "province": by_province(still), "context": by_context(still)}
    return Expected(len(still), (len(still), len(perhaps)), ids(still), rows=rows)


@oracle("arrested_event_in_prison")
def arrested_event_in_prison(asked: Asked) -> Expected:
    still, perhaps = in_prison_of(asked, arrested_over(asked))
    rows = {"gender": by_gender(still), "province": by_province(still), "affiliation": by_affiliation(still)}
    return Expected(len(still), (len(still), len(perhaps)), ids(still), rows=rows)


@oracle("coe_1900")
def coe_1900(asked: Asked) -> Expected:
    def said(one: Counted, *, perhaps: bool) -> set[str]:
        """The tests that somebody has named by the day; a day without an end was told by the edition's own."""
        bounds = [(test, first or date.min, last or asked.world.day) for test, (first, last) in one.classified]
        return {test for test, first, last in bounds if (first if perhaps else last) <= asked.day}

    found = [one for one in asked.everybody() if said(one, perhaps=False)]
    still = in_prison_of(asked, found)[0]
    perhaps = in_prison_of(asked, [one for one in asked.everybody() if said(one, perhaps=True)])[1]
    tests: Rows = {}
    for one in still:
        for test in said(one, perhaps=False):
            tests.setdefault(test, []).append(one.public_id)
    return Expected(
        len(still),
        (len(still), len(perhaps)),
        ids(still),
        {"classified": len(found)},
        {"coe": tests, "gender": by_gender(still), "province": by_province(still)},
        {"classified": ids(found)},
    )


@oracle("minors_by_province")
def minors_by_province(asked: Asked) -> Expected:
    everybody = [one for one in asked.world.persons.values() if one.minor == "yes"]
    found = [one for one in everybody if one.custody.certain(asked.day)]
    perhaps = [one for one in everybody if one.custody.states(asked.day) - {""}]
    points = [point for day, point in sorted(asked.world.minors.items()) if day <= asked.day]
    expected = exactly(found, province=points[-1] if points else {})
    expected.possible = (len(found), len(perhaps))
    return expected


@oracle("minors")
def minors(asked: Asked) -> Expected:
    found = [one for one in listed_on(asked, asked["list"] or "consolidated") if one.minor == "yes"]
    of = {"man": "boys", "woman": "girls"}
    return exactly(found, minors=of_persons(found, lambda one: of.get(one.gender, "unknown")))


@oracle("arrested_in_prison")
def arrested_in_prison(asked: Asked) -> Expected:
    arrested = arrested_over(asked)
    still = [one for one in arrested if one.custody.certain(asked.day) == "in_custody"]
    perhaps = [one for one in arrested if one.custody.may_be("in_custody", asked.day)]
    value = percent(len(still), len(arrested))
    return Expected(
        value,
        (value, percent(len(perhaps), len(arrested))),
        ids(still),
        {"numerator": len(still), "denominator": len(arrested)},
        {
            "gender": by_gender(still),
            "province": by_province(still),
            "affiliation": by_affiliation(still),
        },
        {"numerator": ids(still), "denominator": ids(arrested)},
    )
