"""The profiles of the persons of the working copy: kept in the database, made again when what they rest on changed.

Triggers mark a person's profile stale when the person, a detention or a decision on a row changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from prisoners.matching.corpus import Corpus
from prisoners.matching.keys import all_keys
from prisoners.matching.names import Name
from prisoners.matching.profile import Profile, as_text, birth, days, from_line, of_name, with_pooled
from prisoners.models import (
    NONE_KNOWN,
    Charge,
    Detention,
    FacilityStay,
    Gender,
    MatchCorpus,
    MatchDecision,
    MatchKey,
    MatchProfile,
    Person,
    RowMatch,
    Sentence,
)
from sources.models import SourceRecord

BATCH = 500
Progress = Callable[[str, int, int], None]
Held = list[tuple[Person, list[dict[str, Any]]]]  # living persons, with what is known of each arrest


def load_corpus() -> Corpus:
    """What was learnt so far; learnt anew from all rows when nothing is stored."""
    stored = MatchCorpus.objects.first()
    return Corpus.from_json(stored.counts) if stored else _learn_anew()[0]


def _learn_anew() -> tuple[Corpus, int]:
    corpus = Corpus()
    records = SourceRecord.objects.standing().values_list("entry__source_list_id", "values")
    return corpus, len(corpus.learn((str(source), values) for source, values in records.iterator(chunk_size=2000)))


def refresh(corpus: Corpus) -> int:
    """Makes stale profiles anew; returns how many."""
    done = 0
    while stale := list(MatchProfile.objects.filter(is_stale=True).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        _make(stale, corpus)
        done += len(stale)
    return done


@transaction.atomic
def rebuild(progress: Progress) -> int:
    """Learns anew from all rows and makes every profile again; returns how many persons."""
    corpus, rows = _learn_anew()
    MatchCorpus.objects.all().delete()
    save_corpus(corpus, rows=rows)
    MatchProfile.objects.update(is_stale=True)
    total, done = MatchProfile.objects.count(), 0
    while stale := list(MatchProfile.objects.filter(is_stale=True).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        _make(stale, corpus)
        done += len(stale)
        progress("match", done, total)
    return done


def save_corpus(corpus: Corpus, *, rows: int) -> None:
    stored = MatchCorpus.objects.select_for_update().first() or MatchCorpus()
    stored.counts, stored.rows = corpus.as_json(), stored.rows + rows
    stored.save()


def _make(persons: Sequence[int], corpus: Corpus) -> None:
    held = _dossiers(persons)
    made = {
        person: with_pooled(list(dict.fromkeys(profiles))) for person, profiles in _profiles_of(held, corpus).items()
    }
    invented = {person.pk for person, _cases in held if person.is_demo}
    with transaction.atomic():
        MatchProfile.objects.bulk_update(
            [
                MatchProfile(
                    person_id=person,
                    profiles=as_text(made[person]) if person in made else NONE_KNOWN,
                    is_demo=person in invented,
                    is_stale=False,
                )
                for person in persons
            ],
            ["profiles", "is_demo", "is_stale"],
        )
        MatchKey.objects.filter(person__in=persons).delete()
        MatchKey.objects.bulk_create(
            [
                MatchKey(key=key, person_id=person)
                for person, profiles in made.items()
                for key in all_keys(profiles, corpus.spelling, is_demo=person in invented)
            ],
            batch_size=5000,
        )


def _profiles_of(dossiers: Held, corpus: Corpus) -> dict[int, list[Profile]]:
    """What editors chose, then each wording that lists gave. A person merged into another has none."""
    found = {person.pk: [_chosen(person, held)] for person, held in dossiers}
    edges = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME, person__in=found)
    owners = dict(edges.values_list("entry_id", "person_id"))
    records = SourceRecord.objects.filter(entry__in=owners).standing()
    for entry, source, values in records.values_list("entry_id", "entry__source_list_id", "values"):
        found[owners[entry]] += corpus.read(str(source), values)
    return found


def _dossiers(persons: Sequence[int]) -> Held:
    living = list(Person.objects.filter(pk__in=persons, merged_into__isnull=True))
    held: dict[int, list[dict[str, Any]]] = defaultdict(list)
    cases: dict[int, dict[str, Any]] = {}
    for detention, person, day, province, municipality in Detention.objects.filter(person__in=living).values_list(
        "pk", "person_id", "detained_on", "province_id", "municipality_id"
    ):
        case: dict[str, Any] = {
            "day": days(day),
            "province": province or "",
            "municipality": municipality or "",
            "offences": set(),
            "months": set(),
            "facilities": set(),
        }
        cases[detention] = case
        held[person].append(case)
    for model, column, into in (
        (Charge, "offence__code", "offences"),
        (Sentence, "length_months", "months"),
        (FacilityStay, "facility__code", "facilities"),
    ):
        for detention, value in model._default_manager.filter(detention__in=cases).values_list("detention_id", column):
            if value:
                cases[detention][into].add(value)
    return [(person, held[person.pk]) for person in living]


def _chosen(person: Person, held: list[dict[str, Any]]) -> Profile:
    arrests = tuple(sorted(case["day"] for case in held if case["day"]))
    written = str(person.birth_date) if person.birth_date else None
    born, born_as = birth(written, person.age_at_detention_stated, arrests[0] if arrests else None)
    first = held[0] if held else {"province": "", "municipality": ""}
    name = Name(person.given_names, person.surname_1, person.surname_2)
    return of_name(
        name, born=born, born_as=born_as, age=person.age_at_detention_stated,
        gender="" if person.gender == Gender.UNKNOWN else person.gender, province=first["province"],
        municipality=first["municipality"], arrests=arrests,
        facilities=frozenset().union(*(case["facilities"] for case in held)),
        offences=frozenset().union(*(case["offences"] for case in held)),
        sentences=frozenset().union(*(case["months"] for case in held)),
    )  # fmt: skip


def read() -> dict[int, list[Profile]]:
    """Every stored profile, by person: for measuring, and for what looks at everybody."""
    stored = MatchProfile.objects.exclude(profiles=NONE_KNOWN).values_list("person_id", "profiles")
    return {person: [from_line(line) for line in known.split("\n")] for person, known in stored}
