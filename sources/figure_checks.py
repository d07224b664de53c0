"""Do figures that were printed together agree with each other? Pure arithmetic over one group of published figures.

Four checks, chosen by the roles of the figures; a group may hold several kinds, and then all of them must agree:
    partition     total = sum of the parts
    stock, flow   start + what came in − what went out = end
    percentage    100 · share ÷ base, rounded half up to the decimals printed, = percent
    bands         the bands together are at most the base: they need not cover it

A fifth looks at one publisher's figures of different days:
    cumulative      what counts everybody since a day never falls

The ledger keeps one decimal, so that “35” and “35.0” are one value: a whole percentage counts as printed without
decimals. A sentence is at most LONGEST characters, which is what the public record holds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Protocol

from sources.models import FigureRole

LONGEST = 300
MOST_TERMS = 5
THIN_SPACE, MINUS = "\u202f", "−"
SHARE_DECIMALS = Decimal("0.01")

Kind = Literal["agrees", "disagrees", "not_checked"]


class Figure(Protocol):
    """What a check reads of a published figure."""

    @property
    def role(self) -> str: ...

    @property
    def value(self) -> Decimal: ...


@dataclass(frozen=True)
class Verdict:
    """The outcome for one group, with a sentence for readers that shows the sum. Empty texts: nothing to check."""

    kind: Kind
    es: str = ""
    en: str = ""


CUMULATIVE = "cumulative_"
"""What a metric begins with that counts everybody since a day."""


class Dated(Figure, Protocol):
    """What the check of cumulative figures reads besides."""

    @property
    def code(self) -> str: ...

    @property
    def metric(self) -> str: ...

    @property
    def as_of(self) -> date: ...


def check_cumulative(rows: Iterable[Dated]) -> dict[str, Verdict]:
    """Verdicts by code on the cumulative figures of one publisher: each beside the one of the same metric before it.

    The first of a metric is not in it: there is nothing to check it by.
    """
    found: dict[str, Verdict] = {}
    last: dict[str, Dated] = {}
    for row in sorted(
        (one for one in rows if one.metric.startswith(CUMULATIVE)), key=lambda one: (one.as_of, one.code)
    ):
        if before := last.get(row.metric):
            found[row.code] = _never_falls(before, row)
        last[row.metric] = row
    return found


def _never_falls(before: Dated, row: Dated) -> Verdict:
    then, now = Decimal(before.value), Decimal(row.value)
    day = before.as_of.isoformat()
    if now < then:
        return Verdict(
            "disagrees",
            f"Una cifra acumulada no puede bajar: era {_es(then)} el {day} y es {_es(now)}. Cambió lo que cuenta, "
            "o una de las dos está mal.",
            f"A cumulative figure cannot fall: it was {_en(then)} on {day} and is {_en(now)}. What it counts "
            "changed, or one of the two is wrong.",
        )
    return Verdict(
        "agrees",
        f"Una cifra acumulada no baja: era {_es(then)} el {day} y es {_es(now)}.",
        f"A cumulative figure does not fall: it was {_en(then)} on {day} and is {_en(now)}.",
    )


def both(one: Verdict, other: Verdict) -> Verdict:
    """Two verdicts on the same figure as one: a disagreement outweighs, and is told alone."""
    told = [each for each in (one, other) if each.kind != "not_checked"]
    told = [each for each in told if each.kind == "disagrees"] or told
    if not told:
        return one
    return Verdict(told[0].kind, _joined(each.es for each in told), _joined(each.en for each in told))


class _Group:
    """The values of one group by role."""

    def __init__(self, rows: Iterable[Figure]) -> None:
        self.values: dict[str, list[Decimal]] = {}
        for row in rows:
            self.values.setdefault(row.role, []).append(Decimal(row.value))

    def all(self, role: FigureRole) -> list[Decimal]:
        return self.values.get(role.value, [])

    def one(self, role: FigureRole) -> Decimal | None:
        """The only value of that role; None when there is none, or when two leave it open which is meant."""
        found = self.all(role)
        return found[0] if len(found) == 1 else None


def check_group(rows: Iterable[Figure]) -> Verdict:
    """The verdict on the figures of one group.

    agrees: every check that applies holds. disagrees: at least one fails; the text shows those that fail.
    not_checked: no check applies, because figures or roles are missing or one is given twice.
    """
    group = _Group(rows)
    verdicts = [verdict for check in CHECKS if (verdict := check(group))]
    if not verdicts:
        return Verdict("not_checked")
    failed = [verdict for verdict in verdicts if verdict.kind == "disagrees"]
    told = failed or verdicts
    return Verdict(told[0].kind, _joined(verdict.es for verdict in told), _joined(verdict.en for verdict in told))


def _partition(group: _Group) -> Verdict | None:
    total, parts = group.one(FigureRole.TOTAL), group.all(FigureRole.PART)
    if total is None or not parts:
        return None
    return _compared(parts, total, ("el total publicado", "the published total"))


def _stock_and_flow(group: _Group) -> Verdict | None:
    start, end = group.one(FigureRole.START), group.one(FigureRole.END)
    came, went = group.all(FigureRole.IN), group.all(FigureRole.OUT)
    if start is None or end is None or not (came or went):
        return None
    terms = [start, *came, *(-value for value in went)]
    return _compared(terms, end, ("la cifra publicada al final", "the published figure at the end"))


def _percentage(group: _Group) -> Verdict | None:
    base, share = group.one(FigureRole.BASE), group.one(FigureRole.SHARE_OF_BASE)
    printed = group.one(FigureRole.PERCENT)
    if not base or share is None or printed is None:
        return None
    exact = 100 * share / base
    decimals = Decimal(1) if printed == printed.to_integral_value() else Decimal("0.1")
    agrees = exact.quantize(decimals, ROUND_HALF_UP) == printed
    shown = exact.quantize(SHARE_DECIMALS, ROUND_HALF_UP)
    es = f"{_es(share)} de {_es(base)} es el {_es(shown)} %"
    en = f"{_en(share)} of {_en(base)} is {_en(shown)}%"
    if agrees:
        return Verdict(
            "agrees", f"{es}: coincide con el {_es(printed)} % publicado.", f"{en}: the published {_en(printed)}%."
        )
    return Verdict(
        "disagrees", f"{es}, pero se publicó el {_es(printed)} %.", f"{en}, but {_en(printed)}% was published."
    )


def _bands(group: _Group) -> Verdict | None:
    base, bands = group.one(FigureRole.BASE), group.all(FigureRole.BAND)
    if base is None or not bands:
        return None
    together = sum(bands)
    es, en = f"{_sum(bands, _es)} = {_es(together)}", f"{_sum(bands, _en)} = {_en(together)}"
    if together > base:
        return Verdict(
            "disagrees",
            f"Los tramos pasan de la base: {es}, y la base es {_es(base)}.",
            f"The bands exceed the base: {en}, and the base is {_en(base)}.",
        )
    return Verdict(
        "agrees",
        f"Los tramos caben en la base: {es} de {_es(base)}; quedan {_es(base - together)} sin tramo publicado.",
        f"The bands fit the base: {en} of {_en(base)}; {_en(base - together)} are in no published band.",
    )


CHECKS: tuple[Callable[[_Group], Verdict | None], ...] = (_partition, _stock_and_flow, _percentage, _bands)


def _compared(terms: Sequence[Decimal], expected: Decimal, name: tuple[str, str]) -> Verdict:
    """`name`: what was published as the result, in Spanish and English."""
    found = sum(terms, Decimal(0))
    es, en = f"{_sum(terms, _es)} = {_es(found)}", f"{_sum(terms, _en)} = {_en(found)}"
    if found == expected:
        return Verdict("agrees", f"La suma cuadra: {es}, {name[0]}.", f"The sum agrees: {en}, {name[1]}.")
    gap = abs(found - expected)
    return Verdict(
        "disagrees",
        f"La suma no cuadra: {es}, pero {name[0]} es {_es(expected)} (diferencia: {_es(gap)}).",
        f"The sum does not agree: {en}, but {name[1]} is {_en(expected)} (difference: {_en(gap)}).",
    )


def _sum(terms: Sequence[Decimal], number: Callable[[Decimal], str]) -> str:
    """“1158 + 25 − 6 − 1”; a long sum shows its beginning and its last term."""
    written = [(MINUS if term < 0 else "+", number(abs(term))) for term in terms]
    if len(written) > MOST_TERMS:
        written = [*written[: MOST_TERMS - 1], ("+", "…"), written[-1]]
    (sign, first), *others = written
    lead = f"{MINUS}{first}" if sign == MINUS else first
    return " ".join([lead, *(f"{sign} {text}" for sign, text in others)])


def _es(value: Decimal | int) -> str:
    """1396, 12 345 (thin space), 34,9: as the press in Spanish prints numbers."""
    whole, decimals = _digits(value)
    grouped = f"{int(whole):,}".replace(",", THIN_SPACE) if len(whole) > 4 else whole
    return f"{_sign(value)}{grouped},{decimals}" if decimals else f"{_sign(value)}{grouped}"


def _en(value: Decimal | int) -> str:
    """1,396, 12,345, 34.9."""
    whole, decimals = _digits(value)
    grouped = f"{int(whole):,}"
    return f"{_sign(value)}{grouped}.{decimals}" if decimals else f"{_sign(value)}{grouped}"


def _sign(value: Decimal | int) -> str:
    return MINUS if value < 0 else ""


def _digits(value: Decimal | int) -> tuple[str, str]:
    whole, _, decimals = f"{abs(Decimal(value)):f}".partition(".")
    return whole, decimals.rstrip("0")


def _joined(sentences: Iterable[str]) -> str:
    """As many whole sentences as fit."""
    text = ""
    for sentence in sentences:
        longer = f"{text} {sentence}".strip()
        if len(longer) > LONGEST:
            break
        text = longer
    return text
