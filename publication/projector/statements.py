"""What a line of a list itself states, and so what may be said in its organisation's name.

A citation names a line; it does not freeze our value. When an editor changes the value and leaves the citation, the
line no longer says what we say: each value is compared with the words of the line before “according to” is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from chronology.partial_date import PartialDate
from prisoners.matching.names import name_of, parse
from prisoners.models import DetentionKind, SentenceStep
from publication.projector.dossiers import Row
from publication.projector.identity import public_gender

Values = dict[str, Any]


def year(value: Any) -> str:
    """The year of a birth date as known; the day and month never leave."""
    try:
        day = value if isinstance(value, PartialDate) else PartialDate.parse(str(value))
    except ValueError:
        return ""
    return f"{day.value:%Y}~" if day.precision.startswith("circa") else f"{day.value:%Y}"


def codes(value: Iterable[str]) -> str:
    return ",".join(sorted(value))


def offences_of(values: Values) -> set[str]:
    """Lists that have a column for the principal offence leave it out of the others."""
    principal = values.get("principal_offence")
    return {*(values.get("offences") or []), *([principal] if principal else [])}


# Our field: the key of it in SourceRecord.values, and how it is told.
STATED: dict[str, tuple[str, Callable[[Any], str]]] = {
    "birth_year": ("birth_date", year),
    "age_at_detention": ("age_at_detention", str),
    "gender": ("gender", public_gender),
    "province": ("province", str),
    "detained_on": ("detained_on", str),
    "sanction": ("sanction", str),
    "sentence": ("sentence_months", str),
    "left_on": ("left_on", str),
    "release_type": ("release_type", str),
}


def said(values: Values, field: str) -> str:
    """What the line says of a field, told as we tell it; empty when it says nothing. Of the name, see `states`."""
    if field == "offences":
        return codes(offences_of(values))
    if field not in STATED:
        return ""
    key, read = STATED[field]
    value = values.get(key)
    return "" if value in (None, "", []) else read(value)


def states(values: Values, field: str, value: str) -> bool:
    """The line says this very value. A name is the same in another spelling or order, not with a surname less."""
    if field == "name":
        return name_of(values).words == parse(value).words
    return said(values, field) == value


def contradicts(values: Values, kind: str, row: Row) -> bool:
    """The line says something else than this row of a dossier. Where it says nothing, it does not contradict."""
    stated = _stated_of(values, kind, row)
    return any(theirs not in (None, "", []) and str(theirs) != str(ours or "") for theirs, ours in stated)


def says_in_part(values: Values, kind: str, row: Row) -> bool:
    """The line says something else of one fact of the row, and the very same of another."""
    agrees = any(
        theirs not in (None, "", []) and str(theirs) == str(ours) for theirs, ours in _stated_of(values, kind, row)
    )
    return agrees and contradicts(values, kind, row)


def _stated_of(values: Values, kind: str, row: Row) -> list[tuple[Any, Any]]:
    """Pairs of the line's word and ours, of what is shown of the row."""
    if kind == "detention":
        day = "reimprisoned_on" if row.kind == DetentionKind.REARREST_REVOCATION else "detained_on"
        return [(values.get(day), row.detained_on), (values.get("province"), row.province_id)]
    if kind == "charge":
        offences = offences_of(values)
        return [(row.offence_id if not offences or row.offence_id in offences else codes(offences), row.offence_id)]
    if kind == "sentence" and row.step == SentenceStep.PROSECUTOR_REQUEST:
        return [(values.get("prosecutor_request_months"), row.length_months)]
    if kind == "sentence":
        return [
            (values.get("sanction"), row.sanction),
            (values.get("sentence_months"), row.length_months),
            (values.get("decided_on"), row.decided_on),
        ]
    keys = {
        "stage": (("stage", "stage"),),
        "stay": (("facility", "place"),),
        "release": (("release_type", "release_type_id"), ("left_on", "left_on")),
        "revocation": (("revoked_on", "revoked_on"), ("reimprisoned_on", "reimprisoned_on")),
    }
    return [(values.get(theirs), getattr(row, ours)) for theirs, ours in keys[kind]]
