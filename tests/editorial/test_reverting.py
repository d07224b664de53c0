"""Undoing one account: exactly what it wrote last, and nothing of anybody else's."""

from datetime import timedelta
from random import Random

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from editorial.models import Editor, WorkflowState
from editorial.reverting import revert_user
from prisoners.models import Detention, Person, PersonName
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db
FIELDS = {"occupation": ["panadero", "maestra", "chofer"], "gender": ["woman", "man"], "biography_es": ["Uno.", "Dos."]}


@pytest.fixture
def bad():
    return wc.editor("mala")


@pytest.fixture
def good():
    return wc.editor("buena")


@pytest.fixture
def chief():
    return wc.editor("jefa")


def edit(editor: Editor, person: Person, **columns) -> None:
    with pghistory.context(user=editor.pk):
        Person.objects.filter(pk=person.pk).update(**columns)


def since():
    return timezone.now() - timedelta(days=1)


def test_their_last_words_go_and_everybody_elses_stay(bad, good, chief):
    person = wc.person(occupation="albañil", gender="man")
    edit(bad, person, occupation="chofer", gender="woman")
    edit(good, person, gender="man")
    undone = revert_user(bad, since=since(), by=chief)
    person.refresh_from_db()
    assert (person.occupation, person.gender) == ("albañil", "man")
    assert [line.columns for line in undone.restored] == [("occupation",)]
    assert [(line.columns, line.by) for line in undone.conflicts] == [(("gender",), good.pk)]
    assert person.workflow_state == WorkflowState.DRAFT


def test_what_was_written_before_the_day_stays(bad, chief):
    person = wc.person(occupation="albañil")
    edit(bad, person, occupation="chofer")
    undone = revert_user(bad, since=timezone.now() + timedelta(days=1), by=chief)
    person.refresh_from_db()
    assert person.occupation == "chofer" and not undone.restored


def test_rows_they_added_go_and_rows_they_removed_come_back(bad, chief):
    person = wc.person()
    name = PersonName.objects.create(person=person, text="El Chino", kind="alias")
    key = name.pk
    with pghistory.context(user=bad.pk):
        name.delete()
        PersonName.objects.create(person=person, text="Falso Nombre", kind="alias")
        held = Detention.objects.create(
            person=person, detained_on=wc.day("2019-05-01"), ended_on=wc.day("2019-06-01"), context="j11"
        )
        wc.Charge.objects.create(detention=held, offence=wc.offence())
    undone = revert_user(bad, since=since(), by=chief)
    assert list(PersonName.objects.values_list("pk", "text")) == [(key, "El Chino")]
    assert Detention.objects.count() == 1 and len(undone.removed) == 3 and len(undone.brought_back) == 1


def test_row_that_a_colleague_built_on_is_left_and_listed(bad, good, chief):
    person = wc.person()
    with pghistory.context(user=bad.pk):
        held = Detention.objects.create(
            person=person, detained_on=wc.day("2019-05-01"), ended_on=wc.day("2019-06-01"), context="j11"
        )
    with pghistory.context(user=good.pk):
        wc.Charge.objects.create(detention=held, offence=wc.offence())
    undone = revert_user(bad, since=since(), by=chief)
    assert Detention.objects.filter(pk=held.pk).exists()
    assert [(line.model, line.key) for line in undone.conflicts] == [(Detention, held.pk)]


def test_person_they_added_is_withdrawn(bad, chief):
    with pghistory.context(user=bad.pk):
        person = Person.objects.create(slug="falsa", name_display="Falsa Persona Yarayó")
    revert_user(bad, since=since(), by=chief)
    person.refresh_from_db()
    assert person.visibility == "withdrawn"


def test_three_hundred_bad_edits_among_three_thousand(bad, good, chief):
    """Against a plain replay of the honest edits alone."""
    draw = Random(553)
    persons = [wc.person(f"Yoel Pérez Yarayó{'abcdefghij'[n % 10] * (n // 10 + 1)}") for n in range(60)]
    expected = {person.pk: {name: getattr(person, name) for name in FIELDS} for person in persons}
    last_by: dict[tuple[int, str], str] = {}
    kinds = ["bad"] * 300 + ["good"] * 3000
    draw.shuffle(kinds)
    for kind in kinds:
        person, name = draw.choice(persons), draw.choice(list(FIELDS))
        value = draw.choice(FIELDS[name])
        current = Person.objects.values_list(name, flat=True).get(pk=person.pk)
        edit(bad if kind == "bad" else good, person, **{name: value})
        if kind == "good" and value != current:
            expected[person.pk][name] = value
        if value != current:
            last_by[person.pk, name] = kind
    revert_user(bad, since=since(), by=chief)
    for person in persons:
        person.refresh_from_db()
        assert {name: getattr(person, name) for name in FIELDS} == expected[person.pk]


def test_dry_run_changes_nothing(bad, chief, capsys):
    person = wc.person(occupation="albañil")
    edit(bad, person, occupation="chofer")
    call_command("revert_user", "mala", "--since", timezone.localdate().isoformat(), "--by", "jefa", "--dry-run")
    person.refresh_from_db()
    assert person.occupation == "chofer"
    assert "1" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("nadie", "--since", "2025-01-31"), ("mala", "--since", "31/01/2025")])
def test_bad_input_is_one_line_and_exit_2(bad, chief, arguments):
    with pytest.raises(CommandError) as refused:
        call_command("revert_user", *arguments, "--by", "jefa")
    assert refused.value.returncode == 2
