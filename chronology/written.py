"""A day as it is written in addresses, forms and commands: one way, so that one address has one meaning."""

import re
from datetime import date

_FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_day(text: str) -> date:
    """The day written 2021-07-11. Raises ValueError for any other writing and for a day that no calendar has."""
    if not _FORM.fullmatch(text):
        raise ValueError("not a day written YYYY-MM-DD")
    return date.fromisoformat(text)
