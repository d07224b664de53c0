"""“According to A” is printed only where A's line says so; whatever no source states is the editors' choice."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prisoners.models import Sentence
from publication.models import PrisonerVersion
from publication.projector.statements import STATED, contradicts, said, states
from publication.publishing import publish
from releases.models import Citation as ReleaseCitation
from sources.models import SourceRecord
from tests.publication import working_copy as wc

T2 = date(2025, 1, 14)
SAID: dict[str, Any] = {
    "birth_date": "1990-02-03",
    "age_at_detention": 30,
    "gender": "man",
    "province": "CU-03",
    "detained_on": "2021-07-11",
    "offences": ["sedicion"],
    "sanction": "imprisonment",
    "sentence_months": 84,
    "left_on": "2025-01-10",
    "release_type": "conditional_release",
}
# Our field: the key of a line's values, and another value that the line may hold instead of the one above.
OTHER: dict[str, tuple[str, Any]] = {
    "birth_year": ("birth_date", "1991-02-03"),
    "age_at_detention": ("age_at_detention", 31),
    "gender": ("gender", "woman"),
    "province": ("province", "CU-04"),
    "detained_on": ("detained_on", "2021-07-12"),
    "offences": ("offences", ["desacato"]),
    "sanction": ("sanction", "tcci"),
    "sentence": ("sentence_months", 96),
    "left_on": ("left_on", "2025-01-11"),
    "release_type": ("release_type", "extrapenal_leave"),
    "name": ("name", "Yoandri Leyva Sabanalar"),
}


def published_with(values: dict[str, Any], **columns: Any) -> dict[str, Any]:
    """The document of a person of whom everything rests on one line of a list, which says `values`."""
    held = wc.person(birth_date=wc.day("1990-02-03"), **columns)
    detention = held.detentions.get()
    rows = {"charge": wc.charge(detention), "sentence": wc.sentence(detention)}
    left = wc.release(detention, "2025-01-10")
    wc.snapshot(wc.source_list(), "2025-01-10", {held: values})
    line = SourceRecord.objects.get()
    wc.cite(held, line)
    wc.cite(held, line, detention=detention)
    for kind, row in rows.items():
        wc.cite(held, line, **{kind: row})
    ReleaseCitation.objects.create(release=left, record=line)
    wc.lead(held)
    publish(as_of=T2)
    return PrisonerVersion.objects.current().get().document


def facts_of(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {fact["field"]: fact for fact in document["facts"]}


@pytest.mark.django_db
def test_what_the_line_says_is_said_in_its_name():
    facts = facts_of(published_with(SAID))
    assert set(facts) == set(OTHER)
    for field, fact in facts.items():
        assert ([each["organisation"] for each in fact["sources"]], fact["by_editors"]) == (["pd-demo"], False), field
        assert fact["stated"] == [], field


@pytest.mark.django_db
@pytest.mark.parametrize("field", OTHER)
def test_a_value_that_the_cited_line_contradicts_is_the_editors_choice(field):
    key, other = OTHER[field]
    fact = facts_of(published_with({**SAID, key: other}))[field]
    assert (fact["sources"], fact["by_editors"]) == ([], True)
    assert [each["organisation"] for each in fact["stated"]] == ([] if field == "name" else ["pd-demo"])


@pytest.mark.django_db
@pytest.mark.parametrize("field", [field for field in OTHER if field != "name"])
def test_a_value_of_which_the_cited_line_says_nothing_is_the_editors_choice(field):
    values = {key: value for key, value in SAID.items() if key != OTHER[field][0]}
    fact = facts_of(published_with(values))[field]
    assert (fact["sources"], fact["by_editors"], fact["stated"]) == ([], True, [])


@pytest.mark.django_db
def test_an_unknown_value_is_nobodys_choice():
    assert facts_of(published_with({**SAID, "gender": ""}, gender="unknown"))["gender"]["by_editors"] is False


@pytest.mark.django_db
def test_a_document_is_taken_at_the_editors_word():
    held = wc.person()
    wc.snapshot(wc.source_list(), "2025-01-10", {held: {"province": "CU-04"}})
    wc.cite(held, SourceRecord.objects.get(), detention=held.detentions.get())
    wc.cite(held, wc.document(title="Un reportaje"), detention=held.detentions.get())
    publish(as_of=T2)
    province = facts_of(PrisonerVersion.objects.get().document)["province"]
    assert ([each["label"] for each in province["sources"]], province["by_editors"]) == (["Un reportaje"], False)
    assert [each["value"] for each in province["stated"]] == ["CU-04"]


@pytest.mark.django_db
def test_a_former_wording_still_says_what_it_said():
    held = wc.person()
    of = wc.source_list()
    wc.snapshot(of, "2024-10-31", {held: {"province": "CU-03"}})
    wc.cite(held, SourceRecord.objects.get(), detention=held.detentions.get())
    wc.snapshot(of, "2024-11-30", {held: {"province": "CU-04"}})
    publish(as_of=T2)
    province = facts_of(PrisonerVersion.objects.get().document)["province"]
    assert [each["as_of"] for each in province["sources"]] == ["2024-10-31"]
    assert [(each["value"], each["as_of"]) for each in province["stated"]] == [("CU-04", "2024-11-30")]


@pytest.mark.django_db
def test_a_line_of_the_timeline_drops_the_list_that_contradicts_it():
    changed = {"province": "CU-04", "offences": ["desacato"], "sentence_months": 96, "left_on": "2025-01-11"}
    (told,) = published_with({**SAID, **changed})["detentions"]
    assert told["sources"] == []
    assert [line["sources"] for kind in ("charges", "sentences", "releases") for line in told[kind]] == [[], [], []]
    assert Sentence.objects.get().length_months == 84


@given(ours=st.sampled_from(["CU-03", "CU-04", "CU-99"]), theirs=st.sampled_from(["", "CU-03", "CU-04", "CU-99"]))
def test_a_line_states_a_value_only_when_it_holds_it(ours, theirs):
    values = {"province": theirs}
    detention = SimpleNamespace(kind="criminal_case", detained_on=None, province_id=ours)
    assert states(values, "province", ours) == (theirs == ours)
    assert contradicts(values, "detention", detention) == (theirs not in ("", ours))


@given(st.sampled_from(sorted(STATED)), st.dictionaries(st.sampled_from(sorted(SAID)), st.text(max_size=12)))
def test_nothing_is_stated_by_a_line_without_the_column(field, values):
    values.pop(STATED[field][0], None)
    assert said(values, field) == ""


@pytest.mark.parametrize(
    ("written", "is_same"),
    [
        ("PÉREZ SABANALAR, Yohandry", True),
        ("Yoandri Perez Sabanalar", True),
        ("Yoandri Pérez", False),
        ("Yoandri Leyva Sabanalar", False),
    ],
)
def test_a_name_is_the_same_in_another_spelling_but_not_without_a_surname(written, is_same):
    assert states({"name": written}, "name", "Yoandri Pérez Sabanalar") == is_same


@pytest.mark.django_db
def test_a_list_that_says_the_rest_of_a_line_is_told_for_the_rest():
    changed = {"detained_on": "2021-07-12", "sentence_months": 96, "left_on": "2025-01-11"}
    (told,) = published_with({**SAID, **changed})["detentions"]
    for line in (told, *told["sentences"], *told["releases"]):
        assert (line["sources"], [each["organisation"] for each in line["sources_in_part"]]) == ([], ["pd-demo"])
    assert facts_of(PrisonerVersion.objects.get().document)["province"]["sources"] != []


@pytest.mark.django_db
def test_a_list_that_says_nothing_of_a_line_but_otherwise_is_not_told_for_it():
    only = {"detained_on": "2021-07-12", "sentence_months": 96, "left_on": "2025-01-11"}
    (told,) = published_with(only)["detentions"]
    assert [line["sources_in_part"] for line in (told, *told["sentences"], *told["releases"])] == [[], [], []]


@pytest.mark.django_db
def test_a_list_that_says_all_of_a_line_is_told_once():
    (told,) = published_with(SAID)["detentions"]
    for line in (told, *told["sentences"], *told["releases"]):
        assert line["sources"] != [] and line["sources_in_part"] == []
