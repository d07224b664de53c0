"""The figure of those documented, and what may be said of all, over a record of lists made apart."""

import os
import subprocess
import sys
from datetime import date

import pytest
from django.utils import translation

from reports import registry
from reports.citation import citation
from reports.errors import BadParameter
from reports.serial import answer_json
from tests.publication import records

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 14)
CODES = ("lista-a", "lista-b", "lista-c")
ASKED = {"lists": ",".join(CODES)}
EACH = 80
"""Persons on exactly each combination of the three lists: as lists that hold half of everybody, apart, would show."""


def write_record(*, number=1, each=EACH, rows=None, kind="prisoners", codes=CODES):
    edition = records.edition(number, as_of=DAY)
    listed = 4 * each if rows is None else rows
    for code in codes:
        snapshot = {"as_of": "2025-01-01", "row_count": listed, "new_count": 0, "gone_count": 0}
        line = {"code": code, "name_es": f"Registro {code}", "name_en": f"Register {code}", "kind": kind}
        lists = [{**line, "snapshots": [{**snapshot, "published_on": "", "url": ""}]}]
        records.organisation(edition, code, f"Registro {code}", lists=lists)
    for pattern in range(1, 8):
        for _person in range(each):
            person = records.prisoner(edition)
            for place, code in enumerate(CODES):
                if pattern >> place & 1:
                    records.listing(person, code, date(2024, 1, 1))
    records.analyse()
    return edition


def codes_of(answer):
    return [reason.code for reason in answer.counted.judged.reasons]


def test_lists_made_apart_are_shown_with_a_range():
    write_record()

    answer = registry.answer("estimated_total", ASKED)
    found = answer_json(answer)

    assert answer.value == answer.persons.count() == found["value"] == 7 * EACH
    low, high = found["estimate"]["between"]
    assert 7 * EACH <= low <= 8 * EACH <= high < 10 * EACH
    assert found["estimate"]["withheld"] == []
    assert len(found["estimate"]["families"]) == 4
    assert found["estimate"]["assumptions"]
    assert f"probablemente entre {low} y {high}" in citation(answer, "https://example.org/", "es")


def test_the_order_of_lists_and_the_day_change_nothing():
    write_record(each=3)

    one = registry.answer("estimated_total", ASKED).counted.judged
    other = registry.answer("estimated_total", {"lists": "lista-c,lista-a,lista-b", "as_of": "2025-01-02"})

    assert other.counted.judged is one


@pytest.mark.parametrize(
    ("record", "lists", "reason"),
    [
        ({"rows": 4 * 8 + 10}, CODES, "open_rows"),
        ({"kind": "arrests"}, CODES, "restricted_list"),
        ({"codes": CODES[:2]}, CODES, "unknown_scope"),
        ({}, CODES[:2], "too_few_lists"),
        ({}, CODES[:1], "too_few_lists"),
    ],
)
def test_what_speaks_against_it_is_said_and_no_number_given(record, lists, reason):
    write_record(each=8, **record)

    answer = registry.answer("estimated_total", {"lists": ",".join(lists)})

    assert reason in codes_of(answer)
    assert answer_json(answer)["estimate"]["between"] is None
    assert answer_json(answer)["estimate"]["families"] == []
    assert "sin estimación del total" in citation(answer, "https://example.org/", "es")


@pytest.mark.parametrize(
    "lists", ["lista-a,lista-b,consolidated", "lista-a@2024-12-31,lista-b", "lista-a,lista-b,lista-c,lista-d,lista-e"]
)
def test_lists_that_are_made_of_others_or_of_other_days_are_refused(lists):
    write_record(each=1, codes=(*CODES, "lista-d", "lista-e"))

    with translation.override("en"), pytest.raises(BadParameter):
        registry.answer("estimated_total", {"lists": lists})


def test_the_site_starts_without_the_numerics():
    """NumPy costs memory and time in every process; only a reader who asks for an estimate needs it."""
    script = (
        "import sys; sys.modules['openpyxl'] = None\n"  # of the tests alone, and loads it
        "import django; django.setup(); import website.urls, api.urls; print('numpy' in sys.modules)"
    )

    public = {**os.environ, "TODOS_SITE": "public"}
    run = subprocess.run([sys.executable, "-c", script], check=True, env=public, capture_output=True, text=True)
    assert run.stdout.split() == ["False"]
