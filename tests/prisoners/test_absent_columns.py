"""A file without one of the list's columns: the list says nothing of it this time, and has withdrawn nothing."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from prisoners.incoming.deciding import decide
from prisoners.models import ListChange, ListChoice, Sentence
from sources.admin.differences import differences
from sources.import_list.importing import import_list
from sources.import_list.report import ImportFault
from sources.import_list.staging import snapshot_replaced
from sources.models import ColumnMapping, ListSnapshot
from tests.lists import DAY, LATER, bring, csv_of, load_reference, make_list
from tests.prisoners.test_consolidation import full
from tests.prisoners.test_incoming import THIRD
from tests.publication.working_copy import editor

pytestmark = pytest.mark.django_db
COLUMNS = {"row_key": "Nº", "name": "Preso", "detained_on": "Detención", "gender": "Género"}


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def without(values: dict, *names: str) -> dict:
    return {name: value for name, value in values.items() if name not in names}


def mapped():
    source_list = make_list()
    ColumnMapping.objects.create(organisation=source_list.organisation, name="default", columns=COLUMNS)
    return source_list


def test_missing_columns_that_a_list_needs_are_named_at_once():
    with pytest.raises(ImportFault, match=r"“Nº” \(row_key\), “Preso” \(name\)\. .*: Detención\."):
        import_list(csv_of([{"Detención": "2021-07-11"}]), source_list=mapped(), as_of=DAY)


def test_a_missing_column_that_a_list_may_go_without_is_told_and_refuses_nothing():
    rows = [{"Nº": "1", "Preso": "Yoandri Pérez Sabanalar"}]
    report = import_list(csv_of(rows), source_list=mapped(), as_of=DAY)
    assert report.new == 1 and "“Género” (gender), “Detención” (detained_on)." in report.absence
    assert ListSnapshot.objects.get().told_fields == ["row_key", "name"]


def test_the_command_warns_of_a_column_that_the_list_had_before(capsys, tmp_path):
    bring([full()])
    path = tmp_path / "lista.csv"
    path.write_bytes(csv_of([without(full(), "sanction", "sentence_months")]).getvalue())
    call_command("import_list", path, organisation="registro-a", source_list="registro-a", as_of=str(LATER))
    said = capsys.readouterr().out
    assert "WARNING: The file has no column for sanction, sentence_months." in said
    assert "unchanged 1" in said and "changes_to_decide 0" in said


def test_rows_that_lack_the_column_alone_are_unchanged_and_ask_nothing():
    bring([full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman")])
    report = bring(
        [without(full("1"), "sentence_months"),
         without(full("2", "Lisandra Duarte Tomeguín", gender="woman", occupation_group="other"), "sentence_months")],
        as_of=LATER,
    )  # fmt: skip
    assert (report.unchanged, report.changed, report.gone) == (1, 1, 0)
    assert [set(each.changes) for each in report.differences] == [{"occupation_group"}]
    told = differences(report.snapshot, snapshot_replaced(report.snapshot))["changed"]
    assert [[name for name, *_values in row.changes] for row in told] == [["occupation_group"]]
    assert not ListChange.objects.exists() and Sentence.objects.filter(length_months=full()["sentence_months"]).exists()


def test_an_open_question_about_the_column_stays_open():
    bring([full()])
    bring([full(sentence_months=84)], as_of=LATER)
    bring([without(full(), "sentence_months")], as_of=THIRD)
    question = ListChange.objects.open().get()
    decide(question, ListChoice.THEIRS, by=editor())
    assert Sentence.objects.get(is_operative=True).length_months == 84


def test_a_column_that_is_back_asks_only_of_what_has_changed():
    bring([full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman")])
    Sentence.objects.update(length_months=120)  # by other sources
    bring([without(full("1"), "sentence_months"),
           without(full("2", "Lisandra Duarte Tomeguín", gender="woman"), "sentence_months")], as_of=LATER)  # fmt: skip
    bring([full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman", sentence_months=84)], as_of=THIRD)
    assert [change.said() for change in ListChange.objects.open()] == [{"sentence_months": 84}]


def test_an_emptied_cell_of_a_column_that_is_there_is_a_change():
    bring([full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman")])
    report = bring([full("1", sentence_months=""), full("2", "Lisandra Duarte Tomeguín", gender="woman")], as_of=LATER)
    assert report.changed == 1 and report.absence == ""
