"""Part-known dates: the written form, its bounds, and the same bounds in SQL."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from chronology.fields import PartialDateField, PartialDateFormField
from chronology.partial_date import PartialDate, Precision

days = st.dates(date(1901, 1, 1), date(2099, 12, 31))
dates = st.builds(PartialDate, days, st.sampled_from(Precision))


@given(dates)
def test_written_form_reads_back(one):
    assert PartialDate.parse(str(one)) == one


@given(dates)
def test_value_lies_within_bounds(one):
    assert one.earliest is None or one.earliest <= one.value
    assert one.latest is None or one.value <= one.latest
    assert (one.earliest is None) == (one.precision is Precision.BEFORE)
    assert (one.latest is None) == (one.precision is Precision.AFTER)


@given(days)
def test_month_and_year_hold_exactly_their_days(day):
    month, year = PartialDate(day, Precision.MONTH), PartialDate(day, Precision.YEAR)
    assert (month.earliest.day, (month.latest + timedelta(days=1)).day) == (1, 1)
    assert (year.earliest, year.latest) == (date(day.year, 1, 1), date(day.year, 12, 31))
    assert year.earliest <= month.earliest <= day <= month.latest <= year.latest


@pytest.mark.parametrize(
    "text",
    ["", "31/02/2021", "2021-02-31", "11-07-21", "1900-01-00", "2021-13", "21", "2021-07-11~", "../2021", "julio 2021",
     "../2021-07-11/..", "1850-01-01", "2021-7-11", "٢٠٢١"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        PartialDate.parse(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    ["2021-07-11", "2021-07", "2024-02", "2021", "2021-01~", "2021-12~", "2021~", "../2021-07-11", "2021-07-11/.."],
)
def test_sql_gives_the_same_bounds(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT earliest_day(%s), latest_day(%s)", [text, text])
        found = cursor.fetchone()
    one = PartialDate.parse(text)
    assert found == (one.earliest, one.latest)


@pytest.mark.django_db
def test_certain_end_is_never_before_its_start():
    with connection.cursor() as cursor:
        cursor.execute("SELECT certain_end('2021-07-11', NULL), certain_end('2021-07-11', '../2025-01-01')")
        assert cursor.fetchone() == (None, date(2021, 7, 11))


def test_form_field_reads_and_validates():
    field = PartialDateFormField(max_length=13)
    assert field.clean("2021-07") == PartialDate(date(2021, 7, 1), Precision.MONTH)
    with pytest.raises(ValidationError):
        field.clean("31/02/2021")


def test_model_field_validates_its_own_values():
    field = PartialDateField()
    assert field.clean(PartialDate(date(2021, 7, 11)), None) == PartialDate(date(2021, 7, 11))
    assert field.clean(None, None) is None
