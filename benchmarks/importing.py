"""P11: a list of 10,000 rows, against the quickest way in (COPY of the same cells, and from there into an indexed
table), and against django-import-export as it comes.

`stored` is what those two do as well: every cell checked, compared with the former list, and kept with its history.
`new` is all of an import: each row also matched, and made into a new person's dossier with its citations.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

import tablib
from django.db import connection
from import_export.resources import ModelResource

from benchmarks import server
from benchmarks.figures import Figure, Plan
from benchmarks.persons import LAST_DAY, Invented, invent
from benchmarks.preparation import choose, leave
from prisoners.models import Person
from sources.import_list.importing import import_list
from sources.import_list.preview import preview
from sources.models import SourceList, SourceOrganisation

DATABASE = "bench_importing"
ROWS, QUICK_ROWS = 10_000, 2_000
PEER_ROWS = 1_000  # of django-import-export, whose time grows in proportion: the rest is reckoned
ROUNDS = 3
LATER = date(2025, 4, 30)
BARE = """
CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {columns}, UNIQUE (row_key));
CREATE INDEX ON bare (province);
CREATE INDEX ON bare (detained_on);
CREATE INDEX ON bare (surname_1, surname_2, given_names);
CREATE INDEX ON bare USING gin ((given_names || ' ' || surname_1 || ' ' || surname_2) gin_trgm_ops)
"""


class Persons(ModelResource):
    """The person alone, as the package does it by default: one query to look, one to write."""

    class Meta:
        model = Person
        import_id_fields = ("slug",)
        fields = ("slug", "name_display", "given_names", "surname_1", "surname_2", "gender", "birth_date")


def run(plan: Plan) -> Iterator[Figure]:
    rows = plan.at_most(QUICK_ROWS if plan.is_quick else ROWS)
    lines = [_line(one) for one in invent(rows)]
    file = _csv(lines)
    times: dict[str, list[float]] = {name: [] for name in ("floor", "stored", "new", "same_file", "unchanged", "peer")}
    for _ in range(1 if plan.is_quick else ROUNDS):
        server.create(DATABASE, server.TEMPLATE)
        choose(DATABASE)
        source_list = _list()
        times["floor"].append(_timed(lambda: _floor(lines)))
        times["peer"].append(_timed(lambda: _by_import_export(lines[:PEER_ROWS])) * rows / min(rows, PEER_ROWS))
        stored: list[float] = []
        times["new"].append(_timed(lambda: _import(file, source_list, LAST_DAY, new=rows, stored=stored)))  # noqa: B023
        times["stored"].append(stored[0])
        times["same_file"].append(_timed(lambda source=source_list: _import(file, source, LAST_DAY)))
        times["unchanged"].append(_timed(lambda source=source_list: _import(file, source, LATER, new=0)))
        shown = preview(io.BytesIO(_csv(_renamed(lines))), source_list=source_list, as_of=LATER, file_name="list.csv")
        leave()

    def ratio(one: str, other: str) -> float:
        return median(a / b for a, b in zip(times[one], times[other], strict=True))

    yield Figure(f"importing.stored_to_copy.{rows}", ratio("stored", "floor"), "x")
    yield Figure(f"importing.import_export_to_stored.{rows}", ratio("peer", "stored"), "x")
    yield Figure(f"importing.new_to_copy.{rows}", ratio("new", "floor"), "x")
    yield Figure(f"importing.import_export_to_new.{rows}", ratio("peer", "new"), "x")
    yield Figure(f"importing.import_export_to_same_file.{rows}", ratio("peer", "same_file"), "x")
    yield Figure(f"importing.import_export_to_unchanged.{rows}", ratio("peer", "unchanged"), "x")
    for name in times:
        yield Figure(f"importing.{name}.{rows}", median(times[name]), "s")
    yield Figure(f"importing.preview.{rows}", len(repr(shown)), "B")


def _timed(work: Any) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _line(one: Invented) -> dict[str, str]:
    return {
        "row_key": str(one.number), "given_names": one.given_names, "surname_1": one.surname_1,
        "surname_2": one.surname_2, "birth_date": str(one.born), "gender": one.gender, "province": one.province,
        "detained_on": str(one.detained_on), "context": one.context, "activity": "protest",
        "offences": ";".join(one.offences), "sanction": "imprisonment" if one.months else "",
        "sentence_months": str(one.months or ""), "decided_on": str(one.decided_on or ""),
        "facility": one.facility, "status": one.way_out[1] if one.way_out else "in_custody",
        "release_type": one.way_out[0] if one.way_out else "", "left_on": str(one.left_on or ""),
        "reported_on": str(one.left_on or ""),
    }  # fmt: skip


def _renamed(lines: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**line, "gender": "unknown"} for line in lines]


def _csv(lines: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(lines[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()


def _list() -> SourceList:
    organisation = SourceOrganisation.objects.create(code="bench", name="Bench", kind="ngo", is_demo=True)
    return SourceList.objects.create(
        code="bench", organisation=organisation, name_es="Bench", name_en="Bench", kind="prisoners"
    )


def _import(
    file: bytes, source_list: SourceList, as_of: date, new: int | None = None, stored: list[float] | None = None
) -> None:
    """`stored` receives the seconds until the rows were stored."""
    began, passed = perf_counter(), [] if stored is None else stored

    def progress(stage: str, done: int, of: int) -> None:
        if stage == "store" and done == of and not passed:
            passed.append(perf_counter() - began)

    report = import_list(
        io.BytesIO(file), source_list=source_list, as_of=as_of, file_name="list.csv", progress=progress
    )
    assert not report.refused, report.refused[:3]
    assert new is None or report.new == new, report


def _floor(lines: list[dict[str, str]]) -> None:
    """The cells as text into a bare table, and from there into one with a key and an index."""
    names = ", ".join(lines[0])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS staged, bare")
        cursor.execute(BARE.format(columns=", ".join(f"{name} text" for name in lines[0])))
        cursor.execute("CREATE TEMPORARY TABLE staged AS SELECT " + names + " FROM bare")
        with cursor.copy(f"COPY staged ({names}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(tuple(line.values()))
        cursor.execute(f"INSERT INTO bare ({names}) SELECT {names} FROM staged")


def _by_import_export(lines: list[dict[str, str]]) -> None:
    data = tablib.Dataset(headers=Persons.Meta.fields)
    for line in lines:
        name = f"{line['given_names']} {line['surname_1']} {line['surname_2']}"
        parts = (line["given_names"], line["surname_1"], line["surname_2"])
        data.append([f"peer-{line['row_key']}", name, *parts, line["gender"], line["birth_date"]])
    result = Persons().import_data(data, raise_errors=True)
    assert result.totals["new"] == len(lines)
    Person.objects.all().delete()
