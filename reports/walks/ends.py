"""The totals between which one can walk: each is a figure, with the clauses that its definition is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from reports import labels
from reports.classified import COE_1900
from reports.consolidated import CONSOLIDATED
from reports.custody import IN_PRISON
from reports.errors import BadParameter
from reports.figure import Figure, Text
from reports.listed import LISTED
from reports.parameters import LIST_OF_ORGANISATION, NotKnown
from reports.record import Record
from reports.totals import ARRESTED_EVENT_IN_PRISON, BEHIND_BARS
from reports.walks.clauses import CLASSIFIED, COUNTED, CUSTODY, EVENT, LIST, Clause

UNNAMED = {
    "list": Text("una organización", "one organisation"),
    "event": Text("un hecho", "an event"),
}


@dataclass(frozen=True)
class End:
    """`clauses`, in the order of clauses.IN_ORDER. `title` names with `{list}` or `{event}` what it is asked with."""

    figure: Figure
    title: Text
    clauses: tuple[Clause, ...]

    @property
    def code(self) -> str:
        return self.figure.id

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(parameter.name for parameter in self.figure.parameters)

    def named(self, names: Mapping[str, Text]) -> Text:
        return filled(self.title, {**UNNAMED, **names})


ENDS = {
    end.code: end
    for end in (
        End(
            replace(LISTED, parameters=(LIST_OF_ORGANISATION,)),  # the consolidated list is a total of its own
            Text("En la lista de {list}", "On the list of {list}"),
            (LIST,),
        ),
        End(
            BEHIND_BARS,
            Text("En prisión, de la lista de {list}", "Behind bars, of the list of {list}"),
            (CUSTODY, LIST),
        ),
        End(CONSOLIDATED, Text("En la lista consolidada", "On the consolidated list"), (COUNTED,)),
        End(IN_PRISON, Text("En prisión", "In prison"), (CUSTODY,)),
        End(
            ARRESTED_EVENT_IN_PRISON,
            Text("En prisión, por este hecho: {event}", "In prison, arrested over: {event}"),
            (CUSTODY, EVENT),
        ),
        End(COE_1900, COE_1900.definition.title, (CUSTODY, CLASSIFIED)),
    )
}


def end(code: str, parameter: str) -> End:
    """Raises BadParameter, naming those that there are."""
    if code in ENDS:
        return ENDS[code]
    error = NotKnown(list(ENDS))
    raise BadParameter(parameter, str(error), error.known)


class Names:
    """The names of lists and events in an edition, each kind read once."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def _lists(self) -> dict[str, Text]:
        return labels.lists(self.record)

    @cached_property
    def _events(self) -> dict[str, Text]:
        return labels.terms(self.record, "event")

    def of(self, asked: Mapping[str, str]) -> dict[str, Text]:
        """Of the list and the event that a total is asked with."""
        found = {}
        if code := asked.get("list"):
            found["list"] = labels.label(code, self._lists)
        if code := asked.get("event"):
            found["event"] = labels.label(code, self._events)
        return found


def filled(text: Text, names: Mapping[str, Text]) -> Text:
    """Names may hold braces of their own, which stay as they are."""
    es, en = text
    for name, value in names.items():
        es, en = es.replace(f"{{{name}}}", value.es), en.replace(f"{{{name}}}", value.en)
    return Text(es, en)
