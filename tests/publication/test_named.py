"""The door is the last guard: whoever may not be named is published without a name, whatever the dossier says."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from prisoners.models import Consent, CorrectionRequest, Person
from prisoners.naming import BEARS_PSEUDONYM
from publication.models import PrisonerVersion
from publication.projector import dossiers
from publication.projector.dossiers import Dossier
from publication.projector.identity import of_person
from publication.publishing import publish
from publication.review import proposal
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

NAME = "Zuleidys Quintero Marabuzal"
BORN = date(2005, 2, 3)  # 16 when detained in July 2021, of age since 3 February 2023


def shown(person: Person) -> PrisonerVersion:
    publish(as_of=localdate())
    return PrisonerVersion.objects.current().get(public_id=person.public_id)


def test_whoever_has_no_basis_is_withheld_though_two_editors_approved_the_name():
    held = wc.person(NAME, consented=False)
    row = shown(held)
    assert row.is_withheld and (row.name_display, row.slug, row.search_words, row.document) == ("", "", [], {})


def test_whoever_has_one_is_named():
    assert shown(wc.person(NAME)).name_display == NAME


def test_a_granted_removal_withholds_though_the_dossier_says_public():
    held = wc.person(NAME)
    shown(held)
    CorrectionRequest.objects.create(
        person=held, level="remove", decision="accepted", decided_by=wc.editor("ana"), confirmed_by=wc.editor("bruno"),
        confirmed_at=wc.LONG_AGO,
    )  # fmt: skip
    wc.change(Person.objects.filter(pk=held.pk), occupation_group="worker")
    row = shown(held)
    assert row.is_withheld
    assert not PrisonerVersion.objects.filter(name_display=NAME).exists(), "nor do former editions name them"


def test_a_consent_withdrawn_by_a_bare_update_withholds():
    held = wc.person(NAME)
    shown(held)
    Consent.objects.filter(person=held).update(withdrawn_on=localdate())
    wc.lead(held)
    assert shown(held).is_withheld


def test_a_dossier_whose_standing_was_not_read_names_nobody():
    held = wc.person(NAME)
    (one,) = dossiers.load([held.pk])
    assert of_person(one.person, one.detentions, one.standing).is_named
    for age in (30, 16):  # of age, and with a pseudonym
        one.person.age_at_detention_stated = age
        assert of_person(one.person, one.detentions, Dossier(one.person, one.detentions).standing).is_withheld


def test_the_review_shows_what_the_edition_will_write():
    held = wc.person(NAME, consented=False)
    (row,) = proposal.of(held).after[PrisonerVersion]
    assert row["is_withheld"] and row["name_display"] == ""


@pytest.mark.parametrize("persons", [1, 5])
def test_the_standing_of_all_is_one_query(persons):
    held = [wc.person(f"Yoandri Pérez Sabanalar{'a' * turn}") for turn in range(persons)]
    from prisoners.naming import standings

    with CaptureQueriesContext(connection) as asked:
        assert len(standings([one.pk for one in held])) == persons
    assert len(asked) == 1


# Whoever was a minor when detained.


def minor(born: date | None = BORN, **columns) -> Person:
    columns = {"age_at_detention_stated": 16, "birth_date": str(born) if born else None, **columns}
    return wc.person(NAME, consented=False, **columns)


def test_a_minor_bears_a_pseudonym_and_a_consent_to_the_name_alone_changes_nothing():
    held = minor()
    wc.consent(held)
    row = shown(held)
    assert not row.is_withheld and row.name_display == "Adolescente 01"


@pytest.mark.parametrize(("born", "giver", "given_on", "is_named"), [
    (BORN, "self", date(2024, 1, 1), True),  # of age, and said so when of age
    (BORN, "self", date(2023, 2, 3), True),  # on the birthday of 18
    (BORN, "self", date(2023, 2, 2), False),  # the day before
    (BORN, "family", date(2022, 1, 1), False),  # of age now: nobody else says so any more
    (BORN, "guardian", date(2024, 1, 1), False),
    (None, "self", date(2025, 1, 1), True),  # 16 in July 2021: of age by then in any case
    (None, "self", date(2023, 7, 10), False),  # maybe, and maybe not
    (None, "family", date(2022, 1, 1), False),
])  # fmt: skip
def test_who_consents_to_the_identity_of_somebody_who_is_of_age(born, giver, given_on, is_named):
    held = minor(born)
    wc.consent(held, scope=["minor_identity"], given_by=giver, given_on=given_on)
    row = shown(held)
    assert (row.name_display == NAME) is is_named
    assert row.minor_at_detention == "yes" and not row.is_withheld


@pytest.mark.parametrize(("giver", "is_named"), [("family", True), ("guardian", True), ("self", False)])
def test_family_or_guardian_consent_while_they_are_under_age(giver, is_named):
    today = localdate()
    held = minor(today.replace(year=today.year - 17, day=1), detained_on=f"{today.year - 1}-01-01")
    wc.consent(held, scope=["minor_identity"], given_by=giver, given_on=date(today.year - 1, 2, 1))
    assert (shown(held).name_display == NAME) is is_named


def test_a_withdrawn_consent_to_a_minors_identity_takes_the_page_away():
    held = minor()
    given = wc.consent(held, scope=["minor_identity"], given_on=date(2024, 1, 1))
    assert shown(held).name_display == NAME
    given.withdraw(by=wc.editor(), on=localdate())
    wc.lead(held)
    assert shown(held).is_withheld and not PrisonerVersion.objects.filter(name_display=NAME).exists()


def test_a_minor_who_objected_has_no_pseudonym_either():
    held = minor()
    CorrectionRequest.objects.create(
        person=held, level="hide", decision="accepted", decided_by=wc.editor("ana"), confirmed_by=wc.editor("bruno"),
        confirmed_at=wc.LONG_AGO,
    )  # fmt: skip
    assert shown(held).is_withheld


@pytest.mark.parametrize(("born", "detained_on", "stated", "is_minor", "bears_pseudonym"), [
    ("2003-07-12", "2021-07-11", None, "yes", True),
    ("2003-07-11", "2021-07-11", None, "no", False),  # 18 on that very day
    ("2004-02-29", "2022-02-28", None, "yes", True),
    ("2004-02-29", "2022-03-01", None, "no", False),
    ("2003", "2021-07-11", None, "unknown", True),
    # One bound is enough where it decides.
    ("../2003-12-31", "2021-07-11", None, "unknown", True),
    ("../2003-07-11", "2021-07-11", None, "no", False),
    ("2003-07-12/..", "2021-07-11", None, "yes", True),
    ("2003-07-11/..", "2021-07-11", None, "unknown", False),
    ("2003-07-12", "../2021-07-11", None, "yes", True),
    ("2003-07-12", "2021-01-01/..", None, "unknown", True),
    # The age that is stated, and what outweighs it.
    ("2003", "2021-07-11", 18, "no", False),
    ("2003", "2021-07-11", 17, "yes", True),
    ("2003-07-12", "2021-07-11", 18, "yes", True),
    (None, "2021-07-11", None, "unknown", False),
])  # fmt: skip
def test_who_was_a_minor_when_detained(born, detained_on, stated, is_minor, bears_pseudonym):
    held = wc.person(NAME, birth_date=born, detained_on=detained_on, age_at_detention_stated=stated)
    row = shown(held)
    assert row.minor_at_detention == is_minor
    assert row.name_display == ("Adolescente 01" if bears_pseudonym else NAME)


BIRTHS = (None, "2004-02-29", "../2004-02-29", "2004-02-29/..", "2004", "2004~", "2004-03")
ARRESTS = (None, "2022-02-28", "2022-03-01", "../2022-03-01", "2022-02-28/..", "2022-02", "2021~")


def test_the_rule_in_sql_and_the_one_of_the_door_say_the_same_of_minors():
    """By every kind of date on both sides; the dossier's problems and the edition must not differ."""
    held = wc.person(NAME)
    rows = Person.objects.filter(pk=held.pk)
    found = set()
    for born, detained_on, stated in product(BIRTHS, ARRESTS, (None, 17, 18)):
        rows.update(birth_date=born, age_at_detention_stated=stated)
        held.detentions.update(detained_on=wc.day(detained_on))
        (one,) = dossiers.load([held.pk])
        bears = of_person(one.person, one.detentions, one.standing).has_pseudonym
        assert rows.filter(BEARS_PSEUDONYM).exists() is bears, (born, detained_on, stated)
        found.add((stated, bears))
    assert found == {(None, True), (None, False), (17, True), (18, True), (18, False)}
