"""Questions answered: each once for an edition, whoever asks and however many at the same time.

An edition never changes, so its answers are kept, under the mark of the edition (publication/selection/editions.py).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from threading import Lock
from typing import Any

from django.utils.translation import gettext as _

from publication.selection.editions import edition_asked, edition_of, mark_of
from publication.unnamed import NOT_TOLD
from reports import labels
from reports.answer import Answer, Row
from reports.breakdowns import Breakdown
from reports.errors import BadParameter
from reports.figure import Counted, Figure, Question, Text
from reports.parameters import BREAKDOWN
from reports.questions import OF_AN_EDITION, read_question, refuse_unknown
from reports.record import Record
from reports.rounding import percent
from reports.table import Table

KEPT = 1_000


class Kept:
    """The last answers of this process. Who asks for one that is being worked out waits for it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._found: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, work: Callable[[], Any]) -> Any:
        with self._lock:
            future = self._found.get(key)
            is_ours = future is None
            if future is None:
                future = self._found[key] = Future()
                while len(self._found) > self.size:
                    self._found.popitem(last=False)
            self._found.move_to_end(key)
        if is_ours:
            try:
                future.set_result(work())
            except BaseException as error:
                with self._lock:
                    self._found.pop(key, None)  # the next one may have better luck
                future.set_exception(error)
                raise
        return future.result()

    def forget(self) -> None:
        with self._lock:
            self._found.clear()


kept = Kept(KEPT)
forget = kept.forget  # for tests that write rows into an edition after asking about it


def answer_to(figure: Figure, texts: Mapping[str, str], *, edition: int | None = None, language: str = "es") -> Answer:
    """The answer of that edition (default: the newest). `texts` are the parameters as given, `edition` or `known_at`
    perhaps too.

    Raises BadParameter, UnknownEdition, NothingPublished.
    """
    refuse_unknown(figure, texts)
    given = {name: text.strip() for name, text in texts.items() if text.strip()}
    named, known_at = (given.pop(name, "") for name in OF_AN_EDITION)
    found = edition_of(named, known_at) if edition is None else edition_asked(edition)
    breakdown = choose_breakdown(figure, given.pop(BREAKDOWN.name, ""))
    key = (mark_of(found), figure.id, tuple(sorted(given.items())))
    answer = kept.get(key, lambda: work_out(figure, given, Record(found)))
    if breakdown:
        whole = answer
        answer = kept.get((*key, breakdown.code), lambda: broken_down(whole, breakdown))
    return answer if language == answer.language else answer.in_language(language)


def work_out(figure: Figure, given: Mapping[str, str], record: Record) -> Answer:
    question = read_question(figure, given, record)
    counted = figure.count(question)
    return Answer(
        figure=figure,
        parameters=dict(given),
        value=counted.value,
        possible=counted.possible,
        extras=counted.extras,
        breakdown=(),
        breakdown_code="",
        as_of=question.as_of,
        edition=record.edition.number,
        is_demo=record.edition.is_demo,
        language="es",
        counted=counted,
        question=question,
    )


def broken_down(answer: Answer, breakdown: Breakdown) -> Answer:
    rows = tuple(rows_of(breakdown, answer.counted, answer.question))
    is_chosen = len(answer.figure.breakdowns) > 1 and breakdown.code != answer.figure.usual
    parameters = {**answer.parameters, **({BREAKDOWN.name: breakdown.code} if is_chosen else {})}
    return replace(answer, breakdown=rows, breakdown_code=breakdown.code, parameters=parameters)


def table_of(answer: Answer) -> Table | None:
    """What stands beside the number in a table of its own; None where the figure has none, or nothing to put in it."""
    make = answer.figure.table
    if make is None:
        return None
    asked = tuple(sorted((name, text) for name, text in answer.parameters.items() if name != BREAKDOWN.name))
    key = (mark_of(answer.question.record.edition), answer.id, asked, "table")
    return kept.get(key, lambda: make(answer))


def choose_breakdown(figure: Figure, code: str) -> Breakdown | None:
    """The one asked for; without a choice, the figure's usual or only one."""
    code = code or figure.usual
    if not code:
        return figure.breakdowns[0] if len(figure.breakdowns) == 1 else None
    for breakdown in figure.breakdowns:
        if breakdown.code == code:
            return breakdown
    known = ", ".join(breakdown.code for breakdown in figure.breakdowns)
    message = _("not a breakdown of %(figure)s; there are: %(known)s")
    raise BadParameter(BREAKDOWN.name, message % {"figure": figure.id, "known": known or "-"})


def rows_of(breakdown: Breakdown, counted: Counted, question: Question) -> list[Row]:
    names = names_of(breakdown, question)
    numbers = breakdown.counts(counted, question)
    wholes = breakdown.wholes(numbers, counted, question) if breakdown.wholes else {}
    hidden = breakdown.hides(numbers, counted) if breakdown.hides else ()
    sums = {
        code: sum(numbers.get(part, 0) for part in parts)
        for code, parts in breakdown.sums.items()
        if not set(parts) & set(hidden)
    }

    def row(code: str, value: int, *, is_sum: bool) -> Row:
        text, whole = names(code), wholes.get(code)
        if code in hidden:
            return Row(code, text.es, None, None, is_sum, text, whole)
        share = percent(value, counted.size if whole is None else whole)
        of_known = percent(value, known) if known and code not in (breakdown.rest, NOT_TOLD) else None
        return Row(code, text.es, value, share, is_sum, text, whole, of_known)

    known = _known(breakdown, numbers, counted) if not wholes and not hidden else None
    return [
        *(row(code, value, is_sum=False) for code, value in numbers.items()),
        *(row(code, value, is_sum=True) for code, value in sums.items()),
    ]


def _known(breakdown: Breakdown, numbers: Mapping[str, int], counted: Counted) -> int | None:
    """Of how many of those counted it is known in which row they belong; None where it is known of all, or of none."""
    unknown = numbers.get(breakdown.rest, 0) + numbers.get(NOT_TOLD, 0) if breakdown.is_whole else 0
    return counted.size - unknown or None if unknown else None


def names_of(breakdown: Breakdown, question: Question) -> Callable[[str], Text]:
    if breakdown.vocabulary == "lists":
        lists = labels.lists(question.record)

        def pattern(code: str) -> Text:
            parts = [labels.list_name(part, lists) for part in code.split("+")]
            return Text(" + ".join(part.es for part in parts), " + ".join(part.en for part in parts))

        return pattern
    if breakdown.vocabulary == "organisations":
        known = labels.organisations(question.record)
        return lambda code: labels.label(code, known)
    if breakdown.in_order:
        return labels.day_or_month
    known = labels.terms(question.record, breakdown.vocabulary) if breakdown.vocabulary else {}
    return lambda code: labels.label(code, known)
