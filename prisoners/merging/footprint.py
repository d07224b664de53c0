"""Every row of some dossiers, written down; what an act changed in them; and that change taken back row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils.translation import gettext as _

from editorial.four_eyes import PATH
from editorial.models import Refused
from editorial.refusals import in_words
from editorial.rows import Undone, bring_back, check_at_once, in_rounds, remove, write
from prisoners.merging.rooms import rooms
from prisoners.models import (
    Address,
    Affiliation,
    Charge,
    Citation,
    Classification,
    Consent,
    Detention,
    FacilityStay,
    FamilyContact,
    HealthCondition,
    IdentityNumber,
    Person,
    PersonName,
    PrivateDetails,
    RowMatch,
    Sentence,
    Stage,
)

OF_PERSON = (
    PersonName, Affiliation, Classification, PrivateDetails, HealthCondition, FamilyContact, Address, IdentityNumber,
    RowMatch, Citation, Consent, Detention,
)  # fmt: skip
OF_DETENTION = (Stage, Charge, Sentence, FacilityStay)
# The path of a dossier moves on, and the database keeps the end of a detention: neither is compared or restored.
KEPT_ELSEWHERE = {*PATH, "ended_on"}

Key = tuple[str, Any]
Rows = dict[Key, dict[str, Any]]


def rows_of(persons: Iterable[int]) -> list[QuerySet[Any]]:
    """The rows of these dossiers, table by table."""
    wanted = set(persons)
    return [
        Person.objects.filter(pk__in=wanted),
        *(model._base_manager.filter(person__in=wanted) for model in OF_PERSON),
        *(model._base_manager.filter(detention__person__in=wanted) for model in OF_DETENTION),
        *(rows for room in rooms() for rows in room.rows(wanted)),
    ]


def written(persons: Iterable[int]) -> Rows:
    """Every column of every row of these dossiers, as text that its field reads again."""
    return {
        (rows.model._meta.label_lower, row.pk): {
            field.attname: _text(field, row) for field in rows.model._meta.concrete_fields if not field.primary_key
        }
        for rows in rows_of(persons)
        for row in rows
    }


def _tables() -> dict[str, type[Model]]:
    """The tables of a dossier, by the name under which their rows are written down."""
    return {rows.model._meta.label_lower: rows.model for rows in rows_of([])}


def _text(field: Field, row: Model) -> Any:
    return None if getattr(row, field.attname) is None else field.value_to_string(row)


def difference(before: Rows, after: Rows) -> dict[str, list[Any]]:
    """What became of the rows: `changed` [table, key, {column: [before, after]}], `made` and `gone` [table, key, row].

    A row that only changed its place on the path, or its clock, has not changed.
    """
    changed = []
    for key in before.keys() & after.keys():
        columns = {
            name: [value, after[key][name]]
            for name, value in before[key].items()
            if name not in KEPT_ELSEWHERE and value != after[key][name]
        }
        if columns:
            changed.append([*key, columns])
    return {
        "changed": sorted(changed, key=_by_key),
        "made": sorted(([*key, after[key]] for key in after.keys() - before.keys()), key=_by_key),
        "gone": sorted(([*key, before[key]] for key in before.keys() - after.keys()), key=_by_key),
    }


def _by_key(row: list[Any]) -> tuple[str, str]:
    return row[0], str(row[1])


def take_back(rows: dict[str, list[Any]]) -> list[str]:
    """Every row as it was before. Returns, in words, what was changed since and therefore stays as it is now.

    A value that somebody wrote since stays, as does a row removed since. Raises Refused, naming the rows, where one
    was given to somebody else since (undo that first), or the database forbids the way back.
    """
    later: list[str] = []
    in_the_way: list[str] = []
    restored = []
    tables = _tables()
    for label, key, columns in rows["changed"]:
        model = tables[label]
        now = model._base_manager.filter(pk=key).first()
        if now is None:
            later.append(_("%(what)s %(key)s was removed since") % {"what": model._meta.verbose_name, "key": key})
            continue
        values = {}
        fields = {field.attname: field for field in model._meta.concrete_fields}
        for name, (before, after) in columns.items():
            field = fields[name]
            if _text(field, now) == after:
                values[name] = None if before is None else field.to_python(before)
            elif _text(field, now) != before:
                (in_the_way if isinstance(field, ForeignKey) else later).append(
                    f"{model._meta.verbose_name} “{now}”: {field.verbose_name}"
                )
        if values:
            restored.append((model, key, values))
    if in_the_way:
        told = _("These rows were given to somebody else since, so undo that first: %(rows)s.")
        raise Refused(told % {"rows": "; ".join(sorted(set(in_the_way)))})
    _act(restored, rows, tables)
    return later


def _act(
    restored: list[tuple[Any, Any, dict[str, Any]]], rows: dict[str, list[Any]], tables: dict[str, type[Model]]
) -> None:
    check_at_once()
    undone = Undone()
    made = [(tables[label], key) for label, key, _row in rows["made"] if label != "prisoners.person"]
    in_rounds(undone, made, remove, undone.removed)
    gone = [(tables[label], key, _values(tables[label], row)) for label, key, row in rows["gone"]]
    in_rounds(undone, [row for row in gone if not _is_there(*row[:2])], bring_back, undone.brought_back)
    # What a new row writes of itself, the day on which it was recorded, is told again by the former one.
    in_rounds(undone, [*gone, *restored], write, undone.restored)
    if undone.conflicts:
        raise Refused(_("The database forbids it: %(why)s") % {"why": in_words(undone.conflicts[0].why)})


def _is_there(model: Any, key: Any) -> bool:
    return model._base_manager.filter(pk=key).exists()


def _values(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: None if text is None else fields[name].to_python(text) for name, text in row.items()}
