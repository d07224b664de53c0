"""Requests to correct or take down: two editors of different outlets, three levels, and nothing kept for longer."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from editorial.models import Refused
from prisoners.merging.merge import merge, unmerge
from prisoners.models import CorrectionRequest, Level, Person, PersonMerge, Tombstone
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


def decided(person: Person | None, level: str, decision: str = "accepted", **columns) -> CorrectionRequest:
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


@pytest.mark.parametrize("level", [Level.HIDE, Level.REMOVE])
def test_the_name_does_not_come_back_by_an_editor_nor_by_a_list(held, level):
    decided(held, level)
    republish(held)
    Person.objects.filter(pk=held.pk).update(visibility="public")
    for code in ("pd-demo", "j11j-demo"):
        wc.snapshot(wc.source_list(code), "2024-10-31", [held])
    with override("en"):
        assert any("counted, not named" in problem for problem in Person.objects.get(pk=held.pk).problems())
    wc.lead(held)
    publish(as_of=timezone.localdate())
    assert PrisonerVersion.objects.current().get().is_withheld


def republish(held: Person) -> None:
    Person.objects.filter(pk=held.pk).update(last_edited_by=wc.editor("ana"))
    wc.lead(held)
    publish(as_of=timezone.localdate())


# Two who are one.


@pytest.fixture
def other(held) -> Person:
    person = wc.person("Zuleydis Quintero Marabuzal")
    publish(as_of=timezone.localdate())
    return person


def merged(kept: Person, gone: Person) -> PersonMerge:
    done = merge(kept, gone, by=wc.editor("ana"), reason="Son una", is_confirmed=True)
    republish(kept)
    return done


def names() -> set[str]:
    return set(PrisonerVersion.objects.filter(is_withheld=False).values_list("name_display", flat=True))


@pytest.mark.parametrize("level", [Level.HIDE, Level.REMOVE])
def test_a_request_for_whoever_was_merged_hides_who_stays(held, other, level):
    merged(held, other)
    one = decided(other, level)
    assert "requests done: 0" in purged(), "the other's page still names the person"
    held.refresh_from_db()
    assert held.visibility == "withheld"
    republish(held)
    assert "requests done: 1" in purged() and not names()
    one.refresh_from_db()
    assert one.done_at


def test_a_request_for_who_stays_outlives_the_merge(held, other):
    done = merged(held, other)
    decided(held, Level.HIDE)
    unmerge(done, by=wc.editor("ana"))
    for each in (held, other):
        each.refresh_from_db()
        assert each.visibility == "withheld", each
        republish(each)
    assert not names()


def test_a_merge_after_the_request_hides_who_stays(held, other):
    decided(other, Level.HIDE)
    republish(other)
    assert "requests done: 1" in purged()
    done = merged(held, other)
    held.refresh_from_db()
    assert held.visibility == "withheld" and not names()
    Person.objects.filter(pk=held.pk).update(visibility="public")
    assert Person.objects.get(pk=held.pk).problems()
    Person.objects.filter(pk=held.pk).update(visibility="withheld")
    unmerge(done, by=wc.editor("ana"))
    other.refresh_from_db()
    assert other.visibility == "withheld"


def test_a_request_confirmed_before_the_merge_is_not_done_while_who_stays_is_named(held, other):
    decided(other, Level.HIDE)
    merge(held, other, by=wc.editor("ana"), reason="Son una", is_confirmed=True)
    assert "requests done: 0" in purged()
    republish(held)
    assert "requests done: 1" in purged() and not names()


@pytest.mark.parametrize("asked_of_merged", [True, False])
def test_erasing_one_of_two_who_are_one_erases_both(held, other, asked_of_merged):
    merged(held, other)
    decided(other if asked_of_merged else held, Level.ERASE)
    assert "of them persons erased: 1" in purged()
    assert not Person.objects.exists() and not PrisonerVersion.objects.exists()


def test_erasing_after_the_merge_was_undone_erases_whom_it_says(held, other):
    done = merged(held, other)
    decided(other, Level.ERASE)
    unmerge(done, by=wc.editor("ana"))
    purged()
    assert list(Person.objects.all()) == [held]


# Corrections.


def test_a_correction_is_done_when_the_record_is_published_anew(held):
    one = decided(held, Level.CORRECT)
    one.refresh_from_db()
    assert one.done_at is None and "requests done: 0" in purged()
    wc.person("Yoandri Pérez Sabanalar")
    publish(as_of=timezone.localdate())
    assert "requests done: 0" in purged(), "an edition that holds nothing new of the person"
    Person.objects.filter(pk=held.pk).update(occupation_group="worker")
    republish(held)
    assert "requests done: 1" in purged()
    one.refresh_from_db()
    assert (one.settled_in, bool(one.done_at)) == (3, True)


def test_a_correction_of_whoever_was_merged_is_done_with_the_record_of_who_stays(held, other):
    decided(other, Level.CORRECT)
    merged(held, other)
    assert "requests done: 1" in purged()


def test_where_nothing_had_to_change_an_edition_says_so_in_public(held):
    one = decided(held, Level.CORRECT)
    for number in (1, 2, 9):
        CorrectionRequest.objects.filter(pk=one.pk).update(settled_in=number)
        assert "requests done: 0" in purged(), number
        if number == 1:
            wc.person("Yoandri Pérez Sabanalar")
            publish(as_of=timezone.localdate())
    wc.person("Lisandra Duarte Tomeguín")
    edition = publish(as_of=timezone.localdate(), note="Se revisó la edad de una ficha: era correcta.")
    CorrectionRequest.objects.filter(pk=one.pk).update(settled_in=edition.number)
    assert "requests done: 1" in purged()


def test_a_correction_about_no_person_waits_for_the_edition_that_says_so(db):
    one = decided(None, Level.CORRECT, about="Cifra de enero")
    assert "requests done: 0" in purged()
    wc.person("Lisandra Duarte Tomeguín")
    edition = publish(as_of=timezone.localdate(), note="Corregida la cifra de enero.")
    CorrectionRequest.objects.filter(pk=one.pk).update(settled_in=edition.number)
    assert "requests done: 1" in purged()


def test_a_refused_correction_is_done_at_once(held):
    assert decided(held, Level.CORRECT, "refused").done_at


def test_what_is_accepted_in_part_says_which_part(held):
    one = asked(held, Level.ERASE)
    with pytest.raises(Refused):
        one.decide("partly", by=wc.editor("ana"))
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.filter(pk=one.pk).update(decision="partly")
    one.answer = "Se quita el nombre; la cuenta queda."
    one.decide("partly", by=wc.editor("ana"))


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
