"""Values of parameters, read the same way for pages, the API and commands."""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from chronology.written import read_day
from publication.selection.errors import BadParameter, WrongMoment

FIRST_DAY = date(1959, 1, 1)
LAST_DAY = date(2100, 12, 31)
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")


def is_text(text: str) -> bool:
    """Whether it can be stored and shown: no NUL, no lone surrogate, nothing that was no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text and "\ufffd" not in text


def day_written(text: str, parameter: str) -> date:
    """Raises BadParameter for anything but a day of these years, written 2021-07-11."""
    day = _day(text, parameter)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadParameter(
            parameter, _("expected a day from %(first)s to %(last)s") % {"first": FIRST_DAY, "last": LAST_DAY}
        )
    return day


def day_spoken_of(text: str, parameter: str, until: date) -> date:
    """A day that an edition which speaks until `until` can be asked about: from 1959 to the later of it and today, for
    nobody knows more. Raises BadParameter, or WrongMoment for a day beyond these.
    """
    day, last = _day(text, parameter), max(until, timezone.localdate())
    if not FIRST_DAY <= day <= last:
        days = {"first": FIRST_DAY.isoformat(), "last": last.isoformat()}
        raise WrongMoment(parameter, _("Only days from %(first)s to %(last)s can be asked about.") % days)
    return day


def _day(text: str, parameter: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise BadParameter(parameter, _("expected a day, written YYYY-MM-DD")) from None


def number_written(text: str, parameter: str, *, most: int, expected: str = "") -> int:
    """Raises BadParameter for anything but a whole number from 1 to `most` in plain digits: no sign, no zero before."""
    if not _NUMBER.fullmatch(text) or int(text) > most:
        raise BadParameter(parameter, expected or _("expected a number from 1 to %(most)s") % {"most": most})
    return int(text)
