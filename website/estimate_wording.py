"""An estimate as a page says it: a range of all and what it supposes, or the reasons why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from reports.answer import Answer
from reports.estimates.publication_rules import outwards
from reports.estimates.wording import ASSUMPTIONS, FAMILIES, LIKELY_TOO_LOW, reason_in_words
from website.labels import labels_of
from website.numbers import number

if TYPE_CHECKING:
    from reports.estimates.families import Family


@dataclass(frozen=True)
class EstimateInWords:
    """`between` is empty when no estimate is shown; then `reasons` say why."""

    between: tuple[str, ...]
    reasons: list[str]
    families: list[tuple[str, str, str]]
    assumptions: list[str]
    warning: str


def estimate_of(answer: Answer) -> EstimateInWords | None:
    """None for a figure that estimates nothing."""
    judged = answer.counted.judged
    if judged is None:
        return None
    language = get_language() or "es"
    written = partial(number, language=language)
    label = labels_of(answer.question.record.edition).bound(language)
    families = judged.estimate.families if judged.estimate and judged.range else ()
    return EstimateInWords(
        between=tuple(map(written, judged.range or ())),
        reasons=[reason_in_words(one, language, written, partial(label, "list")) for one in judged.reasons],
        families=[family_in_words(one, language, written) for one in families],
        assumptions=[one.in_language(language) for one in ASSUMPTIONS],
        warning=LIKELY_TOO_LOW.in_language(language),
    )


def family_in_words(family: Family, language: str, written: Callable[[int], str]) -> tuple[str, str, str]:
    least, most = outwards(family.interval)
    return FAMILIES[family.code].in_language(language), written(least), written(most)
