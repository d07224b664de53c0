"""Limits chosen anew on what editors answered, and what they would change: proposed here, stored only on demand.

Each row is one answer: its likeliest person, the chance that the matcher gave, and whether the editor agreed. Rows in
doubt were all asked; of what the matcher accepted by itself only a sample was, so that each of those answers stands for
as many decisions as were made for one answered. What the matcher called somebody new was never asked: the limit `new`
can be lowered on this evidence, and not raised.

Weights stay as they came with the program. Fitted on few answers they are worse than those fitted on generated lists
(100 labelled pairs leave three times as many rows to review as 1,600 do), and the fit needs numpy, which the program
does without.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from prisoners.matching.decision import LEAST_SAME, is_acceptable
from prisoners.matching.precision import decisions_of, is_only_demo, stop_in_force
from prisoners.matching.proportion import lower_limit
from prisoners.matching.scorecard import Scorecard
from prisoners.models import MatchAudit, MatchDecision, MatchLimits, MatchStop, RowMatch

ENOUGH, ENOUGH_AUDITED = 300, 100  # answers in all; of what the matcher accepted by itself
ENOUGH_FOR_WEIGHTS = 1_600
WANTED = 0.996  # precision, where the scorecard does not say what it was fitted for
LEAST_NEW = 0.5
MISSED_MORE = 0.001  # of the rows of known persons, that a lower limit `new` may call new


@dataclass(frozen=True)
class Labelled:
    """A row that an editor answered. `stands_for` so many rows. `may_be_same`: accepted above the limit at all."""

    chance: float
    chance_new: float
    may_be_same: bool
    is_right: bool
    is_known: bool
    stands_for: float = 1.0
    is_audit: bool = False


@dataclass(frozen=True)
class Outcome:
    """What limits would have done with the answered rows, each standing for its share of all: shares of 1."""

    accepted: float
    precision: float
    at_least: float  # proved by the accepted rows that were answered, 95 times in a hundred
    review: float
    called_new: float
    missed: float


@dataclass(frozen=True)
class Proposal:
    """The limits in force and those chosen, with what each would have done; `audited` of the `rows` were drawn."""

    card: Scorecard
    same: float
    new: float
    rows: int
    audited: int
    before: Outcome
    after: Outcome

    @property
    def changes(self) -> bool:
        return (self.same, self.new) != (self.card.same, self.card.new)


def labelled(card: Scorecard, *, is_demo: bool) -> list[Labelled]:
    """Every answered row whose chances this scorecard's weights gave, whatever its limits were then."""
    return [*_in_doubt(card, is_demo=is_demo), *_accepted(card, is_demo=is_demo)]


def propose(card: Scorecard, *, is_demo: bool) -> Proposal:
    """Raises Refused where there are too few answers, saying how many are missing."""
    rows = labelled(card, is_demo=is_demo)
    audited = sum(row.is_audit for row in rows)
    if len(rows) < ENOUGH or audited < ENOUGH_AUDITED:
        told = _(
            "Too few answers: %(rows)d rows, %(audited)d of them decided by the matcher and drawn. Limits need "
            "%(enough)d rows, %(enough_audited)d of them drawn."
        )
        numbers = {"rows": len(rows), "audited": audited, "enough": ENOUGH, "enough_audited": ENOUGH_AUDITED}
        raise Refused(told % numbers)
    wanted = card.notes.get("wanted", {}).get("precision", WANTED)
    new = _new(rows, card.new)
    same = _same(rows, wanted, new)
    return Proposal(card, same, new, len(rows), audited, outcome(rows, card.same, card.new), outcome(rows, same, new))


def outcome(rows: list[Labelled], same: float, new: float) -> Outcome:
    """What these limits would have done."""
    whole = sum(row.stands_for for row in rows) or 1.0
    known = sum(row.stands_for for row in rows if row.is_known) or 1.0
    called_new = [row for row in rows if row.chance_new >= new]
    accepted = [row for row in rows if row.chance_new < new and row.may_be_same and row.chance >= same]
    weight = sum(row.stands_for for row in accepted)
    right = sum(row.stands_for for row in accepted if row.is_right)
    as_new = sum(row.stands_for for row in called_new)
    return Outcome(
        accepted=weight / whole,
        precision=right / weight if weight else 1.0,
        at_least=lower_limit(sum(row.is_right for row in accepted), len(accepted)),
        review=1 - (weight + as_new) / whole,
        called_new=as_new / whole,
        missed=sum(row.stands_for for row in called_new if row.is_known) / known,
    )


@transaction.atomic
def store(proposal: Proposal, *, persons: int, by: Editor, reason: str) -> MatchLimits:
    """From the next import on these limits decide; a stop in force ends. Raises Refused without a reason."""
    reason = reason.strip()[:1000]
    if not reason:
        raise Refused(_("Say why the limits change: colleagues will ask in a year."))
    if not proposal.changes:
        raise Refused(_("The answers leave the limits as they are: there is nothing to store."))
    base = base_of(proposal.card)
    number = MatchLimits.objects.filter(base=base).count() + 1
    stored = MatchLimits.objects.create(
        version=f"{base}/{number}", base=base, persons=persons, same=proposal.same, new=proposal.new, reason=reason,
        stored_by=by,
        notes={"rows": proposal.rows, "audited": proposal.audited, "before": [proposal.card.same, proposal.card.new]},
    )  # fmt: skip
    if stop := stop_in_force(is_demo=is_only_demo()):
        _end(stop, by, _("Limits chosen anew: %(version)s.") % {"version": stored.version})
    return stored


@transaction.atomic
def take_back(*, by: Editor) -> MatchLimits:
    """The limits before these decide again: the ones stored earlier, else those that came with the program."""
    stored = MatchLimits.objects.select_for_update().filter(withdrawn_at=None).order_by("-pk").first()
    if stored is None:
        raise Refused(_("No limits are stored: those that came with the program are in force."))
    stored.withdrawn_at, stored.withdrawn_by = timezone.now(), by
    stored.save()
    return stored


def base_of(card: Scorecard) -> str:
    """The scorecard that came with the program, whatever limits are in force."""
    return card.version.partition("/")[0]


def _end(stop: MatchStop, by: Editor, reason: str) -> None:
    stop.ended_at, stop.ended_by, stop.reason = timezone.now(), by, reason
    stop.save()


def _in_doubt(card: Scorecard, *, is_demo: bool) -> list[Labelled]:
    """Rows in doubt of whose likeliest person an editor has said something, by the chances given then."""
    doubts: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
    asked = RowMatch.objects.filter(
        _of_base("explanation__model", card), decision=MatchDecision.UNSURE, decided_by=None,
        entry__source_list__organisation__is_demo=is_demo,
    ).exclude(entry__in=MatchAudit.objects.values("entry"))  # fmt: skip
    for entry, person, why in asked.order_by("pk").values_list("entry_id", "person_id", "explanation"):
        if not why.get("twin"):
            doubts[entry][person] = why
    said: dict[int, dict[int, str]] = defaultdict(dict)
    answers = RowMatch.objects.in_force().filter(entry__in=doubts, decided_by__isnull=False)
    for entry, person, merged, answer in answers.values_list(
        "entry_id", "person_id", "person__merged_into_id", "decision"
    ):
        said[entry][person] = said[entry][merged or person] = answer
    found = []
    for entry, answered in said.items():
        whys = doubts[entry]
        best = max(whys, key=lambda person: whys[person]["chance"])
        if best in answered or MatchDecision.SAME in answered.values():
            is_known = any(answered.get(person) == MatchDecision.SAME for person in whys)
            together = sum(why["chance"] for why in whys.values())
            is_right = answered.get(best) == MatchDecision.SAME
            found.append(_row(whys[best], together, is_right=is_right, is_known=is_known))
    return found


def _accepted(card: Scorecard, *, is_demo: bool) -> list[Labelled]:
    """Drawn decisions, each version weighted by how many of its decisions were made for one that was answered."""
    found = []
    audits = MatchAudit.objects.answered().filter(
        _of_base("version", card), entry__source_list__organisation__is_demo=is_demo
    )
    by_version: dict[str, list[MatchAudit]] = defaultdict(list)
    for audit in audits.order_by("pk"):
        by_version[audit.version].append(audit)
    for version, answered in by_version.items():
        whys = dict(
            RowMatch.objects.filter(pk__in=[audit.match_id for audit in answered]).values_list("pk", "explanation")
        )
        share = decisions_of(version, is_demo=is_demo).count() / len(answered)
        for audit in answered:
            if why := whys.get(audit.match_id):
                together = why["chance"] + sum(each["why"]["chance"] for each in audit.beside)
                found.append(_row(why, together, is_right=bool(audit.is_right), is_known=audit.answer != "new",
                                  stands_for=max(share, 1.0), is_audit=True))  # fmt: skip
    return found


def _of_base(field: str, card: Scorecard) -> Q:
    base = base_of(card)
    return Q(**{field: base}) | Q(**{f"{field}__startswith": f"{base}/"})


def _row(
    why: dict[str, Any], together: float, *, is_right: bool, is_known: bool, stands_for: float = 1.0,
    is_audit: bool = False,
) -> Labelled:  # fmt: skip
    may_be_same = is_acceptable((name, bits) for name, _amount, bits in why["findings"])
    return Labelled(why["chance"], 1 - together, may_be_same, is_right, is_known, stands_for, is_audit)


def _same(rows: list[Labelled], wanted: float, new: float) -> float:
    """The lowest chance from which accepting was right so often; 1 where no chance was high enough."""
    same, right, weight = 1.0, 0.0, 0.0
    eligible = sorted((row for row in rows if row.may_be_same and row.chance_new < new), key=lambda row: -row.chance)
    for chance, alike in groupby(eligible, key=lambda row: row.chance):
        for row in alike:
            weight += row.stands_for
            right += row.stands_for * row.is_right
        if right / weight >= wanted and chance >= LEAST_SAME:
            same = chance
    return same


def _new(rows: list[Labelled], now: float) -> float:
    """The limit in force, or the lowest below it that calls hardly any more known persons new."""
    known = sum(row.stands_for for row in rows if row.is_known)
    lowest, missed = now, 0.0
    below = sorted((row for row in rows if LEAST_NEW <= row.chance_new < now), key=lambda row: -row.chance_new)
    for chance_new, alike in groupby(below, key=lambda row: row.chance_new):
        missed += sum(row.stands_for for row in alike if row.is_known)
        if missed > known * MISSED_MORE:
            break
        lowest = chance_new
    return lowest
