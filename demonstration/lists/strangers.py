"""Rows of nobody in the population: those that wait in the matching queue, and one of a person erased before.

Each doubtful row resembles a person whom its list does not hold, as a newcomer to matching should see: the matcher
never says *same* on them, and no editor has found out yet. A row without a person counts nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from demonstration.lists.rows import row
from demonstration.population import DATA_DATE, PD, Person, Population
from demonstration.population.spelling import respellings

DOUBTFUL_BLOCK = "b13"  # in prison, and not on pd-demo
FIRST_NUMBER = 8001  # no row of the population has so high a number


def doubtful_rows(population: Population, names: dict[str, dict[str, str]]) -> tuple[dict[str, Any], ...]:
    """Rows of pd-demo at the end of the demonstration, one for each way in which a row may be in doubt."""
    defective = {defect.key for defect in population.defects.rows}
    used: set[int] = set()
    rows = []
    for number, change in enumerate(CHANGES):
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
        rows.append({
            **row(person, PD, DATA_DATE, None, names), "status": "Recluido",
            "row_key": f"RC-{FIRST_NUMBER + number}", **changes,
        })  # fmt: skip
    return tuple(rows)


def row_of(row_key: str, given: str, first: str, second: str, province: str, born: date) -> dict[str, Any]:
    """A row of j11j-demo with a name and little else."""
    return {
        "row_key": row_key, "given_names": given, "surname_1": first, "surname_2": second, "gender": "Hombre",
        "birth_date": born, "province": province, "detained_on": date(2021, 7, 11), "status": "En libertad",
    }  # fmt: skip


def _without_second_surname(person: Person) -> dict[str, Any]:
    return {"name": f"{person.given_names} {person.surname_1}"}


def _respelled(person: Person) -> dict[str, Any]:
    first, *others = person.given_names.split()
    found = [spelling for _rule, spelling in respellings(first)]
    return {"name": " ".join([found[0], *others, person.surname_1, person.surname_2])} if found else {}


def _surnames_swapped(person: Person) -> dict[str, Any]:
    return {"name": f"{person.given_names} {person.surname_2} {person.surname_1}"}


def _born_in_another_year(person: Person) -> dict[str, Any]:
    assert person.birth.value is not None
    return {"name": person.full_name, "birth_date": person.birth.value.year - 9, "age_at_detention": None}


def _one_given_name(person: Person) -> dict[str, Any]:
    first, *others = person.given_names.split()
    return {"name": f"{first} {person.surname_1} {person.surname_2}"} if others else {}


CHANGES: tuple[Callable[[Person], dict[str, Any]], ...] = (
    _without_second_surname, _respelled, _surnames_swapped, _born_in_another_year, _one_given_name, _respelled,
)  # fmt: skip
