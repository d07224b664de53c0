"""When courts decided, from when the sentence runs, what the prosecutor asked for (sections 10.4, 10.5)."""

from datetime import date, timedelta

from .dates import ELEVENTH_OF_JULY, T1, random_day

REQUESTS_KNOWN = 513
"""Prosecutor's requests known for the 554."""
SHARE_OF_OTHER_REQUESTS = 0.45

FIRST_11J_SENTENCE, LAST_11J_SENTENCE = date(2021, 9, 20), date(2022, 11, 28)
HOME_CONFINEMENT_SINCE = date(2022, 12, 5), date(2023, 5, 31)
"""Home confinement exists only since Law 151; people of 11J got it by the milder new law."""
LAST_DECISION = T1 - timedelta(days=8)

OUTSIDE_SANCTIONS = ("tcsi", "limitation", "home_confinement")
COUNTED_BACK = ("b18", "b19", "b20", "b21")
"""Blocks whose sentence is computed from the day they left (releases.py)."""


def decide(people, rng):
    """Set `decided_on` and `counted_from` for everybody sentenced, except those counted back."""
    for person in people:
        if person.stage == "sentenced" and person.block not in COUNTED_BACK:
            person.decided_on = _decision_day(person, rng)
            outside = person.legal in OUTSIDE_SANCTIONS and person.substituted_by is None
            person.counted_from = person.decided_on if outside else person.detained_on.value


def _decision_day(person, rng):
    detained = person.detained_on.value
    if person.context == "j11":
        if person.legal == "home_confinement":
            return random_day(rng, *HOME_CONFINEMENT_SINCE)
        if person.legal == "completed":
            return random_day(rng, detained + timedelta(days=20), detained + timedelta(days=90))
        first = FIRST_11J_SENTENCE if person.legal not in OUTSIDE_SANCTIONS else date(2021, 12, 10)
        return random_day(rng, max(first, detained + timedelta(days=60)), LAST_11J_SENTENCE)
    soon = person.sentence_months is not None and person.sentence_months <= 12
    first = detained + timedelta(days=12 if soon else 25)
    if person.legal == "home_confinement":
        first = max(first, HOME_CONFINEMENT_SINCE[0])
    last = min(first + timedelta(days=20 if soon else 330), LAST_DECISION)
    return random_day(rng, first, last)


def add_requests(people, rng):
    """The prosecutor asked for as much as the court gave, or one to six years more."""
    held = [p for p in people if p.block in ("b01", "b02")]
    known = {p.key for p in rng.sample(held, REQUESTS_KNOWN)}
    for person in people:
        if person.block not in ("b01", "b02"):
            has_request = person.stage == "sentenced" and rng.random() < SHARE_OF_OTHER_REQUESTS
        else:
            has_request = person.key in known
        if has_request:
            months = person.sentence_months or 60
            more = (0, 0, 3, 6, 12) if months <= 24 else (0, 0, 12, 12, 24, 24, 36, 48, 72)
            person.prosecutor_request_months = min(360, months + rng.choice(more))


def day_after_detention(person, days):
    """The day so many days after the detention, counted from its latest possible day."""
    if person.detained_on.value is None:
        return ELEVENTH_OF_JULY + timedelta(days=20 + days)
    latest = 30 if person.detained_on.precision == "month" else 0
    return person.detained_on.value + timedelta(days=latest + days)
