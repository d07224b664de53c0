"""What the database refuses whatever form was used, in words: rooms register the names of their constraints."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Refusal:
    """`beside`: the fields by which a form tells it; the first that the form has."""

    words: str | Promise
    beside: tuple[str, ...] = ()


_refusals: dict[str, Refusal] = {}


def register(refusals: dict[str, Refusal]) -> None:
    """By the name of the constraint."""
    _refusals.update(refusals)


def names() -> list[str]:
    return list(_refusals)


def in_words(name: str) -> str:
    """Why the constraint of that name refuses a row; where nobody has words for it, its name."""
    known = _refusals.get(name)
    return str(known.words) if known else _("The database refuses this: %(rule)s.") % {"rule": name}


def beside(name: str) -> tuple[str, ...]:
    known = _refusals.get(name)
    return known.beside if known else ()
