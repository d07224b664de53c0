"""Numbers as each language's press prints them (docs/website.md).

Spanish: four digits together (1396), a thin space from five on (12 345), a decimal comma. English: 1,396 and 34.9%.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

THIN_SPACE = "\u202f"
SPACE = "\u00a0"


@lru_cache(maxsize=4096)
def number(value: float | Decimal | None, language: str) -> str:
    """A count or a mean, decimals only where there are any; a dash when there is no value."""
    if value is None:
        return "—"
    exact = Decimal(str(value))
    whole, _, decimals = f"{abs(exact):f}".partition(".")
    decimals = decimals.rstrip("0")
    if language == "es":
        grouped, comma = _grouped(whole, THIN_SPACE) if len(whole) > 4 else whole, ","
    else:
        grouped, comma = _grouped(whole, ","), "."
    sign = "−" if exact < 0 else ""
    return f"{sign}{grouped}{comma}{decimals}" if decimals else f"{sign}{grouped}"


def percent(value: float | Decimal | None, language: str) -> str:
    """A share in percent with one decimal, half up: “38,3 %”, “38.3%”."""
    if value is None:
        return "—"
    rounded = f"{Decimal(str(value)).quantize(Decimal('0.1'), ROUND_HALF_UP)}"
    return f"{rounded.replace('.', ',')}{SPACE}%" if language == "es" else f"{rounded}%"


def _grouped(digits: str, separator: str) -> str:
    return f"{int(digits):,}".replace(",", separator)
