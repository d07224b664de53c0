"""Questions answered: each once for an edition, whoever asks and however many at the same time.

An edition never changes, so its answers are kept (reports/kept.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from publication.models import Edition
from publication.selection.editions import edition_asked, edition_of
from publication.unnamed import NOT_TOLD
from reports import kept, labels
from reports.answer import Answer, Row
from reports.breakdowns import Breakdown
from reports.errors import BadParameter
from reports.figure import Counted, Figure, Question, Text
from reports.parameters import AS_OF, BREAKDOWN, KNOWN_BY, TO
from reports.questions import OF_AN_EDITION, read_question, refuse_unknown
from reports.record import Record
from reports.rounding import percent
from reports.table import Table

Asked = tuple[tuple[str, str], ...]
"""Names and texts of a question, in their order."""

forget = kept.forget  # for tests that write rows into an edition after asking about it


def answer_to(
    figure: Figure,
    texts: Mapping[str, str],
    *,
    edition: int | None = None,
    language: str = "es",
    is_bare: bool = False,
) -> Answer:
    """The answer of that edition (default: the newest). `texts` are the parameters as given, `edition` or `known_at`
    perhaps too. `is_bare`: its numbers alone, without a breakdown or what else stands beside them.

    Raises BadParameter, UnknownEdition, NothingPublished.
    """
    refuse_unknown(figure, texts)
    given = {name: text for name, text in texts.items() if text}
    named, known_at = (given.pop(name, "") for name in OF_AN_EDITION)
    found = edition_of(named, known_at) if edition is None else edition_asked(edition)
    breakdown = choose_breakdown(figure, given.pop(BREAKDOWN.name, ""))
    answer = answer_of(figure, given, *(bare_of if is_bare else counted_of)(figure, given, found))
    if breakdown and not is_bare:
        answer = broken_down(answer, breakdown)
    return answer if language == answer.language else answer.in_language(language)


def counted_of(figure: Figure, given: Mapping[str, str], edition: Edition) -> tuple[Question, Counted]:
    """The question as it was read, and all that the figure found. Raises BadParameter."""
    asked = asked_of(given, edition)
    return _kept(figure.id, asked, edition, lambda: work_out(figure.count, figure, asked, edition))


def bare_of(figure: Figure, given: Mapping[str, str], edition: Edition) -> tuple[Question, Counted]:
    """The same numbers, without what some figures work out beside them."""
    if figure.number is None:
        return counted_of(figure, given, edition)
    number, asked = figure.number, asked_of(given, edition)
    known = counted_already(figure, asked, edition)
    return known or _kept(f"{figure.id} bare", asked, edition, lambda: work_out(number, figure, asked, edition))


def counted_already(figure: Figure, asked: Asked, edition: Edition) -> tuple[Question, Counted] | None:
    """What was found for a question as `asked_of` writes it; None where nobody has asked it."""
    return kept.known_of_edition(edition, (figure.id, asked), is_own_day=is_of_own_day(asked, edition))


def work_out(
    count: Callable[[Question], Counted], figure: Figure, asked: Asked, edition: Edition
) -> tuple[Question, Counted]:
    question = read_question(figure, dict(asked), Record(edition))
    return question, count(question)


def _kept(what: str, asked: Asked, edition: Edition, work: Callable[[], Any]) -> Any:
    return kept.of_edition(edition, (what, asked), work, is_own_day=is_of_own_day(asked, edition))


def asked_of(given: Mapping[str, str], edition: Edition) -> Asked:
    """The question without its breakdown, the same for who names the edition's own day and who leaves it out."""
    own = {} if TO.name in given else {AS_OF.name: edition.as_of.isoformat()}
    return tuple(
        sorted((name, text) for name, text in given.items() if name != BREAKDOWN.name and text != own.get(name))
    )


def is_of_own_day(asked: Asked, edition: Edition) -> bool:
    """Whether it speaks of the edition's own day, or of a period until then: what pages lead to by themselves."""
    own = edition.as_of.isoformat()
    return all(text == own for name, text in asked if name in (AS_OF.name, TO.name, KNOWN_BY.name))


def answer_of(figure: Figure, given: Mapping[str, str], question: Question, counted: Counted) -> Answer:
    return Answer(
        figure=figure,
        parameters=dict(given),
        value=counted.value,
        possible=counted.possible,
        extras=counted.extras,
        breakdown=(),
        breakdown_code="",
        as_of=question.as_of,
        edition=question.record.edition.number,
        is_demo=question.record.edition.is_demo,
        language="es",
        counted=counted,
        question=question,
    )


def kept_beside(answer: Answer, what: str, work: Callable[[], Any]) -> Any:
    """What `work` finds beside the answer, whatever its breakdown: kept as the answer is."""
    edition = answer.question.record.edition
    asked = asked_of(answer.parameters, edition)
    return _kept(f"{answer.id} {what}", asked, edition, work)


def broken_down(answer: Answer, breakdown: Breakdown) -> Answer:
    rows = kept_beside(
        answer, f"by {breakdown.code}", lambda: tuple(rows_of(breakdown, answer.counted, answer.question))
    )
    is_chosen = len(answer.figure.breakdowns) > 1 and breakdown.code != answer.figure.usual
    parameters = {**answer.parameters, **({BREAKDOWN.name: breakdown.code} if is_chosen else {})}
    return replace(answer, breakdown=rows, breakdown_code=breakdown.code, parameters=parameters)


def table_of(answer: Answer) -> Table | None:
    """What stands beside the number in a table of its own; None where the figure has none, or nothing to put in it."""
    make = answer.figure.table
    if make is None:
        return None
    return kept_beside(answer, "table", lambda: make(answer))


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
