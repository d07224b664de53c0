"""Importing a list: one file, one list, one day; all or nothing."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pghistory
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor
from sources.import_list import consumers, staging
from sources.import_list.checking import CheckedRow, check_rows
from sources.import_list.columns import Columns, find_mapping, place_columns
from sources.import_list.consumers import Progress, no_progress
from sources.import_list.fields import NEEDED
from sources.import_list.reading import Table, read_bytes, read_table
from sources.import_list.report import ImportFault, ImportReport, Refusal, told_column
from sources.import_list.turns import take_import_turn
from sources.import_list.vocabularies import Vocabularies
from sources.models import ColumnMapping, ListSnapshot, SourceList

SHOWN_DIFFERENCES = 100


def import_list(
    file: BinaryIO | str | Path,
    *,
    source_list: SourceList,
    as_of: date,
    mapping: str | ColumnMapping | None = None,
    by: Editor | None = None,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
    file_name: str = "",
) -> ImportReport:
    """Reads a file into the snapshot of `source_list` on `as_of`, and lets the rooms above take its rows.

    Refused rows are reported and left out; with `strict` one refused row refuses the file. Everything happens in one
    transaction: a bad file (ImportFault), or an error in any room, leaves nothing behind. The same file for the same
    list and day changes nothing; another file for a day that has a snapshot supersedes it. `mapping` is one of
    the organisation's column mappings or its name (else its “default”, else plain headers). `dry_run` does all of it
    and takes it back. `by` is the editor who imports; None for a command. Raises ImportFault.
    """
    progress = progress or no_progress
    if as_of > timezone.localdate():
        raise ImportFault(_("%(day)s is still to come: a list speaks of a day that has been.") % {"day": as_of})
    name, data = read_bytes(file, name=file_name)
    chosen = find_mapping(source_list.organisation, mapping)
    progress("read", 0, 1)
    table = read_table(name, data)
    history = {"import": source_list.code, "as_of": as_of.isoformat()} | ({"user": by.pk} if by else {})
    with pghistory.context(**history), transaction.atomic():
        _prepare_transaction()
        report = _repeated(source_list, as_of, table, chosen)
        report = report or _import(table, source_list, as_of, chosen, strict, progress)
        if dry_run:
            transaction.set_rollback(True)
            report.snapshot = None
    return report


def _prepare_transaction() -> None:
    take_import_turn()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # deferred checks make row triggers quadratic
        # A history trigger keeps the plan of its first call. Made for a change of one row it is a nested loop, which
        # for 10,000 rows takes minutes: drop such plans, and make none here.
        cursor.execute("DISCARD PLANS")
        cursor.execute("SET LOCAL enable_nestloop = off")


def _repeated(source_list: SourceList, as_of: date, table: Table, mapping: ColumnMapping | None) -> ImportReport | None:
    """The report of a file that was imported before: nothing is to be done, and what was refused still is."""
    known = ListSnapshot.objects.filter(
        source_list=source_list, as_of=as_of, file_sha256=table.sha256, undone_at=None
    ).first()
    if known is None:
        return None
    _rows, refused = _checked(table, place_columns(table.headers, mapping), as_of)
    return ImportReport(
        read=len(table.rows), unchanged=known.row_count, snapshot=known, is_repeat=True, refused=refused
    )


def _checked(table: Table, columns: Columns, as_of: date) -> tuple[list[CheckedRow], list[Refusal]]:
    """Good rows, and the refusals of this room and of those above, in the order of lines."""
    rows, refused = check_rows(table, columns, as_of=as_of, vocabularies=Vocabularies())
    screened = [replace(each, column=columns.heading(each.field)) for each in consumers.screen(rows)]
    kept_out = {refusal.line for refusal in screened}
    rows = [row for row in rows if row.line not in kept_out]
    return rows, sorted([*refused, *screened], key=lambda refusal: refusal.line)


def _import(
    table: Table, source_list: SourceList, as_of: date, mapping: ColumnMapping | None, strict: bool, progress: Progress
) -> ImportReport:
    columns = place_columns(table.headers, mapping)
    progress("check", 0, len(table.rows))
    rows, refused = _checked(table, columns, as_of)
    if strict and refused:
        raise ImportFault(
            _("%(count)d rows are refused, so nothing is imported; the first is line %(line)d, %(field)s: %(reason)s.")
            % {"count": len(refused), "line": refused[0].line, "field": refused[0].where, "reason": refused[0].reason}
        )
    if not rows:
        raise ImportFault(
            _("None of the %(count)d rows can be imported; the first: line %(line)d, %(field)s: %(reason)s.")
            % {"count": len(refused), "line": refused[0].line, "field": refused[0].where, "reason": refused[0].reason}
        )
    report = ImportReport(read=len(table.rows), refused=refused)
    _store(report, rows, table, source_list, as_of, columns, progress)
    return report


def _absent(columns: Columns, former: ListSnapshot | None) -> dict[str, str]:
    """{field: header} of the columns that the mapping names, or the list had before, and the file lacks."""
    before = set(former.told_fields) if former else set()
    return columns.absent | dict.fromkeys(sorted(before - columns.places.keys() - columns.absent.keys() - NEEDED), "")


def _store(
    report: ImportReport,
    rows: list[CheckedRow],
    table: Table,
    source_list: SourceList,
    as_of: date,
    columns: Columns,
    progress: Progress,
) -> None:
    progress("store", 0, len(rows))
    staging.stage(rows)
    superseded = (
        ListSnapshot.objects.in_force()
        .filter(source_list=source_list, as_of=as_of)
        .order_by("-pk")
        .select_for_update(of=("self",))
        .first()
    )
    report.compared_with = superseded or staging.snapshot_before(source_list, as_of)
    refused_keys = [refusal.row_key for refusal in report.refused if refusal.row_key]
    absent = _absent(columns, report.compared_with)
    report.absent = [told_column(*each) for each in absent.items()]
    counts = staging.compare(report.compared_with, kept_keys=refused_keys, absent=list(absent))
    report.kept = counts["kept"]
    report.new, report.changed, report.unchanged, report.gone = (
        counts[kind] for kind in ("new", "changed", "unchanged", "gone")
    )
    report.differences = staging.differences(SHOWN_DIFFERENCES, absent=list(absent))
    report.snapshot = ListSnapshot.objects.create(
        source_list=source_list,
        as_of=as_of,
        file_name=table.name,
        file_sha256=table.sha256,
        row_count=len(rows) + report.kept,
        new_count=report.new,
        changed_count=report.changed,
        unchanged_count=report.unchanged + report.kept,
        gone_count=report.gone,
        supersedes=superseded,
        mapping_name=columns.mapping_name,
        told_fields=list(columns.places),
    )
    staging.store(report.snapshot)
    progress("store", len(rows), len(rows))
    records = staging.records_to_take(report.snapshot)
    report.outcome = Counter(consumers.take(report.snapshot, records, progress))
