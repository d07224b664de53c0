"""When people were detained (section 10.5 for 11J) so that sentences, lists and custody agree (10.4)."""

from datetime import date, timedelta

from .blocks import codes_with
from .dates import ELEVENTH_OF_JULY, NEW_PENAL_CODE, T0, add_months, random_day
from .person import PartDate

BANDS_11J = (
    (date(2021, 7, 11), date(2021, 7, 11), 730),
    (date(2021, 7, 12), date(2021, 7, 12), 333),
    (date(2021, 7, 13), date(2021, 7, 20), 301),
    (date(2021, 7, 21), date(2021, 7, 31), 111),
)
AUTUMN = (date(2021, 8, 1), date(2021, 12, 20), 39, 40)
LATER = (date(2022, 1, 5), date(2022, 6, 30), 8, 8)
"""First and last day, persons with the day known, persons with the month only (48 of 1,586 are 3 %)."""
UNKNOWN_11J = 16

STILL_HELD_ON = date(2025, 4, 5)
"""Sentences of people in prison run beyond this day, later than every day the demonstration shows."""

LET_GO = ("released_no_charge", "released_fine")

EVENTS = (
    ("nuevitas-2022", date(2022, 8, 19), date(2022, 8, 24), ("CU-09",), "Nuevitas"),
    ("caimanera-2023", date(2023, 5, 6), date(2023, 5, 6), ("CU-14",), "Caimanera"),
    (
        "17m-2024",
        date(2024, 3, 17),
        date(2024, 3, 19),
        ("CU-13", "CU-12", "CU-04"),
        None,
    ),
)
"""Later protests (section 6.2): code, days of detention, provinces, municipality."""


def assign(people, rng):
    """Give every draft `detained_on`; b18, b20 and the completed of b21 are counted back from the release."""
    _assign_11j([p for p in people if p.block in codes_with("J")], rng)
    for person in people:
        if person.detained_on.value is None and person.event != "11j" and not _is_counted_back(person):
            first, last = _window(person, rng)
            _assign_event(person, first, last, rng)
            if person.event is None:
                person.detained_on = PartDate(random_day(rng, first, last))


def _is_counted_back(person):
    return person.block in ("b18", "b20") or (person.block == "b21" and person.legal == "completed")


def _assign_11j(members, rng):
    """The dates of 10.5; only people let go without a case have a month, a late or an unknown date."""
    days = [random_day(rng, first, last) for first, last, number in BANDS_11J for _ in range(number)]
    early = [day for day in days if day <= date(2021, 7, 13)]
    for person in members:
        if person.is_announced and person.sentence_months == 84:
            person.detained_on = PartDate(early.pop(rng.randrange(len(early))))
            days.remove(person.detained_on.value)

    let_go = [p for p in members if p.block == "b22" and p.legal in LET_GO]
    rng.shuffle(let_go)
    undated = [let_go.pop().key for _ in range(UNKNOWN_11J)]
    for first, last, with_day, with_month in (AUTUMN, LATER):
        for _ in range(with_month):
            month = random_day(rng, first, last).replace(day=1)
            let_go.pop().detained_on = PartDate(month, "month")
        held = [p for p in members if p.block == "b01" and not p.is_announced and p.detained_on.value is None]
        for index in range(with_day):
            person = held.pop() if first == AUTUMN[0] and index % 2 else let_go.pop()
            person.detained_on = PartDate(random_day(rng, first, last))

    rest = [p for p in members if p.detained_on.value is None and p.key not in set(undated)]
    rng.shuffle(days)
    for person, day in zip(rest, days, strict=True):
        person.detained_on = PartDate(day)


def _window(person, rng):
    """First and last possible day of detention."""
    first, last = _window_by_case(person)
    membership = person.pd_membership()
    if person.block == "b12":
        if rng.random() < 0.8:
            return date(2024, 10, 18), membership.first_as_of - timedelta(days=2)
        return date(2023, 6, 1), date(2024, 10, 1)
    if person.is_new_on_pd:
        last = min(last, membership.first_as_of - timedelta(days=3))
        days = 80 if rng.random() < 0.8 else 400
        first = max(first, last - timedelta(days=days))
    elif membership:
        last = min(last, T0 - timedelta(days=3))
    if person.principal == "propaganda_orden_const":
        first = max(first, NEW_PENAL_CODE + timedelta(days=4))
    if person.principal == "propaganda_enemiga":
        last = min(last, NEW_PENAL_CODE - timedelta(days=5))
    return first, last


def _window_by_case(person):
    """Bounds from context, legal situation and sentence."""
    if person.context == "before_11j":
        return _window_before(person)
    first, last = date(2021, 8, 5), date(2024, 9, 25)
    if person.is_announced:
        if person.sentence_months == 36:
            return date(2023, 1, 5), date(2023, 5, 25)
        return date(2022, 2, 1), date(2022, 4, 30)
    windows = {
        ("b14", "precautionary_change"): (date(2022, 12, 5), last),
        ("b14", "home_confinement"): (date(2022, 6, 1), last),
        ("b14", "tcsi"): (date(2022, 1, 10), date(2023, 6, 30)),
        ("b14", "conditional_release"): (date(2021, 10, 1), date(2022, 8, 31)),
        ("b14", "extrapenal_leave"): (date(2022, 1, 10), date(2023, 3, 31)),
        ("b13", "remand"): (date(2023, 9, 1), date(2024, 12, 20)),
        ("b16", "precautionary_change"): (date(2024, 2, 1), date(2024, 10, 1)),
        ("b16", "tcsi"): (date(2022, 1, 10), date(2023, 6, 30)),
        ("b11", "remand"): (date(2023, 2, 1), date(2024, 10, 20)),
        ("b11", "unknown"): (date(2022, 6, 1), date(2024, 10, 20)),
    }
    if person.block == "b17":
        return first, date(2023, 3, 31)
    if (person.block, person.legal) in windows:
        return windows[person.block, person.legal]
    if person.sentence_months:
        first = max(first, add_months(STILL_HELD_ON, -person.sentence_months))
    return first, last


def _window_before(person):
    """Held before 11 July 2021 and, when in prison, with a sentence that is not over."""
    last = ELEVENTH_OF_JULY - timedelta(days=6)
    if person.is_announced:
        return date(2020, 2, 1), date(2020, 4, 30)
    if person.legal in ("conditional_release", "extrapenal_leave"):
        return date(2017, 6, 1), date(2019, 6, 30)
    if person.sentence_months:
        return max(date(2010, 1, 10), add_months(STILL_HELD_ON, -person.sentence_months)), last
    return date(2017, 1, 10), last


def _assign_event(person, first, last, rng):
    """Half of the protesters whose province and possible days fit a later protest belong to it."""
    for code, start, end, provinces, municipality in EVENTS:
        fits = person.activity == "protest" and person.province in provinces and first <= start and end <= last
        if fits and not person.is_announced and rng.random() < 0.5:
            person.event = code
            person.detained_on = PartDate(random_day(rng, start, end))
            person.municipality = municipality or person.municipality
            return
