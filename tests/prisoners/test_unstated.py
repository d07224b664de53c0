"""Values that no source states: of which approval waits for an editor, and of which she is only told."""

import pytest
from django.utils import timezone

from prisoners import problems
from prisoners.admin.sayings import table_of
from prisoners.incoming.held import Holdings
from prisoners.models import Detention, FieldChoice, Person
from prisoners.sayings.choosing import choose
from prisoners.sayings.lines import lines_of
from prisoners.sayings.table import sayings
from prisoners.unstated import waiting
from releases.models import Citation as ReleaseCitation
from releases.models import Release
from sources.models import ListSnapshot, SourceRecord
from tests.prisoners.test_problems import names
from tests.publication import working_copy as wc
from tests.publication.test_statements import SAID

pytestmark = pytest.mark.django_db


def resting_on_a_line(values: dict) -> Person:
    """A dossier that rests on one line of a list, which says `values`."""
    held = wc.person(birth_date=wc.day("1990-02-03"))
    detention = held.detentions.get()
    rows = {"detention": detention, "charge": wc.charge(detention), "sentence": wc.sentence(detention)}
    left = wc.release(detention, "2025-01-10")
    wc.snapshot(wc.source_list(), "2025-01-10", {held: values})
    line = SourceRecord.objects.get()
    for row in ({}, *({kind: row} for kind, row in rows.items())):
        wc.cite(held, line, **row)
    ReleaseCitation.objects.create(release=left, record=line)
    return held


def test_what_the_cited_line_states_is_no_problem():
    assert names(resting_on_a_line(SAID)) == set()


@pytest.mark.parametrize(
    ("key", "other", "told"),
    [
        ("birth_date", "1991-02-03", "birth"),
        ("age_at_detention", 31, "age"),
        ("gender", "woman", "gender"),
        ("province", "CU-04", "province"),
        ("detained_on", "2021-07-12", "arrest"),
        ("detained_on", "2023-02-01", "arrest"),
        ("sanction", "tcci", "sanction"),
        ("sentence_months", 96, "sentence"),
        ("left_on", "2025-01-11", "release"),
        ("release_type", "extrapenal_leave", "figure"),
    ],
)
def test_what_a_line_denies_and_no_source_states_waits_for_an_editor(key, other, told):
    """And “Who says what” has the row in which to keep ours, with the reason."""
    held = resting_on_a_line({**SAID, key: other})
    assert names(held) == {f"unstated_{told}"}
    assert len(problems.of_person(held)) == 1
    ((part, row, field),) = waiting([held.pk])
    assert field == key
    _vouch(held, key, part, reason="Lo verificó la coalición.")
    assert FieldChoice.objects.get().row == row
    assert names(held) == waiting([held.pk]) == set()


SILENT = [
    ("birth_date", "birth"), ("age_at_detention", "age"), ("gender", "gender"), ("province", "province"),
    ("detained_on", "arrest"), ("offences", "offence"), ("sanction", "sanction"), ("sentence_months", "sentence"),
    ("left_on", "release"), ("release_type", "figure"),
]  # fmt: skip


@pytest.mark.parametrize("nothing", ["", "unknown", None])
@pytest.mark.parametrize(("key", "told"), SILENT)
def test_of_what_no_line_says_anything_an_editor_is_only_told(key, told, nothing):
    """There is no row in “Who says what” in which to keep it; what the importer derived is so too."""
    line = {**SAID, key: ["desacato"] if key == "offences" else nothing}
    held = resting_on_a_line({name: value for name, value in line.items() if value is not None})
    assert names(held) == {f"unsaid_{told}"}
    assert problems.of_person(held) == [] and waiting([held.pk]) == set()
    assert list(problems.without_problems(Person.objects.all())) == [held]


@pytest.mark.parametrize("visibility", ["withheld", "withdrawn"])
def test_nobody_waits_for_lists_to_be_hidden(visibility):
    held = resting_on_a_line({**SAID, "detained_on": "2021-07-12"})
    Person.objects.update(visibility=visibility)
    assert names(held) == waiting([held.pk]) == set()


def test_a_figure_that_nobody_knows_need_not_be_stated():
    held = resting_on_a_line({**SAID, "release_type": "extrapenal_leave"})
    wc.release_type("unknown_release", "outside_unknown")
    Release.objects.update(release_type="unknown_release")
    assert names(held) == set()


def test_a_list_of_an_undone_import_neither_states_nor_denies():
    held = resting_on_a_line({**SAID, "detained_on": "2021-07-12"})
    ListSnapshot.objects.update(
        undone_at=timezone.now(), undone_by=wc.editor("carla"), undone_reason="Otra lista.", workflow_state="draft",
        submitted_by=None, submitted_at=None, approved_by=None, approved_at=None,
    )  # fmt: skip
    assert problems.of_person(held) == [] and waiting([held.pk]) == set()
    assert "unsaid_arrest" in names(held)


def test_of_an_arrest_after_the_end_nothing_waits():
    """The line tells of another arrest: “Who says what” does not show ours beside it."""
    held = resting_on_a_line({**SAID, "detained_on": "2025-03-01"})
    assert names(held) == {"unsaid_arrest"}


def test_of_two_arrests_the_one_that_the_line_means_waits():
    held = resting_on_a_line({**SAID, "detained_on": "2021-07-12"})
    other = wc.detention(held, "2025-06-01")
    wc.cite(held, SourceRecord.objects.get(), detention=other)
    first = Detention.objects.order_by("pk").first()
    assert waiting([held.pk]) == {("detention", first.pk, "detained_on")}
    _vouch(held, "detained_on", "detention", reason="Con el acta.")
    assert names(held) == {"unsaid_arrest"}  # of the later one no line says anything


def test_of_two_releases_each_is_kept_by_itself():
    held = resting_on_a_line({**SAID, "left_on": "2025-01-11"})
    first = Release.objects.get()
    wc.release_type("extrapenal_leave")
    wc.release(first.detention, "2025-01-20", "extrapenal_leave", was_already_outside=True)
    assert waiting([held.pk]) == {("release", first.pk, "left_on")}
    later = Release.objects.exclude(pk=first.pk).get()
    ReleaseCitation.objects.create(release=later, document=wc.document())
    _vouch(held, "left_on", "release", reason="Con el acta.")
    assert names(held) == set()
    FieldChoice.objects.update(row=later.pk)
    assert waiting([held.pk]) == {("release", first.pk, "left_on")}


def test_a_document_for_one_release_does_not_free_another():
    held = resting_on_a_line({**SAID, "left_on": "2025-01-11"})
    first = Release.objects.get()
    later = wc.release(first.detention, "2025-01-20", "extrapenal_leave", was_already_outside=True)
    ReleaseCitation.objects.create(release=later, document=wc.document())
    assert names(held) == {"unstated_release"}
    ReleaseCitation.objects.create(release=first, document=wc.document(), field="left_on")
    assert names(held) == set()


def test_a_document_frees_a_value_from_the_lists():
    held = resting_on_a_line({**SAID, "province": "CU-04"})
    wc.cite(held, wc.document(), detention=held.detentions.get(), field="province")
    assert names(held) == set()


VOUCHED = [
    ("birth_date", "1991-02-03", "person"),
    ("province", "CU-04", "detention"),
    ("detained_on", "2021-07-12", "detention"),
    ("sentence_months", 96, "sentence"),
    ("left_on", "2025-01-11", "release"),
]


def _vouch(held: Person, key: str, part: str, *, reason: str) -> None:
    (saying,) = [each for each in sayings(lines_of([held.pk]), Holdings([held.pk])) if each.name == key]
    assert saying.ours.part == part
    choose(held, key, saying.ours.row, None, ours=str(saying.ours.value), by=wc.editor("carla"), reason=reason)


@pytest.mark.parametrize(("key", "other", "part"), VOUCHED)
def test_an_editor_may_vouch_for_what_no_line_states_and_says_why(key, other, part):
    held = resting_on_a_line({**SAID, key: other})
    _vouch(held, key, part, reason="  ")
    assert len(problems.of_person(held)) == 1
    _vouch(held, key, part, reason="Lo verificó la coalición con el acta.")
    assert problems.of_person(held) == []


def test_who_vouched_did_so_for_that_value_alone():
    held = resting_on_a_line({**SAID, "detained_on": "2021-07-12"})
    _vouch(held, "detained_on", "detention", reason="Con el acta.")
    Detention.objects.update(detained_on=wc.day("2021-07-13"))
    assert names(held) == {"unstated_arrest"}


def test_taking_the_word_of_a_line_is_no_vouching():
    held = resting_on_a_line({**SAID, "detained_on": "2021-07-12"})
    _vouch(held, "detained_on", "detention", reason="Con el acta.")
    FieldChoice.objects.update(record=SourceRecord.objects.get())
    assert names(held) == {"unstated_arrest"}


def test_the_lines_of_who_was_merged_into_somebody_state_what_these_state():
    held, other = resting_on_a_line({**SAID, "detained_on": "2021-07-12"}), wc.person("Lisandra Duarte Tomeguín")
    wc.snapshot(wc.source_list("j11j-demo"), "2025-01-10", {other: {"detained_on": "2021-07-11"}})
    assert names(held) == {"unstated_arrest"}
    Person.objects.filter(pk=other.pk).update(merged_into=held)
    assert names(held) == set()


@pytest.mark.parametrize("key, other, waits", [("detained_on", "2021-07-12", True), ("offences", ["desacato"], False),
                                               ("municipality", "CU-03-playa", False)])  # fmt: skip
def test_who_says_what_asks_how_it_was_verified_where_approval_waits_for_it(key, other, waits):
    held = resting_on_a_line({**SAID, key: other})
    table = table_of(held, confidential=False, may_choose=True)
    assert {row.saying.name for row in table.rows if row.needs_reason} == ({key} if waits else set())
    assert not any(row.needs_reason for row in table_of(held, confidential=False, may_choose=False).rows)
