"""What editors have ruled out: a row that is not a person's is not asked about again, unless what it says has changed.

The wording that the editor saw is kept with the decision; what is compared of it decides whether the question is a new
one. It is asked anew, never answered by the matcher, and says what has changed since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from prisoners.models import MatchDecision, RowMatch
from sources.models import SourceRecord

SEEN = "record"  # in the explanation of a decision: the wording that the editor saw
COMPARED = (
    "name", "given_names", "surname_1", "surname_2", "alias", "birth_date", "age_at_detention", "gender", "province",
    "municipality", "detained_on", "facility", "principal_offence", "offences", "sanction", "sentence_months",
)  # fmt: skip


class RuledOut:
    """The persons whom editors ruled out for these records, by what the records said then and say now."""

    def __init__(self, records: Iterable[SourceRecord]) -> None:
        now = {record.entry_id: record for record in records}
        edges = RowMatch.objects.in_force().filter(entry__in=now, decision=MatchDecision.NOT_SAME)
        found = list(edges.select_related("person", "decided_by").order_by("pk"))
        seen = SourceRecord.objects.defer("raw").in_bulk([edge.explanation.get(SEEN) or 0 for edge in found])
        self._remembered: dict[int, set[int]] = defaultdict(set)
        self._asked_anew: dict[tuple[int, int], tuple[RowMatch, dict[str, Any]]] = {}
        for edge in found:
            person = edge.person.merged_into_id or edge.person_id
            then = seen.get(edge.explanation.get(SEEN) or 0)
            changed = _changes(then.values, now[edge.entry_id].values) if then else {}
            if changed:
                self._asked_anew[edge.entry_id, person] = edge, changed
            else:
                self._remembered[edge.entry_id].add(person)

    def persons(self, entry: int) -> set[int]:
        """Whom this row is never compared with again as it stands."""
        return self._remembered[entry]

    def is_asked_anew(self, entry: int, person: Any) -> bool:
        return (entry, person) in self._asked_anew

    def ask_anew(self, entry: int, person: Any) -> dict[str, Any]:
        """Withdraws the former answer; returns who gave it and what has changed, for the explanation."""
        edge, changed = self._asked_anew[entry, person]
        edge.withdrawn_at = timezone.now()
        edge.save(update_fields=["withdrawn_at"])
        return {
            "denied_by": str(edge.decided_by or ""), "denied_on": edge.decided_at.date().isoformat(),
            "changed": changed,
        }  # fmt: skip


def seen_wording(record: SourceRecord | None) -> dict[str, Any]:
    """For the explanation of a decision: the wording that the editor has before her eyes."""
    return {SEEN: record.pk} if record else {}


def _changes(then: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """{field: [what it said, what it says]}, of the fields that are compared."""
    return {name: [then.get(name), now.get(name)] for name in COMPARED if then.get(name) != now.get(name)}
