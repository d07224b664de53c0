"""A question, read from the texts of an address or a command."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.errors import BadParameter, WrongMoment
from reports.figure import Figure, Parameter, Question
from reports.parameters import AS_OF, BREAKDOWN, NotKnown
from reports.record import Record

OF_AN_EDITION = ("edition", "known_at")
"""What every question may say of the edition that it is asked of."""


def parameters_of(figure: Figure) -> tuple[Parameter, ...]:
    """Its own and those that every figure has; `breakdown` only where there is a choice."""
    return (*figure.parameters, AS_OF, *((BREAKDOWN,) if figure.breakdowns else ()))


def refuse_unknown(figure: Figure, names: Iterable[str]) -> None:
    """Raises BadParameter for the first name that is none of the figure's parameters."""
    known = [*(parameter.name for parameter in parameters_of(figure)), *OF_AN_EDITION]
    for name in names:
        if name not in known:
            message = _("%(figure)s has no such parameter; it has: %(known)s")
            raise BadParameter(name, message % {"figure": figure.id, "known": ", ".join(known)})


def read_question(figure: Figure, given: Mapping[str, str], record: Record) -> Question:
    """Raises BadParameter naming the first parameter that is missing or can't be read."""
    values = {}
    for parameter in (*figure.parameters, AS_OF):
        text = given.get(parameter.name, "")
        if parameter.is_required and not text:
            raise _missing(parameter, record)
        try:
            values[parameter.name] = parameter.read(text, record) if text else parameter.default
        except WrongMoment as error:
            raise WrongMoment(parameter.name, error.message) from None
        except ValueError as error:
            raise BadParameter(parameter.name, str(error), getattr(error, "known", ())) from None
    return Question(record, _day_of(values, record), values)


def _missing(parameter: Parameter, record: Record) -> BadParameter:
    """What is to be given, and the codes that there are."""
    told = {"help": parameter.help.in_language(get_language() or "en")}
    known = _known(parameter, record)
    if not known:
        return BadParameter(parameter.name, _("is missing: %(help)s") % told)
    told["known"] = ", ".join(known)
    return BadParameter(parameter.name, _("is missing: %(help)s; there are: %(known)s") % told, known)


def _known(parameter: Parameter, record: Record) -> list[str]:
    """The codes that it takes; none where it takes no codes."""
    try:
        parameter.read("?", record)
    except NotKnown as error:
        return error.known
    except ValueError:
        pass
    return []


def _day_of(values: Mapping[str, Any], record: Record) -> date:
    """The day that the answer speaks of: as asked, else the end of the period, else the edition's."""
    as_of, last = values["as_of"], values.get("to")
    if as_of and last and as_of < last:
        raise WrongMoment("as_of", _("The day spoken of is before the end of the period."))
    return as_of or last or record.edition.as_of
