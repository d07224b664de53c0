"""In which situation a person was on a day, from the timeline alone (domain reference, section 1.4)."""

from datetime import timedelta

STALENESS = timedelta(days=365)
"""Someone not confirmed for longer is `unknown`, not in prison (rule 9.1)."""
STALE_BLOCKS = ("b05", "b10", "b17")
"""The 36 of the consolidated list whose last news is older than that at T2."""

STATES = {
    "substituted_tcsi": "serving_outside",
    "substituted_limitation": "serving_outside",
    "home_confinement": "serving_outside",
    "conditional_release": "serving_outside",
    "extrapenal_leave": "serving_outside",
    "precautionary_change": "awaiting_outside",
    "released_no_charge": "free",
    "released_fine": "free",
    "sentence_completed": "free",
    "acquitted": "free",
    "dismissed": "free",
    "forced_exile": "exiled",
    "death_in_custody": "deceased",
    "unknown_release": "outside_unknown",
    "imprisonment": "in_custody",
    "tcci": "in_custody",
    "remand": "in_custody",
    "in_custody": "in_custody",
    "unknown": "unknown",
    "exiled": "exiled",
}
"""Custody state by situation."""


def situation(person, day, *, reported_by=None):
    """What the person was in on `day`: a release type, or imprisonment, tcci, remand, in_custody, unknown, exiled.

    None before the detention. With `reported_by`, only releases known by that day count: what a list could
    say. A detention whose day is unknown counts as begun.
    """
    if person.detained_on.value is not None and person.detained_on.value > day:
        return None
    return _after_releases(person, day, reported_by) or _inside(person, day)


def custody_state(person, day):
    """The custody state of section 1.4 on `day`; None before the detention."""
    return STATES.get(situation(person, day))


def _after_releases(person, day, reported_by):
    releases = [
        release
        for release in person.releases
        if release.left_on <= day and (reported_by is None or release.reported_on <= reported_by)
    ]
    if not releases:
        return None
    last = releases[-1]
    if person.revocation and last.left_on < person.revocation.reimprisoned_on <= day:
        return "imprisonment"
    return "exiled" if last.exile_condition == "yes" else last.release_type


def _inside(person, day):
    if person.block in STALE_BLOCKS and day - person.last_confirmed_on > STALENESS:
        return "unknown"
    if person.stage == "unknown":
        return "in_custody"
    if person.stage != "sentenced" or (person.decided_on and day < person.decided_on):
        return "remand"
    return "tcci" if person.sanction == "tcci" else "imprisonment"
