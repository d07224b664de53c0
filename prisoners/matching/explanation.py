"""Why a row and a person may be one: the findings that were summed, in words, with what each added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from prisoners.matching.decision import Candidate
from prisoners.matching.scorecard import Scorecard

FREQUENT, RARE = 4.0, 8.0  # bits of rarity
TELLING = 0.5  # bits below which a sentence leaves a finding out

FIELDS = {
    "given": _("given name"), "second_given": _("second given name"), "surname_1": _("first surname"),
    "surname_2": _("second surname"), "surnames": _("surnames"), "alias": _("alias"), "birth": _("birth"),
    "gender": _("gender"), "place": _("place"), "arrest": _("arrest"), "facility": _("prison"),
    "offences": _("offences"), "sentence": _("sentence"), "list": _("the same list"), "prior": _("before comparing"),
}  # fmt: skip
LEVELS = {
    "given.exact": _("same given name"), "given.sound": _("given names sound alike"),
    "given.nickname": _("short form of the given name"), "given.close": _("given names a letter apart"),
    "given.close_known": _("given names a letter apart, both usual"), "given.alike": _("given names resemble"),
    "given.initial": _("initial of the given name"), "given.crossed": _("first given name is the other's second"),
    "given.joined": _("given names written together"),
    "given.joined_close": _("given names written together, a letter apart"),
    "given.begins": _("one given name begins with the other"), "given.differs": _("other given name"),
    "second_given.agrees": _("same second given name"), "second_given.close": _("second given names a letter apart"),
    "second_given.close_known": _("second given names a letter apart, both usual"),
    "second_given.alike": _("second given names resemble"),
    "second_given.initial": _("initial of the second given name"),
    "second_given.differs": _("other second given name"), "second_given.missing": _("one has no second given name"),
    "surname_1.exact": _("same first surname"), "surname_1.sound": _("first surnames sound alike"),
    "surname_1.close": _("first surnames a letter apart"),
    "surname_1.close_known": _("first surnames a letter apart, both usual"),
    "surname_1.alike": _("first surnames resemble"), "surname_1.initial": _("initial of the first surname"),
    "surname_1.differs": _("other first surname"),
    "surname_2.exact": _("same second surname"), "surname_2.sound": _("second surnames sound alike"),
    "surname_2.close": _("second surnames a letter apart"),
    "surname_2.close_known": _("second surnames a letter apart, both usual"),
    "surname_2.alike": _("second surnames resemble"), "surname_2.initial": _("initial of the second surname"),
    "surname_2.differs": _("other second surname"), "surname_2.missing": _("one has no second surname"),
    "surnames.swapped": _("surnames change places"), "surnames.one_of_two": _("one surname, the other's second"),
    "birth.day": _("born the same day"), "birth.near": _("birth dates nearly the same"),
    "birth.year": _("born the same year"), "birth.fits": _("age fits the birth"),
    "birth.off_1": _("age differs by one"), "birth.off_2": _("age differs by two"),
    "birth.off_5": _("age differs by up to five"), "birth.far": _("age differs by more than five"),
    "birth.other_day": _("born on other days of a year"), "birth.other_2": _("born up to two years apart"),
    "birth.other_5": _("born up to five years apart"), "birth.age_same": _("same age"),
    "birth.age_near": _("age differs by one or two"), "birth.age_far": _("other age"),
    "gender.differs": _("other gender"),
    "place.municipality": _("same municipality"), "place.other_municipality": _("other municipality"),
    "place.province": _("same province"), "place.other_province": _("other province"),
    "arrest.same": _("detained the same day"), "arrest.near": _("detained within three days"),
    "arrest.coarse": _("dates of arrest agree as far as known"), "arrest.month": _("detained the same month"),
    "arrest.year": _("year of arrest agrees"), "arrest.other_month": _("detained in another month"),
    "arrest.other_year": _("detained in another year"),
    "facility.same": _("same prison"), "facility.differs": _("other prison"),
    "offences.all": _("same offences"), "offences.some": _("some offences in common"),
    "offences.none": _("no offence in common"),
    "sentence.same": _("same sentence"), "sentence.near": _("similar sentence"),
    "sentence.differs": _("other sentence"),
    "alias.same": _("same alias"), "list.rival": _("another row of the list fits this person as well or better"),
}  # fmt: skip
RARITY = ("rarity", "month_rarity", "kin")


@dataclass(frozen=True)
class Reason:
    """One line of the sum. `rarity`: how rare what agrees is, in words, or nothing. `width`: for a bar, 0 to 100."""

    field: str
    label: str
    text: str
    rarity: str
    bits: float

    @property
    def width(self) -> int:
        return min(100, round(abs(self.bits) * 10))


def as_json(candidate: Candidate, scorecard: Scorecard) -> dict[str, Any]:
    """For RowMatch.explanation: the sum that decided, to be told in any language later."""
    parts = scorecard.contributions(candidate.findings)
    return {
        "model": scorecard.version, "prior": round(scorecard.prior, 2), "score": round(candidate.score, 2),
        "chance": round(candidate.chance, 4),
        "findings": [
            [name, round(amount, 2), round(bits, 2)]
            for (name, amount), (_name, bits) in zip(candidate.findings, parts, strict=True)
        ],
    }  # fmt: skip


def reasons(stored: Mapping[str, Any]) -> list[Reason]:
    """The lines of the sum, in the order in which fields are compared; the last is what was there before comparing."""
    by_field: dict[str, list[tuple[str, float, float]]] = {}
    for name, amount, bits in stored.get("findings", ()):
        by_field.setdefault(_field(name), []).append((name, amount, bits))
    lines = [_reason(field, found) for field, found in by_field.items()]
    if "prior" in stored:
        lines.append(Reason("prior", str(FIELDS["prior"]), "", "", stored["prior"]))
    return lines


def together(lines: Iterable[Reason]) -> float:
    """The sum, in bits."""
    return sum(line.bits for line in lines)


def in_a_sentence(stored: Mapping[str, Any]) -> str:
    """What tells most, for and against: “same second surname, rare; age differs by one; detained the same day”."""
    lines = [line for line in reasons(stored) if line.text and abs(line.bits) >= TELLING]
    return "; ".join(f"{line.text}, {line.rarity}" if line.rarity else line.text for line in lines)


def _field(name: str) -> str:
    field, _dot, level = name.partition(".")
    return "surnames" if field == "surnames" else field


def _reason(field: str, found: Iterable[tuple[str, float, float]]) -> Reason:
    text, rarity, total = "", "", 0.0
    for name, amount, bits in found:
        total += bits
        if name.rpartition(".")[2] in RARITY:
            rarity = str(_("rare")) if amount >= RARE else str(_("frequent")) if amount < FREQUENT else ""
        else:
            text = str(LEVELS.get(name, name))
    return Reason(field, str(FIELDS.get(field, field)), text, rarity, round(total, 2))
