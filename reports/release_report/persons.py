"""When they left, and who they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reports.definitions import release_report as words
from reports.release_report.parts import Left, Line, Section, among, counted, mean, measured, without_zeros

WEEK = timedelta(6)
"""From the day of the announcement to the sixth after it: seven days."""

OLD, COMES_OF_AGE = 60, 18


def when(everybody: Sequence[Left], announced: date | None) -> Section | None:
    """None where the day of the announcement is not known."""
    if announced is None:
        return None
    end = announced + WEEK

    def place(one: Left) -> str:
        earliest, latest = one.release.left_earliest, one.left_by
        if latest < announced:
            return "before"
        if earliest and earliest > end:
            return "after"
        return "week" if earliest and announced <= earliest and latest <= end else "unknown"

    named = (("before", words.BEFORE), ("week", words.FIRST_WEEK), ("after", words.AFTER), ("unknown", words.NO_DAY))
    lines = counted(everybody, "when", ((code, label, among(place, code)) for code, label in named))
    return Section("when", words.WHEN, words.WHEN_MEANS, without_zeros(lines, "when-before", "when-unknown"))


def sex(everybody: Sequence[Left]) -> Section:
    groups = (
        ("men", words.MEN, {"man"}),
        ("women", words.WOMEN, {"woman", "trans_woman"}),
        ("others", words.OTHERS, {"trans_man", "non_binary"}),
    )
    named = {code for _, _, codes in groups for code in codes}

    def gender(one: Left) -> str:
        return one.person.gender

    lines = counted(
        everybody,
        "sex",
        [
            *((code, label, among(gender, *codes)) for code, label, codes in groups),
            ("unknown", words.UNKNOWN, lambda one: gender(one) not in named),
        ],
    )
    return Section("sex", words.SEX, words.SEX_MEANS, without_zeros(lines, "sex-others"))


def age(everybody: Sequence[Left]) -> Section:
    reached, nobody = measured(everybody, age_reached)
    held, unstated = measured(everybody, lambda one: one.person.age_at_detention)
    old = frozenset(person for person, years in reached.items() if years >= OLD)
    minors = {one.person.public_id for one in everybody if one.person.minor_at_detention == "yes"}
    young = frozenset(minors | {person for person, years in held.items() if years <= COMES_OF_AGE})
    lines = [
        Line("age-mean", words.MEAN_AGE, mean(reached.values()), frozenset(reached), unit="years"),
        Line("age-60", words.AGED_60, len(old), old, len(everybody)),
        Line("age-unknown", words.AGE_UNKNOWN, len(nobody), nobody, len(everybody)),
        Line("age-at-detention", words.MEAN_AGE_HELD, mean(held.values()), frozenset(held), unit="years"),
        Line("age-18", words.HELD_AT_18, len(young), young, len(everybody)),
        Line("age-at-detention-unknown", words.AGE_HELD_UNKNOWN, len(unstated), unstated, len(everybody)),
        *counted(
            everybody,
            "minors",
            (
                ("yes", words.MINORS, lambda one: one.person.minor_at_detention == "yes"),
                ("unknown", words.MINORS_UNKNOWN, lambda one: one.person.minor_at_detention not in ("yes", "no")),
            ),
        ),
    ]
    return Section("age", words.AGE, words.AGE_MEANS, lines)


def age_reached(one: Left) -> int | None:
    """The age that the person reaches in the year of leaving: all that a year of birth allows to know for certain."""
    release, latest = one.release, one.left_by
    if one.person.birth_year is None or release.left_earliest is None or release.left_earliest.year != latest.year:
        return None
    return latest.year - one.person.birth_year


def context(everybody: Sequence[Left]) -> Section:
    groups = (
        ("11j", words.OF_11J, "j11"),
        ("before", words.BEFORE_11J, "before_11j"),
        ("after", words.AFTER_11J, "after_11j"),
    )
    known = {raw for _, _, raw in groups}

    def held_in(one: Left) -> str:
        return one.person.context

    lines = counted(
        everybody,
        "context",
        [
            *((code, label, among(held_in, raw)) for code, label, raw in groups),
            ("unknown", words.UNKNOWN, lambda one: held_in(one) not in known),
        ],
    )
    return Section("context", words.CONTEXT, words.CONTEXT_MEANS, lines)
