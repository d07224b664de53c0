"""Rounding of printed numbers: one decimal, half up (rule 9.16), from exact fractions."""

from decimal import Decimal
from fractions import Fraction
from math import floor

SMALL = 20
"""Shares of fewer than this are shown as fractions too: 1 of 3 says more than 33.3 %."""


def one_decimal(number: Fraction) -> Decimal:
    """Half up: 2.25 → 2.3."""
    return Decimal(floor(number * 10 + Fraction(1, 2))).scaleb(-1)


def percent(part: int, whole: int | None) -> Decimal | None:
    """`part` of `whole` in percent with one decimal; None when there is no whole."""
    return one_decimal(Fraction(100 * part, whole)) if whole else None


def share_in_words(part: int, whole: int, language: str) -> str:
    """A share for a reader: “34,9 %”; of fewer than 20, “3 de 12 (25,0 %)”; of nobody, an empty text."""
    share = percent(part, whole)
    if share is None:
        return ""
    text = f"{share:.1f}".replace(".", "," if language == "es" else ".") + "\u00a0%"
    if whole >= SMALL:
        return text
    return f"{part} {'de' if language == 'es' else 'of'} {whole} ({text})"
