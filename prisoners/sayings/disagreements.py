"""On which fields of which persons organisations disagree, and how often any two of them do.

Compared is the last word of each line; spelling, and a date that another makes more precise, are no disagreement.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from django.db import connection

from prisoners.incoming.held import Holdings
from prisoners.models import FieldChoice, ListChange, ListChangeKind, Person
from prisoners.sayings.held import CONFIDENTIAL, LISTED_ONLY, differ
from prisoners.sayings.lines import lines_of
from prisoners.sayings.reasons import Reasons
from prisoners.sayings.table import TOLD, Saying, Word, sayings

COMPARED = tuple(name for name in TOLD if name not in LISTED_ONLY and name not in CONFIDENTIAL)
# In these columns the same thing is written in many ways: the rows are compared one by one.
WRITTEN = ("name", "given_names", "surname_1", "surname_2")

LAST = """
WITH owned AS (
  SELECT edge.entry_id, COALESCE(person.merged_into_id, person.id) AS person
  FROM prisoners_rowmatch edge JOIN prisoners_person person ON person.id = edge.person_id
  WHERE edge.decision = 'same' AND edge.withdrawn_at IS NULL
), last AS (
  SELECT DISTINCT ON (record.entry_id) record.entry_id, record."values"
  FROM sources_snapshotrow held
  JOIN sources_listsnapshot snapshot ON snapshot.id = held.snapshot_id
  JOIN sources_sourcerecord record ON record.id = held.record_id
  WHERE snapshot.undone_at IS NULL
    AND NOT EXISTS (SELECT FROM sources_listsnapshot later WHERE later.supersedes_id = snapshot.id)
  ORDER BY record.entry_id, snapshot.as_of DESC, snapshot.id DESC
), said AS (
  SELECT owned.person, organisation.code AS organisation, told.key, told.value,
    CASE told.key WHEN 'given_names' THEN 'name' WHEN 'principal_offence' THEN 'offences' ELSE told.key END AS field
  FROM owned JOIN last USING (entry_id) JOIN sources_listentry entry ON entry.id = last.entry_id
  JOIN sources_sourcelist list ON list.id = entry.source_list_id
  JOIN sources_sourceorganisation organisation ON organisation.id = list.organisation_id
  CROSS JOIN LATERAL jsonb_each_text(last."values") told
  WHERE told.value NOT IN ('', 'unknown', 'unknown_release')
)
"""
UNLIKE = """
SELECT DISTINCT person FROM said WHERE key = ANY(%s) GROUP BY person, key HAVING count(DISTINCT value) > 1
"""
NAMES = """
SELECT person, array_agg(DISTINCT name) FROM (
  SELECT owned.person, COALESCE(NULLIF(last."values" ->> 'name', ''), concat_ws(' ',
    last."values" ->> 'given_names', last."values" ->> 'surname_1', last."values" ->> 'surname_2')) AS name
  FROM owned JOIN last USING (entry_id)
) named GROUP BY person HAVING count(DISTINCT name) > 1
"""
BOTH = """
SELECT one.organisation, other.organisation, one.field, count(DISTINCT one.person)
FROM said one JOIN said other ON other.person = one.person AND other.field = one.field
  AND other.organisation > one.organisation
WHERE one.field = ANY(%s) GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Disagreement:
    """A field of a person on which lists differ, from one another or from us. `pairs`: which organisations do."""

    person: Person
    saying: Saying
    pairs: frozenset[tuple[str, str]]
    is_decided: bool


@dataclass
class Found:
    """All disagreements, by the name of the person, with why the dossier says what it says."""

    all: list[Disagreement] = field(default_factory=list)
    why: Reasons | None = None

    def where(self, *, name: str = "", pair: tuple[str, str] | None = None, decided: bool | None = None) -> list:
        return [
            each
            for each in self.all
            if (not name or each.saying.name == name)
            and (pair is None or pair in each.pairs)
            and (decided is None or each.is_decided == decided)
        ]

    def fields(self) -> Counter[str]:
        return Counter(each.saying.name for each in self.all)


@dataclass(frozen=True)
class Tally:
    """Of the `both` persons of whom two organisations say something of a field, they disagree on `differ`."""

    pair: tuple[str, str]
    name: str
    differ: int
    both: int


def disagreements() -> Found:
    """In a number of queries that does not depend on the persons; only those who may be disputed are read whole."""
    persons = _candidates()
    said = sayings(lines_of(persons), Holdings(persons))
    disputed = [each for each in said if each.name in COMPARED and each.is_disputed]
    whose = Person.objects.in_bulk({each.words[0].line.person for each in disputed})
    why = Reasons(whose, disputed)
    found = [
        Disagreement(whose[each.words[0].line.person], each, frozenset(_pairs(each)), why.is_decided(each))
        for each in disputed
        if each.words[0].line.person in whose
    ]
    found.sort(key=lambda one: (one.person.surname_1, one.person.surname_2, one.person.given_names, one.person.pk))
    return Found(found, why)


def tallies(found: Found) -> list[Tally]:
    """For each two organisations and each field of which both say something, how often they disagree."""
    persons: dict[tuple[tuple[str, str], str], set[int]] = defaultdict(set)
    for each in found.all:
        for pair in each.pairs:
            persons[pair, each.saying.name].add(each.person.pk)
    with connection.cursor() as cursor:
        cursor.execute(LAST + BOTH, [list(COMPARED)])
        both = {((one, other), name): count for one, other, name, count in cursor.fetchall()}
    told = [Tally(pair, name, len(persons[pair, name]), count) for (pair, name), count in both.items()]
    return sorted(told, key=lambda one: (one.pair, -one.differ, COMPARED.index(one.name)))


def _candidates() -> set[int]:
    """Whoever may be disputed: two lines of theirs are not word for word the same, or an editor was asked."""
    with connection.cursor() as cursor:
        cursor.execute(LAST + UNLIKE, [[name for name in (*COMPARED, "principal_offence") if name not in WRITTEN]])
        found = {person for (person,) in cursor.fetchall()}
        cursor.execute(LAST + NAMES)
        for person, names in cursor.fetchall():
            if any(differ("name", one, other) for one, other in combinations(names, 2)):
                found.add(person)
    asked = ListChange.objects.filter(kind=ListChangeKind.CONFLICT).values_list("person_id", "person__merged_into_id")
    chosen = FieldChoice.objects.values_list("person_id", "person__merged_into_id")
    found |= {merged_into or person for person, merged_into in asked.union(chosen)}
    return found


def _pairs(saying: Saying) -> Iterator[tuple[str, str]]:
    for one, other in combinations(saying.last_words, 2):
        here, there = sorted((_who(one), _who(other)))
        if here != there and differ(saying.name, one.value, other.value):
            yield here, there


def _who(word: Word) -> str:
    return word.line.organisation
