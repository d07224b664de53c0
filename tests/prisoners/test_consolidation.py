"""What rows make of dossiers."""

from datetime import date

import pytest

from editorial.models import Editor, WorkflowState
from prisoners.models import (
    Charge,
    Citation,
    Classification,
    Detention,
    FacilityStay,
    Person,
    PersonName,
    PrivateDetails,
    Sentence,
    Stage,
)
from tests.lists import DAY, LATER, bring, load_reference, make_list, row
from tests.publication.working_copy import consent

pytestmark = pytest.mark.django_db
FULL = {
    "birth_date": "1990-05-01", "gender": "man", "province": "CU-13", "municipality": "San Luis", "affiliation": "no",
    "is_parent": "yes", "detained_on": "2021-07-11", "event": "11j", "context": "j11", "activity": "protest",
    "principal_offence": "sedicion", "offences": "desacato; sedicion", "stage": "final", "sanction": "imprisonment",
    "sentence_months": 60, "prosecutor_request_months": 120, "decided_on": "2022-03-14", "counted_from": "2021-07-11",
    "facility": "boniato", "status": "in_custody", "medical": "yes", "mental": "no",
    "pd_category": "convict_of_conscience",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def full(key="1", name="Yoandri Pérez Sabanalar", **values):
    return row(key, name, **{**FULL, **values})


def test_new_row_makes_a_whole_dossier():
    bring([full()])
    person = Person.objects.get()
    assert (person.given_names, person.surname_1, person.surname_2) == ("Yoandri", "Pérez", "Sabanalar")
    assert person.slug == "yoandri-perez-sabanalar" and person.workflow_state == WorkflowState.DRAFT
    assert str(person.birth_date) == "1990-05-01" and person.has_affiliation == "no"
    assert person.last_confirmed_on == DAY
    held = Detention.objects.get()
    assert (str(held.detained_on), held.province_id, held.municipality_id) == ("2021-07-11", "CU-13", "CU-13-san-luis")
    assert (held.event.code, held.context, held.activity, held.kind) == ("11j", "j11", "protest", "criminal_case")
    charges = {(charge.offence_id, charge.role, charge.stage, charge.law) for charge in Charge.objects.all()}
    assert charges == {
        ("sedicion", "principal", "conviction", "ley-62-1987"), ("desacato", "additional", "conviction", "ley-62-1987"),
    }  # fmt: skip
    sentences = {(each.step, each.sanction, each.length_months, each.is_operative) for each in Sentence.objects.all()}
    assert sentences == {
        ("prosecutor_request", "imprisonment", 120, False), ("first_instance", "imprisonment", 60, True),
    }  # fmt: skip
    assert [(each.stage, str(each.from_on)) for each in Stage.objects.all()] == [("final", "2022-03-14")]
    assert FacilityStay.objects.get().facility.code == "boniato"
    private = PrivateDetails.objects.get()
    assert (private.medical, private.mental, private.is_parent) == ("yes", "no", "yes")
    assert Classification.objects.get().value == "convict_of_conscience"


def test_every_line_is_cited():
    bring([full()])
    for name, model in (
        ("detention", Detention), ("charge", Charge), ("sentence", Sentence), ("stage", Stage), ("stay", FacilityStay),
    ):  # fmt: skip
        cited = set(Citation.objects.filter(**{f"{name}__isnull": False}).values_list(f"{name}_id", flat=True))
        assert cited == set(model.objects.values_list("pk", flat=True)), name
    assert Citation.objects.filter(person=Person.objects.get(), field="", detention=None, stage=None).exists()


def test_same_wording_again_adds_nothing():
    bring([full()])
    before = [model.objects.count() for model in (Citation, Charge, Sentence, Stage, PersonName, Detention)]
    bring([full()], as_of=LATER)
    assert [model.objects.count() for model in (Citation, Charge, Sentence, Stage, PersonName, Detention)] == before
    assert Person.objects.get().last_confirmed_on == LATER


def test_second_list_adds_what_is_missing():
    bring([row("1", birth_date="1990", detained_on="2021-07-11", stage="remand")])
    bring([full("b", "PEREZ SABANALAR, YOANDRI")], make_list("registro-b"))
    person = Person.objects.get()
    assert person.gender == "man" and str(person.birth_date) == "1990", "a chosen value is not replaced"
    assert person.names.get(kind="variant").text == "PEREZ SABANALAR, YOANDRI"
    assert {str(each) for each in Stage.objects.order_by("pk").values_list("from_on", flat=True)} == {
        "../2024-10-31", "2022-03-14",
    }  # fmt: skip
    assert Sentence.objects.filter(is_operative=True).count() == 1
    assert Citation.objects.filter(field="gender").count() == 1


def test_contradiction_stays_a_statement():
    bring([full()])
    bring(
        [
            full(
                "b",
                sentence_months=84,
                gender="woman",
                detained_on="2021-07-12",
                facility="mar-verde",
                province="CU-11",
            )
        ],
        make_list("registro-b"),
    )
    assert Person.objects.get().gender == "man"
    assert Sentence.objects.get(is_operative=True).length_months == 60
    assert str(Detention.objects.get().detained_on) == "2021-07-11" and Detention.objects.get().province_id == "CU-13"
    assert FacilityStay.objects.get().facility.code == "boniato"


def test_charge_becomes_a_conviction_by_a_line_of_its_own():
    bring([full(stage="awaiting_trial", sanction="", sentence_months="", decided_on="")])
    assert set(Charge.objects.values_list("stage", flat=True)) == {"accusation"}
    bring([full()], as_of=LATER)
    assert Charge.objects.filter(offence="sedicion").count() == 2
    assert Charge.objects.filter(stage="conviction", role="principal").count() == 1


@pytest.mark.parametrize(
    ("offence", "day", "law"),
    [
        ("desacato", "2022-11-30", "ley-62-1987"), ("desacato", "2022-12-01", "ley-151-2022"), ("desacato", "2022", ""),
        ("ley88", "2003-03-18", "ley-88-1999"),
    ],
)  # fmt: skip
def test_law_is_that_of_the_day_of_the_facts(offence, day, law):
    bring([row(principal_offence=offence, detained_on=day)])
    assert Charge.objects.get().law == law


def test_changed_facts_lead_back_to_draft_and_nothing_else_does():
    bring([full()])
    consent(Person.objects.get())
    author, reviewer = (Editor.objects.create(username=name) for name in ("editora", "revisor"))
    Person.objects.all().submit_all(by=author)
    Person.objects.all().approve_all(by=reviewer)
    bring([full()], as_of=LATER)
    assert Person.objects.get().workflow_state == WorkflowState.APPROVED
    bring([full(alias="El Ceibo")], as_of=date(2024, 12, 31))
    person = Person.objects.get()
    assert person.workflow_state == WorkflowState.DRAFT and person.approved_by is None
    assert person.names.filter(kind="alias", text="El Ceibo").exists()


def test_unknown_state_confirms_nothing_but_its_own_day_does():
    bring([row("1", status="unknown"), row("2", "Ana Sosa Jutiar", status="unknown", confirmed_on="2023-10-01")])
    assert set(Person.objects.values_list("last_confirmed_on", flat=True)) == {None, date(2023, 10, 1)}


def test_arrest_after_a_release_is_a_new_detention():
    bring([row("1", birth_date="1990", detained_on="2021-07-11", release_type="released_fine", left_on="2021-07-20")])
    bring([row("1", birth_date="1990", detained_on="2024-03-17", status="in_custody")], as_of=LATER)
    assert sorted(str(day) for day in Detention.objects.values_list("detained_on", flat=True)) == [
        "2021-07-11", "2024-03-17",
    ]  # fmt: skip


def test_namesakes_get_addresses_of_their_own():
    bring([row("1", birth_date="1960"), row("2", birth_date="1990")])
    assert set(Person.objects.values_list("slug", flat=True)) == {
        "yoandri-perez-sabanalar",
        "yoandri-perez-sabanalar-2",
    }


def test_editor_of_the_import_is_in_the_history(settings):
    author = Editor.objects.create(username="editora")
    bring([row()], by=author)
    event = Person.objects.get().events.get(pgh_label="insert")
    assert event.pgh_context.metadata["user"] == author.pk
