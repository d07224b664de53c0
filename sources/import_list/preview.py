"""What an import would do, small enough for one page: counts, refusals and the first differences."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from sources.import_list.importing import import_list
from sources.import_list.report import Difference, ImportReport, Refusal
from sources.models import ColumnMapping, SourceList

SHOWN_REFUSALS = 200
LONGEST_TEXT = 120


@dataclass(frozen=True)
class Preview:
    """The page stays below 200 kB: `refused` and `differences` are the first ones, long texts are cut.

    `refused_count` and `different_count` say how many there are in all.
    """

    report: ImportReport
    refused: list[Refusal]
    refused_count: int
    differences: list[Difference]
    different_count: int


def preview(
    file: BinaryIO | str | Path,
    *,
    source_list: SourceList,
    as_of: date,
    mapping: str | ColumnMapping | None = None,
    file_name: str = "",
) -> Preview:
    """Imports and takes it back. Raises ImportFault as the import would."""
    report = import_list(file, source_list=source_list, as_of=as_of, mapping=mapping, dry_run=True, file_name=file_name)
    shown = [
        Difference(
            each.kind,
            _cut(each.row_key),
            each.line,
            {field: (_value(before), _value(now)) for field, (before, now) in each.changes.items()},
            name=_cut(each.name),
        )
        for each in report.differences
    ]
    return Preview(
        report=report,
        refused=[
            Refusal(each.line, _cut(each.field), _cut(each.reason), column=_cut(each.column))
            for each in report.refused[:SHOWN_REFUSALS]
        ],
        refused_count=len(report.refused),
        differences=shown,
        different_count=report.new + report.changed + report.gone,
    )


def _value(value: Any) -> Any:
    """Codes stay codes, for the page to put into words."""
    return value if isinstance(value, list) else _cut(value)


def _cut(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
