"""What one list says of one person on one day: the row as that organisation writes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from demonstration.lists import columns
from demonstration.population import J11J, Defect, PartDate, Person, Release, status

KEY_PREFIX = {
    "pd-demo": "RC-",
    "j11j-demo": "F",
    "cubalex-demo": "YAG/",
    "ocdh-demo": "",
}


def row_key(person_key: int, list_code: str) -> str:
    """The organisation's own number of the row. Numbers of different lists tell nothing about each other."""
    offset = {
        "pd-demo": 1709,
        "j11j-demo": 911,
        "cubalex-demo": 577,
        "ocdh-demo": 1303,
    }[list_code]
    return f"{KEY_PREFIX[list_code]}{(person_key * offset) % 7919:04d}"


def row(
    person: Person,
    list_code: str,
    as_of: date,
    defect: Defect | None,
    names: dict[str, dict[str, str]],
) -> dict:
    """{our field: the organisation's word}. `names` has the Spanish names of offences, prisons and release types."""
    changes: dict[str, Any] = dict(defect.changes) if defect else {}
    values = {
        "row_key": row_key(person.key, list_code),
        **_name(person, changes),
        "gender": _word(columns.GENDERS, person.gender),
        "birth_date": _part_date(person.birth),
        "age_at_detention": person.age_at_detention,
        "province": names["province"][changes.get("province", person.province)],
        "municipality": "" if "province" in changes else person.municipality,
        "context": _word(columns.CONTEXTS, person.context),
        "event": _word(columns.EVENTS, person.event),
        "activity": _word(columns.ACTIVITIES, person.activity),
        "affiliation": "No" if person.affiliation == "none_known" else "Sí",
        "is_parent": _word(columns.ANSWERS, person.is_parent),
        "medical": _word(columns.ANSWERS, person.medical),
        "mental": _word(columns.ANSWERS, person.mental),
        "pd_category": _word(columns.CATEGORIES, person.pd_category),
        "detained_on": _part_date(person.detained_on),
        "facility": names["facility"].get(person.facility or "", ""),
        **_case(person, as_of, changes, names["offence"]),
        "status": status(person, list_code, as_of),
        **_outside(person, as_of, changes, names["release_type"]),
    }
    if values["status"] == "Sin información reciente":
        values["confirmed_on"] = person.last_confirmed_on
    if list_code == J11J and defect and defect.rule == "prosecutor_request":
        values["prosecutor_request_months"] = person.prosecutor_request_months
    return values


def _name(person: Person, changes: dict) -> dict:
    given = changes.get("given_names", person.given_names)
    first = changes.get("surname_1", person.surname_1)
    second = changes.get("surname_2", person.surname_2) or ""
    whole = changes.get("name_text") or " ".join(part for part in (given, first, second) if part)
    if "name_text" in changes:  # a list with a column for each part writes them in capitals
        first, second = first.upper(), second.upper()
    return {
        "name": whole,
        "given_names": given,
        "surname_1": first,
        "surname_2": second,
    }


def _case(person: Person, as_of: date, changes: dict, offences: dict[str, str]) -> dict:
    principal = person.principal_charge
    others = [offences[charge.code] for charge in person.charges if not charge.principal]
    values: dict[str, Any] = {
        "principal_offence": offences[principal] if principal else "",
        "offences": "; ".join(others),
        "stage": _word(columns.STAGES, "final" if person.stage == "sentenced" else person.stage),
        "prosecutor_request_months": person.prosecutor_request_months,
    }
    if person.sanction and (person.decided_on is None or person.decided_on <= as_of):
        values |= {
            "sanction": _word(columns.SANCTIONS, person.sanction),
            "substituted_by": _word(columns.SANCTIONS, person.substituted_by),
            "sentence_months": changes.get("sentence_months", person.sentence_months),
            "decided_on": person.decided_on,
            "counted_from": person.counted_from,
        }
    elif person.stage == "sentenced":
        values["stage"] = "Pendiente de juicio"
    return values


def _outside(person: Person, as_of: date, changes: dict, types: dict[str, str]) -> dict:
    known = last_known_release(person, as_of)
    if known is None:
        return {}
    return {
        "release_type": types[known.release_type],
        "left_on": changes.get("left_on", known.left_on),
        "reported_on": known.reported_on,
        "exile_condition": _word(columns.ANSWERS, known.exile_condition),
        "announcement": "553" if known.attribution else "",
        "measure_after": _word(columns.MEASURES, known.measure_after),
        **_sent_back(person, as_of),
    }


def _sent_back(person: Person, as_of: date) -> dict:
    """What lists know of a benefit taken back: on the day of the return itself."""
    back = person.revocation
    if back is None or back.reimprisoned_on > as_of:
        return {}
    return {
        "revoked_on": back.revoked_on,
        "reimprisoned_on": back.reimprisoned_on,
        "ground_official": _word(columns.GROUNDS, back.ground_official),
        "ground_alleged": _word(columns.GROUNDS, back.ground_alleged),
    }


def last_known_release(person: Person, as_of: date) -> Release | None:
    """The newest release that was known on that day."""
    known = [one for one in person.releases if one.left_on <= as_of and one.reported_on <= as_of]
    return known[-1] if known else None


def _part_date(found: PartDate) -> Any:
    if found.value is None:
        return ""
    return {
        "day": found.value,
        "month": f"{found.value:%Y-%m}",
        "year": f"{found.value:%Y}",
    }[found.precision]


def _word(words: dict[str, str], code: str | None) -> str:
    return next((word for word, its_code in words.items() if its_code == code), "")
