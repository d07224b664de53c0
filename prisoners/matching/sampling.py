"""Which of the matcher's own decisions an editor is asked about, without being told: drawn when they are made.

One in ten until 299 of a scorecard are answered or asked, as many as prove a precision of 0.99 when none is wrong; one
in fifty after that, to see what new lists do to it. Nobody can foresee a draw. On lists of invented people nothing is
drawn by itself, so that the demonstration is the same each time; but more can be drawn from what was decided before.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from django.db import transaction

from prisoners.matching import explanation, profiles
from prisoners.matching.candidates import near
from prisoners.matching.decision import MOST_SHOWN, WORTH_SHOWING, Candidate, weigh, with_chances
from prisoners.matching.in_force import scorecard_in_force
from prisoners.matching.precision import ENOUGH, decisions_of
from prisoners.matching.scorecard import Scorecard
from prisoners.models import MatchAudit, MatchDecision, Person, RowMatch
from sources.models import SourceRecord

SHARE_PROVING, SHARE_WATCHING = 10, 50  # one in so many
dice: Random = secrets.SystemRandom()


def draw(accepted: Iterable[tuple[RowMatch, Sequence[Candidate]]], scorecard: Scorecard) -> int:
    """Draws among decisions just made (each with who is shown beside it); returns how many."""
    sample = MatchAudit.objects.of(scorecard.version, is_demo=False)
    known = sample.answered().count() + sample.open().count()
    drawn: list[MatchAudit] = []
    for match, beside in accepted:
        share = SHARE_PROVING if known + len(drawn) < ENOUGH else SHARE_WATCHING
        if dice.randrange(share) == 0:
            drawn.append(_audit(match, scorecard.version, _told(beside, scorecard)))
    return len(MatchAudit.objects.bulk_create(drawn))


@transaction.atomic
def draw_from_the_past(number: int, *, version: str, is_demo: bool, by_chance: Random | None = None) -> int:
    """Draws so many of the decisions in force that were never drawn, or as many as there are; returns how many."""
    held = decisions_of(version, is_demo=is_demo).filter(withdrawn_at=None)
    keys = list(held.exclude(pk__in=MatchAudit.objects.values("match")).order_by("pk").values_list("pk", flat=True))
    chosen = (by_chance or dice).sample(keys, min(number, len(keys)))
    matches = list(RowMatch.objects.filter(pk__in=chosen).select_related("entry").order_by("pk"))
    beside = _beside(matches, is_demo=is_demo)
    made = [_audit(match, version, others) for match, others in zip(matches, beside, strict=True)]
    return len(MatchAudit.objects.bulk_create(made))


def _told(candidates: Iterable[Candidate], scorecard: Scorecard) -> list[dict[str, Any]]:
    """Candidates as they are kept beside a drawn decision."""
    return [{"person": each.owner, "why": explanation.as_json(each, scorecard)} for each in candidates]


def _audit(match: RowMatch, version: str, beside: Sequence[dict[str, Any]]) -> MatchAudit:
    return MatchAudit(match=match, entry_id=match.entry_id, version=version, beside=list(beside))


def _beside(matches: Sequence[RowMatch], *, is_demo: bool) -> list[list[dict[str, Any]]]:
    """For decisions of the past: whom else the matcher would show, weighed against the sum that decided then."""
    records: dict[int, SourceRecord] = {}
    for record in SourceRecord.objects.filter(entry__in=[match.entry_id for match in matches]).order_by("-pk"):
        records[record.entry_id] = record  # the first wording is what was decided upon
    corpus = profiles.load_corpus()
    profiles.refresh(corpus)
    persons = Person.objects.filter(merged_into__isnull=True, is_demo=is_demo).count()
    card = scorecard_in_force(persons)
    readings = [
        corpus.read(str(match.entry.source_list_id), records[match.entry_id].values)
        if match.entry_id in records else []
        for match in matches
    ]  # fmt: skip
    ruled_out = set(
        RowMatch.objects.in_force().filter(
            entry__in=[match.entry_id for match in matches], decision=MatchDecision.NOT_SAME
        ).values_list("entry_id", "person_id")
    )  # fmt: skip
    found = []
    known = dict(near(readings, corpus.spelling, persons=persons, is_demo=is_demo))
    for place, (match, reading) in enumerate(zip(matches, readings, strict=True)):
        others = [
            one for one in known[place] if one[0] != match.person_id and (match.entry_id, one[0]) not in ruled_out
        ]  # fmt: skip
        best = Candidate(match.person_id, match.explanation.get("score", 0.0), (), None)  # type: ignore[arg-type]
        weighed = weigh(reading, others, card, corpus.frequencies) if reading else []
        shown = [each for each in with_chances([best, *weighed])[1:MOST_SHOWN] if each.chance >= WORTH_SHOWING]
        found.append(_told(shown, card))
    return found
