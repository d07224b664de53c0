"""The steps of a detention as lines of a page, each with its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from publication.document import DetentionLine, ReleaseLine, SentenceLine, Source
from website.labels import Label
from website.order import AFTER_PRISON, ARREST, HELD, in_order, rank_of_sentence, rank_of_stage
from website.wording import length


@dataclass(frozen=True)
class Step:
    """One line: `kind` names its mark, `on` is the date as known (EDTF, or empty), `notes` are said below the text.

    `rank` is its place in a case (website/order.py).
    """

    kind: str
    on: str
    text: str
    notes: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    announcement: str = ""
    rank: int = ARREST
    in_part: list[Source] = field(default_factory=list)


def steps(detention: DetentionLine, label: Label) -> list[Step]:
    """All steps of one detention, in their order. Accusations and verdicts have no day and stand apart."""
    lines = [
        _arrest(detention, label),
        *_stages(detention, label),
        *(_sentence(line, label) for line in detention["sentences"]),
        *_stays(detention, label),
    ]
    for place, release in enumerate(detention["releases"]):
        lines += _release(release, label, place)
    return in_order(lines)


def charges(detention: DetentionLine, label: Label) -> list[Step]:
    """What the person was accused and convicted of; none of it has a day."""
    return list(_charges(detention, label))


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
    return Step(
        "detention", detention["detained_on"], text, _said(notes), detention["sources"], in_part=_in_part(detention)
    )


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
        text = _upper(label("procedural_stage", stage["stage"]))
        yield Step("stage", stage["from_on"], text, sources=stage["sources"], rank=rank_of_stage(stage["stage"]))


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
    rank = rank_of_sentence(line["step"])
    return Step("sentence", line["decided_on"], text, _said(notes), line["sources"], rank=rank, in_part=_in_part(line))


def _known(vocabulary: str, code: str, label: Label) -> str:
    """The label, or nothing where the code says that it is not known."""
    return label(vocabulary, code) if code not in ("", "unknown") else ""


def _stays(detention: DetentionLine, label: Label) -> Iterator[Step]:
    for stay in detention["stays"]:
        text = _("Held in %(facility)s") % {"facility": label("facility", stay["facility"])}
        notes = _said([_known("regime", stay["regime"], label)])
        yield Step("stay", stay["from_on"], text, notes, stay["sources"], rank=HELD)


def _release(release: ReleaseLine, label: Label, place: int) -> Iterator[Step]:
    """`place`: how many departures of this detention came before."""
    left, revoked, back = (AFTER_PRISON + 3 * place + step for step in range(3))
    figure = label("release_type", release["release_type"])
    text = _("Left prison: %(figure)s") % {"figure": figure}
    if release["was_already_outside"]:
        text = _("Already outside prison; the State gave as figure: %(figure)s") % {"figure": figure}
    elif place:
        text = _("Outside prison, the legal figure changes: %(figure)s") % {"figure": figure}
    elif release["release_type"] == "death_in_custody":
        text = _("Died in custody")
    notes = [
        _known("measure_after", release["measure_after"], label),
        _known("court", release["court"], label),
        _("on condition of leaving the country") if release["exile_condition"] == "yes" else "",
        _("trial period or leave until: %(day)s") % {"day": _in_words(release["term_end"])}
        if release["term_end"]
        else "",
    ]
    sources, announcement = release["sources"], release["announcement"]
    in_part = _in_part(release)
    yield Step("release", release["left_on"], text, _said(notes), sources, announcement, rank=left, in_part=in_part)
    revocation = release["revocation"]
    if revocation:
        grounds: list[Any] = [
            _("ground given by the State: %(ground)s") % {"ground": _ground(revocation["ground_official"], label)},
            _("ground alleged by organisations: %(ground)s") % {"ground": _ground(revocation["ground_alleged"], label)},
        ]
        text, sources, in_part = _("Benefit revoked"), revocation["sources"], _in_part(revocation)
        yield Step("revocation", revocation["revoked_on"], text, grounds, sources, rank=revoked, in_part=in_part)
        if revocation["reimprisoned_on"]:
            text = _("Back in prison")
            yield Step("detention", revocation["reimprisoned_on"], text, sources=sources, rank=back, in_part=in_part)


def _in_part(line: Any) -> list[Source]:
    """Documents of older editions do not tell of them."""
    return line.get("sources_in_part", [])


def _in_words(day: str) -> str:
    return in_words(PartialDate.parse(day), get_language() or "es")


def _ground(code: str, label: Label) -> str:
    return label("revocation_ground", code) if code else _("not known")


def _said(notes: list[str]) -> list[str]:
    return [note for note in notes if note]


def _upper(text: str) -> str:
    """With a capital, which `capitalize` would give at the cost of every other capital."""
    return text[:1].upper() + text[1:]
