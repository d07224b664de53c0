"""Rows of nobody in the population: those that wait in the matching queue, and one of a person erased before.

Each doubtful row resembles a person whom its list does not hold, as a newcomer to matching should see: the matcher
never says *same* on them, and no editor has found out yet. A row without a person counts nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from demonstration.lists.rows import row
from demonstration.population import DATA_DATE, PD, Person, Population
from demonstration.population.spelling import respellings

DOUBTFUL_BLOCK = "b13"  # in prison, and not on pd-demo
FIRST_NUMBER = 8001  # no row of the population has so high a number


def doubtful_rows(population: Population, names: dict[str, dict[str, str]]) -> tuple[dict[str, Any], ...]:
    """Rows of pd-demo at the end of the demonstration, one for each way in which a row may be in doubt."""
    return tuple(
        {**row(person, PD, DATA_DATE, None, names), "status": "Recluido", "row_key": row_key, **changes}
        for row_key, person, changes, _is_same in _doubtful(population)
    )


def whom_they_mean(population: Population) -> dict[str, int | None]:
    """{row key: the invented person}; None: somebody whom no list has named before. A telephone call would tell."""
    return {row_key: person.key if is_same else None for row_key, person, _changes, is_same in _doubtful(population)}


def _doubtful(population: Population) -> Iterator[tuple[str, Person, dict[str, Any], bool]]:
    """(row key, the person whom the row resembles, what it says instead, whether it is that person)."""
    defective = {defect.key for defect in population.defects.rows}
    used: set[int] = set()
    for number, (change, is_same) in enumerate(CHANGES):
        person, changes = next(
            (one, changed)
            for one in population.persons
            if one.block == DOUBTFUL_BLOCK
            and one.key not in used | defective
            and one.birth.precision == "day"
            and (one.age_at_detention or 0) > 18
            and (changed := change(one))
        )
        used.add(person.key)
        yield f"RC-{FIRST_NUMBER + number}", person, changes, is_same


def row_of(row_key: str, given: str, first: str, second: str, province: str, born: date) -> dict[str, Any]:
    """A row of j11j-demo with a name and little else."""
    return {
        "row_key": row_key, "given_names": given, "surname_1": first, "surname_2": second, "gender": "Hombre",
        "birth_date": born, "province": province, "detained_on": date(2021, 7, 11), "status": "En libertad",
    }  # fmt: skip


LEFT_OUT = (
    "birth_date",
    "age_at_detention",
    "detained_on",
    "municipality",
    "facility",
    "offences",
    "sentence_months",
    "principal_offence",
)


def _said_little(person: Person, **changes: Any) -> dict[str, Any]:
    """What a list leaves out when it knows a name and a province."""
    return {**dict.fromkeys(LEFT_OUT), **changes}


def _without_second_surname(person: Person) -> dict[str, Any]:
    return _said_little(person, name=f"{person.given_names} {person.surname_1}", province=None)


def _name_alone(person: Person) -> dict[str, Any]:
    return _said_little(person, name=person.full_name, province=None)


def _surnames_swapped(person: Person) -> dict[str, Any]:
    return _said_little(person, name=f"{person.given_names} {person.surname_2} {person.surname_1}", province=None)


def _born_in_another_year(person: Person) -> dict[str, Any]:
    """Two years and a province apart: a mistake of the list, or a namesake."""
    assert person.birth.value is not None
    return _said_little(
        person, name=person.full_name, birth_date=person.birth.value.year - 2, province="Guantánamo"
    )  # fmt: skip


def _brother(person: Person) -> dict[str, Any]:
    """Another second name, and the case that brothers arrested together share."""
    first, *others = person.given_names.split()
    return {"name": f"{first} Manuel {person.surname_1} {person.surname_2}"} if others and others != ["Manuel"] else {}


def _respelled_elsewhere(person: Person) -> dict[str, Any]:
    first, *others = person.given_names.split()
    found = [spelling for _rule, spelling in respellings(first)]
    name = " ".join([*found[:1], *others, person.surname_1, person.surname_2])
    return _said_little(person, name=name, province=None) if found else {}


# The way in which a row is in doubt, and whether it means the person whom it resembles.
CHANGES: tuple[tuple[Callable[[Person], dict[str, Any]], bool], ...] = (
    (_without_second_surname, True),
    (_name_alone, True),
    (_surnames_swapped, True),
    (_born_in_another_year, False),
    (_brother, False),
    (_respelled_elsewhere, True),
)
