"""Importing a list: counts, snapshots, all or nothing."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from prisoners.models import Person
from sources.import_list import consumers
from sources.import_list.importing import import_list
from sources.import_list.preview import preview
from sources.import_list.report import ImportFault, ImportReport
from sources.models import ColumnMapping, ListEntry, ListSnapshot, SourceRecord
from tests.lists import DAY, LATER, bring, csv_of, load_reference, make_list, row

pytestmark = pytest.mark.django_db
NAMES = ("Yoandri Pérez Sabanalar", "Maikel Jiménez Guayacanar", "Yaima Reyes Yarayó", "Luis Miguel Díaz Bijagual")


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def rows(*keys: int, **values):
    return [row(str(key), NAMES[key], **values) for key in keys]


def test_new_list_is_read_whole():
    report = bring(rows(0, 1, 2))
    assert (report.read, report.new, report.changed, report.unchanged, report.gone) == (3, 3, 0, 0, 0)
    assert report.refused == []
    assert report.snapshot.rows.count() == 3
    assert SourceRecord.objects.get(entry__row_key="0").raw == {"row_key": "0", "name": NAMES[0]}


def test_same_file_twice_changes_nothing():
    bring(rows(0, 1))
    report = bring(rows(0, 1))
    assert report.is_repeat and (report.read, report.unchanged, report.new) == (2, 2, 0)
    assert ListSnapshot.objects.count() == 1
    assert Person.objects.count() == 2


def test_later_list_tells_new_changed_unchanged_and_gone():
    bring(rows(0, 1, 2, status="in_custody"))
    report = bring([*rows(0, status="in_custody"), *rows(1, status="free"), *rows(3)], as_of=LATER)
    assert (report.new, report.changed, report.unchanged, report.gone) == (1, 1, 1, 1)
    kinds = {(each.kind, each.row_key) for each in report.differences}
    assert kinds == {("changed", "1"), ("new", "3"), ("gone", "2")}
    changed = next(each for each in report.differences if each.kind == "changed")
    assert changed.changes == {"status": ("in_custody", "free")}
    assert SourceRecord.objects.filter(entry__row_key="0").count() == 1, "an unchanged line is stored once"


def test_other_file_for_the_same_day_supersedes():
    first = bring(rows(0, 1)).snapshot
    second = bring(rows(0, 1, 2)).snapshot
    assert second.supersedes == first
    assert list(ListSnapshot.objects.in_force()) == [second]


def test_row_with_a_typing_error_stays_as_it_was():
    """A mistake in one cell must not delist a person: the row before is kept, and the line is still reported."""
    before = bring(rows(0, 1))
    report = bring([*rows(0), row("1", NAMES[1], birth_date="31/02/1990")], as_of=LATER)
    assert [(refusal.line, refusal.row_key) for refusal in report.refused] == [(3, "1")]
    assert (report.unchanged, report.kept, report.gone) == (1, 1, 0)
    held = report.snapshot.rows.values_list("record_id", flat=True)
    assert set(held) == set(before.snapshot.rows.values_list("record_id", flat=True))
    assert report.snapshot.row_count == 2


def test_a_refusal_names_the_column_as_the_file_does():
    source_list = make_list()
    mapping = ColumnMapping.objects.create(
        organisation=source_list.organisation, name="suyo",
        columns={"row_key": "Nº", "given_names": "Nombres", "surname_1": "Apellido", "birth_date": "Nacimiento",
                 "detained_on": "Detención"},
    )  # fmt: skip
    file = csv_of([
        {"Nº": "1", "Nombres": "Yoandri", "Apellido": "Pérez", "Nacimiento": "31/02/1990", "Detención": ""},
        {"Nº": "2", "Nombres": "", "Apellido": "", "Nacimiento": "", "Detención": ""},
        {"Nº": "3", "Nombres": "Yaima", "Apellido": "Reyes", "Nacimiento": "2001-01-01", "Detención": "1999-01-01"},
        {"Nº": "4", "Nombres": "Yaima", "Apellido": "Re\0yes", "Nacimiento": "", "Detención": ""},
        {"Nº": "5", "Nombres": "Luis Miguel", "Apellido": "Díaz", "Nacimiento": "", "Detención": ""},
    ])  # fmt: skip
    report = import_list(file, source_list=source_list, as_of=DAY, mapping=mapping, dry_run=True)
    assert [(each.line, each.where) for each in report.refused] == [
        (2, "“Nacimiento” (birth_date)"),
        (3, "“Nombres, Apellido” (name)"),
        (4, "“Detención” (detained_on)"),
        (5, "Apellido"),
    ]
    assert "Nacimiento" in report.refused[2].reason and "birth_date" not in report.refused[2].reason
    assert "U+0000" in report.refused[3].reason


def test_a_list_that_loses_most_of_its_rows_warns_first(capsys, tmp_path):
    bring(rows(0, 1, 2, 3))
    assert bring([*rows(0, 1, 2, 3), row("4", "Damaris López Jutiar")], as_of=LATER).warning == ""
    path = tmp_path / "otra.csv"
    path.write_bytes(csv_of([row(f"x{key}", NAMES[key]) for key in range(4)]).getvalue())
    source_list = ListEntry.objects.first().source_list
    arguments = ("--organisation", source_list.organisation.code, "--list", source_list.code, "--dry-run")
    call_command("import_list", path, *arguments, "--as-of", "2025-03-31", verbosity=0)
    first = capsys.readouterr().out.splitlines()[0]
    assert "5 " in first and str(LATER) in first


@pytest.mark.parametrize(("gone", "warns"), [(0, False), (2, False), (3, True), (10, True)])
def test_more_than_a_fifth_gone_warns(gone, warns):
    report = ImportReport(read=10, gone=gone, unchanged=10 - gone)
    assert bool(report.warning) == warns


def test_two_rows_with_one_key_are_both_refused():
    report = bring([*rows(0), row("7", NAMES[1]), row("7", NAMES[2])])
    assert [(each.line, each.field) for each in report.refused] == [(3, "row_key"), (4, "row_key")]
    assert all("3, 4" in each.reason for each in report.refused)
    assert ListEntry.objects.count() == 1


def test_strict_import_with_a_refused_row_leaves_nothing():
    with pytest.raises(ImportFault, match="3"):
        bring([*rows(0), row("2", "José")], strict=True)
    assert not ListSnapshot.objects.exists() and not Person.objects.exists()


def test_failing_room_leaves_nothing(monkeypatch):
    def fail(snapshot, records, progress):
        raise RuntimeError("killed")

    monkeypatch.setitem(consumers._consumers, "late", consumers._Consumer(99, fail))
    with pytest.raises(RuntimeError), transaction.atomic():
        bring(rows(0, 1))
    assert not ListSnapshot.objects.exists()
    assert not ListEntry.objects.exists() and not Person.objects.exists()


def test_dry_run_writes_nothing_and_says_what_it_would_do():
    report = bring(rows(0, 1), dry_run=True)
    assert report.new == 2 and report.snapshot is None and report.outcome["persons_new"] == 2
    assert not ListSnapshot.objects.exists() and not Person.objects.exists()


def test_preview_is_small():
    many = [
        row(str(number), f"Yoandri {'Ñ' * 150} Sabanalar", note="ñ" * 3000, birth_date="x" * 200)
        for number in range(900)
    ]
    shown = preview(csv_of([*many, *rows(0)]), source_list=make_list(), as_of=DAY)
    assert shown.refused_count == 900 and len(shown.refused) == 200
    assert len(repr(shown.refused) + repr(shown.differences)) < 200_000
    assert not ListSnapshot.objects.exists()


def test_mapping_names_columns_and_words():
    source_list = make_list()
    ColumnMapping.objects.create(
        organisation=source_list.organisation,
        name="default",
        columns={"row_key": "Nº", "name": "Preso", "status": "Situación"},
        words={"status": {"Recluido": "in_custody"}},
    )
    report = import_list(
        csv_of([{"Nº": 1, "Preso": NAMES[0], "Situación": "RECLUIDO"}], delimiter=";", encoding="cp1252"),
        source_list=source_list,
        as_of=DAY,
    )
    assert report.refused == []
    assert SourceRecord.objects.get().values == {"row_key": "1", "name": NAMES[0], "status": "in_custody"}


def test_unchanged_import_needs_few_queries(django_assert_max_num_queries):
    bring(
        [
            row(str(n), f"Yoandri Pérez{'abcdefghij'[n % 10] * (n // 10 + 1)} Sabanalar", status="in_custody")
            for n in range(60)
        ]
    )
    with django_assert_max_num_queries(60):
        bring(
            [
                row(str(n), f"Yoandri Pérez{'abcdefghij'[n % 10] * (n // 10 + 1)} Sabanalar", status="in_custody")
                for n in range(60)
            ],
            as_of=LATER,
        )


def write(folder, text="row_key,name\n1,Yoandri Pérez Sabanalar\n2,José\n"):
    path = folder / "lista.csv"
    path.write_text(text, encoding="utf-8")
    return path


def command(path, *, organisation="registro-a", code="registro-a", as_of="2024-10-31", **options):
    call_command("import_list", str(path), organisation=organisation, source_list=code, as_of=as_of, **options)


def test_command_prints_counts_and_refusals(tmp_path, capsys):
    make_list()
    command(write(tmp_path))
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("line 3: name: ")
    assert {"read 2", "new 1", "changed 0", "unchanged 0", "refused 1"} <= set(printed)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"organisation": "nadie"}, "registro-a"),
        ({"code": "nada"}, "known: registro-a"),
        ({"as_of": "31/10/2024"}, "2024-10-31"),
        ({"mapping": "otra"}, "otra"),
    ],
)
def test_command_refuses_bad_input_in_one_line(tmp_path, options, said):
    make_list()
    with pytest.raises(CommandError, match=said) as refused:
        command(write(tmp_path), **options)
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)
    assert not ListSnapshot.objects.exists()


def test_command_refuses_a_missing_file(tmp_path):
    make_list()
    with pytest.raises(CommandError) as refused:
        command(tmp_path / "nada.csv")
    assert refused.value.returncode == 2


def test_erased_person_is_not_made_again():
    from prisoners.tombstones import entomb

    bring(rows(0, birth_date="1990-05-01"))
    person = Person.objects.get()
    assert entomb(person) > 0
    report = bring([row("9", "PEREZ SABANALAR, Yohandry", birth_date="1990"), *rows(1)], make_list("registro-b"))
    assert [each.line for each in report.refused] == [2]
    assert "Sabanalar" not in report.refused[0].reason
    assert SourceRecord.objects.filter(entry__source_list__code="registro-b").count() == 1


def test_same_name_with_another_birth_year_is_not_the_erased_one():
    from prisoners.tombstones import entomb

    bring(rows(0, birth_date="1990-05-01"))
    entomb(Person.objects.get())
    assert bring(rows(0, birth_date="1961"), make_list("registro-b"), as_of=date(2024, 12, 1)).refused == []
