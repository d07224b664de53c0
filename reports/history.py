"""What other editions answer to the same question: a number that was corrected says so, and says when.

The question is the same in all of them, its day too. An edition is asked only of days until which it speaks: of a later
one it told nobody anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from publication.models import Edition
from publication.selection.editions import edition_asked, mark_of
from reports.answer import Answer
from reports.answers import kept
from reports.errors import BadParameter
from reports.figure import Counted, Figure, Number
from reports.parameters import AS_OF, BREAKDOWN
from reports.questions import read_question
from reports.record import Record

MOST = 50
"""The newest editions are asked, no more: each costs what an answer costs."""


@dataclass(frozen=True)
class Said:
    """What an edition answers. `is_known`: it knows of what is asked (the list, the announcement); else it has no
    number."""

    edition: int
    published_at: datetime
    is_known: bool
    value: Number
    possible: tuple[Number, Number]
    extras: Mapping[str, Number]

    def is_as(self, other: "Said") -> bool:
        """Whether both give the same numbers, all of them."""
        return self._numbers == other._numbers

    @property
    def _numbers(self) -> tuple:
        return self.is_known, self.value, self.possible, dict(self.extras)


@dataclass(frozen=True)
class Run:
    """Editions one after the other that say the same: from `first` to the edition `last`, both included."""

    first: Said
    last: int


@dataclass(frozen=True)
class History:
    """`runs`: newest first; two neighbours never say the same. `shown` is the one that the answer itself belongs to.
    `is_cut`: older editions speak of the day, too, and were not asked."""

    runs: list[Run]
    shown: Run
    is_cut: bool

    @property
    def is_changed(self) -> bool:
        return len(self.runs) > 1

    @property
    def correction(self) -> Said | None:
        """What the newest edition says, where its value or range is another than the one shown."""
        now, shown = self.runs[0].first, self.shown.first
        numbers = (now.is_known, now.value, now.possible) != (shown.is_known, shown.value, shown.possible)
        return now if numbers and self.runs[0] is not self.shown else None


def history(answer: Answer, most: int = MOST) -> History:
    """Asks the newest editions that speak of the answer's day; the answer's own is always among them."""
    own = _of_answer(answer)
    texts = {name: text for name, text in answer.parameters.items() if name != BREAKDOWN.name}
    texts[AS_OF.name] = answer.as_of.isoformat()
    key = (mark_of(edition_asked(None)), answer.id, tuple(sorted(texts.items())), "history", most)
    found, is_cut = kept.get(key, lambda: _ask_all(answer.figure, texts, answer.as_of, most))
    said = {one.edition: one for one in found} | {own.edition: own}
    runs = runs_of(said[number] for number in sorted(said))
    shown = next(run for run in runs if run.first.edition <= own.edition)
    return History(runs, shown, is_cut)


def runs_of(said: Iterable[Said]) -> list[Run]:
    """The oldest first in, the newest first out."""
    runs: list[Run] = []
    for one in said:
        if runs and runs[-1].first.is_as(one):
            runs[-1] = Run(runs[-1].first, one.edition)
        else:
            runs.append(Run(one, one.edition))
    return runs[::-1]


def _ask_all(figure: Figure, texts: Mapping[str, str], day: date, most: int) -> tuple[list[Said], bool]:
    editions = list(Edition.objects.filter(as_of__gte=day).order_by("-number")[: most + 1])
    return [_ask(figure, texts, edition) for edition in editions[:most]], len(editions) > most


def _ask(figure: Figure, texts: Mapping[str, str], edition: Edition) -> Said:
    try:
        return _said(edition, (figure.number or figure.count)(read_question(figure, texts, Record(edition))))
    except BadParameter:
        return Said(edition.number, edition.published_at, False, None, (None, None), {})


def _of_answer(answer: Answer) -> Said:
    return _said(answer.question.record.edition, answer.counted)


def _said(edition: Edition, counted: Counted) -> Said:
    return Said(edition.number, edition.published_at, True, counted.value, counted.possible, counted.extras)
