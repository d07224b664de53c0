"""The forms in which an answer leaves: JSON, CSV, citation, and the command."""

import csv
import json
import os
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from publication.cells import cell
from reports import registry
from reports.citation import citation
from reports.csv_files import breakdown_csv, persons_csv
from reports.serial import answer_json, figure_json, person_json
from tests.publication import records

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 14)
LATER = datetime(2025, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def edition():
    edition = records.edition(as_of=DAY)
    records.organisation(edition)
    records.announcement(edition)
    records.term(edition, "event", "11j")
    records.term(edition, "offence", "sedicion")
    named = records.prisoner(edition, "Ana Guaso Sabanalar", gender="woman", province="CU-03", events=["11j"])
    hidden = records.prisoner(edition, is_withheld=True, gender="man", province="CU-14", events=["11j"])
    for person in (named, hidden):
        records.listing(person, "consolidated", date(2024, 1, 1))
        records.custody(person, "in_custody", date(2024, 1, 1))
    return edition


def run(*arguments):
    out = StringIO()
    call_command("figure", *arguments, stdout=out)
    return out.getvalue()


def table(lines):
    return list(csv.DictReader(StringIO("".join(lines).removeprefix("\ufeff"))))


def test_json_has_the_keys_of_the_contract(edition):
    answer = registry.answer("arrested_in_prison", {"event": "11j", "breakdown": "gender"}, language="en")

    found = json.loads(json.dumps(answer_json(answer)))

    assert {key: found[key] for key in ("id", "version", "value", "possible", "unit", "as_of", "edition", "demo")} == {
        "id": "arrested_in_prison",
        "version": 1,
        "value": 100.0,
        "possible": [100.0, 100.0],
        "unit": "percent",
        "as_of": "2025-01-14",
        "edition": 1,
        "demo": True,
    }
    assert (found["numerator"], found["denominator"]) == (2, 2)
    assert set(found["definition"]) == {"es", "en"}
    assert found["breakdown"][0] == {"code": "man", "label": "man", "value": 1}
    assert found["breakdown"][-1]["is_sum"] is True
    assert found["persons"].startswith("/api/v1/figures/arrested_in_prison/persons/?event=11j&breakdown=gender")


def test_real_data_are_not_marked_as_invented(edition):
    records.edition(2, as_of=DAY, is_demo=False)

    assert "demo" not in answer_json(registry.answer("in_prison", {}))


def test_list_of_figures_says_what_can_be_asked():
    found = figure_json(registry.figure("listed"))

    assert [parameter["name"] for parameter in found["parameters"]] == ["list", "as_of", "breakdown"]
    assert found["parameters"][0]["required"] is True
    assert "minors" in found["breakdowns"]


def test_withheld_person_is_a_public_id_and_nothing_else(edition):
    answer = registry.answer("consolidated", {})
    named, hidden = answer.persons

    assert person_json(named)["name"] == "Ana Guaso Sabanalar"
    assert person_json(hidden) == {"public_id": str(hidden.public_id), "is_withheld": True}
    row = table(persons_csv(answer))[1]
    assert {name for name, text in row.items() if text} == {"public_id", "figure", "as_of", "edition"}


def test_csv_lists_the_persons_counted_and_those_behind_a_row(edition):
    answer = registry.answer("consolidated", {"breakdown": "gender"})

    lines = list(persons_csv(answer))
    assert lines[0].startswith("\ufeffpublic_id,name,")
    assert len(table(lines)) == answer.value == 2
    assert [row["name"] for row in table(persons_csv(answer, of="women"))] == ["Ana Guaso Sabanalar"]


def test_csv_of_the_breakdown_marks_sums(edition):
    rows = table(breakdown_csv(registry.answer("consolidated", {"breakdown": "gender"})))

    assert [(row["code"], row["value"], row["is_sum"]) for row in rows] == [
        ("man", "1", "no"),
        ("woman", "1", "no"),
        ("unknown", "0", "no"),
        ("women", "1", "yes"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "\nx", " =1", "＝1", "\u00a0=1"])
def test_text_that_a_spreadsheet_takes_for_a_formula_is_made_text(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "shown"), [("Ana-María", "Ana-María"), (-3, -3), (None, ""), ("", ""), (0, 0)])
def test_other_cells_stay_as_they_are(value, shown):
    assert cell(value) == shown


def test_citation_says_what_when_and_where(edition):
    answer = registry.answer("consolidated", {})

    spanish = citation(answer, "https://example.org/x?edition=1", "es")
    assert spanish.startswith(
        "#TODOS. (2025, 15 de enero). Lista consolidada: 2\u00a0personas [Cifra, versión 1, al 14 de enero"
    )
    assert "inventados" in spanish
    assert spanish.endswith("https://example.org/x?edition=1")
    assert "(2025, January 15). Consolidated list: 2\u00a0persons" in citation(answer, "https://example.org", "en")


def test_command_prints_what_it_counts(edition):
    text = run("consolidated", "--breakdown", "custody")

    assert "Consolidated list: 2\u00a0persons  (invented demonstration data)" in text
    assert "as of 2025-01-14, edition 1" in text
    assert "at least one accepted organisation" in text
    assert "100.0 %  in prison [in_prison]" in text


def test_command_ends_quietly_when_its_reader_has_had_enough(edition, monkeypatch):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        monkeypatch.setattr("sys.stdout", closed)
        call_command("figure", "consolidated", stdout=closed)


def test_command_prints_the_json_of_the_api(edition):
    answer = registry.answer("consolidated", {"breakdown": "gender"}, language="en")

    assert json.loads(run("consolidated", "--format", "json", "--param", "breakdown=gender")) == answer_json(answer)


def test_command_lists_the_persons(edition):
    assert len(table(run("in_prison", "--format", "csv", "--as-of", "2025-01-14").splitlines(keepends=True))) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("sentence_length", "--offence", "sedicion", "--list", "pd-demo"),
        ("arrested_in_prison", "--event", "11j"),
        ("announced_verified", "--announcement", "anuncio-553", "--known-by", "2025-01-21"),
        ("listed_new", "--list", "pd-demo", "--from", "2023-10-31", "--to", "2024-10-31"),
        ("overlap", "--lists", "pd-demo,consolidated"),
        ("by_offence", "--mode", "principal"),
        ("reimprisoned", "--announcement", "anuncio-553", "--days", "90"),
        ("in_prison", "--edition", "1"),
    ],
)
def test_command_takes_every_parameter(edition, arguments):
    assert "edition 1" in run(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nada",), "There are: in_prison, behind_bars, custody"),
        (("in_prison", "--as-of", "ayer"), "as_of: not a day"),
        (("in_prison", "--edition", "7"), "edition: There is no such edition."),
        (("in_prison", "--edition", "x"), "edition: expected the number"),
        (
            ("in_prison", "--known-at", "2025-01-14"),
            "known_at: Nothing had been published by that day.",
        ),
        (("in_prison", "--known-at", "2099-01-01"), "known_at: That day is still to come"),
        (("in_prison", "--known-at", "2025-01-15", "--edition", "1"), "known_at: Name the edition or the day"),
        (("in_prison", "--as-of", "2999-01-01"), "as_of: Only days from 1959-01-01 to"),
        (("listed_new", "--list", "consolidated", "--from", "2025-01-02", "--to", "2025-01-01"), "from: The period"),
        (("in_prison", "--list", "pd-demo"), "list: in_prison has no such parameter; it has: as_of"),
        (("listed",), "list: is missing"),
        (("listed", "--param", "list"), "--param list: write it as NAME=VALUE"),
    ],
)
def test_command_refuses_bad_input_in_one_line(edition, arguments, message):
    with pytest.raises(CommandError) as refusal:
        run(*arguments)

    assert refusal.value.returncode == 2
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_command_answers_as_known_on_a_day_and_names_the_edition(edition):
    records.custody(records.prisoner(records.edition(2, as_of=DAY, published_at=LATER)), "in_custody", DAY)

    assert "In prison: 2" in run("in_prison", "--known-at", "2025-01-15")
    assert "edition 1;" in run("in_prison", "--known-at", "2025-01-31")
    assert "edition 2;" in run("in_prison", "--known-at", "2025-02-01")


def test_command_says_that_nothing_is_published():
    with pytest.raises(CommandError, match="Nothing has been published yet") as refusal:
        run("in_prison")

    assert refusal.value.returncode == 2
