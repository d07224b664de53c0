"""The lists of an organisation as its page shows them: what was read until a day, and how many persons it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publication.models import OrganisationVersion
from website.moment import Moment
from website.questions import ask


@dataclass(frozen=True)
class ListShown:
    """`snapshots`: newest first. `persons`: on record as named by the list on the day; a row is not yet a person."""

    document: Mapping[str, Any]
    snapshots: list[Mapping[str, Any]]
    persons: int

    @property
    def rows(self) -> int:
        return self.snapshots[0]["row_count"] if self.snapshots else 0

    @property
    def without_person(self) -> int:
        """Rows of the newest snapshot besides one for each person: nobody has decided yet whose they are, or somebody
        has two."""
        return max(0, self.rows - self.persons)


def lists_of(organisation: OrganisationVersion, moment: Moment) -> list[ListShown]:
    return [_shown(document, moment) for document in organisation.document.get("lists", ())]


def _shown(document: Mapping[str, Any], moment: Moment) -> ListShown:
    read = [one for one in document["snapshots"] if not moment.is_other_day or one["as_of"] <= str(moment.as_of)]
    read.sort(key=lambda one: one["as_of"], reverse=True)
    value = ask("listed", {"list": document["code"]}, moment).value
    return ListShown(document, read, int(value or 0))
