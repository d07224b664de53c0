"""Links two or more lists among themselves, without the database: for lists that are nobody's records yet."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from prisoners.matching.files import UnmappedList, read_list
from prisoners.matching.linking import LinkedPair, link
from sources.import_list.report import ImportFault

COLUMNS = ("left_file", "left_row", "right_file", "right_row", "score", "decision")
SHOWN = 20


class Command(BaseCommand):
    help = (
        "Reads two or more lists (CSV or XLSX, columns in Spanish or English, some may be missing) and writes the "
        "pairs of rows that speak of one person: left_file, left_row, right_file, right_row (rows by their line in "
        "the file), score in bits, decision `same` or `review`. Nothing is stored. With --truth, a column that holds "
        "the same value in the rows of one person, also prints precision, recall and F1 of `same`, and the share for "
        "review."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument("--output", metavar="PAIRS.csv", type=Path, required=True)
        parser.add_argument("--truth", metavar="COLUMN", default="", help="a column equal in the rows of one person")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):  # as every command speaks
            self._handle(options["files"], options["output"], options["truth"], quiet=options["verbosity"] == 0)

    def _handle(self, files: list[Path], output: Path, truth: str, *, quiet: bool) -> None:
        if len(files) < 2:
            raise CommandError(
                "Give two files or more: rows of one file are not compared with one another.", returncode=2
            )
        if output.resolve() in {file.resolve() for file in files}:
            raise CommandError(f"{output} is one of the lists: name another file for the pairs.", returncode=2)
        lists = [self._read(file, truth) for file in files]
        for one in lists:
            self._tell(one)
        pairs = list(link(lists, self._progress if not quiet else lambda done, of: None))
        if sys.stderr.isatty():
            self.stderr.write("\r".ljust(61) + "\r", ending="")
        self._write(pairs, files, output)
        same = sum(pair.decision == "same" for pair in pairs)
        self.stdout.write(f"same {same}\nreview {len(pairs) - same}")
        if truth:
            self._compare(pairs, lists)

    def _read(self, file: Path, truth: str) -> UnmappedList:
        try:
            return read_list(file, truth=truth)
        except ImportFault as fault:
            raise CommandError(f"{file}: {' '.join(str(fault).split())}", returncode=2) from None

    def _tell(self, one: UnmappedList) -> None:
        read = ", ".join(f"{header} → {name}" for name, header in one.fields.items())
        self.stdout.write(f"{one.name}: {len(one.rows)} rows; {read}")
        if one.unread:
            self.stdout.write(f"  columns not compared: {', '.join(one.unread)}")
        for line, why in one.passed_over[:SHOWN]:
            self.stdout.write(f"  line {line}: not compared: {why}")
        if len(one.passed_over) > SHOWN:
            self.stdout.write(f"  … and {len(one.passed_over) - SHOWN} more rows not compared")

    def _write(self, pairs: Sequence[LinkedPair], files: Sequence[Path], output: Path) -> None:
        try:
            with output.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(COLUMNS)
                for pair in pairs:
                    left, right = str(files[pair.left]), str(files[pair.right])
                    writer.writerow([left, pair.left_line, right, pair.right_line, pair.score, pair.decision])
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.", returncode=2) from None

    def _compare(self, pairs: Sequence[LinkedPair], lists: Sequence[UnmappedList]) -> None:
        """Against the truth: rows of different files with one value are the same; a row without a value is nobody's."""
        true = _true_pairs(lists)
        found = [pair for pair in pairs if pair.decision == "same"]
        right = sum(_is_true(pair, lists) for pair in found)
        precision = right / len(found) if found else 0.0
        recall = right / true if true else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        rows = {(p.left, p.left_line) for p in pairs if p.decision == "review"}
        rows |= {(p.right, p.right_line) for p in pairs if p.decision == "review"}
        share = len(rows) / max(sum(len(one.rows) for one in lists), 1)
        self.stdout.write(f"true_pairs {true}\nprecision {precision:.4f}\nrecall {recall:.4f}\nf1 {f1:.4f}")
        self.stdout.write(f"review_share {share:.4f}")

    def _progress(self, done: int, of: int) -> None:
        if sys.stderr.isatty() and done % 200 == 0:
            self.stderr.write(f"\rlinking {done}/{of}".ljust(60), ending="")


def _true_pairs(lists: Sequence[UnmappedList]) -> int:
    counts: dict[str, dict[int, int]] = {}
    for place, one in enumerate(lists):
        for value in one.truth.values():
            if value:
                of = counts.setdefault(value, {})
                of[place] = of.get(place, 0) + 1
    return sum((sum(of.values()) ** 2 - sum(n * n for n in of.values())) // 2 for of in counts.values())


def _is_true(pair: LinkedPair, lists: Sequence[UnmappedList]) -> bool:
    left = lists[pair.left].truth.get(pair.left_line, "")
    return bool(left) and left == lists[pair.right].truth.get(pair.right_line, "")
