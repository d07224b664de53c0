"""Stays that cannot be true, each judged by the program beforehand and by the database: both say the same of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from chronology.partial_date import PartialDate
from prisoners.models import Detention
from releases.contradictions import Left, Return, Stay, contradiction
from releases.models import Release, ReleaseType, Revocation
from releases.stays import objects_to_day
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

FLAGS = {"conditional_release": ("no", "yes"), "extrapenal_leave": ("no", "yes"), "sentence_completed": ("yes", "no"),
         "dismissed": ("unknown", "unknown"), "odd_pardon": ("yes", "unknown")}  # fmt: skip


def on(text: str | None) -> PartialDate | None:
    return wc.day(text)


def left(day: str | None = "2025-01-16", figure: str = "conditional_release", told: str = "", **facts) -> Left:
    ends, revocable = FLAGS[figure]
    latest = on(day).latest if day else None
    reported = date.fromisoformat(told) if told else latest or date(2025, 1, 20)
    facts["term_end"] = on(facts.get("term_end"))
    return Left(figure, on(day), reported, extinguishes=ends, is_revocable=revocable, **facts)


def later(day: str | None, figure: str = "sentence_completed", told: str = "", **facts) -> Left:
    return left(day, figure, told, is_formality=True, **facts)


def back(revoked: str | None = None, reimprisoned: str | None = None, again: str | None = None, **facts) -> Return:
    return Return(on(revoked), on(reimprisoned), on(again), **facts)


def stay(*releases: Left, held: str | None = "2021-07-11") -> Stay:
    return Stay(on(held), releases)


def sent_back(*days: str | None, **facts) -> Left:
    return left(revoked=back(*days, **facts))


LEAVE = left("2023-05-02", "extrapenal_leave")
ENDED, TERM = "revocation_of_an_ended_penalty", "revocation_within_the_term"
BEFORE, FORMAL, TOLD = "release_not_before_detention", "formality_not_before_departure", "report_not_before_release"

CASES = [
    # The detention and its release.
    ("", stay(left())),
    ("", stay(left("2025-01-16"), held="2025-01-16")),
    (BEFORE, stay(left("2025-01-16"), held="2025-01-17")),
    ("", stay(left("2025"), held="2025-12")),
    (BEFORE, stay(left("2025-01"), held="2025-02")),
    (BEFORE, stay(left(None, told="2025-01-20"), held="2025-01-21")),
    (BEFORE, stay(left("../2025-12-31", told="2025-01-20"), held="2025-02-01")),
    (BEFORE, stay(left("2025", told="2025-01-20"), held="2025-02-01")),
    ("", stay(left(None, told="2025-01-20"), held=None)),
    # The day on which it was told.
    (TOLD, stay(left("2025-01-16", told="2025-01-15"))),
    (TOLD, stay(left("2025-02", told="2025-01-31"))),
    (TOLD, stay(left("2025-01-16/..", told="2025-01-15"))),
    ("", stay(left("2025-01-16", told="2025-01-16"))),
    ("", stay(left("2025", told="2025-01-16"))),
    ("", stay(left("2025~", told="2024-01-01"))),
    # The term.
    ("term_not_before_release", stay(left(term_end="2025-01-15"))),
    ("term_not_before_release", stay(left(None, term_end="2021-07-10"))),
    ("term_not_before_release",
     stay(LEAVE, later(None, "conditional_release", told="2025-01-20", term_end="2023-04"))),
    ("", stay(left(term_end="2025-01"))),
    # Already outside: the leave came before; of a leave that nobody knows the day of, nothing is known.
    ("", stay(LEAVE, later("2025-01-16", "conditional_release"))),
    ("", stay(LEAVE, later("2023-05-02", "conditional_release"))),
    (FORMAL, stay(LEAVE, later("2023-05-01", "conditional_release"))),
    (FORMAL, stay(LEAVE, later(None, "conditional_release", told="2023-04-30"))),
    ("", stay(left("2023", "extrapenal_leave"), later("2023-01", "conditional_release"))),
    ("", stay(left(None, "extrapenal_leave"), later("2021-08-01", "conditional_release"))),
    ("", stay(later("2025-01-16", "conditional_release"))),
    (BEFORE, stay(later("2021-07-10", "conditional_release"))),
    ("", stay(LEAVE, later("2025-01-16", "conditional_release"), later("2025-06-01"))),
    # One formality is one row.
    ("release_once", stay(left(), later("2025-01-16", "conditional_release"))),
    ("release_once", stay(left(None), later(None, "conditional_release"))),
    ("", stay(left(), later("2025-01-17", "conditional_release"))),
    ("", stay(left(), later("2025-01-16", "extrapenal_leave"))),
    # Revoked after the penalty had ended, as far as any of the days tells.
    (ENDED, stay(left(figure="sentence_completed", revoked=back()))),
    (ENDED, stay(sent_back("2025-06-02"), later("2025-06-01"))),
    ("", stay(sent_back("2025-06-01"), later("2025-06-01"))),
    (ENDED, stay(sent_back(None, "2025-06-02"), later("2025-06-01"))),
    (ENDED, stay(sent_back("2025-05-01", "2025-06-02"), later("2025-06-01"))),
    (ENDED, stay(sent_back(None, None, "2025-06-02"), later("2025-06-01"))),
    (ENDED, stay(sent_back("2025-06-02"), later(None, told="2025-06-01"))),
    (ENDED, stay(sent_back(None, "2025-07"), later("2025", told="2025-06-30"))),
    ("", stay(sent_back("2025-06-01"), later(None, told="2025-06-01"))),
    ("", stay(sent_back("2025-06"), later("2025-06-15"))),
    ("", stay(sent_back(), later("2025-06-01"))),
    ("", stay(sent_back("2025-06-02"), later("2025-06-01", "dismissed"))),
    (ENDED, stay(left("2025-01-16", "odd_pardon"),
                 later("2025-02-01", "conditional_release", revoked=back()))),
    # Before the release, whose day is no earlier than the arrest's, nor the change's than the departure's.
    ("revocation_not_before_release", stay(sent_back("2025-01-15"))),
    ("reimprisonment_not_before_release", stay(sent_back(None, "2024"))),
    ("return_not_before_release", stay(sent_back(None, None, "2025-01-15"))),
    ("revocation_not_before_release", stay(left(None, revoked=back("2021-07-10")))),
    ("reimprisonment_not_before_release",
     stay(LEAVE, later(None, "conditional_release", told="2025-01-20", revoked=back(None, "2023-05-01")))),
    ("", stay(left(None, revoked=back("2021-07-11", "2021-08", "2022")))),
    ("", stay(sent_back("2025-01", "2025", "../2025-02-01"))),
    # After the term.
    (TERM, stay(left(term_end="2026-03-01", revoked=back("2026-03-02")))),
    (TERM, stay(left(term_end="2026-03", revoked=back("2026-04")))),
    (TERM, stay(left(term_end="2026-03-01", revoked=back(None, "2026-03-02")))),
    (TERM, stay(left(term_end="2026-03-01", revoked=back(None, None, "2026-03-02")))),
    ("", stay(left(term_end="2026-03-01", revoked=back("2026-03-01", "2026-04-02", "2026-04-02")))),
    ("", stay(left(term_end="2026-03-01", revoked=back("../2026-03-01", "2026-04-02")))),
    ("", stay(left(term_end="2026", revoked=back("2026-12-31")))),
    ("", stay(left(term_end="2026-03-01", revoked=back()))),
    # Which detention it led to.
    ("return_in_a_new_detention", stay(sent_back(is_same_detention=True))),
    ("return_of_the_same_person", stay(sent_back(None, None, "2025-04-02", is_another_person=True))),
    ("", stay(sent_back("2025-04-01", "2025-04-02", "2025-04-02"))),
]  # fmt: skip


class Written:
    """A stay as rows; writing the last of them is what the database must refuse."""

    def __init__(self, told: Stay) -> None:
        self.held = wc.person(detained_on=None)
        self.detention = wc.detention(self.held, str(told.detained_on) if told.detained_on else None)
        self.releases = [self._release(one) for one in told.releases]
        for release, one in zip(self.releases, told.releases, strict=True):
            if one.revoked:
                self._revocation(release, one.revoked)

    def _release(self, told: Left) -> Release:
        ends, revocable = FLAGS[told.figure]
        names = {"name_es": told.figure, "name_en": told.figure, "state_after": "serving_outside", "order": 1}
        ReleaseType.objects.get_or_create(
            code=told.figure, defaults={**names, "extinguishes": ends, "is_revocable": revocable}
        )
        return Release.objects.create(
            detention=self.detention, release_type_id=told.figure, left_on=told.left_on, reported_on=told.reported_on,
            term_end=told.term_end, was_already_outside=told.is_formality,
        )  # fmt: skip

    def _revocation(self, release: Release, told: Return) -> None:
        again = self.detention if told.is_same_detention else None
        if told.detained_on:
            held = wc.person("Lisandra Duarte Jutiar", detained_on=None) if told.is_another_person else self.held
            again = Detention.objects.create(person=held, detained_on=told.detained_on, ended_on=told.detained_on)
        Revocation.objects.create(
            release=release, revoked_on=told.revoked_on, reimprisoned_on=told.reimprisoned_on, new_detention=again
        )


def refused_by(act) -> str:
    """The constraint; empty where the database lets it pass, at the end of the transaction too."""
    try:
        with transaction.atomic():
            act()
            connection.check_constraints()
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


@pytest.mark.parametrize(("expected", "told"), CASES, ids=range(len(CASES)))
def test_program_and_database_refuse_the_same(expected, told):
    assert contradiction(told) == expected
    assert refused_by(lambda: Written(told)) == expected


@pytest.mark.parametrize(("expected", "told"), [each for each in CASES if each[1].detained_on], ids=str)
def test_a_day_that_the_releases_contradict_is_refused_of_the_detention_too(expected, told):
    """Written of an arrest of unknown day, and the day given afterwards."""
    undated = replace(told, detained_on=None)
    if contradiction(undated):
        return
    written = Written(undated)
    day = told.detained_on
    assert objects_to_day(written.detention, day) == bool(expected)
    rows = Detention.objects.filter(pk=written.detention.pk)
    assert refused_by(lambda: rows.update(detained_on=day)) == expected
