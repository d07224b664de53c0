"""The way back out of a whole import: the dossiers as they were, and nothing of what an editor wrote since."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from django.db import connection
from psycopg import errors

from editorial.acting import acting_as
from editorial.models import Refused, WorkflowState
from prisoners.incoming.deciding import decide
from prisoners.incoming.undoing import undo_import
from prisoners.matching.decisions import withdraw
from prisoners.merging.footprint import KEPT_ELSEWHERE, written
from prisoners.models import Charge, Citation, ListChange, ListChoice, Person, RowMatch, Visibility
from releases.models import Release
from sources.models import ListSnapshot, SourceRecord
from tests.editorial.roads import proven
from tests.editorial.test_newsroom_rights import newsroom  # noqa: F401 - a fixture
from tests.lists import DAY, LATER, bring, load_reference, make_list, row
from tests.prisoners.test_consolidation import full
from tests.publication.working_copy import consent, editor

pytestmark = pytest.mark.django_db
REASON = "La organización mandó la lista de otro mes."
THIRD = date(2024, 12, 31)
OUT = {"status": "serving_outside", "release_type": "conditional_release", "left_on": "2024-05-01"}


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def dump():
    """Every column of every row of every dossier, but the path and the clock."""
    return {
        key: {name: value for name, value in columns.items() if name not in {*KEPT_ELSEWHERE, "updated_at"}}
        for key, columns in written(Person.objects.values_list("pk", flat=True)).items()
    }


def undo(report, **options):
    return undo_import(report.snapshot, by=editor("jefa"), reason=REASON, **options)


def before() -> dict:
    bring([row("1", detained_on="2021-07-11"), full("2", "Lisandra Duarte Tomeguín", gender="woman")])
    bring([full("b", "Lisandra Duarte Tomeguín", gender="woman")], make_list("registro-b"))
    return dump()


def month() -> list[dict]:
    """Fills one dossier, ends another, makes a third; one line is in conflict."""
    return [
        full("1", note="x"), full("2", "Lisandra Duarte Tomeguín", gender="man", **OUT),
        full("3", "Anabel Cuza Guayabal", gender="woman", birth_date="1971-02-03", province="CU-03", municipality="",
             detained_on="2023-01-05"),
    ]  # fmt: skip


def test_import_and_undo_leave_the_dossiers_as_they_were():
    then = before()
    report = bring(month(), as_of=LATER)
    assert Person.objects.count() == 3 and Release.objects.count() == 1 and ListChange.objects.exists()
    assert dump() != then
    done = undo(report)
    assert dump() == then
    assert not Release.objects.exists() and not ListChange.objects.exists()
    assert done.removed["personas"] == 1 and done.stays == [] and done.persons == 2
    assert SourceRecord.objects.filter(first_snapshot=report.snapshot).count() == 3, "lines stay as they came"


def test_its_snapshot_counts_for_nothing():
    report = bring([full()])
    undo(report)
    assert not ListSnapshot.objects.in_force().exists()
    snapshot = ListSnapshot.objects.get()
    assert (snapshot.undone_by.username, snapshot.undone_reason) == ("jefa", REASON)
    assert snapshot.workflow_state == WorkflowState.DRAFT


def test_same_file_can_be_imported_again():
    before()
    report = bring(month(), as_of=LATER)
    then = sorted(str(sorted(columns.items())) for (table, _), columns in dump().items() if table.endswith("charge"))
    undo(report)
    again = bring(month(), as_of=LATER)
    assert not again.is_repeat and again.new == 1 and Person.objects.count() == 3
    assert Charge.objects.count() == len(then) and Release.objects.count() == 1
    assert set(SourceRecord.objects.filter(entry__row_key="3").values_list("first_snapshot", flat=True)) == {
        again.snapshot.pk
    }
    undo(again)
    assert Person.objects.count() == 2


def test_a_corrected_file_gives_way_to_the_one_that_it_replaced():
    first = bring([full()])
    second = bring([full(sentence_months=84)])
    assert second.snapshot.supersedes == first.snapshot
    undo(second)
    assert list(ListSnapshot.objects.in_force()) == [first.snapshot]
    assert bring([full(sentence_months=96)]).snapshot.supersedes == first.snapshot


def test_what_an_editor_wrote_since_stays_and_is_named():
    before()
    report = bring(month(), as_of=LATER)
    mine = Person.objects.get(given_names="Anabel")
    with acting_as(editor("autora")):
        Person.objects.filter(pk=mine.pk).update(occupation="maestra")
    done = undo(report)
    mine.refresh_from_db()
    assert mine.occupation == "maestra"
    assert [line for line in done.stays if "autora" in line and "Anabel" in line]
    assert not RowMatch.objects.filter(person=mine).exists()


def test_a_decision_of_an_editor_stays():
    bring([full()])
    report = bring([full(sentence_months=84)], as_of=LATER)
    with acting_as(editor("autora")):
        decide(ListChange.objects.get(), ListChoice.THEIRS, by=editor("autora"))
    done = undo(report)
    assert ListChange.objects.get().decision == ListChoice.THEIRS and done.stays
    assert Citation.objects.filter(field="length_months").exists()


def test_a_question_that_was_put_off_is_asked_anew_by_the_next_import():
    bring([full()])
    report = bring([full(sentence_months=84)], as_of=LATER)
    decide(ListChange.objects.get(), ListChoice.LATER, by=editor("autora"))
    assert undo(report).stays == [] and not ListChange.objects.open().exists()
    bring([full(sentence_months=84)], as_of=LATER)
    assert ListChange.objects.open().get().said() == {"sentence_months": 84}


def test_a_person_whom_a_colleague_approved_is_withdrawn_and_not_removed():
    report = bring([full()])
    consent(Person.objects.get())
    one, other = editor("autora"), editor("revisora")
    Person.objects.submit_all(by=one)
    Person.objects.approve_all(by=other)
    rows = {key for key, _ in written([Person.objects.get().pk]).items()}
    done = undo(report)
    person = Person.objects.get()
    assert person.visibility == Visibility.WITHDRAWN and done.withdrawn == [str(person)]
    assert person.workflow_state == WorkflowState.DRAFT, "a colleague must approve it"
    assert {key for key, _ in written([person.pk]).items()} == rows


def test_a_later_import_of_the_list_goes_first():
    first, second = bring([full()]), bring([full()], as_of=LATER)
    with pytest.raises(Refused, match="30 nov 2024"):
        undo(first)
    undo(second)
    undo(first)
    assert not Person.objects.exists()
    with pytest.raises(Refused):
        undo(first)


def test_without_a_reason_or_a_history_nothing_happens():
    report = bring([full()])
    then = dump()
    with pytest.raises(Refused):
        undo_import(report.snapshot, by=editor(), reason="  ")
    made = ListSnapshot.objects.create(
        source_list=make_list("registro-b"), as_of=DAY, file_name="x.csv", file_sha256="0" * 64, row_count=0
    )
    with pytest.raises(Refused):
        undo_import(made, by=editor(), reason=REASON)
    assert dump() == then and ListSnapshot.objects.in_force().count() == 2


def test_dry_run_tells_the_same_and_does_nothing():
    before()
    report = bring(month(), as_of=LATER)
    then = dump()
    told = undo(report, dry_run=True)
    assert dump() == then and not ListSnapshot.objects.filter(undone_at__isnull=False).exists()
    assert undo(report) == told


def test_a_match_withdrawn_by_an_editor_does_not_come_back():
    bring([full()])
    report = bring([full("b")], make_list("registro-b"))
    with acting_as(editor("autora")):
        withdraw(RowMatch.objects.get(entry__row_key="b"), by=editor("autora"))
    undo(report)
    assert not RowMatch.objects.in_force().filter(entry__row_key="b").exists()


def test_the_newsroom_itself_may_undo():
    before()
    then = dump()
    report = bring(month(), as_of=LATER)
    by = editor("jefa")
    with proven(by):
        undo_import(report.snapshot, by=by, reason=REASON)
    assert dump() == then


@pytest.mark.django_db(transaction=True)
def test_the_newsroom_removes_nothing_that_an_editor_decided(newsroom: psycopg.Connection):  # noqa: F811
    bring([full()])
    consent(Person.objects.get())
    one, other = editor("autora"), editor("revisora")
    Person.objects.submit_all(by=one)
    Person.objects.approve_all(by=other)
    RowMatch.objects.update(decided_by=one)
    for table in ("prisoners_rowmatch", "prisoners_person"):
        with pytest.raises(errors.InsufficientPrivilege, match="an editor has decided"):
            newsroom.execute(f"DELETE FROM {table}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM prisoners_person")
        assert cursor.fetchone() == (1,)
