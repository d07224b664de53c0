"""Consents: what the database holds together, what withdrawing and reviewing do, what is forgotten, what follows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.utils import timezone

from editorial import newsroom_rights
from editorial.models import Refused
from editorial.past import events_of
from prisoners.merging.merge import merge, unmerge
from prisoners.models import Consent, ConsentProof, Person
from prisoners.models.consent import a_year_after, birthday_of_18
from publication.erasing import erase
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Person:
    return wc.person("Zuleidys Quintero Marabuzal", consented=False)


@pytest.mark.parametrize("columns", [
    {"scope": []}, {"scope": ["everything"]}, {"scope": ["name", "dinner"]}, {"given_by": "neighbour"},
    {"method": "rumour"}, {"withdrawn_on": date(2023, 12, 31)}, {"reviewed_on": date(2023, 12, 31)},
    {"review_on": date(2024, 1, 1)}, {"review_on": date(2025, 1, 2)},
    {"reviewed_on": date(2025, 1, 1), "review_on": date(2025, 1, 1)},
    {"scope": ["minor_identity"], "given_by": "organisation"}, {"scope": ["minor_identity"], "given_by": "lawyer"},
])  # fmt: skip
def test_what_the_database_refuses(held, columns):
    with pytest.raises(Error), transaction.atomic():
        wc.consent(held, **columns)


def test_a_review_is_due_in_a_year_unless_sooner():
    assert a_year_after(date(2024, 2, 29)) == date(2025, 2, 28)
    held = wc.person("Yoandri Pérez Sabanalar", consented=False)
    assert wc.consent(held).review_on == date(2025, 1, 1)
    assert wc.consent(held, review_on=date(2024, 6, 1)).review_on == date(2024, 6, 1)


def of_family(held: Person, **columns) -> Consent:
    return Consent(person=held, **{**wc.CONSENT, "scope": ["minor_identity"], "given_by": "family", **columns})


@pytest.mark.parametrize(("born", "ends"), [
    ("2006-06-15", date(2024, 6, 15)), ("2006-05", date(2024, 5, 31)), ("../2006-03-01", date(2024, 3, 1)),
    ("2006-01-01", None),  # of age on the day on which it was given
    ("2007", None), ("2006-01-01/..", None), (None, None),  # later than in a year, or not bounded
])  # fmt: skip
def test_the_consent_of_a_minors_family_is_reviewed_by_the_birthday_of_18(born, ends):
    held = wc.person("Zuleidys Quintero Marabuzal", consented=False, birth_date=born, age_at_detention_stated=15)
    given = of_family(held)
    given.save()
    assert given.review_on == (ends or date(2025, 1, 1))
    given.review_on = (ends or date(2025, 1, 1)) + timedelta(1)
    with pytest.raises(ValidationError) as refused:
        given.clean()
    assert "review_on" in refused.value.message_dict
    given.review_on = ends or date(2025, 1, 1)
    given.clean()


def test_asked_again_before_the_birthday_it_is_reviewed_on_it_and_after_it_in_a_year():
    held = wc.person("Zuleidys Quintero Marabuzal", consented=False, birth_date="2006-06-15")
    given = of_family(held)
    given.save()
    given.hold(on=date(2024, 6, 1))
    assert given.review_on == date(2024, 6, 15)
    given.hold(on=date(2024, 6, 15))
    assert given.review_on == date(2025, 6, 15)


@pytest.mark.parametrize("columns", [{"given_by": "self"}, {"scope": ["name"]}])
def test_a_consent_that_does_not_end_with_the_birthday_is_reviewed_in_a_year(columns):
    held = wc.person("Zuleidys Quintero Marabuzal", consented=False, birth_date="2006-06-15")
    given = of_family(held, **columns)
    given.save()
    assert given.review_on == date(2025, 1, 1)


def test_of_29_february_the_birthday_of_18_is_the_first_of_march_where_there_is_none():
    assert birthday_of_18(wc.day("2004-02-29")) == date(2022, 3, 1)
    assert birthday_of_18(wc.day("2006-02-28")) == date(2024, 2, 28)


def test_none_is_recorded_for_whoever_was_merged_and_one_of_before_may_still_be_changed(held):
    other = wc.person("Yoandri Pérez Sabanalar")
    Person.objects.filter(pk=other.pk).update(merged_into=held)
    other.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        Consent(person=other, **wc.CONSENT).clean()
    assert list(refused.value.message_dict) == ["person"]
    other.consents.get().clean()


@pytest.mark.parametrize("field", ["given_on", "withdrawn_on"])
def test_nothing_of_it_lies_in_the_future(held, field):
    day = timezone.localdate() + timedelta(1)
    with pytest.raises(ValidationError) as refused:
        Consent(person=held, **{**wc.CONSENT, "scope": ["name"], field: day}).clean()
    assert field in refused.value.message_dict


@pytest.mark.parametrize("change", [
    {"withdrawn_on": None}, {"withdrawn_on": date(2025, 6, 1)}, {"scope": ["photo"]}, {"given_by": "family"},
    {"given_on": date(2023, 1, 1)},
])  # fmt: skip
def test_what_is_withdrawn_stays_withdrawn_whatever_writes(held, change):
    given = wc.consent(held)
    given.withdraw(by=wc.editor(), on=date(2025, 5, 10))
    with pytest.raises(Error), transaction.atomic():
        Consent.objects.filter(pk=given.pk).update(**change)
    for verb in (lambda: given.withdraw(by=wc.editor(), on=date(2025, 5, 11)), lambda: given.hold(on=date(2025, 6, 1))):
        with pytest.raises(Refused):
            verb()


def test_no_role_of_editors_deletes_one():
    """One that was withdrawn is an objection."""
    assert "prisoners_consent" not in newsroom_rights.rights(connection.introspection.table_names())["DELETE"]


@pytest.mark.parametrize("is_early", [True, False])
def test_it_is_withdrawn_between_the_day_it_was_given_and_today(held, is_early):
    given = wc.consent(held)
    with pytest.raises(Refused):
        given.withdraw(
            by=wc.editor(), on=given.given_on - timedelta(1) if is_early else timezone.localdate() + timedelta(1)
        )
    given.refresh_from_db()
    assert given.withdrawn_on is None


def test_writing_one_is_a_change_that_two_agree_on_and_its_review_is_none(held):
    Consent.objects.create(person=held, **wc.CONSENT)
    held.refresh_from_db()
    assert held.workflow_state == "draft"
    wc.lead(held)
    given = Consent.objects.get()
    given.hold(on=date(2025, 1, 3))
    held.refresh_from_db()
    assert held.workflow_state == "approved"
    assert (given.reviewed_on, given.review_on) == (date(2025, 1, 3), date(2026, 1, 3))
    events = events_of(Consent).filter(pgh_obj_id=given.pk, reviewed_on=date(2025, 1, 3))
    assert events.exists(), "who asked again, and when, is in the history"


def test_who_gave_it_is_forgotten_ninety_days_after_the_withdrawal(held):
    given, kept = wc.consent(held), wc.consent(held)
    for one in (given, kept):
        ConsentProof.objects.create(consent=one, giver="Alguien", evidence="Carta")
    Consent.objects.filter(pk=given.pk).update(withdrawn_on=date(2025, 5, 10))
    noon = datetime(2025, 5, 10, 12, tzinfo=timezone.get_default_timezone())
    for days, left in ((89, 2), (90, 1)):
        list(proofs(noon + timedelta(days)))
        assert ConsentProof.objects.count() == left
    assert ConsentProof.objects.get().consent == kept and Consent.objects.filter(pk=given.pk).exists()


def proofs(at):
    from config.purging import PURGERS, proofs_of_consents

    assert proofs_of_consents in PURGERS
    return proofs_of_consents(at)


def test_the_purge_says_how_many():
    out = StringIO()
    call_command("purge", stdout=out)
    assert "proofs of consents forgotten: 0" in out.getvalue()


def test_an_erased_persons_consents_go_with_their_history(held):
    ConsentProof.objects.create(consent=wc.consent(held), giver="Alguien Marabuzal", evidence="Carta")
    erase(held, by=wc.editor("ana"), approved_by=wc.editor("bruno"))
    with connection.cursor() as cursor:
        for table in ("prisoners_consent", "prisoners_consentproof", "prisoners_consentevent"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table


def test_a_merge_brings_the_consents_along_and_undone_takes_them_back(held):
    other = wc.person("Yoandri Pérez Sabanalar")
    own, theirs = wc.consent(held), other.consents.get()
    done = merge(held, other, by=wc.editor(), reason="Son uno", is_confirmed=True)
    assert set(held.consents.all()) == {own, theirs}
    unmerge(done, by=wc.editor())
    assert list(held.consents.all()) == [own] and list(other.consents.all()) == [theirs]
