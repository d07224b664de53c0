"""What the database itself refuses, whichever road a change takes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from prisoners.models import Charge, Detention, FacilityStay, Family, Offence, Person, Sentence
from releases.models import Release, ReleaseType

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return Person.objects.create(slug="ana", name_display="Ana Díaz Yarayó")


@pytest.fixture
def detention(person):
    return Detention.objects.create(person=person, detained_on="2021-07-11")


@pytest.fixture
def leave():
    return ReleaseType.objects.create(
        code="conditional_release", name_es="libertad condicional", name_en="conditional release",
        extinguishes="no", is_revocable="yes", state_after="serving_outside", order=1,
    )  # fmt: skip


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def release(detention, left_on, **fields):
    return Release.objects.create(
        detention=detention, release_type_id="conditional_release", left_on=left_on, reported_on="2025-02-01", **fields
    )


def test_second_detention_while_held_is_refused(person, detention):
    refused(lambda: Detention.objects.create(person=person, detained_on="2022"))


def test_detention_after_release_is_allowed(person, detention, leave):
    release(detention, "2025-01-15")
    detention.refresh_from_db()
    assert str(detention.ended_on) == "2025-01-15"
    Detention.objects.create(person=person, detained_on="2025-04-01", parent=detention)


def test_release_certainly_before_its_detention_is_refused(detention, leave):
    refused(lambda: release(detention, "2021-06"))
    release(detention, "2021-07")  # the same month: it may be after


def test_two_releases_that_take_out_of_one_detention_are_refused(detention, leave):
    release(detention, "2025-01-15")
    refused(lambda: release(detention, "2025-01-20"))
    release(detention, "2025-01-20", was_already_outside=True)
    detention.refresh_from_db()
    assert str(detention.ended_on) == "2025-01-15"


def test_removed_release_opens_the_detention_again(detention, leave):
    release(detention, "2025-01-15").delete()
    detention.refresh_from_db()
    assert detention.ended_on is None


def test_two_operative_sentences_are_refused_and_one_after_the_other_allowed(detention):
    first = Sentence.objects.create(
        detention=detention, step="first_instance", sanction="imprisonment", decided_on="2022-03-14", is_operative=True
    )
    appeal = {"detention": detention, "step": "appeal", "sanction": "imprisonment", "decided_on": "2022-09-01"}
    refused(lambda: Sentence.objects.create(**appeal, is_operative=True))
    Sentence.objects.filter(pk=first.pk).update(superseded_on="2022-09-01")
    Sentence.objects.create(**appeal, is_operative=True)


def test_appeal_before_its_first_instance_is_refused(detention):
    step = {"detention": detention, "sanction": "imprisonment"}
    Sentence.objects.create(**step, step="first_instance", decided_on="2022-03-14")
    refused(lambda: Sentence.objects.create(**step, step="appeal", decided_on="2022-02"))
    refused(lambda: Sentence.objects.create(**step, step="prosecutor_request", decided_on="2022-04-01"))
    Sentence.objects.create(**step, step="appeal", decided_on="2022-03")  # the same month: it may be after
    Sentence.objects.create(**step, step="prosecutor_request")
    refused(lambda: Sentence.objects.filter(step="first_instance").update(decided_on="2023"))
    refused(lambda: Sentence.objects.create(**step, step="reduction", decided_on="2021-12-01"))
    Sentence.objects.create(**step, step="reduction", decided_on="2022-03-20")  # an appeal may still follow
    Sentence.objects.create(**step, step="cassation", decided_on="2022-06-01")


@pytest.mark.parametrize("step", ["prosecutor_request", "reduction"])
def test_what_is_no_sentence_is_never_operative(detention, step):
    refused(lambda: Sentence.objects.create(detention=detention, step=step, sanction="imprisonment", is_operative=True))


def test_overlapping_stays_are_refused_unless_nested(detention):
    FacilityStay.objects.create(detention=detention, from_on="2021-07-11", to_on="2022-01-01")
    inside = {"detention": detention, "from_on": "2021-08-01", "to_on": "2021-08-10"}
    refused(lambda: FacilityStay.objects.create(**inside))
    FacilityStay.objects.create(**inside, is_nested=True)


@pytest.mark.parametrize(("field", "code"), [("gender", "zz"), ("visibility", "secret"), ("has_affiliation", "")])
def test_unknown_code_is_refused(person, field, code):
    refused(lambda: Person.objects.filter(pk=person.pk).update(**{field: code}))


def test_charge_twice_at_one_stage_is_refused(detention):
    Offence.objects.create(code="desacato", name_es="desacato", name_en="contempt", family=Family.AUTHORITY)
    Charge.objects.create(detention=detention, offence_id="desacato")
    refused(lambda: Charge.objects.create(detention=detention, offence_id="desacato"))
    Charge.objects.create(detention=detention, offence_id="desacato", stage="conviction")


def test_unreadable_date_cannot_be_stored(detention):
    with pytest.raises(ValidationError):
        Detention.objects.filter(pk=detention.pk).update(detained_on="31/02/2021")
