"""Minors by province: the numbers, what is hidden of them, and that no other figure crosses them with a place."""

from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reports import answers, registry
from reports.answer import PLACES
from reports.breakdowns import PROVINCES
from reports.charts import chart
from reports.csv_files import breakdown_csv
from reports.errors import BadParameter
from reports.minors import MINORS_BY_PROVINCE, OTHERS, UNDER_18
from reports.serial import answer_json
from reports.small_cells import SMALLEST_SHOWN, Table
from tests.publication import records
from tests.reports.test_small_cells import betrayed

SINCE = date(2024, 1, 1)


def people(edition, places):
    """`places`: how many under 18, and how many others, each province has."""
    for province, (minors, others) in places.items():
        for number in range(minors + others):
            person = records.prisoner(edition, province=province, minor_at_detention="yes" if number < minors else "no")
            records.listing(person, "consolidated", SINCE)


@pytest.fixture
def answer(db):
    edition = records.edition(as_of=date(2025, 1, 14))
    people(edition, {"CU-03": (7, 9), "CU-04": (2, 8), "CU-05": (0, 6), "CU-12": (1, 3), "CU-16": (9, 9), "": (0, 2)})
    return registry.answer("minors_by_province", {})


def shown(answer):
    return {row.code: row.value for row in answer.breakdown}


def test_small_numbers_and_one_more_are_hidden(answer):
    assert answer.value == 19
    rows = shown(answer)
    assert [rows[code] for code in ("CU-03", "CU-04", "CU-12")] == [None, None, None]
    assert (rows["CU-16"], rows["CU-05"], rows["CU-01"], rows["unknown"]) == (9, 0, 0, 0)


def test_hidden_rows_say_so_and_keep_the_public_number_of_the_province(answer):
    row = next(row for row in answer_json(answer)["breakdown"] if row["code"] == "CU-04")
    assert row == {
        "code": "CU-04", "label": row["label"], "value": None, "is_hidden": True, "share": None, "share_of": 10
    }  # fmt: skip
    line = next(line for line in breakdown_csv(answer) if line.startswith("CU-04"))
    assert line.split(",")[2:5] == ["hidden", "", "10"]
    assert next(row for row in answer_json(answer)["breakdown"] if row["code"] == "CU-05")["value"] == 0


def test_no_row_leads_to_persons(answer):
    for code in ("CU-04", "CU-05", "CU-03"):
        with pytest.raises(BadParameter) as refused:
            answer.persons_behind(code)
        assert refused.value.parameter == "of"


def test_drawing_and_command_tell_no_hidden_number(answer, capsys):
    drawn = str(chart(answer))
    assert drawn.count("—") == 6  # three tiles: on the tile and in its title
    call_command("figure", "minors_by_province")
    told = capsys.readouterr().out
    assert told.count("hidden") >= 3


class TestAnyRecord(TestCase):
    """What the figure shows, with what `by_province` and the national total say, betrays no small number."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(PROVINCES), st.tuples(st.integers(0, 6), st.integers(0, 7)), max_size=6))
    def test_nothing_shown_betrays_a_small_number(self, places):
        answers.forget()
        people(records.edition(as_of=date(2025, 1, 14)), places)
        self.assertEqual(found_out(places), set())


def found_out(places):
    """Provinces whose small number of minors follows from the answers of the figures, asked as any reader asks."""
    answer = registry.answer("minors_by_province", {})
    totals = {row.code: row.value for row in registry.answer("by_province", {}).breakdown}
    rows = shown(answer)
    assert answer.value == sum(minors for minors, _ in places.values())
    assert all(row.whole == totals[row.code] for row in answer.breakdown)
    kept_back = {(code, column) for code, value in rows.items() if value is None for column in (UNDER_18, OTHERS)}
    counts = {(code, UNDER_18): places.get(code, (0, 0))[0] for code in rows}
    counts |= {(code, OTHERS): totals[code] - counts[code, UNDER_18] for code in rows}
    shown_small = {code for code, value in rows.items() if value is not None and 0 < value < SMALLEST_SHOWN}
    return shown_small | betrayed(Table(list(rows), (UNDER_18, OTHERS), counts, {UNDER_18}), kept_back)


@pytest.mark.django_db
def test_the_check_sees_what_hiding_small_numbers_alone_would_betray(monkeypatch):
    """The mutant: without secondary hiding the one hidden number follows from the national total."""
    (breakdown,) = MINORS_BY_PROVINCE.breakdowns
    small_alone = lambda numbers, wholes: {code for code, n in numbers.items() if 0 < n < SMALLEST_SHOWN}  # noqa: E731
    monkeypatch.setitem(breakdown.__dict__, "hides", small_alone)
    places = {"CU-03": (7, 9), "CU-04": (2, 8)}
    people(records.edition(as_of=date(2025, 1, 14)), places)
    assert found_out(places) == {("CU-04", UNDER_18), ("CU-04", OTHERS)}


SENSITIVE = {"minors", "medical", "mental"}


def test_no_figure_crosses_a_sensitive_dimension_with_a_place():
    """A figure of one province that had one of these breakdowns would give the cells that this one hides."""
    for figure in registry.figures():
        codes = {breakdown.code for breakdown in figure.breakdowns}
        asks_for_a_place = PLACES & {parameter.name for parameter in figure.parameters}
        assert not (asks_for_a_place and codes & {*SENSITIVE, "gender"}), figure.id
