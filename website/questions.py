"""The questions that pages ask of figures: what a form offers, and what is asked when a reader chose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronology.wording import in_words
from publication.models import AnnouncementVersion, OrganisationVersion, ReleaseVersion
from publication.selection.written import FIRST_DAY
from reports.answer import Answer
from reports.figure import Figure, Parameter
from reports.labels import OURS
from reports.parameters import LIST_OF_ORGANISATION, LISTS_TO_ESTIMATE
from reports.registry import answer
from reports.restriction import CONTEXT_OF_DETENTION, CONTEXTS, PROVINCE, UNKNOWN
from website.labels import Labels, labels_of
from website.links import Links
from website.moment import Moment

CONSOLIDATED = "consolidated"
DAYS = {"from", "to", "known_by", "as_of"}
KINDS = {"days": "number", "lists": "many", **dict.fromkeys(DAYS, "day")}


@dataclass(frozen=True)
class Field:
    """A parameter in a form: `choices` for a select (or to tick, where it takes `many`), else a day, a number or a text
    by `kind`.
    """

    name: str
    label: str
    kind: str
    value: str
    choices: list[tuple[str, str]]
    is_required: bool


class Candidates:
    """What the parameters of figures may name in this edition, the most telling first."""

    def __init__(self, moment: Moment, language: str) -> None:
        self.moment = moment
        self.language = language
        labels: Labels = labels_of(moment.edition)
        self.label = labels.bound(language)
        self.codes = labels.codes
        number = moment.edition.number
        announced = AnnouncementVersion.objects.in_edition(number).order_by("-announced_earliest", "code")
        self.announcements = list(announced)
        organisations = OrganisationVersion.objects.in_edition(number).order_by("-is_accepted", "name")
        self.lists = [one["code"] for organisation in organisations for one in organisation.document.get("lists", ())]

    def announcement(self) -> AnnouncementVersion | None:
        """The newest by the day asked about, of those to which anybody's release is tied: of others nothing is counted.
        Where there is none such, the newest.
        """
        known = [one for one in self.announcements if (one.announced_earliest or date.min) <= self.moment.as_of]
        return next((one for one in known if one.code in self._followed), known[0] if known else None)

    @cached_property
    def _followed(self) -> set[str]:
        releases = ReleaseVersion.objects.in_edition(self.moment.edition.number).exclude(attribution="none")
        return set(releases.values_list("announcement", flat=True).distinct())

    def choices(self, parameter: Parameter, asked: str = "") -> list[tuple[str, str]]:
        name = parameter.name
        if name == "lists":
            return self._lists(asked, with_consolidated=parameter is not LISTS_TO_ESTIMATE)
        if parameter is LIST_OF_ORGANISATION:
            return [(code, self.label("list", code)) for code in self.lists]
        if name == PROVINCE.name:
            codes = self.codes.get("province", [])
            return [*((code, self.label("province", code)) for code in codes), (UNKNOWN, _("unknown"))]
        if name == CONTEXT_OF_DETENTION.name:
            return [(code, OURS[code].in_language(self.language)) for code in (*CONTEXTS, UNKNOWN)]
        if name == "announcement":
            return [(one.code, one.document[f"title_{self.language}"] or one.code) for one in self.announcements]
        if name == "list":
            return [(CONSOLIDATED, _("consolidated list")), *((code, self.label("list", code)) for code in self.lists)]
        if name in CHOICES:
            return list(CHOICES[name]().items())
        if name in ("event", "offence"):
            return [(code, self.label(name, code)) for code in self.codes.get(name, [])]
        return []

    def _lists(self, asked: str, *, with_consolidated: bool) -> list[tuple[str, str]]:
        """Those asked about first, each with its own day where it was asked with one."""
        parts = [part.strip() for part in asked.split(",") if part.strip()]
        codes = {part.partition("@")[0] for part in parts}
        known = [*self.lists, *([CONSOLIDATED] if with_consolidated else [])]
        return [(part, self._list_name(part)) for part in (*parts, *(code for code in known if code not in codes))]

    def _list_name(self, part: str) -> str:
        code, _at, day = part.partition("@")
        name = _("consolidated list") if code == CONSOLIDATED else self.label("list", code)
        return f"{name} ({in_words(date.fromisoformat(day), self.language)})" if day else name


def defaults(figure: Figure, candidates: Candidates) -> dict[str, str] | None:
    """The question asked when nothing was chosen; None when the edition has nothing to ask about."""
    moment, names = candidates.moment, [parameter.name for parameter in figure.parameters]
    chosen: dict[str, str] = {}
    announcement = candidates.announcement()
    if "announcement" in names and announcement:
        chosen["announcement"] = announcement.code
    elif "from" in names:
        chosen |= {"from": str(max(_a_year_before(moment.as_of), FIRST_DAY)), "to": str(moment.as_of)}
    for parameter in figure.parameters:
        if parameter.name == "list" and parameter.is_required:
            without = "" if parameter is LIST_OF_ORGANISATION else CONSOLIDATED
            chosen["list"] = candidates.lists[0] if candidates.lists else without
    if "lists" in names:
        chosen["lists"] = ",".join(candidates.lists[:4])
    for name, telling in (("event", "11j"), ("offence", "sedicion")):
        codes = candidates.codes.get(name, [])
        if name in names and codes:
            chosen[name] = telling if telling in codes else codes[0]
    required = {parameter.name for parameter in figure.parameters if parameter.is_required}
    return chosen if all(chosen.get(name) for name in required) else None


def fields(figure: Figure, asked: Mapping[str, str], candidates: Candidates) -> list[Field]:
    """The form of a figure's own parameters."""
    return [
        Field(
            parameter.name,
            _label(parameter),
            KINDS.get(parameter.name, "text"),
            asked.get(parameter.name, ""),
            candidates.choices(parameter, asked.get(parameter.name, "")),
            parameter.is_required,
        )
        for parameter in figure.parameters
        if parameter.name != "as_of"
    ]


def _label(parameter: Parameter) -> str:
    if parameter is LISTS_TO_ESTIMATE:
        return _("Lists (three or four)")
    return names().get(parameter.name, parameter.name)


def ask(figure_id: str, asked: Mapping[str, str], moment: Moment, *, is_bare: bool = False) -> Answer:
    """The answer in the reader's language, of the edition and the day that the page speaks of. `is_bare`: its numbers
    alone."""
    texts = {**asked, "as_of": str(moment.as_of)} if moment.is_other_day else asked
    language = get_language() or "es"
    return answer(figure_id, texts, edition=moment.edition.number, language=language, is_bare=is_bare)


def permanent_address(links: Links, page: str, *arguments: str, asked: Mapping[str, str], moment: Moment) -> str:
    """Where this very answer stays to be found."""
    question = {**asked, **({"as_of": str(moment.as_of)} if moment.is_other_day else {})}
    return links.permanent(page, *arguments, edition=moment.edition.number, **question)


def modes() -> dict[str, str]:
    return {"any": _("any offence charged"), "principal": _("the most serious offence")}


def parts() -> dict[str, str]:
    return {"third": _("a third"), "half": _("half"), "two_thirds": _("two thirds")}


def reductions() -> dict[str, str]:
    return {"not_deducted": _("reductions not deducted"), "deducted": _("reductions deducted")}


CHOICES = {"mode": modes, "part": parts, "reductions": reductions}
"""Parameters with a few codes of their own, and the names of these."""


def names() -> dict[str, str]:
    return {
        "announcement": _("Announcement"),
        "list": _("List"),
        "lists": _("Lists (up to six)"),
        "from": _("From the close of"),
        "to": _("To the close of"),
        "known_by": _("Only what was known by"),
        "event": _("Event"),
        "offence": _("Offence"),
        "mode": _("Counting"),
        "days": _("Within how many days"),
        "part": _("Part of the sentence"),
        "reductions": _("Reductions"),
        "province": _("Province"),
        "context": _("Context"),
    }


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year - 1)
