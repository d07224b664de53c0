"""An estimate as the command prints it: for reading, and as JSON."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from reports.estimates.chapman import TwoLists, chapman
from reports.estimates.comparison import Other
from reports.estimates.families import Estimate
from reports.estimates.publication_rules import Judged
from reports.estimates.tables import Table
from reports.estimates.wording import ASSUMPTIONS, FAMILIES, LIKELY_TOO_LOW, OTHERS, reasons_in_words

Number = Callable[[int], str]


def two_lists(table: Table) -> TwoLists | None:
    """Chapman's figure; None unless there are two lists."""
    if table.lists != 2:
        return None
    return chapman(table.on_all(1), table.on_all(2), table.on_all(3))


def as_text(judged: Judged, others: list[Other], language: str, number: Number) -> Iterator[str]:
    table = judged.table
    yield _("Lists: %(lists)s") % {"lists": ", ".join(table.names)}
    yield _("Documented: %(persons)s persons on at least one list") % {"persons": number(table.observed)}
    if judged.estimate and judged.estimate.chosen:
        yield from model_lines(judged.estimate, language, number)
    if others:
        yield _("Other methods, to compare:")
    for other in others:
        yield method_line(OTHERS[other.code].in_language(language), other.total, other.interval, number)
    if two := two_lists(table):
        yield _("Chapman (to teach with, not to publish): %(total)s, 95%% interval %(low)s to %(high)s") % {
            "total": number(round(two.total)),
            "low": number(round(two.interval[0])),
            "high": number(round(two.interval[1])),
        }
        yield _("It supposes that being on one list says nothing of being on the other.")
    yield ""
    yield from verdict_lines(judged, language, number)


def model_lines(found: Estimate, language: str, number: Number) -> Iterator[str]:
    assert found.chosen is not None and found.chosen_interval is not None
    yield _("Model chosen by BIC: %(model)s, of %(tried)s that these lists can tell") % {
        "model": found.chosen.model.name(found.table.lists),
        "tried": number(len(found.candidates)),
    }
    low, high = found.chosen_interval
    yield _("Its estimate: %(total)s, 95%% interval %(low)s to %(high)s") % {
        "total": number(round(found.chosen.total)),
        "low": number(round(low)),
        "high": number(round(high)),
    }
    yield _("Four families of models:")
    for family in found.families:
        yield method_line(FAMILIES[family.code].in_language(language), family.total, family.interval, number)
    if found.envelope:
        ends = {"low": number(round(found.envelope[0])), "high": number(round(found.envelope[1]))}
        yield _("Envelope of the four: %(low)s to %(high)s") % ends


def method_line(name: str, total: float, interval: tuple[float, float], number: Number) -> str:
    low, high = (number(round(end)) for end in interval)
    return f"  {name}: {number(round(total))} ({low} – {high})"


def verdict_lines(judged: Judged, language: str, number: Number) -> Iterator[str]:
    if judged.range:
        ends = {"low": number(judged.range[0]), "high": number(judged.range[1])}
        yield _("To publish: probably between %(low)s and %(high)s in all.") % ends
        yield LIKELY_TOO_LOW.in_language(language)
        yield _("It supposes:")
        yield from (f"  - {assumption.in_language(language)}" for assumption in ASSUMPTIONS)
        return
    yield _("NO ESTIMATE TO PUBLISH, because:")
    yield from (f"  - {sentence}" for sentence in reasons_in_words(judged, language, number))


def as_json(judged: Judged, others: list[Other], language: str) -> dict[str, Any]:
    table, found, two = judged.table, judged.estimate, two_lists(judged.table)
    chosen = found.chosen if found else None
    return {
        "lists": list(table.names),
        "documented": table.observed,
        "model": chosen.model.name(table.lists) if chosen else None,
        "estimate": round(chosen.total, 1) if chosen else None,
        "interval": rounded(found.chosen_interval) if found else None,
        "families": [
            {"code": family.code, "estimate": round(family.total, 1), "interval": rounded(family.interval)}
            for family in (found.families if found else ())
        ],
        "others": [
            {"code": other.code, "estimate": round(other.total, 1), "interval": rounded(other.interval)}
            for other in others
        ],
        "envelope": rounded(found.envelope) if found else None,
        **({"chapman": {"estimate": round(two.total, 1), "interval": rounded(two.interval)}} if two else {}),
        "publish": list(judged.range) if judged.range else None,
        "withheld": [
            {"code": reason.code, "text": text}
            for reason, text in zip(judged.reasons, reasons_in_words(judged, language), strict=True)
        ],
    }


def rounded(interval: tuple[float, float] | None) -> list[float] | None:
    return [round(end, 1) for end in interval] if interval else None
