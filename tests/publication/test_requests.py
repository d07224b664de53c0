"""Requests to correct or take down: two editors of different outlets, three levels, and nothing kept for longer."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from editorial.models import Refused
from prisoners.models import CorrectionRequest, Level, Person, Tombstone
from publication.models import PrisonerVersion
from publication.publishing import publish
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

NAME = "Zuleidys Quintero Marabuzal"


@pytest.fixture
def held() -> Person:
    person = wc.person(NAME)
    publish(as_of=timezone.localdate())
    return person


def asked(person: Person | None, level: str = Level.HIDE, **columns) -> CorrectionRequest:
    return CorrectionRequest.objects.create(person=person, level=level, text="Lo pide", contact="555", **columns)


def decided(person: Person, level: str, decision: str = "accepted", **columns) -> CorrectionRequest:
    one = asked(person, level, answer="Se quita el nombre.", **columns)
    one.decide(decision, by=wc.editor("ana"))
    one.confirm(by=wc.editor("bruno"))
    return one


def purged() -> str:
    out = StringIO()
    call_command("purge", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("level", [Level.HIDE, Level.REMOVE])
def test_a_name_is_hidden_and_the_request_done_when_no_page_names_the_person(held, level):
    one = decided(held, level)
    held.refresh_from_db()
    assert (held.visibility, held.workflow_state) == ("withheld", "draft")
    assert "requests done: 0" in purged(), "the public record still names the person"
    Person.objects.filter(pk=held.pk).update(last_edited_by=wc.editor("ana"))  # whom the road of tests lets submit
    wc.lead(held)
    publish(as_of=timezone.localdate())
    assert "requests done: 1" in purged() and "requests done: 0" in purged()
    one.refresh_from_db()
    assert one.done_at and PrisonerVersion.objects.current().get().is_withheld


def test_erasing_leaves_a_tombstone_and_no_word_of_the_request(held):
    one, other = decided(held, Level.ERASE), asked(held, Level.CORRECT, about=NAME)
    assert "of them persons erased: 1" in purged()
    assert not Person.objects.exists() and not PrisonerVersion.objects.exists() and Tombstone.objects.exists()
    for each in (one, other):
        each.refresh_from_db()
        assert (each.person, each.text, each.about) == (None, "", "")
    assert "of them persons erased: 0" in purged()


def test_what_is_accepted_in_part_erases_nobody(held):
    decided(held, Level.ERASE, "partly")
    purged()
    held.refresh_from_db()
    assert held.visibility == "withheld"


def test_what_is_refused_changes_nothing(held):
    one = decided(held, Level.ERASE, "refused")
    purged()
    held.refresh_from_db()
    assert held.visibility == "public" and one.done_at


def test_nobody_decides_alone_nor_with_a_colleague_of_the_same_outlet(held):
    one, ana, bruno = asked(held), wc.editor("ana"), wc.editor("bruno")
    with pytest.raises(Refused):
        one.confirm(by=bruno)
    one.decide("accepted", by=ana)
    colleague = wc.editor("carla")
    colleague.memberships.update(outlet=ana.memberships.get().outlet)
    stranger = type(ana).objects.create(username="dario")
    for who in (ana, colleague, stranger):
        with pytest.raises(Refused):
            one.confirm(by=who)
    one.confirm(by=bruno)
    for again in (lambda: one.confirm(by=bruno), lambda: one.decide("refused", by=ana)):
        with pytest.raises(Refused):
            again()


def test_a_removal_says_whose_record_it_is(db):
    one = asked(None, Level.ERASE)
    with pytest.raises(Refused):
        one.decide("accepted", by=wc.editor("ana"))
    one.decide("refused", by=wc.editor("ana"))


@pytest.mark.parametrize(("decision", "days"), [("refused", 30), ("accepted", 90)])
def test_words_and_contact_are_forgotten_on_the_day(held, decision, days):
    one = decided(held, Level.CORRECT, decision)
    moment = timezone.now()
    for past, kept in ((days - 1, True), (days, False)):
        CorrectionRequest.objects.update(done_at=moment - timedelta(days=past, minutes=1))
        purged()
        one.refresh_from_db()
        assert bool(one.text and one.contact) is kept
    assert one.decision == decision, "that it was asked and decided stays"


def test_seventy_two_hours(held):
    one, now = asked(held), timezone.now()
    assert not one.is_late(at=now + timedelta(hours=71)) and one.is_late(at=now + timedelta(hours=73))


def test_one_purger_that_fails_stops_none_of_the_others(held, monkeypatch, capsys):
    from config import purging

    def broken(at):
        raise RuntimeError(NAME)

    done = []
    monkeypatch.setattr("config.management.commands.purge.PURGERS", [broken, lambda at: done.append(at) or []])
    assert purging.PURGERS
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("purge", stderr=err)
    assert done and NAME not in err.getvalue() and "broken failed" in err.getvalue()
