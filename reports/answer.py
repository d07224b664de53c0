"""An answer to a question: the number and all that a reader needs to check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from publication.models import PrisonerVersion
from reports.breakdowns import Breakdown
from reports.errors import BadParameter
from reports.figure import Counted, Figure, Number, Question, Text


@dataclass(frozen=True)
class Row:
    """One row of a breakdown. `share` is in percent of all that is counted, or of `whole` where that is another number;
    `is_sum`: adds up other rows. `of_known`: the share of those of whom it is known, where it is not known of all.
    A `value` of None is hidden (reports/small_cells.py): it is never shown, nor a share of it."""

    code: str
    label: str
    value: int | None
    share: Decimal | None
    is_sum: bool
    labels: Text
    whole: int | None = None
    of_known: Decimal | None = None

    @property
    def is_hidden(self) -> bool:
        return self.value is None

    @property
    def count(self) -> int:
        """What can be drawn or added up of it: of a hidden number nothing."""
        return self.value or 0


@dataclass(frozen=True)
class Answer:
    """Never changes: the same question of the same edition has this answer for ever.

    `value` is None when it can't be computed (a share of nobody, a mean of nothing). `possible` holds both ends of the
    range that part-known dates allow. `extras` are further numbers, under the names of the API. Texts are in
    `language`; `in_language` gives the same answer in the other one.
    """

    figure: Figure
    parameters: Mapping[str, str]  # as given, without edition, language and empty ones
    value: Number
    possible: tuple[Number, Number]
    extras: Mapping[str, Number]
    breakdown: tuple[Row, ...]
    breakdown_code: str  # empty: none was chosen
    as_of: date
    edition: int
    is_demo: bool
    language: str
    counted: Counted
    question: Question

    @property
    def id(self) -> str:
        return self.figure.id

    @property
    def version(self) -> int:
        return self.figure.version

    @property
    def unit(self) -> str:
        return self.figure.unit.value

    @property
    def title(self) -> str:
        return self.figure.definition.title.in_language(self.language)

    @property
    def definition(self) -> str:
        return self.figure.definition.text.in_language(self.language)

    @property
    def note(self) -> str:
        """What a reader must know of the breakdown; empty when there is nothing."""
        note = self._breakdown.note if self._breakdown else None
        return note.in_language(self.language) if note else ""

    @property
    def counts_releases(self) -> bool:
        """Departures from prison are counted, not persons: somebody may leave more than once."""
        return self.counted.things.model is not PrisonerVersion

    @property
    def is_range(self) -> bool:
        return self.possible[0] != self.possible[1]

    @property
    def address(self) -> str:
        """Where the API gives this very answer again."""
        return f"/api/v1/figures/{self.id}/?{self.query}"

    @property
    def persons_address(self) -> str:
        return f"/api/v1/figures/{self.id}/persons/?{self.query}"

    @property
    def query(self) -> str:
        """What asks the same again, of the same edition."""
        return urlencode({**self.parameters, "edition": self.edition}, safe=",@")

    @property
    def _breakdown(self) -> Breakdown | None:
        return next((line for line in self.figure.breakdowns if line.code == self.breakdown_code), None)

    @property
    def persons(self) -> QuerySet[PrisonerVersion]:
        """The persons counted, by name; those who are withheld come last, in the order of their public ids."""
        return self._of(self.counted.things)

    def persons_behind(self, name: str) -> QuerySet[PrisonerVersion]:
        """The persons behind one of `extras` or a row of the breakdown. Raises BadParameter for another name."""
        group = self.counted.groups.get(name)
        if group is not None:
            return self._of(group)
        row = next((row for row in self.breakdown if row.code == name), None)
        if row and self._breakdown and not self._breakdown.names_persons:
            raise BadParameter("of", _("this number is given without the persons behind it"))
        if row is None or self._breakdown is None:
            known = [*self.counted.groups, *(row.code for row in self.breakdown)]
            message = _("nobody is counted under it; there are: %(known)s") % {"known": ", ".join(known) or "-"}
            raise BadParameter("of", message, known)
        found = self._breakdown.persons(self.counted.things, self.question, name)
        return self._of(found)

    def _of(self, things: QuerySet) -> QuerySet[PrisonerVersion]:
        persons = things.all() if things.model is PrisonerVersion else self.question.record.persons(things)
        return persons.order_by("is_withheld", "name_sort", "public_id")

    def in_language(self, language: str) -> Answer:
        rows = tuple(replace(row, label=row.labels.in_language(language)) for row in self.breakdown)
        return replace(self, language=language, breakdown=rows)
