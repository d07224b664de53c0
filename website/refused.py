"""A list whose form was filled in wrongly: what can be used of it, what is wrong with the rest, and what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from publication.selection.errors import BadParameter, EndsBeforeItBegins
from publication.selection.filters import LONGEST_QUERY

Chosen = TypeVar("Chosen")


@dataclass(frozen=True)
class Refused:
    """Of each field of the form that cannot be used, by its parameter, why; empty where all can. The message is in the
    reader's language and repeats nothing.
    """

    names: Mapping[str, str]
    typed: QueryDict
    reasons: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.reasons)

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Each parameter, what its field is called, and what is wrong with it."""
        return [(name, self.names[name], reason) for name, reason in self.reasons.items()]

    def kept(self, name: str) -> str:
        """What was typed into a field, to be shown in it again; nothing that nobody types."""
        text = next(filter(None, self.typed.getlist(name)), "")
        return text if len(text) <= LONGEST_QUERY and text.isprintable() else ""


def usable(choose: Callable[[QueryDict], Chosen], asked: QueryDict, names: Mapping[str, str]) -> tuple[Chosen, Refused]:
    """The selection of all that can be used. `names`: the fields of the form and what they are called there.

    Raises BadParameter for a parameter that is no field of it: no form can be shown beside which it would be said.
    """
    refused, left = Refused(names, asked), asked.copy()
    while True:
        try:
            return choose(left), refused
        except BadParameter as error:
            if error.parameter not in names or error.parameter not in left:
                raise
            refused.reasons[error.parameter] = _reason(error, names)
            del left[error.parameter]


def _reason(error: BadParameter, names: Mapping[str, str]) -> str:
    if isinstance(error, EndsBeforeItBegins):
        return _("This day is before that of “%(field)s”: nobody can be found between them.") % {
            "field": names[error.after]
        }
    reason = error.reason.rstrip(".")
    return f"{reason[:1].upper()}{reason[1:]}."
