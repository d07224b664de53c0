"""Persons of the record who may be one: found by the matcher, answered by people alone, and asked once.

What an editor has answered is not asked again while the facts stand: “not the same” of two persons (PersonPair), or of
a row that is now the other's (RowMatch).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from prisoners.matching import explanation, profiles
from prisoners.matching.candidates import near
from prisoners.matching.corpus import Corpus
from prisoners.matching.decision import Answer, Candidate, decide, weigh
from prisoners.matching.in_force import scorecard_in_force
from prisoners.matching.profile import from_line
from prisoners.merging.pairs import fingerprint
from prisoners.models import NONE_KNOWN, MatchDecision, MatchProfile, PairSuggestion, PersonPair, RowMatch

AT_ONCE = 500  # persons read and compared at a time, so that memory stays bounded
AT_MOST = 20_000  # persons, for whom this is done while an editor waits
Progress = Callable[[str, int, int], None]
Pair = tuple[int, int]


@transaction.atomic
def suggest(progress: Progress) -> int:
    """Compares every person with those who share a key with them, and replaces what was suggested; returns how many.

    Raises nothing and merges nobody. `progress` is told of persons compared.
    """
    corpus = profiles.load_corpus()
    profiles.refresh(corpus)
    found: dict[Pair, PairSuggestion] = {}
    for is_demo in (False, True):
        for pair, suggestion in _alike(corpus, progress, is_demo=is_demo):
            if pair not in found or found[pair].score < suggestion.score:
                found[pair] = suggestion
    wanted = [found[pair] for pair in found.keys() - _answered(found.keys())]
    PairSuggestion.objects.all().delete()
    PairSuggestion.objects.bulk_create(wanted, batch_size=1000)
    return len(wanted)


def waiting() -> QuerySet[PairSuggestion]:
    """The likeliest first; whoever was merged since is not asked about."""
    standing = PairSuggestion.objects.filter(first__merged_into=None, second__merged_into=None)
    return standing.select_related("first", "second").order_by("-score", "pk")


def _alike(corpus: Corpus, progress: Progress, *, is_demo: bool) -> Iterator[tuple[Pair, PairSuggestion]]:
    persons = MatchProfile.objects.filter(is_demo=is_demo).exclude(profiles=NONE_KNOWN)
    keys = list(persons.order_by("pk").values_list("pk", flat=True))
    scorecard = scorecard_in_force(len(keys))
    for start in range(0, len(keys), AT_ONCE):
        progress("match", start, len(keys))
        stored = persons.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")
        batch = [(pk, [from_line(known.partition("\n")[0])]) for pk, known in stored.values_list("pk", "profiles")]
        candidates = near([own for _pk, own in batch], corpus.spelling, persons=len(keys), is_demo=is_demo, least=0)
        for place, others in candidates:
            person, own = batch[place]
            known = [(other, of[:1]) for other, of in others if other != person]
            verdict = decide(weigh(own, known, scorecard, corpus.frequencies), scorecard)
            for each in verdict.candidates if verdict.answer is not Answer.NEW else ():
                yield _suggestion(person, each, explanation.as_json(each, scorecard))


def _suggestion(person: int, candidate: Candidate, why: dict[str, Any]) -> tuple[Pair, PairSuggestion]:
    older, newer = sorted((person, int(str(candidate.owner))))
    made = PairSuggestion(
        first_id=older, second_id=newer, score=candidate.score, chance=candidate.chance, explanation=why
    )
    return (older, newer), made


def _answered(pairs: Any) -> set[Pair]:
    """Those that editors held to be two, where nothing that was compared has changed since."""
    rows = RowMatch.objects.in_force().filter(decision=MatchDecision.NOT_SAME, decided_by__isnull=False)
    owned = rows.filter(entry__matches__decision=MatchDecision.SAME, entry__matches__withdrawn_at=None).values_list(
        "person_id", F("entry__matches__person_id")
    )
    denied = {(min(pair), max(pair)) for pair in owned} & set(pairs)
    known = PersonPair.objects.in_force().filter(decision=MatchDecision.NOT_SAME).select_related("first", "second")
    for pair in known.iterator(chunk_size=500):
        key = (pair.first_id, pair.second_id)
        if key in pairs and pair.facts == fingerprint(pair.first, pair.second):
            denied.add(key)
    return denied
