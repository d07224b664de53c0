"""The questions that pages ask of figures: what a form offers, and what is asked when a reader chose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from publication.models import AnnouncementVersion, OrganisationVersion
from reports.figure import Figure
from website.labels import Labels, labels_of
from website.moment import Moment

CONSOLIDATED = "consolidated"
DAYS = {"from", "to", "known_by", "as_of"}
NUMBERS = {"days"}


@dataclass(frozen=True)
class Field:
    """A parameter in a form: `choices` for a select, else a day, a number or a text by `kind`."""

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
        """The newest by the day asked about."""
        known = [one for one in self.announcements if (one.announced_earliest or date.min) <= self.moment.as_of]
        return known[0] if known else None

    def choices(self, name: str) -> list[tuple[str, str]]:
        if name == "announcement":
            return [(one.code, one.document[f"title_{self.language}"] or one.code) for one in self.announcements]
        if name == "list":
            return [(CONSOLIDATED, _("consolidated list")), *((code, self.label("list", code)) for code in self.lists)]
        if name == "mode":
            return list(modes().items())
        if name in ("event", "offence"):
            return [(code, self.label(name, code)) for code in self.codes.get(name, [])]
        return []


def defaults(figure: Figure, candidates: Candidates) -> dict[str, str] | None:
    """The question asked when nothing was chosen; None when the edition has nothing to ask about."""
    moment, names = candidates.moment, [parameter.name for parameter in figure.parameters]
    chosen: dict[str, str] = {}
    announcement = candidates.announcement()
    if "announcement" in names and announcement:
        chosen["announcement"] = announcement.code
    elif "from" in names:
        chosen |= {"from": str(_a_year_before(moment.as_of)), "to": str(moment.as_of)}
    if "list" in names and any(parameter.name == "list" and parameter.is_required for parameter in figure.parameters):
        chosen["list"] = candidates.lists[0] if candidates.lists else CONSOLIDATED
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
            names().get(parameter.name, parameter.name),
            "day" if parameter.name in DAYS else "number" if parameter.name in NUMBERS else "text",
            asked.get(parameter.name, ""),
            candidates.choices(parameter.name),
            parameter.is_required,
        )
        for parameter in figure.parameters
        if parameter.name != "as_of"
    ]


def modes() -> dict[str, str]:
    return {"any": _("any offence charged"), "principal": _("the most serious offence")}


def names() -> dict[str, str]:
    return {
        "announcement": _("Announcement"),
        "list": _("List"),
        "lists": _("Lists, by code, separated by commas"),
        "from": _("From the close of"),
        "to": _("To the close of"),
        "known_by": _("Only what was known by"),
        "event": _("Event"),
        "offence": _("Offence"),
        "mode": _("Counting"),
        "days": _("Within how many days"),
    }


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return (day - timedelta(days=1)).replace(year=day.year - 1)
