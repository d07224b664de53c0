"""The 212 releases linked to the announcement of 553, and six revocations (section 10.7)."""

from datetime import date, timedelta

from .dates import T3, random_day
from .person import Release, Revocation

ATTRIBUTION = "anuncio-553"

LEFT_IN_JANUARY = (
    (date(2025, 1, 15), 22),
    (date(2025, 1, 16), 38),
    (date(2025, 1, 17), 41),
    (date(2025, 1, 18), 47),
    (date(2025, 1, 19), 30),
    (date(2025, 1, 20), 13),
)
LEFT_IN_FEBRUARY = ((date(2025, 2, 27), 5), (date(2025, 2, 28), 6))
LEFT_IN_MARCH = (date(2025, 3, 3), date(2025, 3, 9), 7)
LEFT_ON_THE_LAST_DAY = (date(2025, 3, 10), 3)

KNOWN_AT_T3, KNOWN_NEXT_DAY = 170, 172
KNOWN_IN_JANUARY_BY, KNOWN_BY = date(2025, 2, 10), date(2025, 3, 31)

TYPES = {"conditional_release": 196, "extrapenal_leave": 12, "substituted_tcsi": 4}
EXILED = 2

REVOCATIONS = (
    # ground_official, ground_alleged, revoked, back in prison
    ("no_work", "opinion", date(2025, 3, 14), date(2025, 3, 14)),
    ("no_show_judge", "opinion", date(2025, 3, 24), date(2025, 3, 25)),
    ("no_show_judge", "opinion", date(2025, 5, 6), date(2025, 5, 6)),
    ("no_work", None, date(2025, 6, 11), date(2025, 6, 12)),
    ("left_area", None, date(2025, 8, 20), date(2025, 8, 22)),
    ("unknown", "opinion", date(2025, 11, 5), date(2025, 11, 5)),
)
"""The first two lie before the end of the demonstration, and after 11 March, when 899 were in prison."""
EXILED_AFTER_REVOCATION = date(2025, 10, 20)
"""The second person revoked was put on remand for a new offence, then left after a change of measure."""


def link_releases(people, rng):
    """Give the 212 their release: day, figure, exile condition, day of report."""
    announced = [p for p in people if p.is_announced]
    days = _days_left(rng)
    figures = _figures(announced, rng)
    reported = _days_reported(days, rng)
    exiled = set(rng.sample([p.key for p in announced if p.block == "b01" and not p.is_minor], EXILED))
    order = list(range(len(days)))
    rng.shuffle(order)
    for person, index in zip(announced, order, strict=True):
        person.releases += (
            Release(
                release_type=figures[person.key],
                left_on=days[index],
                reported_on=reported[index],
                exile_condition="yes" if person.key in exiled else "no",
                attribution=ATTRIBUTION,
            ),
        )


def _days_left(rng):
    """191 days in January, 21 from 27 February to 10 March."""
    days = [day for day, number in LEFT_IN_JANUARY + LEFT_IN_FEBRUARY for _ in range(number)]
    first, last, number = LEFT_IN_MARCH
    days += [random_day(rng, first, last) for _ in range(number)]
    day, number = LEFT_ON_THE_LAST_DAY
    return days + [day] * number


def _days_reported(days, rng):
    """170 known by T3, two more the next day, the rest of January's by 10 February, all by 31 March."""
    january = [index for index, day in enumerate(days) if day <= T3]
    late = rng.sample(january, len(january) - KNOWN_AT_T3)
    reported = {}
    for position, index in enumerate(late):
        if position < KNOWN_NEXT_DAY - KNOWN_AT_T3:
            reported[index] = T3 + timedelta(days=1)
        else:
            reported[index] = random_day(rng, T3 + timedelta(days=2), KNOWN_IN_JANUARY_BY)
    for index, day in enumerate(days):
        if index not in reported:
            latest = T3 if day <= T3 else KNOWN_BY
            reported[index] = min(latest, day + timedelta(days=rng.choice((0, 0, 1, 1, 2, 3, 5))))
    return reported


def _figures(announced, rng):
    """Release type by person; the six already on extrapenal leave now get conditional release."""
    from_prison = [p.key for p in announced if p.block != "b03"]
    rng.shuffle(from_prison)
    figures = {p.key: "conditional_release" for p in announced}
    for figure in ("extrapenal_leave", "substituted_tcsi"):
        for _ in range(TYPES[figure]):
            figures[from_prison.pop()] = figure
    return figures


def revoke(people, rng):
    """Send six people of January's back to prison; one of them is later made to leave the country."""
    candidates = [
        p
        for p in people
        if p.is_announced
        and p.block == "b01"
        and not p.is_minor
        and p.sentence_months >= 60
        and p.releases[-1].release_type == "conditional_release"
        and p.releases[-1].exile_condition == "no"
        and p.releases[-1].left_on <= T3
    ]
    for person, (official, alleged, revoked, back) in zip(
        rng.sample(candidates, len(REVOCATIONS)), REVOCATIONS, strict=True
    ):
        person.revocation = Revocation(revoked, back, official, alleged)
        if revoked == REVOCATIONS[1][2]:
            person.releases += (
                Release(
                    release_type="precautionary_change",
                    left_on=EXILED_AFTER_REVOCATION,
                    reported_on=EXILED_AFTER_REVOCATION,
                    exile_condition="yes",
                    measure_after="signed_undertaking",
                ),
            )
