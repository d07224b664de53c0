"""A number of edition 1 is the same after edition 5, and says what later editions made of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from publication.models import CustodySpan, PrisonerVersion
from publication.places import guards_open, keep_places
from reports import history as module
from reports import registry
from reports.history import history, history_before
from tests.publication import records

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 14)
LATER = date(2025, 3, 31)
HELD = date(2024, 1, 1)


@pytest.fixture
def five():
    """Of 14 January 2025: 1 person in edition 1, 2 in editions 2 and 3, none in 4 (taken back), 1 again in 5."""
    editions = {
        number: records.edition(
            number, as_of=DAY if number == 1 else LATER, published_at=datetime(2025, number, 20, 16, tzinfo=UTC)
        )
        for number in range(1, 6)
    }
    first = records.custody(records.prisoner(editions[1], "Ana Díaz Yarayó"), "in_custody", HELD)
    second = records.custody(records.prisoner(editions[2], "Eva Sosa Guamá"), "in_custody", HELD)
    records.closed(first, editions[4])
    records.closed(second, editions[4])
    records.custody(records.prisoner(editions[5], "Yoel Leyva Mabay"), "in_custody", HELD)
    return editions


def told(answer, **options):
    return [(run.first.edition, run.last, run.first.value) for run in history(answer, **options).runs]


def test_number_of_the_first_edition_is_the_same_after_the_fifth(five):
    asked = {"as_of": "2025-01-14", "edition": "1"}
    answer = registry.answer("in_prison", asked)
    assert (answer.value, answer.edition) == (1, 1)
    assert [person.name_display for person in answer.persons] == ["Ana Díaz Yarayó"]
    assert registry.answer("in_prison", {"known_at": "2025-01-20"}).value == 1


@pytest.mark.parametrize("edition", [1, 2, 3, 4, 5])
def test_every_edition_shows_the_same_corrections_newest_first(five, edition):
    answer = registry.answer("in_prison", {"as_of": "2025-01-14"}, edition=edition)
    assert told(answer) == [(5, 5, 1), (4, 4, 0), (2, 3, 2), (1, 1, 1)]
    shown = history(answer).shown
    assert shown.first.value == answer.value and shown.first.edition <= edition <= shown.last


def test_correction_is_what_the_newest_says_otherwise(five):
    corrections = {
        edition: history(registry.answer("in_prison", {"as_of": "2025-01-14"}, edition=edition)).correction
        for edition in five
    }
    assert {edition: one and (one.edition, one.value) for edition, one in corrections.items()} == {
        1: None, 2: (5, 1), 3: (5, 1), 4: (5, 1), 5: None,
    }  # fmt: skip


def test_edition_is_not_asked_about_days_after_it(five):
    """Edition 1 spoke until 14 January: it told nobody anything of March."""
    assert told(registry.answer("in_prison", {"as_of": "2025-03-31"})) == [(5, 5, 1), (4, 4, 0), (2, 3, 2)]


def test_own_edition_is_there_even_where_it_spoke_of_no_such_day(five):
    answer = registry.answer("in_prison", {"as_of": "2025-03-31", "edition": "1"})
    assert told(answer)[-1] == (1, 1, 1)


def test_edition_that_knows_nothing_of_the_question_has_no_number(five):
    records.organisation(five[3])
    answer = registry.answer("listed", {"list": "pd-demo", "as_of": "2025-01-14"})
    runs = history(answer).runs
    assert [(run.first.edition, run.first.is_known, run.first.value) for run in runs] == [
        (3, True, 0),
        (1, False, None),
    ]


def test_range_and_further_numbers_are_corrected_too():
    number = {number: records.edition(number, published_at=datetime(2025, number, 20, tzinfo=UTC)) for number in (1, 2)}
    announced = records.announcement(number[1])
    records.closed(announced, number[2])
    records.announcement(number[2], number=560)
    runs = history(registry.answer("announced_verified", {"announcement": "anuncio-553"})).runs
    assert [(run.first.value, run.first.extras["announced"]) for run in runs] == [(0, 560), (0, 553)]


def test_unchanged_number_has_one_run():
    for number in (1, 2):
        records.edition(number)
    found = history(registry.answer("in_prison", {}))
    assert (len(found.runs), found.is_changed, found.correction, found.is_cut) == (1, False, None, False)


def test_only_the_newest_are_asked_and_that_is_said(five):
    answer = registry.answer("in_prison", {"as_of": "2025-01-14", "edition": "1"})
    assert told(answer, most=2) == [(5, 5, 1), (4, 4, 0), (1, 1, 1)]
    assert (history(answer, most=2).is_cut, history(answer, most=5).is_cut) == (True, False)
    assert module.MOST == 12


def test_asked_again_it_costs_no_count(five, django_assert_max_num_queries):
    answer = registry.answer("in_prison", {"as_of": "2025-01-14"})
    history(answer)
    with django_assert_max_num_queries(1):
        history(answer)


def counting(monkeypatch):
    """The editions of which a figure is counted from here on, one for each time."""
    asked = []
    figure = registry.figure("in_prison")

    def count(question):
        asked.append(question.record.edition.number)
        return figure.count(question)

    monkeypatch.setitem(registry._FIGURES, "in_prison", replace(figure, count=count))
    return asked


def test_what_editions_said_is_not_counted_again_for_a_new_one(five, monkeypatch):
    asked = counting(monkeypatch)
    history(registry.answer("in_prison", {"as_of": "2025-01-14"}, edition=5))
    assert sorted(asked) == [1, 2, 3, 4, 5]
    records.edition(6, as_of=LATER, published_at=datetime(2025, 6, 20, tzinfo=UTC))
    history(registry.answer("in_prison", {"as_of": "2025-01-14"}, edition=5))
    assert asked[5:] == [6]


def test_answer_that_somebody_asked_for_is_not_counted_again(five, monkeypatch):
    asked = counting(monkeypatch)
    for edition in five:
        registry.answer("in_prison", {"as_of": "2025-01-14"}, edition=edition)
    history(registry.answer("in_prison", {"as_of": "2025-01-14"}))
    assert sorted(asked) == [1, 2, 3, 4, 5]


def test_erasure_is_told_by_every_edition_at_once(five):
    answer = registry.answer("in_prison", {"as_of": "2025-01-14"}, edition=1)
    history(answer)
    erased = PrisonerVersion.objects.get(name_display="Ana Díaz Yarayó")
    with transaction.atomic(), guards_open():
        rows = CustodySpan.objects.filter(prisoner=erased.public_id)
        keep_places(rows, 6)
        rows._raw_delete(rows.db)
    records.edition(6, as_of=LATER, published_at=datetime(2025, 6, 20, tzinfo=UTC))
    again = registry.answer("in_prison", {"as_of": "2025-01-14"}, edition=1)
    assert (answer.value, again.value) == (1, 0)
    assert told(again) == [(5, 6, 1), (4, 4, 0), (2, 3, 1), (1, 1, 0)]


def test_older_editions_are_asked_in_their_turn(five):
    answer = registry.answer("in_prison", {"as_of": "2025-01-14"}, edition=5)
    newest = history(answer, most=2)
    assert (told(answer, most=2), newest.older) == ([(5, 5, 1), (4, 4, 0)], 4)
    runs, older = history_before(answer, 4, most=2)
    assert ([(run.first.edition, run.last, run.first.value) for run in runs], older) == ([(2, 3, 2)], 2)
    runs, older = history_before(answer, 2, most=2)
    assert ([run.first.edition for run in runs], older) == ([1], None)
    assert history_before(answer, 1) == ([], None)


def test_marks_of_all_editions_are_one_query(five, django_assert_max_num_queries):
    answer = registry.answer("in_prison", {"as_of": "2025-01-14"}, edition=5)
    counted = 2 * len(five)
    with django_assert_max_num_queries(counted + 3):
        history(answer)


def test_new_edition_is_compared_at_once(five):
    answer = registry.answer("in_prison", {"as_of": "2025-01-14", "edition": "5"})
    history(answer)
    sixth = records.edition(6, as_of=LATER, published_at=datetime(2025, 6, 20, tzinfo=UTC))
    records.custody(records.prisoner(sixth, "Rey Sosa Mabay"), "in_custody", HELD)
    assert told(registry.answer("in_prison", {"as_of": "2025-01-14", "edition": "5"}))[0] == (6, 6, 2)


def test_estimate_is_not_worked_out_for_other_editions(five, monkeypatch):
    from reports import estimated

    for code in ("a", "b", "c"):
        records.organisation(five[1], code)
    answer = registry.answer("estimated_total", {"lists": "a,b,c", "as_of": "2025-01-14"})
    monkeypatch.setattr(estimated, "judged", lambda *args: pytest.fail("worked out"))
    assert history(answer).runs[0].first.value == 0
