"""Merges, splits, decisions and edits in any order: what must hold after each of them."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from editorial.models import Editor, Refused
from prisoners.matching.decisions import decide, withdraw
from prisoners.merging import pairs
from prisoners.merging.contradictions import members
from prisoners.merging.merge import merge, unmerge
from prisoners.merging.split import split, unsplit
from prisoners.models import Person, PersonMerge, PersonPair, PersonSplit, RowMatch
from tests.lists import LATER, bring, load_reference, make_list, row
from tests.prisoners.test_merge import CASE, REASON, whole
from tests.publication.working_copy import editor

NAMES = ("Yoandri Pérez Sabanalar", "Yuniel Garvela Perdomal", "Bárbaro Tamarindal Quesaldo")
NUMBER = st.integers(0, 11)


class Persons(RuleBasedStateMachine):
    """Every example begins with three persons of two lists each, and ends rolled back."""

    who: Editor

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def one(self, number: int) -> Person:
        persons = list(Person.objects.order_by("pk"))
        return persons[number % len(persons)]

    def attempt(self, act, *args, **options) -> bool:
        """Refused leaves everything as it was."""
        before = whole(*Person.objects.all())
        try:
            act(*args, by=self.who, **options)
        except Refused:
            assert whole(*Person.objects.all()) == before
            return False
        return True

    @rule(first=NUMBER, second=NUMBER, is_confirmed=st.booleans())
    def merge(self, first: int, second: int, is_confirmed: bool) -> None:
        self.attempt(merge, self.one(first), self.one(second), reason=REASON, is_confirmed=is_confirmed)

    @rule(first=NUMBER, second=NUMBER)
    def merge_and_back(self, first: int, second: int) -> None:
        before = whole(*Person.objects.all())
        if self.attempt(merge, self.one(first), self.one(second), reason=REASON, is_confirmed=True):
            done = PersonMerge.objects.order_by("pk").last()
            assert unmerge(done, by=self.who) == []
            assert whole(*Person.objects.all()) == before

    @rule(number=NUMBER)
    def unmerge(self, number: int) -> None:
        done = list(PersonMerge.objects.order_by("pk"))
        if done:
            self.attempt(unmerge, done[number % len(done)])

    @rule(number=NUMBER, line=NUMBER)
    def split(self, number: int, line: int) -> None:
        person = self.one(number)
        entries = list(RowMatch.objects.in_force().filter(person=person, decision="same").order_by("pk"))
        if entries:
            self.attempt(split, person, [entries[line % len(entries)].entry_id], reason="Son dos.")

    @rule(number=NUMBER, line=NUMBER)
    def split_and_back(self, number: int, line: int) -> None:
        before = whole(*Person.objects.all())
        made = PersonSplit.objects.count()
        self.split(number, line)
        if PersonSplit.objects.count() > made:
            done = PersonSplit.objects.order_by("pk").last()
            assert unsplit(done, by=self.who) == []
            assert whole(*Person.objects.exclude(pk=done.other_id)) == before

    @rule(number=NUMBER)
    def unsplit(self, number: int) -> None:
        done = list(PersonSplit.objects.order_by("pk"))
        if done:
            self.attempt(unsplit, done[number % len(done)])

    @rule(first=NUMBER, second=NUMBER, decision=st.sampled_from(["not_same", "unsure"]))
    def judge(self, first: int, second: int, decision: str) -> None:
        self.attempt(pairs.decide, self.one(first), self.one(second), decision)

    @rule()
    def withdraw_judgements(self) -> None:
        for pair in PersonPair.objects.in_force():
            pairs.withdraw(pair, by=self.who)

    @rule(number=NUMBER, other=NUMBER)
    def match_again(self, number: int, other: int) -> None:
        edges = list(RowMatch.objects.in_force().filter(decision="same").order_by("pk"))
        edge = edges[number % len(edges)]
        withdraw(edge, by=self.who)
        if not self.attempt(decide, edge.entry, self.one(other), "same"):
            decide(edge.entry, edge.person, "same", by=self.who)

    @rule(number=NUMBER, text=st.sampled_from(["maestro", "músico"]))
    def edit(self, number: int, text: str) -> None:
        Person.objects.filter(pk=self.one(number).pk).update(occupation=text)

    @invariant()
    def every_entry_belongs_to_one_living_person(self) -> None:
        owners = RowMatch.objects.in_force().filter(decision="same").values_list("entry", "person__merged_into")
        entries = [entry for entry, _merged_into in owners]
        assert len(entries) == len(set(entries)) == 6
        assert all(merged_into is None for _entry, merged_into in owners)

    @invariant()
    def nobody_who_lives_is_merged_and_no_merge_leads_to_a_merged_one(self) -> None:
        assert not Person.objects.filter(merged_into__merged_into__isnull=False).exists()

    @invariant()
    def no_contradiction_is_in_force(self) -> None:
        for person in Person.objects.filter(merged_into=None):
            own = members(person)
            assert not PersonPair.objects.in_force().filter(decision="not_same").between(own, own).exists()

    @invariant()
    def distinct_persons_are_counted_right(self) -> None:
        living = Person.objects.filter(merged_into=None).count()
        splits, merges = PersonSplit.objects.in_force().count(), PersonMerge.objects.in_force().count()
        assert living == len(NAMES) + splits - merges


@pytest.mark.django_db
def test_any_order_of_acts_keeps_what_must_hold():
    load_reference()
    for number, name in enumerate(NAMES):
        bring([row("1", name, **CASE, occupation_group="worker" if number else "")], make_list(f"registro-{number}"))
    for number, name in enumerate(NAMES):
        bring([row("2", name, **CASE)], make_list(f"otro-{number}"), as_of=LATER)
    for edge in RowMatch.objects.in_force().filter(decision="unsure"):
        decide(edge.entry, edge.person, "same", by=editor())
    assert Person.objects.count() == len(NAMES)
    Persons.who = editor()
    run_state_machine_as_test(Persons, settings=settings(max_examples=12, stateful_step_count=12))
