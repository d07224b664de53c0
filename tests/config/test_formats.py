"""Days and hours in the newsroom: one style that nobody misreads, and what may be typed as Django has it."""

from datetime import datetime
from importlib import import_module

import pytest
from django.utils import translation
from django.utils.formats import date_format, get_format

from chronology.wording import in_words

AT = datetime(2026, 11, 2, 16, 15)  # noqa: DTZ001 - written as it is
SHOWN = ("DATE_FORMAT", "SHORT_DATE_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT", "TIME_FORMAT")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["2 November 2026", "2 Nov 2026", "2 Nov 2026, 16:15", "2 Nov 2026, 16:15", "16:15"]),
        ("es", ["2 de noviembre de 2026", "2 nov 2026", "2 nov 2026, 16:15", "2 nov 2026, 16:15", "16:15"]),
    ],
)
def test_the_day_comes_first_and_the_month_is_a_word(language, told):
    with translation.override(language):
        assert [date_format(AT, name) for name in SHOWN] == told
        assert date_format(AT.date()) == in_words(AT.date())


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_may_be_typed_stays(language):
    django = import_module(f"django.conf.locale.{language}.formats")
    with translation.override(language):
        for name in ("DATE_INPUT_FORMATS", "DATETIME_INPUT_FORMATS"):
            theirs = getattr(django, name)
            assert get_format(name)[: len(theirs)] == theirs
        assert get_format("FIRST_DAY_OF_WEEK") == django.FIRST_DAY_OF_WEEK
