"""A month: a list of 1,200 rows of which 30 changed. How many decisions it asks of an editor, and how long it takes.

The mix is that of a usual month: some left, some came, some got a sentence where there was none; some are written in
other letters or with a coarser date, which is nothing to ask; the rest say something else than before.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from time import perf_counter
from typing import Any

from benchmarks import server
from benchmarks.figures import Figure, Plan
from benchmarks.importing import _csv, _line, _list
from benchmarks.persons import LAST_DAY, invent
from benchmarks.preparation import choose, leave
from prisoners.models import ListChange
from sources.import_list.importing import import_list
from sources.models import SourceList

DATABASE = "bench_incoming"
ROWS, CHANGED = 1_200, 30
NEXT_MONTH = date(2025, 4, 30)
Line = dict[str, str]


def months(rows: int = ROWS) -> tuple[list[Line], list[Line]]:
    """The list of one month and of the next: 5 rows gone, 5 new, 20 written otherwise."""
    before = [_line(one) for one in invent(rows + 5)]
    coming, before = before[rows:], before[:rows]
    now = [dict(line) for line in before]
    held = [line for line in now if not line["release_type"] and line["sentence_months"]]
    unsentenced = [line for line in now if not line["release_type"] and not line["sentence_months"]]
    for line in held[:5]:
        line["sentence_months"] = str(int(line["sentence_months"]) + 12)
    for line in held[5:9]:
        line["facility"] = "boniato" if line["facility"] != "boniato" else "combinado-del-este"
    for line in unsentenced[:4]:
        line |= {"sanction": "imprisonment", "sentence_months": "48", "decided_on": "2025-04-02"}
    for line in held[9:12]:
        line["surname_1"] = line["surname_1"].upper()
    for line in held[12:15]:
        line["detained_on"] = line["detained_on"][:7]
    line = held[15]
    line["birth_date"] = str(int(line["birth_date"][:4]) - 2) + line["birth_date"][4:]
    gone = {line["row_key"] for line in held[20:25]}
    return before, [line for line in now if line["row_key"] not in gone] + coming


def decisions(source_list: SourceList, rows: int = ROWS) -> tuple[Any, int]:
    """Imports both months; what the second was, and how many decisions it asks."""
    before, now = months(rows)
    import_list(io.BytesIO(_csv(before)), source_list=source_list, as_of=LAST_DAY, file_name="list.csv")
    first = ListChange.objects.count()
    report = import_list(io.BytesIO(_csv(now)), source_list=source_list, as_of=NEXT_MONTH, file_name="list.csv")
    return report, ListChange.objects.open().count() - first + report.outcome["rows_to_decide"]


def run(plan: Plan) -> Iterator[Figure]:
    server.create(DATABASE, server.TEMPLATE)
    choose(DATABASE)
    source_list = _list()
    began = perf_counter()
    report, asked = decisions(source_list)
    took = perf_counter() - began
    leave()
    yield Figure(f"incoming.rows_that_differ.{ROWS}", report.new + report.changed + report.gone, "rows")
    yield Figure(f"incoming.decisions.{ROWS}", asked, "decisions")
    yield Figure(f"incoming.both_imports.{ROWS}", took, "s")
