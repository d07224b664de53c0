"""Why the figures differ: what its page asks, what its form offers, and walks that are ready to be opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.http import QueryDict

from reports.answer import Answer
from reports.parameters import EVENT, LIST_OF_ORGANISATION
from reports.record import Record
from reports.walks import Walk, walk_of
from reports.walks.ends import ENDS, Names
from website.moment import Moment, only
from website.questions import Candidates

ASKED = ("from", "to", "list", "to_list", "event")
READY = (
    ("listed", "consolidated"),
    ("listed", "behind_bars"),
    ("arrested_event_in_prison", "behind_bars"),
    ("consolidated", "in_prison"),
    ("consolidated", "coe_1900"),
)
THE_EVENT = "11j"


def asked_of(values: QueryDict, candidates: Candidates) -> dict[str, str] | None:
    """What was chosen; the first walk that is ready when nothing was, None when there is none.

    A form without a script sends every field: lists and events that neither definition takes are left out.
    """
    given = {name: only(values, name) for name in ASKED}
    given = {name: text for name, text in given.items() if text}
    if "from" not in given and "to" not in given:
        usual = next(ready(candidates), None)
        return None if usual is None else {**usual, **{name: given[name] for name in usual.keys() & given.keys()}}
    first, last = _needs(given.get("from", "")), _needs(given.get("to", ""))
    if "list" not in last:
        given.pop("to_list", None)
    if "list" not in first and ("to_list" in given or "list" not in last):
        given.pop("list", None)
    if "event" not in first | last:
        given.pop("event", None)
    return given


def _needs(code: str) -> set[str]:
    """Of a definition that there is not, all: what is wrong is the definition."""
    return set(ENDS[code].needs) if code in ENDS else {"list", "event"}


def ready(candidates: Candidates) -> Iterator[dict[str, str]]:
    """The walks that this edition has lists and events for."""
    names = {
        "list": candidates.lists[:1],
        "event": [code for code in candidates.codes.get("event", []) if code == THE_EVENT],
    }
    for first, last in READY:
        needed = _needs(first) | _needs(last)
        if all(names[name] for name in needed):
            yield {"from": first, "to": last, **{name: names[name][0] for name in sorted(needed)}}


def titled(questions: Iterable[Mapping[str, str]], candidates: Candidates) -> list[tuple[Mapping[str, str], str, str]]:
    """Each with its two totals by name, before it is worked out."""
    known = Names(Record(candidates.moment.edition))
    found = []
    for question in questions:
        names = known.of(question)
        first, last = (ENDS[question[side]].named(names).in_language(candidates.language) for side in ("from", "to"))
        found.append((question, first, last))
    return found


def choices(candidates: Candidates) -> dict[str, list[tuple[str, str]]]:
    """By the name of the field."""
    ends = [(code, end.named({}).in_language(candidates.language)) for code, end in ENDS.items()]
    lists = candidates.choices(LIST_OF_ORGANISATION)
    return {"from": ends, "to": ends, "list": lists, "to_list": lists, "event": candidates.choices(EVENT)}


def walk_at(asked: Mapping[str, str], moment: Moment) -> Walk:
    """The walk of the edition and the day that the page speaks of."""
    texts = {**asked, "as_of": str(moment.as_of)} if moment.is_other_day else dict(asked)
    return walk_of(texts, edition=moment.edition.number)


def about(answer: Answer, candidates: Candidates) -> dict[str, str] | None:
    """The ready walk that explains a figure's number, asked with its own list and event; None for other figures."""
    found = [one for one in ready(candidates) if answer.id in (one["from"], one["to"])]
    ours = {name: answer.parameters[name] for name in ("list", "event") if name in answer.parameters}
    if not found or ours.get("list") == "consolidated":
        return None
    return {**found[0], **{name: text for name, text in ours.items() if name in found[0]}}
