"""The fields of a record as a reader reads them, and which sources say each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from operator import itemgetter
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from publication.document import Fact, Source
from reports.classified import TESTS
from reports.labels import OURS
from website.labels import Label
from website.wording import length

# Fields whose values are codes, and the vocabulary of each; a list of codes is written with commas.
VOCABULARIES = {
    "gender": "gender",
    "province": "province",
    "municipality": "municipality",
    "context": "context",
    "activity": "activity",
    "offences": "offence",
    "offence": "offence",
    "release_type": "release_type",
    "facility": "facility",
    "custody": "custody_state",
    "sanction": "sanction",
}
FIELDS = {
    "name": gettext_noop("Name"),
    "birth_year": gettext_noop("Year of birth"),
    "age_at_detention": gettext_noop("Age when detained"),
    "gender": gettext_noop("Gender"),
    "province": gettext_noop("Province"),
    "municipality": gettext_noop("Municipality"),
    "detained_on": gettext_noop("Detained"),
    "offences": gettext_noop("Offences"),
    "offence": gettext_noop("Offences"),
    "sentence": gettext_noop("Sentence"),
    "sanction": gettext_noop("Sanction"),
    "left_on": gettext_noop("Left prison"),
    "release_type": gettext_noop("Legal figure"),
    "facility": gettext_noop("Prison"),
    "context": gettext_noop("Context"),
    "activity": gettext_noop("Activity"),
    "custody": gettext_noop("Custody state"),
}
CLASSIFICATIONS = {
    "convict_of_conscience": gettext_noop("convict of conscience"),
    "condemned_of_conscience": gettext_noop("condemned of conscience"),
    "other_political": gettext_noop("other political prisoner"),
}


def field_name(field: str) -> str:
    """The field's name for a reader; an unknown one as it is."""
    return _field_name(field, get_language() or "es")


@cache
def _field_name(field: str, language: str) -> str:
    return _(FIELDS[field]) if field in FIELDS else field.replace("_", " ").capitalize()


def field_value(field: str, value: str, label: Label) -> str:
    """A value as words: codes by their labels, dates as known, anything else as the source wrote it."""
    if field in VOCABULARIES:
        codes = [code.strip() for code in value.split(",")]
        return ", ".join(label(VOCABULARIES[field], code) for code in codes if code)
    if field == "sentence" and value.isdigit():
        return length(int(value), None)
    if field.endswith("_on"):
        try:
            return in_words(PartialDate.parse(value), get_language() or "es")
        except ValueError:
            return value
    return value


def disagreement(fact: Fact) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each value stated with who states it, the chosen one first; empty when nobody differs.

    Who: the code of an organisation, and the day of its list where the same organisation has said two things.
    """
    if all(line["value"] == fact["value"] for line in fact["stated"]):
        return []
    agreeing = [
        (fact["value"], line["organisation"], line["as_of"]) for line in fact["sources"] if line["kind"] == "list"
    ]
    stated = [*agreeing, *((line["value"], line["organisation"], line["as_of"]) for line in fact["stated"])]
    values: dict[str, dict[str, str]] = {}
    for value, organisation, day in stated:
        values.setdefault(value, {})[organisation] = day
    both = {who for who in {one[1] for one in stated} if sum(who in said for said in values.values()) > 1}
    return [(value, [(who, day if who in both else "") for who, day in said.items()]) for value, said in values.items()]


def named_in_full(who: list[tuple[str, str]], label: Label) -> str:
    """Organisations by name, each with its day where one is given."""
    names = ((label("organisation", code), day) for code, day in who)
    return ", ".join(f"{name} ({field_value('as_of_on', day, label)})" if day else name for name, day in names)


def classification(value: str) -> str:
    """How an organisation classes a case, in words."""
    if value in TESTS:
        return _("Resolution 1900 of the Council of Europe, %(test)s") % {
            "test": OURS[value].in_language(get_language() or "es")
        }
    return _(CLASSIFICATIONS[value]) if value in CLASSIFICATIONS else value.replace("_", " ")


# What makes two sources one line of the page's list.
_identity = itemgetter("kind", "organisation", "label", "as_of", "url")


class Sources:
    """The sources of a page, each numbered once, in the order in which they are first cited. `named`: what each is
    called in the reader's language.
    """

    def __init__(self, named: Callable[[Source], str] = itemgetter("label")) -> None:
        self.listed: list[Source] = []
        self._named = named
        self._numbers: dict[tuple[Any, ...], int] = {}

    def numbers(self, sources: Iterable[Source]) -> list[int]:
        """The numbers of these sources; the page's list grows with those not cited before."""
        return sorted({self._number(source) for source in sources})

    def _number(self, source: Any) -> int:
        key = _identity(source)
        if key not in self._numbers:
            self.listed.append(source | {"label": self._named(source)})
            self._numbers[key] = len(self.listed)
        return self._numbers[key]
