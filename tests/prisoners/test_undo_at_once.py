"""An editor decides while a colleague undoes the import: a word instead of an error, and nothing lost."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connection

from editorial.models import Refused
from prisoners.incoming import deciding, undoing
from prisoners.matching.decisions import decide, doubt, withdraw
from prisoners.merging.merge import merge
from prisoners.models import ListChange, Person, RowMatch
from sources.models import ListEntry
from tests.lists import LATER, bring, load_reference, make_list, row
from tests.prisoners.test_consolidation import full
from tests.publication.working_copy import editor


def bring_a_question():
    """A person whom one list brings, and a row of another that may speak of them; the second import's report."""
    load_reference()
    bring([row("1", detained_on="2021-07-11")])
    return bring([row("x", birth_date="1990")], make_list("registro-b"))


def while_undone(monkeypatch, report, act) -> BaseException | None:
    """What `act` raises when another connection has undone the import and not committed yet."""
    is_done, may_end = Event(), Event()
    undo, who = undoing._undo, editor("jefa")

    def hold(*args, **options):
        done = undo(*args, **options)
        is_done.set()
        may_end.wait(timeout=3)
        return done

    def run():
        try:
            undoing.undo_import(report.snapshot, by=who, reason="Era otra lista.")
        finally:
            is_done.set()
            connection.close()

    monkeypatch.setattr(undoing, "_undo", hold)
    thread = Thread(target=run)
    thread.start()
    is_done.wait(timeout=60)
    try:
        act()
    except BaseException as error:  # noqa: BLE001 - told to the test
        return error
    finally:
        may_end.set()
        thread.join()
    return None


@pytest.mark.django_db(transaction=True)
def test_deciding_on_a_row_whose_import_is_being_undone_is_refused(monkeypatch):
    report = bring_a_question()
    entry, person, who = ListEntry.objects.get(row_key="x"), Person.objects.get(), editor()
    assert RowMatch.objects.waiting().filter(entry=entry).exists()
    told = while_undone(monkeypatch, report, lambda: decide(entry, person, "same", by=who))
    assert isinstance(told, Refused) and "deshaciendo" in str(told), told
    assert not RowMatch.objects.filter(entry=entry).exists() and Person.objects.get() == person
    report.snapshot.refresh_from_db()
    assert report.snapshot.undone_at
    with pytest.raises(Refused, match="se deshizo"):
        decide(entry, person, "same", by=who)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["doubt", "withdraw", "question", "merge"])
def test_nothing_else_is_decided_meanwhile(monkeypatch, act):
    load_reference()
    bring([full("1"), full("2", "Lisandra Duarte Tomeguín", gender="woman")])
    report = bring([full("1", sentence_months=84)], as_of=LATER)
    edge, who = RowMatch.objects.filter(decision="same").first(), editor()
    one, other = Person.objects.order_by("pk")
    question = ListChange.objects.first()
    acts = {
        "doubt": lambda: doubt(edge.entry, by=who),
        "withdraw": lambda: withdraw(edge, by=who),
        "question": lambda: deciding.decide(question, "later", by=who),
        "merge": lambda: merge(one, other, by=who, reason="x", is_confirmed=True),
    }
    told = while_undone(monkeypatch, report, acts[act])
    assert isinstance(told, Refused) and "deshaciendo" in str(told), told
    report.snapshot.refresh_from_db()
    assert report.snapshot.undone_at


@pytest.mark.django_db
def test_what_went_with_an_import_is_no_error():
    load_reference()
    bring([full("1")])
    report = bring([full("1", sentence_months=84), full("2", "Lisandra Duarte Tomeguín", gender="woman")], as_of=LATER)
    bring([row("x", birth_date="1990")], make_list("registro-b"))
    entry, gone = ListEntry.objects.get(row_key="x"), Person.objects.get(given_names="Lisandra")
    question, edge = ListChange.objects.get(), RowMatch.objects.get(person=gone)
    undoing.undo_import(report.snapshot, by=editor("jefa"), reason="Era otra lista.")
    for act in (
        lambda: decide(entry, gone, "same", by=editor()),
        lambda: withdraw(edge, by=editor()),
        lambda: deciding.decide(question, "later", by=editor()),
    ):
        with pytest.raises(Refused):
            act()
