"""Reference data: the rows that ship with the program, read from CSV files that lie beside each room's loader.

The files may be loaded again at any time: a row is written only when it is missing or says something else, and what
an editor has changed since stands (`is_edited`).

Four eyes, here too. Organisations, announcements and published figures are dossiers: the public sees none that two
accounts did not agree on, and a CHECK of the database holds that. Those rows were reviewed where all of the program is
reviewed, in the repository, before anyone had an account; so two accounts stand for that review, `referencia` for
who wrote the file and `revision-referencia` for who reviewed it. Nobody can log in with either: they are inactive and
have no password. The rows pass through the same verbs as an editor's, and their history says where they came from.
"""

import csv
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models

from editorial.acting import acting_as
from editorial.models import Dossier, Editor, Recorded, WorkflowState

AUTHOR, REVIEWER = "referencia", "revision-referencia"
COMMAND = "load_reference"
A_MOMENT = timedelta(seconds=1)

Row = dict[str, Any]


@dataclass
class Loaded:
    """What came of one kind of reference data; `kind` names its model.

    `kept`: rows that differ because an editor changed them. `written`: keys of what is new or changed.
    """

    kind: str
    total: int
    new: int = 0
    changed: int = 0
    kept: int = 0
    written: list[Any] = field(default_factory=list)

    def __add__(self, other: "Loaded") -> "Loaded":
        """Two batches of the same kind as one."""
        return Loaded(
            self.kind,
            self.total + other.total,
            self.new + other.new,
            self.changed + other.changed,
            self.kept + other.kept,
            self.written + other.written,
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.total} ({self.new} new, {self.changed} changed, {self.kept} kept as edited)"


def account(username: str) -> Editor:
    """One of the two system accounts, made when it is missing: inactive, without a password."""
    return Editor.objects.get_or_create(
        username=username, defaults={"is_active": False, "password": make_password(None)}
    )[0]


def author_writes() -> AbstractContextManager[None]:
    """Inside, rows are written in the name of whoever wrote the file."""
    return acting_as(account(AUTHOR), command=COMMAND)


def is_edited(row: models.Model) -> bool:
    """True when somebody changed the row after it was loaded. Plain vocabulary has no author: its file is the truth."""
    if isinstance(row, Dossier):
        return row.last_edited_by_id is not None
    if isinstance(row, Recorded):
        return row.updated_at - row.created_at > A_MOMENT
    return False


def lines(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file, each cell by its heading."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read(rows: list[dict[str, str]], model: type[models.Model]) -> list[Row]:
    """Lines of a file as values of `model`: {column: value}. The headings are the model's fields.

    A cell that names a row of another table holds that row's code. Raises KeyError for a code that does not exist.
    """
    columns: dict[str, Any] = {name: model._meta.get_field(name) for name in (rows[0] if rows else ())}
    readers = {name: _reader(column) for name, column in columns.items()}
    return [{columns[name].attname: readers[name](text) for name, text in row.items()} for row in rows]


def _reader(column: Any) -> Callable[[str], Any]:
    if column.is_relation and column.target_field.name != "code":
        pks = dict(column.related_model._default_manager.values_list("code", "pk"))
        return lambda code: pks[code] if code else None
    convert = column.target_field.to_python if column.is_relation else column.to_python
    return lambda text: None if column.null and not text else convert(text)


def store(
    model: type[models.Model],
    rows: Iterable[Row],
    *,
    key: tuple[str, ...] = ("code",),
    keep: Callable[[Any], bool] = is_edited,
) -> Loaded:
    """Writes what is missing and what differs; `key` says which columns make two rows the same.

    `updated_at` is left alone, so that it goes on telling whether an editor has changed the row.
    """
    with author_writes():
        return _store(model, list(rows), key, keep)


def _store(model: type[models.Model], rows: list[Row], key: tuple[str, ...], keep: Callable[[Any], bool]) -> Loaded:
    manager = model._default_manager
    stored = {tuple(getattr(row, name) for name in key): row for row in manager.all()}
    loaded = Loaded(model.__name__, len(rows))
    missing = []
    for values in rows:
        row = stored.get(tuple(values[name] for name in key))
        if row is None:
            missing.append(model(**values))
        elif differing := {name: value for name, value in values.items() if getattr(row, name) != value}:
            if keep(row):
                loaded.kept += 1
                continue
            manager.filter(pk=row.pk).update(**differing)
            loaded.changed += 1
            loaded.written.append(row.pk)
    manager.bulk_create(missing)
    loaded.new = len(missing)
    loaded.written += [row.pk for row in missing]
    return loaded


def approve(model: type[Dossier], pks: Iterable[Any]) -> None:
    """Leads these dossiers from whatever state to approved, by the two system accounts."""
    written = model.objects.filter(pk__in=list(pks))
    reviewer = account(REVIEWER)
    with author_writes():
        for row in written.exclude(workflow_state=WorkflowState.DRAFT):
            row.reopen(by=None)
        written.submit_all(by=account(AUTHOR))
    with acting_as(reviewer, command=COMMAND, unreviewed="reference data"):
        written.approve_all(by=reviewer)
