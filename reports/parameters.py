"""The parameters of figures: how each is read from the text of an address or a command."""

import re
from datetime import date

from django.utils.translation import gettext as _

from publication.models import (
    AnnouncementVersion,
    ChargeVersion,
    PrisonerVersion,
    TermVersion,
)
from publication.selection.errors import BadParameter, WrongMoment
from publication.selection.written import day_spoken_of, number_written
from reports import kept, labels
from reports.figure import Parameter, Text
from reports.record import CONSOLIDATED, Record

MOST_LISTS = 6
MOST_LISTS_TO_ESTIMATE = 4
"""All models of four lists take about a second, those of five take four: readers may ask for what is quick."""

MOST_DAYS = 3_660

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}", re.ASCII)


class NotKnown(ValueError):
    """A text that is none of the codes in `known`. No message repeats the value given: a page shows it."""

    def __init__(self, known: list[str]) -> None:
        super().__init__(_("not known; there are: %(known)s") % {"known": ", ".join(known) or "-"})
        self.known = known


def read_day(text: str, record: Record) -> date:
    """Raises WrongMoment, without the parameter's name, for a day that this edition can't be asked about."""
    try:
        return day_spoken_of(text, "", record.edition.as_of)
    except WrongMoment:
        raise
    except BadParameter:
        raise ValueError(_("not a day: write it as 2025-01-14")) from None


def read_list(text: str, record: Record) -> str:
    return _read_list(text, record, [CONSOLIDATED])


def read_list_of_organisation(text: str, record: Record) -> str:
    """Any but the consolidated one, which nobody publishes."""
    if text == CONSOLIDATED:
        raise ValueError(_("not the list of an organisation"))
    return _read_list(text, record, [])


def _read_list(text: str, record: Record, besides: list[str]) -> str:
    """A list of an organisation, or one of those besides."""
    known = [*besides, *sorted(code for codes in record.lists_by_organisation.values() for code in codes)]
    if text in known or (text != CONSOLIDATED and _CODE.fullmatch(text) and record.listings(text).exists()):
        return text
    raise NotKnown(known)


def read_lists(text: str, record: Record) -> list[tuple[str, date | None]]:
    """`pd-demo@2024-10-31,consolidated` → the lists in this order, each with its own day, or None."""
    return _read_lists(text, record, [CONSOLIDATED])


def _read_lists(text: str, record: Record, besides: list[str]) -> list[tuple[str, date | None]]:
    parts = [part.strip() for part in text.split(",")]
    if not all(parts):
        raise ValueError(_("a comma without a list beside it"))
    if len(set(parts)) != len(parts):
        raise ValueError(_("a list is named twice"))
    if not 0 < len(parts) <= MOST_LISTS:
        raise ValueError(_("give one to %(most)s lists, separated by commas") % {"most": MOST_LISTS})
    found = []
    for part in parts:
        code, _at, day = part.partition("@")
        found.append((_read_list(code, record, besides), read_day(day, record) if _at else None))
    return found


def read_lists_to_estimate(text: str, record: Record) -> list[tuple[str, date | None]]:
    """All on one day, and none that is made of others: such lists tell nothing of each other."""
    if any(part.partition("@")[0].strip() == CONSOLIDATED for part in text.split(",")):
        raise ValueError(_("the consolidated list is made of the others: name those"))
    found = _read_lists(text, record, [])
    if len(found) > MOST_LISTS_TO_ESTIMATE:
        raise ValueError(_("an estimate is worked out for at most %(most)s lists") % {"most": MOST_LISTS_TO_ESTIMATE})
    if any(day for _code, day in found):
        raise ValueError(_("an estimate speaks of one day: name the lists without one"))
    return found


def read_announcement(text: str, record: Record) -> AnnouncementVersion:
    announcements = kept.small_of_edition(record.edition, ("announcements",), lambda: _announcements(record))
    if text not in announcements:
        raise NotKnown(sorted(announcements))
    return announcements[text]


def _announcements(record: Record) -> dict[str, AnnouncementVersion]:
    return {row.code: row for row in record.rows(AnnouncementVersion)}


def read_event(text: str, record: Record) -> list[str]:
    """The event and every event that is part of it (`extra.parent` of its term, if it has one)."""
    events = record.rows(TermVersion).filter(vocabulary="event").values_list("code", "extra__parent")
    parents = kept.small_of_edition(record.edition, ("parents of events",), lambda: dict(events))
    known = text in parents or (
        _CODE.fullmatch(text) and record.rows(PrisonerVersion).filter(events__contains=[text]).exists()
    )
    if not known:
        raise NotKnown(sorted(parents))
    found = [text]
    for event in found:  # grows while it is read: parts of parts follow
        found += [code for code, parent in parents.items() if parent == event and code not in found]
    return found


def read_offence(text: str, record: Record) -> str:
    known = sorted(labels.terms(record, "offence"))
    if text in known or (_CODE.fullmatch(text) and record.rows(ChargeVersion).filter(offence=text).exists()):
        return text
    raise NotKnown(known)


def read_mode(text: str, record: Record) -> str:
    if text not in ("any", "principal"):
        raise NotKnown(["any", "principal"])
    return text


def read_reductions(text: str, record: Record) -> str:
    if text not in ("not_deducted", "deducted"):
        raise NotKnown(["not_deducted", "deducted"])
    return text


def read_number_of_days(text: str, record: Record) -> int:
    try:
        return number_written(text, "days", most=MOST_DAYS)
    except BadParameter:
        raise ValueError(_("give a whole number of days from 1 to %(most)s") % {"most": MOST_DAYS}) from None


AS_OF = Parameter(
    "as_of",
    Text(
        "día del que se habla, incluido entero (por omisión, el de la edición)",
        "day spoken of, the whole of it (default: the edition's)",
    ),
    read_day,
)
LIST = Parameter("list", Text("código de la lista", "code of the list"), read_list, is_required=True)
LIST_OF_ORGANISATION = Parameter(
    "list",
    Text("código de la lista de una organización", "code of an organisation's list"),
    read_list_of_organisation,
    is_required=True,
)
LIST_OR_CONSOLIDATED = Parameter(
    "list",
    Text("código de la lista (por omisión, la consolidada)", "code of the list (default: the consolidated one)"),
    read_list,
    default=CONSOLIDATED,
)
LISTS = Parameter(
    "lists",
    Text(
        "códigos de listas separados por comas; cada uno puede llevar su propio día: pd-demo@2024-10-31",
        "codes of lists separated by commas; each may have a day of its own: pd-demo@2024-10-31",
    ),
    read_lists,
    is_required=True,
)
LISTS_TO_ESTIMATE = Parameter(
    "lists",
    Text(
        "códigos de listas separados por comas: para estimar, tres o cuatro",
        "codes of lists separated by commas: three or four to estimate",
    ),
    read_lists_to_estimate,
    is_required=True,
)
FROM = Parameter(
    "from",
    Text(
        "el período empieza al cerrar este día, que no cuenta",
        "the period begins when this day closes; the day is not part of it",
    ),
    read_day,
)
TO = Parameter("to", Text("último día del período, incluido", "last day of the period, included"), read_day)
ANNOUNCEMENT = Parameter(
    "announcement", Text("código del anuncio", "code of the announcement"), read_announcement, is_required=True
)
ANNOUNCEMENT_OR_PERIOD = Parameter(
    "announcement",
    Text("código del anuncio, o bien from y to", "code of the announcement, or else from and to"),
    read_announcement,
)
KNOWN_BY = Parameter(
    "known_by", Text("solo lo que se conocía al cerrar este día", "only what was known when this day closed"), read_day
)
EVENT = Parameter("event", Text("código del hecho", "code of the event"), read_event, is_required=True)
OFFENCE = Parameter("offence", Text("código del delito", "code of the offence"), read_offence, is_required=True)
MODE = Parameter(
    "mode",
    Text(
        "any: cualquier delito imputado; principal: solo el más grave",
        "any: every offence charged; principal: only the most serious",
    ),
    read_mode,
    default="any",
)
REDUCTIONS = Parameter(
    "reductions",
    Text(
        "rebajas de la pena: not_deducted (no se descuentan) o deducted (se descuentan)",
        "reductions of the sentence: not_deducted or deducted",
    ),
    read_reductions,
    default="not_deducted",
)
DAYS = Parameter(
    "days", Text("plazo en días desde la salida", "days after leaving prison"), read_number_of_days, default=180
)
BREAKDOWN = Parameter("breakdown", Text("desglose", "breakdown"), lambda text, record: text)
