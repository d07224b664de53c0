"""The statistics of those who left prison after an announcement: the numbers, what is unknown, who is behind them."""

from datetime import date
from decimal import Decimal

import pytest

from publication.models import AnnouncementVersion
from reports import answers, registry
from reports.record import Record
from reports.release_report import release_report
from tests.publication import records

CODE = "anuncio-553"
AS_OF = date(2025, 3, 31)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = records.edition(as_of=AS_OF)
    records.organisation(edition, "pd-demo")
    records.announcement(edition, CODE, date(2025, 1, 14), number=553)
    return edition


def released(edition, release_type="conditional_release", left_on=date(2025, 1, 15), *, person=None, **columns):
    person = person or {}
    row = records.prisoner(edition, **person)
    records.listing(row, "pd-demo", date(2024, 1, 1))
    records.release(row, release_type, left_on, **{"announcement": CODE, **columns})
    return row


def report(edition, as_of=AS_OF):
    answers.forget()
    return release_report(Record(edition), AnnouncementVersion.objects.get(code=CODE), as_of)


def numbers(edition, prefix, **asked):
    found = {line.code: line.value for section in report(edition, **asked).sections for line in section.lines}
    return {code.removeprefix(f"{prefix}-"): value for code, value in found.items() if code.startswith(f"{prefix}-")}


def test_nobody_verified_makes_no_statistic(edition):
    released(edition, left_on=date(2025, 2, 1))

    empty = report(edition, date(2025, 1, 31))

    assert (empty.verified, empty.sections) == (0, [])


def test_every_number_is_that_of_its_persons_and_unknown_completes_the_whole(edition):
    for gender in ("man", "woman", "trans_woman", "trans_man", "unknown"):
        released(edition, person={"gender": gender})

    found = report(edition)

    lines = [line for section in found.sections for line in section.lines]
    assert all(line.value == len(line.persons) for line in lines if line.unit == "persons")
    assert len({line.code for line in lines}) == len(lines)
    assert all(line.persons <= found.persons for line in lines)
    assert numbers(edition, "sex") == {"men": 1, "women": 2, "others": 1, "unknown": 1}


@pytest.mark.parametrize(
    ("left_on", "bounds", "place"),
    [
        (date(2025, 1, 13), {}, "before"),
        (date(2025, 1, 14), {}, "week"),
        (date(2025, 1, 20), {}, "week"),
        (date(2025, 1, 21), {}, "after"),
        (None, {"left_earliest": date(2025, 1, 1), "left_latest": date(2025, 1, 31)}, "unknown"),
        (None, {"left_earliest": date(2025, 1, 20), "left_latest": date(2025, 1, 21)}, "unknown"),
        (None, {"left_latest": date(2025, 1, 16)}, "unknown"),
        (None, {"left_latest": date(2025, 1, 13)}, "before"),
    ],
)
def test_the_first_week_has_seven_days_with_that_of_the_announcement(edition, left_on, bounds, place):
    released(edition, left_on=left_on, **bounds)

    found = numbers(edition, "when")

    assert {code for code, value in found.items() if value} == {place}
    assert {"week", "after"} <= found.keys()


def test_without_a_day_of_announcement_there_is_no_first_week(edition):
    dateless = records.announcement(edition, "sin-fecha", announced_on="", announced_earliest=None)
    released(edition, announcement="sin-fecha")

    found = release_report(Record(edition), dateless, AS_OF)

    assert found.verified == 1
    assert "when" not in {section.code for section in found.sections}


def test_age_is_the_one_reached_in_the_year_of_leaving(edition):
    for born, held in ((1965, 56), (1966, 55), (2000, 18), (None, None)):
        released(edition, person={"birth_year": born, "age_at_detention": held})
    released(edition, person={"birth_year": None, "age_at_detention": None, "minor_at_detention": "yes"})
    over_new_year = {"left_earliest": date(2024, 12, 30), "left_latest": date(2025, 1, 2)}
    released(edition, left_on=None, person={"birth_year": 1950}, **over_new_year)

    found = numbers(edition, "age")

    assert found == {
        "mean": Decimal("48.0"),  # 60, 59 and 25
        "60": 1,
        "unknown": 3,
        "at-detention": Decimal("43.0"),
        "18": 2,
        "at-detention-unknown": 3,
    }
    assert numbers(edition, "minors") == {"yes": 1, "unknown": 0}


def test_context(edition):
    for context in ("j11", "j11", "before_11j", "unknown"):
        released(edition, person={"context": context})

    assert numbers(edition, "context") == {"11j": 2, "before": 1, "after": 0, "unknown": 1}


def test_time_inside_has_mean_and_median_in_years(edition):
    for days in (365, 730, 2922, None):
        released(edition, days_inside=days)

    assert numbers(edition, "inside") == {"mean": Decimal("3.7"), "median": Decimal("2.0"), "outside": 0, "unknown": 1}


def test_nothing_measured_has_no_mean(edition):
    released(edition)

    assert numbers(edition, "inside") == {"mean": None, "median": None, "outside": 0, "unknown": 1}
    assert numbers(edition, "age")["mean"] is None


def test_all_sentences_that_are_as_frequent_are_named(edition):
    for months in (48, 60, 60, 48, 119, 120, 180, 181, None):
        released(edition, sentence_months=months)

    assert numbers(edition, "sentence") == {"mode-48": 2, "mode-60": 2, "10": 3, "10-15": 2, "unknown": 1}
    line = report(edition).line("sentence-mode-60")
    assert line and line.label == ("la más frecuente: 5 años", "the most frequent: 5 years")


@pytest.mark.parametrize(
    ("months", "es", "en"),
    [(1, "1 mes", "1 month"), (12, "1 año", "1 year"), (54, "4 años y 6 meses", "4 years and 6 months")],
)
def test_a_sentence_in_words(months, es, en):
    from reports.definitions.release_report import most_frequent

    assert most_frequent(months) == (f"la más frecuente: {es}", f"the most frequent: {en}")


def test_share_served_gives_three_numbers_and_two_shares(edition):
    for more, less in (("yes", "yes"), ("no", "yes"), ("no", "no"), ("not_computable", "not_computable")):
        released(edition, more_than_half=more, less_reductions=less)

    found = report(edition)
    half = {line.code: (line.value, line.whole) for line in found.sections[7].lines}

    assert half == {
        "half-yes": (1, 4),
        "half-computable": (1, 3),
        "half-no": (2, 4),
        "half-not-computable": (1, 4),
        "less-yes": (2, 4),
        "less-computable": (2, 3),
    }


def test_months_left_fall_into_bands_by_exact_days(edition):
    for left in (0, 182, 183, 365, 366, 1826, 1827):  # six months are 182.6 days, a year 365.25, five 1826.25
        released(edition, sentence_days=5000, served_days=5000 - left)
    released(edition, sentence_days=100, served_days=200)
    released(edition)

    assert numbers(edition, "left") == {"0": 3, "6": 2, "12": 1, "24": 0, "36": 1, "60": 1, "unknown": 1}


def test_by_figure_and_free(edition):
    released(edition)
    released(edition, "pardon", extinguishes="yes")
    released(edition, "unknown_release", extinguishes="unknown")

    assert numbers(edition, "figure") == {"conditional_release": 1, "pardon": 1, "unknown_release": 1}
    assert numbers(edition, "free") == {"yes": 1, "no": 1, "unknown": 1}


def test_of_somebody_who_left_twice_the_first_time_counts(edition):
    person = released(edition, days_inside=100)
    records.release(person, "pardon", date(2025, 3, 1), announcement=CODE, extinguishes="yes", days_inside=900)

    assert report(edition).verified == 1
    assert numbers(edition, "figure") == {"conditional_release": 1}
    assert numbers(edition, "free")["yes"] == 0


def test_a_withheld_person_counts_and_is_unknown(edition):
    released(edition, person={"is_withheld": True, "gender": "woman"}, is_withheld=True)

    assert report(edition).verified == 1
    assert numbers(edition, "age")["unknown"] == 1


def test_it_agrees_with_the_figures_where_everybody_is_verified(edition):
    for more, kind in (("yes", "conditional_release"), ("no", "extrapenal_leave"), ("yes", "extrapenal_leave")):
        released(edition, kind, more_than_half=more)
    asked = {"announcement": CODE}

    assert numbers(edition, "half")["yes"] == registry.answer("more_than_half", asked).value
    figures = {row.code: row.value for row in registry.answer("release_type", asked).breakdown}
    assert {code: value for code, value in figures.items() if value} == numbers(edition, "figure")
    assert numbers(edition, "free")["yes"] == registry.answer("free_among_released", asked).value
    assert report(edition).verified == registry.answer("announced_verified", asked).value


def test_no_more_than_a_known_number_of_queries(edition, django_assert_max_num_queries):
    for _ in range(20):
        released(edition)
    answers.forget()
    announcement = AnnouncementVersion.objects.get(code=CODE)
    with django_assert_max_num_queries(8):  # marks of the edition, organisations, departures, persons, legal figures
        release_report(Record(edition), announcement, AS_OF)
