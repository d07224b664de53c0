from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.partial_date import PartialDate, Precision
from chronology.wording import MONTHS, from_bounds, in_words, on, since

DAYS = st.dates(date(1960, 1, 1), date(2099, 12, 31))
KNOWN = st.builds(PartialDate, DAYS, st.sampled_from(list(Precision)))


@pytest.mark.parametrize(
    ("written", "es", "en"),
    [
        ("2025-01-16", "16 de enero de 2025", "16 January 2025"),
        ("2021-07", "julio de 2021", "July 2021"),
        ("2021", "2021", "2021"),
        ("2021~", "c. 2021", "c. 2021"),
        ("2021-07~", "c. julio de 2021", "c. July 2021"),
        ("../2021-07-11", "11 de julio de 2021 o antes", "11 July 2021 or before"),
        ("2021-07-11/..", "11 de julio de 2021 o después", "11 July 2021 or after"),
    ],
)
def test_each_precision_has_its_words(written, es, en):
    assert (in_words(PartialDate.parse(written), "es"), in_words(PartialDate.parse(written), "en")) == (es, en)


@pytest.mark.parametrize(
    ("written", "es", "en"),
    [
        ("2025-01-16", "el 16 de enero de 2025", "on 16 January 2025"),
        ("2021-07", "en julio de 2021", "in July 2021"),
        ("2021~", "hacia 2021", "around 2021"),
        ("../2021-07-11", "el 11 de julio de 2021 o antes", "on 11 July 2021 or before"),
    ],
)
def test_prepositions(written, es, en):
    assert (on(PartialDate.parse(written), "es"), on(PartialDate.parse(written), "en")) == (es, en)


def test_since_takes_an_article_before_a_day_only():
    assert since(PartialDate.parse("2025-01-16"), "es") == "desde el 16 de enero de 2025"
    assert since(PartialDate.parse("2021-07"), "es") == "desde julio de 2021"
    assert since(date(2021, 7, 11), "en") == "since 11 July 2021"


@given(KNOWN, st.sampled_from(["es", "en"]))
def test_a_day_is_never_shown_that_nobody_stated(known, language):
    text = in_words(known, language)
    has_day = known.precision in {Precision.DAY, Precision.BEFORE, Precision.AFTER}
    has_month = has_day or known.precision in {Precision.MONTH, Precision.CIRCA_MONTH}
    numbers = [word for word in text.replace(",", " ").split() if word.isdigit()]
    assert numbers == ([str(known.value.day)] if has_day else []) + [str(known.value.year)]
    assert any(month in text for month in MONTHS[language]) is has_month


@given(KNOWN)
def test_bounds_lead_back_to_what_was_known_or_to_a_day_not_after_it(known):
    back = from_bounds(known.earliest, known.latest)
    if known.precision in {Precision.CIRCA_MONTH, Precision.CIRCA_YEAR}:
        assert back.latest == known.latest
    else:
        assert back == known


@given(DAYS, st.integers(0, 365))
def test_bounds_never_claim_a_day_within_them(earliest, length):
    latest = date.fromordinal(earliest.toordinal() + length)
    known = from_bounds(earliest, latest)
    assert known.latest == latest
    assert known.earliest in (earliest, None)


@pytest.mark.parametrize("earliest", [date(2099, 1, 1), None])
def test_bounds_past_the_last_year_that_can_be_written(earliest):
    known = from_bounds(earliest, date(2101, 12, 31))
    assert known == (PartialDate(earliest, Precision.AFTER) if earliest else None)


def test_a_whole_month_is_that_month():
    last = monthrange(2024, 2)[1]
    assert str(from_bounds(date(2024, 2, 1), date(2024, 2, last))) == "2024-02"
    assert from_bounds(None, None) is None
