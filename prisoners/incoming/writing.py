"""What a line of a list says, written into a row of ours, with the line as its source."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate, Precision
from editorial.models import Refused
from editorial.refusals import in_words
from editorial.rows import check_at_once
from prisoners.incoming.comparing import DATES
from prisoners.incoming.held import Part
from prisoners.matching.names import name_of
from prisoners.models import Event, Facility, FacilityStay, Person
from sources.import_list.fields import FIELDS
from sources.models import ListSnapshot, SourceRecord


def write(
    known: Part, row: Any, said: dict[str, Any], person: Person, record: SourceRecord, *,
    transfer: ListSnapshot | None = None,
) -> Any:  # fmt: skip
    """The row with what the line says of these fields, cited; of `transfer`, a new place from that list on.

    Raises Refused when the database or the row forbids it; then nothing has happened.
    """
    try:
        with transaction.atomic():
            check_at_once()
            written = _transfer(row, said, transfer) if transfer else _fill(known, row, said, record)
            _cite(known, written, person, record, said)
            return written
    except (Error, ValidationError, ValueError) as fault:
        constraint = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None)
        told = _("What the list says does not fit the dossier: %(why)s Open it.")
        raise Refused(told % {"why": in_words(constraint or str(fault))}) from None


def _transfer(row: Any, said: dict[str, Any], snapshot: ListSnapshot) -> FacilityStay:
    return FacilityStay.objects.create(
        detention=row.detention, facility=Facility.objects.get(code=said["facility"]),
        from_on=PartialDate(snapshot.as_of, Precision.BEFORE),
    )  # fmt: skip


def _fill(known: Part, row: Any, said: dict[str, Any], record: SourceRecord) -> Any:
    written = []
    for field, value in said.items():
        if field == "name":
            name = name_of(record.values)
            row.name_display, row.given_names = name.display[:200], name.given[:100]
            row.surname_1, row.surname_2 = name.surname_1[:60], name.surname_2[:60]
            written += ["name_display", "given_names", "surname_1", "surname_2"]
            continue
        setattr(row, known.columns[field], _ours(field, value))
        written.append(known.columns[field].removesuffix("_id"))
    row.clean()
    row.save(update_fields=[*written, "updated_at"])
    return row


def _ours(field: str, value: Any) -> Any:
    """A value of a list in the form of our column."""
    if field == "event":
        return Event.objects.get(code=value).pk
    if field == "facility":
        return Facility.objects.get(code=value).pk
    return PartialDate.parse(value) if FIELDS[field].kind in DATES else value


def _cite(known: Part, row: Any, person: Person, record: SourceRecord, fields: dict[str, Any]) -> None:
    """The list's line supports each field that was taken from it."""
    about: dict[str, Any] = {"record": record}
    if known.cites:
        about[known.cites] = row
    if "person" in {field.name for field in known.citation._meta.concrete_fields}:
        about["person"] = person
    known.citation._default_manager.bulk_create(
        [known.citation(**about, field=known.columns[field].removesuffix("_id")) for field in fields]
    )
