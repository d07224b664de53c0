"""Age on the day of detention (sections 10.4, 10.5) and age of the 212 on release (section 10.7).

The tables of A and of J hold at once because ages are dealt in four disjoint groups. Age on release is the
year of release minus the year of birth, the only age that the public record allows anybody to compute;
the eight people of 60 and more are 60 by exact birth date as well.
"""

from datetime import timedelta

from .blocks import BY_CODE
from .dates import ELEVENTH_OF_JULY
from .person import PartDate

BANDS = {
    "A and J": (
        (18, 20, 52), (21, 25, 135), (26, 30, 132), (31, 35, 115), (36, 40, 95), (41, 45, 66), (46, 50, 45),
        (51, 55, 28), (56, 60, 15), (61, 77, 7), (None, None, 4),
    ),
    "A only": (
        (18, 20, 66), (21, 25, 70), (26, 30, 64), (31, 35, 52), (36, 40, 43), (41, 45, 32), (46, 50, 23),
        (51, 55, 18), (56, 60, 13), (61, 77, 7), (None, None, 5),
    ),
    "J only": (
        (13, 15, 8), (16, 17, 58), (18, 20, 19), (21, 25, 128), (26, 30, 153), (31, 35, 123), (36, 40, 89),
        (41, 50, 111), (51, 60, 75), (61, 77, 24), (None, None, 78),
    ),
    "neither": (
        (18, 20, 30), (21, 25, 50), (26, 30, 50), (31, 35, 43), (36, 40, 34), (41, 50, 38), (51, 60, 14),
        (61, 77, 5), (None, None, 3),
    ),
}  # fmt: skip
"""(youngest, oldest, persons); the 30 minors of A are placed with their cases."""

WITHOUT_AGE = {
    "A and J": ("b03",),
    "A only": ("b11",),
    "J only": ("b22",),
    "neither": ("b13", "b17"),
}
MINORS_WITHOUT_CASE = ("released_no_charge", "released_fine")
ANNOUNCED_MEAN = 36
RELEASE_YEAR = 2025


def group_of(person):
    """Which of the four age groups the draft belongs to."""
    lists = BY_CODE[person.block].lists
    if "A" in lists:
        return "A and J" if "J" in lists else "A only"
    return "J only" if "J" in lists else "neither"


def assign(people, rng):
    """Deal the ages of each group; whoever already has one (the minors of A) keeps it."""
    for person in people:
        person.birthday_offset = rng.randrange(365)
    for group, bands in BANDS.items():
        members = [p for p in people if group_of(p) == group and p.age_at_detention is None]
        unknown = sum(number for youngest, _, number in bands if youngest is None)
        ageless = rng.sample(
            [p for p in members if p.block in WITHOUT_AGE[group] and not p.is_announced],
            unknown,
        )
        left_out = {p.key for p in ageless}
        members = [p for p in members if p.key not in left_out]
        ages = [rng.randint(low, high) for low, high, number in bands if low is not None for _ in range(number)]
        rng.shuffle(ages)
        members = _deal_minors(members, ages, rng)
        members = _deal_announced(members, ages, rng)
        for person, age in zip(members, ages, strict=True):
            person.age_at_detention = age


def _take(ages, low, high):
    """Remove and return the first age of the pool between the bounds."""
    return ages.pop(next(i for i, age in enumerate(ages) if low <= age <= high))


def _deal_minors(members, ages, rng):
    """Minors outside A were let go without a criminal case."""
    minors = [age for age in ages if age < 18]
    ages[:] = [age for age in ages if age >= 18]
    eligible = [p for p in members if p.legal in MINORS_WITHOUT_CASE and p.block == "b22"]
    chosen = rng.sample(eligible, len(minors)) if minors else []
    for person, age in zip(chosen, minors, strict=True):
        person.age_at_detention = age
    return [p for p in members if p.age_at_detention is None]


def _deal_announced(members, ages, rng):
    """In b01: eight of 58 and more when detained, three of 18; all other announced people 19 to 54."""
    announced = [p for p in members if p.is_announced]
    in_b01 = [p for p in announced if p.block == "b01"]
    rng.shuffle(in_b01)
    for index, person in enumerate(in_b01):
        low, high = (58, 77) if index < 8 else (18, 18) if index < 11 else (19, 54)
        person.age_at_detention = _take(ages, low, high)
    for person in announced:
        if person.age_at_detention is None:
            person.age_at_detention = _take(ages, 22, 50)
    return [p for p in members if p.age_at_detention is None]


def give_birth_dates(people, rng):
    """Birth dates that agree with age and detention; the exact day is known for three in ten."""
    _meet_announced_mean(people, rng)
    for person in people:
        if person.age_at_detention is None:
            continue
        born = _born_on(person, person.age_at_detention)
        if rng.random() < 0.3:
            person.birth = PartDate(born, "day")
        else:
            person.birth = PartDate(born.replace(month=1, day=1), "year")


def _born_on(person, age):
    detained = person.detained_on.value or ELEVENTH_OF_JULY
    year = detained.year - age
    is_leap_day = (detained.month, detained.day) == (2, 29)
    birthday = detained.replace(year=year, day=28 if is_leap_day else detained.day)
    return birthday - timedelta(days=person.birthday_offset)


def _meet_announced_mean(people, rng):
    """Swap ages inside b01 until the mean age of the 212 on release is 36.0."""
    announced = [p for p in people if p.is_announced]
    target = ANNOUNCED_MEAN * len(announced)
    gap = sum(RELEASE_YEAR - _born_on(p, p.age_at_detention).year for p in announced) - target
    inside = [p for p in announced if p.block == "b01" and 19 <= p.age_at_detention <= 54]
    outside = [p for p in people if p.block == "b01" and not p.is_announced and 19 <= p.age_at_detention <= 54]
    while gap:
        one, other = rng.choice(inside), rng.choice(outside)
        difference = other.age_at_detention - one.age_at_detention
        if difference and abs(gap + difference) < abs(gap):
            one.age_at_detention, other.age_at_detention = (
                other.age_at_detention,
                one.age_at_detention,
            )
            gap += difference
