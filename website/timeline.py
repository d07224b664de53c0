"""The steps of a detention as lines of a page, in the order of days, each with its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from publication.document import DetentionLine, ReleaseLine, SentenceLine, Source
from website.labels import Label
from website.wording import length

FAR = date(9999, 1, 1)


@dataclass(frozen=True)
class Step:
    """One line: `kind` names its mark, `on` is the date as known (EDTF, or empty), `notes` are said below the text."""

    kind: str
    on: str
    text: str
    notes: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    announcement: str = ""


def steps(detention: DetentionLine, label: Label) -> list[Step]:
    """All steps of one detention. A step without a date stays after the one that it follows in the record."""
    lines = [
        _arrest(detention, label),
        *_charges(detention, label),
        *_stages(detention, label),
        *(_sentence(line, label) for line in sorted(detention["sentences"], key=_requests_first)),
        *_stays(detention, label),
    ]
    for place, release in enumerate(detention["releases"]):
        lines += _release(release, label, is_first=place == 0)
    return _in_order_of_days(lines)


def _in_order_of_days(lines: list[Step]) -> list[Step]:
    """By the earliest day that each may stand for; the arrest comes first whatever its date.

    A line without a date stays before the next of its kind that has one, else before the departure from prison;
    charges and stages without a date at the arrest's side.
    """
    first, *rest = lines
    left = [day for line in rest if line.kind == "release" and (day := _earliest(line.on))]
    days: dict[int, date] = {}
    next_of_kind: dict[str, date] = {"charge": date.min, "stage": date.min, "release": FAR, "revocation": FAR}
    for place in reversed(range(len(rest))):
        line = rest[place]
        days[place] = _earliest(line.on) or next_of_kind.get(line.kind, min(left, default=FAR))
        next_of_kind[line.kind] = days[place]
    return [first, *(rest[place] for place in sorted(days, key=lambda place: (days[place], place)))]


def _earliest(on: str) -> date | None:
    if not on:
        return None
    known = PartialDate.parse(on)
    return known.earliest or known.latest


def _arrest(detention: DetentionLine, label: Label) -> Step:
    place = ", ".join(
        label(kind, detention[kind])
        for kind in ("municipality", "province")
        if detention[kind]  # type: ignore[literal-required]
    )
    text = _("Detained in %(place)s") % {"place": place} if place else _("Detained")
    notes = [
        _known("detention_kind", detention["kind"], label),
        _known("event", detention["event"], label),
        _known("agency", detention["agency"], label),
    ]
    return Step("detention", detention["detained_on"], text, _said(notes), detention["sources"])


def _charges(detention: DetentionLine, label: Label) -> Iterator[Step]:
    for charge in detention["charges"]:
        text = _("Accused of %(offence)s")
        if charge["stage"] == "conviction":
            text = _("Convicted of %(offence)s")
        elif charge["stage"] == "acquitted":
            text = _("Acquitted of %(offence)s")
        elif charge["stage"] == "dropped":
            text = _("Charge of %(offence)s dropped")
        law = label("law", charge["law"]) if charge["law"] else ""
        offence = {"offence": label("offence", charge["offence"])}
        yield Step("charge", "", text % offence, _said([law]), charge["sources"])


def _stages(detention: DetentionLine, label: Label) -> Iterator[Step]:
    for stage in detention["stages"]:
        yield Step("stage", stage["from_on"], _upper(label("procedural_stage", stage["stage"])), [], stage["sources"])


def _sentence(line: SentenceLine, label: Label) -> Step:
    sanction, for_how_long = label("sanction", line["sanction"]), length(line["months"], line["days"])
    what = (
        _("%(length)s of %(sanction)s") % {"length": for_how_long, "sanction": sanction} if for_how_long else sanction
    )
    accessory = ", ".join(label("accessory", code) for code in line["accessory"])
    notes = [
        _known("court", line["court"], label),
        _("replaced by %(sanction)s") % {"sanction": label("sanction", line["substituted_by"])}
        if line["substituted_by"]
        else "",
        _("accessory: %(sanctions)s") % {"sanctions": accessory} if accessory else "",
        _("the sentence in force") if line["is_operative"] else "",
    ]
    text = f"{_upper(label('sentence_step', line['step']))}: {what}"
    return Step("sentence", line["decided_on"], text, _said(notes), line["sources"])


def _requests_first(line: SentenceLine) -> bool:
    return line["step"] != "prosecutor_request"


def _known(vocabulary: str, code: str, label: Label) -> str:
    """The label, or nothing where the code says that it is not known."""
    return label(vocabulary, code) if code not in ("", "unknown") else ""


def _stays(detention: DetentionLine, label: Label) -> Iterator[Step]:
    for stay in detention["stays"]:
        text = _("Held in %(facility)s") % {"facility": label("facility", stay["facility"])}
        yield Step("stay", stay["from_on"], text, _said([_known("regime", stay["regime"], label)]), stay["sources"])


def _release(release: ReleaseLine, label: Label, *, is_first: bool) -> Iterator[Step]:
    figure = label("release_type", release["release_type"])
    text = _("Left prison: %(figure)s") % {"figure": figure}
    if release["was_already_outside"]:
        text = _("Already outside prison; the State gave as figure: %(figure)s") % {"figure": figure}
    elif not is_first:
        text = _("Outside prison, the legal figure changes: %(figure)s") % {"figure": figure}
    elif release["release_type"] == "death_in_custody":
        text = _("Died in custody")
    notes = [
        _known("measure_after", release["measure_after"], label),
        _known("court", release["court"], label),
        _("on condition of leaving the country") if release["exile_condition"] == "yes" else "",
    ]
    yield Step("release", release["left_on"], text, _said(notes), release["sources"], release["announcement"])
    revocation = release["revocation"]
    if revocation:
        grounds: list[Any] = [
            _("ground given by the State: %(ground)s") % {"ground": _ground(revocation["ground_official"], label)},
            _("ground alleged by organisations: %(ground)s") % {"ground": _ground(revocation["ground_alleged"], label)},
        ]
        yield Step("revocation", revocation["revoked_on"], _("Benefit revoked"), grounds, revocation["sources"])
        if revocation["reimprisoned_on"]:
            back = _("Back in prison")
            yield Step("detention", revocation["reimprisoned_on"], back, [], revocation["sources"])


def _ground(code: str, label: Label) -> str:
    return label("revocation_ground", code) if code else _("not known")


def _said(notes: list[str]) -> list[str]:
    return [note for note in notes if note]


def _upper(text: str) -> str:
    """With a capital, which `capitalize` would give at the cost of every other capital."""
    return text[:1].upper() + text[1:]
