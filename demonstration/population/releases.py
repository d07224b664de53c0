"""How people had left prison before the announcement (sections 10.2, 10.4, 10.5)."""

from datetime import date, timedelta

from .dates import PD_MONTHS, T0, T1_PRIME, add_months, random_day
from .person import PartDate, Release
from .sentences import day_after_detention

LAST_BEFORE_T1 = date(2024, 10, 18)
LONG_BEFORE = date(2023, 9, 30)
"""b22 left before the twelve months of the pd-demo list."""

TYPE_BY_SITUATION = {
    "tcsi": "substituted_tcsi",
    "limitation": "substituted_limitation",
    "completed": "sentence_completed",
}
MEASURES = (
    "bail_cash",
    "bail_moral",
    "home_confinement_pretrial",
    "signed_undertaking",
)
REDUCTION_DAYS_PER_MONTH = 5
"""The usual reduction is up to two months a year (section 1.2)."""


def release_early(people, rng):
    """Give everybody who was out at T2 the release that explains it."""
    for person in people:
        if person.block in ("b18", "b19", "b20", "b21"):
            _leave_list(person, rng)
        elif person.block == "b15":
            _go_home_in_december(person, rng)
        elif person.legal not in (
            "imprisonment",
            "tcci",
            "remand",
            "unknown",
            "unknown_sentence",
        ):
            _leave(person, _day_left(person, rng), rng)


def _leave(person, day, rng, *, known_by=None):
    """Add the release; it is reported within nine days, and by the snapshot that shows it where there is one."""
    reported = day + timedelta(days=rng.choice((0, 1, 1, 2, 3, 5, 9)))
    release_type = TYPE_BY_SITUATION.get(person.legal, person.legal)
    person.releases += (
        Release(
            release_type=release_type,
            left_on=day,
            reported_on=min(reported, known_by or reported),
            exile_condition="yes" if release_type == "forced_exile" else "no",
            measure_after=rng.choice(MEASURES) if release_type == "precautionary_change" else None,
        ),
    )
    if person.is_announced:  # extrapenal leave whose credited time is unsettled: share served not computable
        person.counted_from = None


def _day_left(person, rng):
    """The day of leaving prison for b03, b04, b08, b09, b14, b16 and b22."""
    if person.legal in ("tcsi", "limitation", "home_confinement"):
        return person.decided_on
    if person.legal == "conditional_release":
        half = add_months(person.counted_from, person.sentence_months // 2) + timedelta(days=1)
        return random_day(rng, max(half, person.decided_on + timedelta(days=5)), LAST_BEFORE_T1)
    if person.legal == "extrapenal_leave":
        quarter = add_months(person.counted_from, person.sentence_months // 4)
        return random_day(rng, max(quarter, person.decided_on + timedelta(days=30)), LAST_BEFORE_T1)
    if person.legal == "precautionary_change":
        first = day_after_detention(person, 6)
        return random_day(rng, first, min(first + timedelta(days=110), LAST_BEFORE_T1))
    if person.legal == "completed":
        reduction = rng.randrange(person.sentence_months * REDUCTION_DAYS_PER_MONTH // 2)
        served = add_months(person.counted_from, person.sentence_months) - timedelta(days=reduction)
        return max(served, person.decided_on + timedelta(days=20))
    if person.legal == "death_in_custody":
        return random_day(rng, date(2022, 12, 10), LONG_BEFORE)
    first_days, last_days = {
        "released_no_charge": (1, 28),
        "released_fine": (1, 12),
        "acquitted": (150, 350),
        "unknown_release": (30, 500),
        "forced_exile": (120, 700),
    }[person.legal]
    return day_after_detention(person, rng.randint(first_days, last_days))


def _leave_list(person, rng):
    """b18 to b21 left prison in the month in which pd-demo dropped them."""
    gone = person.pd_membership().gone_as_of
    months = [T0, *PD_MONTHS, date(2024, 11, 30), T1_PRIME]
    before = months[months.index(gone) - 1]
    left = random_day(rng, before + timedelta(days=1), gone - timedelta(days=3))
    if person.legal in ("imprisonment", "completed"):
        _count_back(person, left, rng)
        person.legal = "completed"
    elif person.detained_on.value is None:
        person.detained_on = PartDate(random_day(rng, date(2018, 1, 10), date(2021, 6, 30)))
    _leave(person, left, rng, known_by=gone)


def _count_back(person, left, rng):
    """Make sentence and detention end on `left`; people of 11J keep their detention and get the length."""
    if person.block == "b19":
        months = 12
        while add_months(person.detained_on.value, months) < left:
            months += 6
        person.sentence_months = months
    else:
        reduction = 0 if person.block == "b18" else rng.randrange(person.sentence_months * 2)
        end = left + timedelta(days=reduction)
        person.detained_on = PartDate(add_months(end, -person.sentence_months))
    detained = person.detained_on.value
    person.counted_from = detained
    first = detained + timedelta(days=15 if person.sentence_months <= 12 else 60)
    person.decided_on = random_day(rng, first, min(first + timedelta(days=150), left - timedelta(days=40)))


def _go_home_in_december(person, rng):
    """b15: in prison at T1, home since December 2024."""
    person.legal = "extrapenal_leave" if person.stage == "sentenced" else "precautionary_change"
    _leave(person, random_day(rng, date(2024, 12, 4), date(2024, 12, 20)), rng)
