"""Invented names by decade, gender and region, each folded full name only once (section 5.4)."""

from .name_lists import EASTERN, GIVEN_NAMES, INVENTED_SURNAMES, SURNAMES, WESTERN
from .provinces import EAST, WEST
from .spelling import fold

REGIONAL_TILT = 3
SECOND_NAME_SHARE = 0.35
RARE_SURNAME_SHARE = 0.2
"""The weights leave part of the thousand open; it is spread evenly over the whole list."""

BROTHERS = (
    (("Luis Miguel", "Luis Manuel"), "b01"),
    (("Carlos Alberto", "Carlos Ernesto"), "b01"),
    (("José Daniel", "José David"), "b01"),
    (("Yoandri", "Yordanis"), "b03"),
    (("Jorge Luis", "José Luis"), "b01"),
    (("Alejandro", "Alexander"), "b22"),
)
"""Six pairs of brothers: same surnames, province and protest, names alike, two persons all the same."""


def assign(people, rng):
    """Name everybody; return the six pairs of brothers as pairs of keys."""
    taken: set[str] = set()
    neighbours: set = set()
    brothers = _choose_brothers(people, rng)
    named = {key for pair, _ in brothers for key in pair}
    for pair, given in brothers:
        _name_brothers([people[key - 1] for key in pair], given, taken, neighbours, rng)
    for person in people:
        if person.key not in named:
            _name(person, taken, neighbours, rng)
    return tuple(pair for pair, _ in brothers)


def _choose_brothers(people, rng):
    """Two men of one block, province and municipality, one to four years apart."""
    used, brothers = set(), []
    for given, block in BROTHERS:
        candidates = [
            p
            for p in people
            if p.block == block
            and p.gender == "man"
            and p.key not in used
            and p.detained_on.value
            and not p.is_minor
            and 22 <= (p.age_at_detention or 0) <= 40
        ]
        rng.shuffle(candidates)
        first, second = next(
            (one, other)
            for index, one in enumerate(candidates)
            for other in candidates[index + 1 :]
            if one.province == other.province and 1 <= abs(one.age_at_detention - other.age_at_detention) <= 4
        )
        second.municipality = first.municipality
        used |= {first.key, second.key}
        brothers.append(((first.key, second.key), given))
    return brothers


def _name_brothers(pair, given, taken, neighbours, rng):
    surnames = _surname(pair[0].province, rng), rng.choice(INVENTED_SURNAMES)
    for person, names in zip(pair, given, strict=True):
        person.given_names = names
        person.surname_1, person.surname_2 = surnames
        taken.add(_identity(person))
        neighbours.update(_neighbourhood(person))


def _name(person, taken, neighbours, rng):
    """Draw until nobody bears the name, nor anybody of like age in the province one like it."""
    while True:
        person.given_names = _given_names(person, rng)
        person.surname_1 = _surname(person.province, rng)
        person.surname_2 = rng.choice(INVENTED_SURNAMES)
        near = _neighbourhood(person)
        if _identity(person) not in taken and not near & neighbours:
            taken.add(_identity(person))
            neighbours |= near
            return


def _identity(person):
    return (
        fold(person.given_names, given=True),
        fold(person.surname_1),
        fold(person.surname_2),
    )


def _neighbourhood(person):
    """Marks that two people who could be taken for each other would share.

    Either both surnames, or one given name and the second surname, in one province and within a year of
    birth; somebody of unknown age is near to every age.
    """
    if person.birth.value is None:
        years = range(1930, 2015)
    else:
        years = range(person.birth.value.year - 1, person.birth.value.year + 2)
    second = fold(person.surname_2)
    marks = (fold(person.surname_1), *fold(person.given_names, given=True).split())
    return {(person.province, year, second, mark) for year in years for mark in marks}


def _given_names(person, rng):
    gender = "woman" if person.is_woman else "man"
    year = person.birth.value.year if person.birth.value else 1988
    decade = min(2000, year // 10 * 10)
    while (gender, decade) not in GIVEN_NAMES:
        decade += 10
    names = GIVEN_NAMES[gender, decade]
    weights = [1 / rank**0.7 for rank in range(1, len(names) + 1)]
    first = rng.choices(names, weights)[0]
    if rng.random() >= SECOND_NAME_SHARE:
        return first
    second = rng.choices(names, weights)[0]
    is_double = " " in first + second or fold(second, given=True) == fold(first, given=True)
    return first if is_double else f"{first} {second}"


def _surname(province, rng):
    if rng.random() < RARE_SURNAME_SHARE:
        return rng.choice(tuple(SURNAMES))
    favoured = EASTERN if province in EAST else WESTERN if province in WEST else frozenset()
    weights = [weight * (REGIONAL_TILT if name in favoured else 1) for name, weight in SURNAMES.items()]
    return rng.choices(tuple(SURNAMES), weights)[0]
