"""A day as addresses and commands write it."""

from datetime import date

import pytest

from chronology.written import read_day


def test_day_is_written_in_one_way():
    assert read_day("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-W01-1",
        "20250114",
        "2025-1-14",
        " 2025-01-14",
        "2025-01-14 ",
        "2025-02-29",
        "٢٠٢٥-٠١-١٤",
        "2025-01-14T00",
    ],
)
def test_no_other_writing_is_a_day(text):
    with pytest.raises(ValueError):
        read_day(text)
