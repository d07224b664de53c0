"""The walk from one total to another on a day of an edition: who is in one and not in the other, by reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.utils.translation import gettext as _

from publication.models import PrisonerVersion
from publication.selection.editions import edition_asked, edition_number
from reports import kept
from reports.answer import Answer
from reports.answers import answer_to
from reports.errors import BadParameter
from reports.figure import Text
from reports.parameters import NotKnown
from reports.walks.clauses import Reasons
from reports.walks.ends import ENDS, End, Names, end, filled
from reports.walks.reasons import VERSION, Reason

PARAMETERS = ("from", "to", "list", "to_list", "event", "as_of", "edition")
LEAVING, COMING = -1, 1
SIDES = {LEAVING: "out", COMING: "in"}


class WalkDoesNotAddUp(RuntimeError):
    """The steps do not lead from one total to the other: a definition and its clauses differ. Nothing is shown."""


@dataclass(frozen=True)
class Step:
    """Persons of one total who are not in the other, all for one reason. `persons` in no order.

    `sign`: -1 for those who leave on the way from the first to the second, 1 for those who come.
    """

    sign: int
    reason: Reason
    label: Text
    why: Text
    count: int
    persons: QuerySet[PrisonerVersion]

    @property
    def code(self) -> str:
        return f"{SIDES[self.sign]}_{self.reason.code}"


@dataclass(frozen=True)
class Walk:
    """`parameters`: as given, without the edition. `first` − those who leave + those who come = `last`."""

    parameters: Mapping[str, str]
    first: Answer
    last: Answer
    titles: tuple[Text, Text]
    steps: tuple[Step, ...]
    version: int = VERSION

    @property
    def as_of(self) -> date:
        return self.first.as_of

    @property
    def edition(self) -> int:
        return self.first.edition

    @property
    def in_both(self) -> int:
        return total(self.first) - sum(step.count for step in self.steps if step.sign == LEAVING)

    @property
    def query(self) -> str:
        return urlencode({**self.parameters, "edition": self.edition})

    def step(self, code: str) -> Step:
        """Raises BadParameter, naming those that there are."""
        found = next((step for step in self.steps if step.code == code), None)
        if found is None:
            error = NotKnown([step.code for step in self.steps])
            raise BadParameter("of", str(error), error.known)
        return found

    def persons(self, code: str) -> QuerySet[PrisonerVersion]:
        """Those of one step, by name; who is counted without a name comes last."""
        return self.step(code).persons.order_by("is_withheld", "name_sort", "public_id")


def total(answer: Answer) -> int:
    assert isinstance(answer.value, int), f"{answer.id} is no number of persons"
    return answer.value


def walk_of(texts: Mapping[str, str], *, edition: int | None = None) -> Walk:
    """The walk of that edition (default: the newest). `texts`: PARAMETERS as text, empty ones as if not given.

    Raises BadParameter for a definition or a list that there is not, one that is missing, a parameter that neither
    definition takes, and twice the same definition; UnknownEdition, NothingPublished.
    """
    for name in texts:
        if name not in PARAMETERS:
            raise BadParameter(name, _("not a parameter; there are: %(known)s") % {"known": ", ".join(PARAMETERS)})
    given = {name: text for name, text in texts.items() if text}
    number = given.pop("edition", "")
    found = edition_asked(edition if edition is not None else edition_number(number) if number else None)
    own = found.as_of.isoformat()
    return kept.of_edition(
        found,
        ("walk", VERSION, tuple(sorted(given.items()))),
        lambda: work_out(given, found.number),
        is_own_day=given.get("as_of", own) == own,
    )


def work_out(given: Mapping[str, str], edition: int) -> Walk:
    first_end, last_end = _end(given, "from"), _end(given, "to")
    asked, asked_last = questions(first_end, last_end, given)
    if first_end is last_end and asked == asked_last:
        raise BadParameter("to", _("the same definition as the first: choose another, or another list"))
    first = _asked(first_end, asked, edition, "list")
    last = _asked(last_end, asked_last, edition, "to_list" if "to_list" in given else "list")
    names = Names(first.question.record)
    steps = (
        *steps_between(first, last, last_end, names, sign=LEAVING),
        *steps_between(last, first, first_end, names, sign=COMING),
    )
    walk = Walk(
        parameters=dict(given),
        first=first,
        last=last,
        titles=(first_end.named(names.of(first.parameters)), last_end.named(names.of(last.parameters))),
        steps=steps,
    )
    refuse_a_gap(walk)
    return walk


def _end(given: Mapping[str, str], parameter: str) -> End:
    if parameter not in given:
        known = ", ".join(ENDS)
        raise BadParameter(parameter, _("is missing; there are: %(known)s") % {"known": known}, ENDS)
    return end(given[parameter], parameter)


def questions(first: End, last: End, given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What each end is asked with. `list` is the first one's, and the second one's too unless `to_list` is given.

    Raises BadParameter for one that neither takes.
    """
    takers = {
        "list": [first] if "to_list" in given else [first, last],
        "to_list": [last],
        "event": [first, last],
    }
    for name, ends in takers.items():
        if name in given and not any(name.removeprefix("to_") in one.needs for one in ends):
            raise BadParameter(name, _("neither of the two definitions takes it"))
    day = {"as_of": given["as_of"]} if "as_of" in given else {}
    named = {name: given[name] for name in ("list", "event") if name in given}
    named_last = {**named, **({"list": given["to_list"]} if "to_list" in given else {})}
    return (
        {**day, **{name: text for name, text in named.items() if name in first.needs}},
        {**day, **{name: text for name, text in named_last.items() if name in last.needs}},
    )


def _asked(one: End, texts: Mapping[str, str], edition: int, list_parameter: str) -> Answer:
    try:
        return answer_to(one.figure, texts, edition=edition, is_bare=True)
    except BadParameter as error:
        if error.parameter != "list":
            raise
        raise BadParameter(list_parameter, error.message, error.known) from None


def steps_between(have: Answer, lack: Answer, definition: End, names: Names, *, sign: int) -> list[Step]:
    """Those counted in `have` and not in `lack`, by the first reason why they do not meet the `definition` of that."""
    persons = have.counted.things.filter(~Exists(lack.counted.things.filter(pk=OuterRef("pk"))))
    known: list[Reason] = []
    conditions = []
    for clause in definition.clauses:
        reasons = clause.why_not(lack.question)
        known += [reason for reason, _ in reasons]
        conditions.append(When(Q(~clause.met(lack.question)), then=_first_of(reasons)))
    sorted_out = persons.annotate(reason=Case(*conditions, default=Value(""), output_field=TextField()))
    counts = dict(sorted_out.order_by().values_list("reason").annotate(n=Count("*")))
    if counts.pop("", 0):
        raise WalkDoesNotAddUp(f"of {have.id}, some are not in {lack.id} though they meet all of its clauses")
    named = names.of(lack.parameters)
    return [
        Step(
            sign,
            reason,
            filled(reason.label, named),
            filled(reason.why, named),
            counts[reason.code],
            sorted_out.filter(reason=reason.code),
        )
        for reason in known
        if reason.code in counts
    ]


def _first_of(reasons: Reasons) -> Case:
    whens = (When(Q(holds), then=Value(reason.code)) for reason, holds in reasons)
    return Case(*whens, default=Value(""), output_field=TextField())


def refuse_a_gap(walk: Walk) -> None:
    """Raises WalkDoesNotAddUp unless first + signed steps = last."""
    reached = total(walk.first) + sum(step.sign * step.count for step in walk.steps)
    if reached != total(walk.last):
        raise WalkDoesNotAddUp(f"from {walk.first.id} the steps lead to {reached}, not to {walk.last.id}")
