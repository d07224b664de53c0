"""Where each block's persons were held: block x province, frozen (domain reference, section 10.6).

The four margins of section 10.6 (J, J in prison, A, C) were solved once as an integer program: within the
groups of blocks that carry the same list letters, then shared among the blocks of a group by largest remainder.
"""

CODES = (
    "CU-01", "CU-15", "CU-03", "CU-16", "CU-04", "CU-05", "CU-06", "CU-07",
    "CU-08", "CU-09", "CU-10", "CU-11", "CU-12", "CU-13", "CU-14", "CU-99",
)  # fmt: skip
"""ISO 3166-2, west to east, as in section 4.1."""

EAST = frozenset({"CU-10", "CU-11", "CU-12", "CU-13", "CU-14"})
WEST = frozenset({"CU-01", "CU-15", "CU-03", "CU-16", "CU-04", "CU-99"})

PERSONS = {
    "b01": (5, 63, 193, 57, 83, 19, 8, 2, 3, 18, 3, 29, 6, 43, 5, 3),
    "b02": (0, 2, 5, 1, 2, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0),
    "b03": (3, 9, 59, 9, 12, 12, 7, 2, 3, 17, 2, 11, 9, 17, 7, 1),
    "b04": (0, 1, 7, 1, 1, 1, 1, 0, 0, 1, 0, 1, 1, 4, 1, 0),
    "b05": (0, 1, 3, 1, 1, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0),
    "b06": (1, 2, 14, 2, 3, 3, 1, 0, 1, 4, 1, 2, 2, 4, 2, 0),
    "b07": (1, 1, 7, 1, 2, 2, 1, 0, 0, 2, 0, 2, 1, 2, 1, 0),
    "b08": (0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0),
    "b09": (0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "b10": (0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "b11": (5, 15, 95, 14, 19, 20, 11, 4, 4, 27, 5, 17, 17, 27, 11, 3),
    "b12": (1, 4, 17, 4, 6, 3, 1, 0, 1, 3, 1, 4, 3, 6, 1, 0),
    "b13": (4, 8, 42, 8, 13, 9, 4, 1, 2, 9, 3, 8, 8, 14, 3, 1),
    "b14": (1, 2, 15, 2, 3, 3, 2, 1, 0, 4, 1, 3, 2, 4, 2, 0),
    "b15": (0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
    "b16": (0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0),
    "b17": (0, 2, 8, 2, 2, 2, 1, 0, 0, 2, 0, 2, 1, 2, 1, 0),
    "b18": (0, 1, 4, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0),
    "b19": (1, 2, 15, 3, 4, 2, 1, 0, 1, 2, 0, 4, 1, 8, 1, 0),
    "b20": (0, 1, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
    "b21": (0, 1, 5, 1, 2, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0),
    "b22": (11, 40, 253, 53, 64, 42, 14, 8, 10, 36, 5, 63, 19, 140, 13, 6),
}
"""Persons per block, in the order of CODES."""


CAPITAL = "CU-03"
OF_THE_554 = ("b01", "b02")


def place(people, rng):
    """Give every draft its province, as many per block as the table says."""
    for block, numbers in PERSONS.items():
        places = [code for code, number in zip(CODES, numbers, strict=True) for _ in range(number)]
        rng.shuffle(places)
        members = [person for person in people if person.block == block]
        for person, code in zip(members, places, strict=True):
            person.province = code


def name_the_capital(people):
    """Let every one of the 198 of the 554 who were of La Habana be a person whom the record may name.

    Tables by province count those alone (docs/decisions/0007), and that number is one that sources print. A minor
    changes places with the youngest adult of the same block from elsewhere in the west, so that every total stays.
    """
    near = WEST - {CAPITAL}
    for block in OF_THE_554:
        members = [person for person in people if person.block == block]
        adults = [person for person in members if person.province in near and person.age_at_detention is not None]
        elsewhere = iter(sorted((one for one in adults if not one.is_minor), key=lambda one: one.age_at_detention))
        for minor in members:
            if minor.is_minor and minor.province == CAPITAL:
                adult = next(elsewhere)
                minor.province, adult.province = adult.province, minor.province
                minor.municipality, adult.municipality = adult.municipality, minor.municipality
