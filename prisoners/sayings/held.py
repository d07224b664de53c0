"""What we hold of the fields that lists state and no question asks about: offences, stage, the prosecutor's request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from prisoners.consolidation.dossiers import Case
from prisoners.incoming.comparing import conflicts
from prisoners.incoming.held import Holdings, Values, part_of_field, said_by
from prisoners.models import Person, SentenceStep

OFFENCES, STAGE, REQUEST = "offences", "stage", "prosecutor_request_months"
OF_CASE = (OFFENCES, STAGE, REQUEST)
CONFIRMED = "confirmed_on"
STATUS, CUSTODY = "status", "custody"  # where the line says that the person is; the part that a later release is
LISTED_ONLY = ("alias", "status", "reported_on", "announcement", "pd_category", CONFIRMED, "note")
CONFIDENTIAL = ("is_parent", "medical", "mental")


@dataclass(frozen=True)
class Ours:
    """The row of ours that a line means, and what it says: `part` and `row` name it; `row` None: we hold none.

    `column` is empty where no single column holds it.
    """

    part: str
    row: int | None
    value: Any
    column: str = ""
    model: Any = None


def said_of(values: Values, field: str) -> Any:
    """What a line says of a field; all offences are one field, whichever columns the list has for them."""
    if field == OFFENCES:
        return sorted({*(values.get(OFFENCES) or []), *filter(None, [values.get("principal_offence")])})
    known = part_of_field(field)
    return said_by(values, known.name)[field] if known else values.get(field)


def ours_of(holdings: Holdings, person: int, values: Values, *, on: date = date.min) -> dict[str, Ours]:
    """{field: what we hold}, by the rows that the line means. `on`: the day of the last list in which it says so; a
    line that still puts somebody in prison after the release that we hold is held against that release."""
    found = {}
    rows = holdings.rows(person, {**values, CONFIRMED: values.get(CONFIRMED) or on.isoformat()})
    for name, known in holdings.parts():
        row = rows.get(name)
        told = holdings.told(name, row) if row else {}
        for field, column in known.columns.items():
            found[field] = Ours(name, row.pk if row else None, told.get(field), column, type(row) if row else None)
    case = holdings.case(person, values)
    found |= _of_case(case) if case else {field: Ours("detention", None, None) for field in OF_CASE}
    found |= {field: Ours("list", None, None) for field in (*LISTED_ONLY, *CONFIDENTIAL)}
    if gone := rows.get(CUSTODY):
        found[STATUS] = Ours(CUSTODY, gone.pk, holdings.told(CUSTODY, gone)[STATUS], "release_type_id", type(gone))
    return found | {CONFIRMED: _confirmed(holdings.dossier(person).person)}


def _confirmed(person: Person) -> Ours:
    """The last day that any list confirmed: it follows from all of them, and is chosen of none."""
    day = person.last_confirmed_on
    return Ours("person", person.pk, day.isoformat() if day else None)


def _of_case(case: Case) -> dict[str, Ours]:
    row = case.detention.pk
    requests = [each for each in case.sentences if each.step == SentenceStep.PROSECUTOR_REQUEST]
    return {
        OFFENCES: Ours("detention", row, sorted({charge.offence_id for charge in case.charges})),
        STAGE: Ours("detention", row, case.stages[-1].stage if case.stages else None),
        REQUEST: Ours("detention", row, requests[-1].length_months if requests else None),
    }


def differ(field: str, one: Any, other: Any) -> bool:
    """Both say something, and not both can be true. Of offences one may leave out what the other names."""
    if field == OFFENCES:
        return bool(one and other) and not (set(one) <= set(other) or set(other) <= set(one))
    return field not in LISTED_ONLY and field not in CONFIDENTIAL and conflicts(field, one, other)
