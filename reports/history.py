"""What other editions answer to the same question: a number that was corrected says so, and says when.

The question is the same in all of them, its day too. An edition is asked only of days until which it speaks: of a later
one it told nobody anything. What an edition said is kept: a new edition costs one answer, not all of them again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from publication.models import Edition
from publication.selection.editions import edition_asked, marked
from reports import kept
from reports.answer import Answer
from reports.answers import Asked, asked_of, counted_already
from reports.errors import BadParameter
from reports.figure import Counted, Figure, Number
from reports.parameters import AS_OF, BREAKDOWN
from reports.questions import read_question
from reports.record import Record

MOST = 12
"""Editions asked at a time, the newest first: each costs what an answer costs, the first time."""


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
    `older`: editions before that number speak of the day, too, and were not asked; None: there are none."""

    runs: list[Run]
    shown: Run
    older: int | None

    @property
    def is_cut(self) -> bool:
        return self.older is not None

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
    found, older = _asked(answer, most)
    said = {one.edition: one for one in found} | {own.edition: own}
    runs = runs_of(said[number] for number in sorted(said))
    shown = next(run for run in runs if run.first.edition <= own.edition)
    return History(runs, shown, older)


def history_before(answer: Answer, edition: int, most: int = MOST) -> tuple[list[Run], int | None]:
    """The runs of editions before that one alone, and as in History whether there are older ones."""
    found, older = _asked(answer, most, before=edition)
    return runs_of(found[::-1]), older


def runs_of(said: Iterable[Said]) -> list[Run]:
    """The oldest first in, the newest first out."""
    runs: list[Run] = []
    for one in said:
        if runs and runs[-1].first.is_as(one):
            runs[-1] = Run(runs[-1].first, one.edition)
        else:
            runs.append(Run(one, one.edition))
    return runs[::-1]


def _asked(answer: Answer, most: int, before: int | None = None) -> tuple[list[Said], int | None]:
    """Newest first, and where the older ones begin; all of it kept until there is a new edition."""
    newest = edition_asked(None)
    texts = {**answer.parameters, AS_OF.name: answer.as_of.isoformat()}
    texts.pop(BREAKDOWN.name, None)
    asked = tuple(sorted(texts.items()))

    def work() -> tuple[list[Said], int | None]:
        until = newest.number if before is None else min(newest.number, before - 1)
        speaking = Edition.objects.filter(as_of__gte=answer.as_of, number__lte=until).order_by("-number")
        editions = list(speaking[: most + 1])
        said = [_said_by(edition, answer.figure, texts) for edition in marked(editions[:most])]
        return said, said[-1].edition if len(editions) > most else None

    about = (answer.id, asked, "history", most, before)
    return kept.of_edition(newest, about, work, is_own_day=answer.as_of == newest.as_of and before is None)


def _said_by(edition: Edition, figure: Figure, texts: Mapping[str, str]) -> Said:
    asked = asked_of(texts, edition)
    return kept.small_of_edition(edition, (figure.id, asked, "said"), lambda: _ask(edition, figure, asked))


def _ask(edition: Edition, figure: Figure, asked: Asked) -> Said:
    """As the edition's own answer has it, where somebody asked for that already."""
    if known := counted_already(figure, asked, edition):
        return _said(edition, known[1])
    try:
        return _said(edition, (figure.number or figure.count)(read_question(figure, dict(asked), Record(edition))))
    except BadParameter:
        return Said(edition.number, edition.published_at, False, None, (None, None), {})


def _of_answer(answer: Answer) -> Said:
    return _said(answer.question.record.edition, answer.counted)


def _said(edition: Edition, counted: Counted) -> Said:
    return Said(edition.number, edition.published_at, True, counted.value, counted.possible, counted.extras)
