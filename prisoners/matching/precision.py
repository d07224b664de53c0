"""What the answers of editors prove of the matcher's own decisions, and when it must stop deciding by itself.

The rule: two errors or more among the last 299 answers, and the upper 95 % limit of precision that they leave is below
0.99. That is the second error within 35 answers, the third within 82, the 4th within 137, the 5th within 198, the 6th
within 262, the 7th within 299. Looked at after each answer it stops, within 299 answers (tests compute the table anew):

    true precision   stops    half of the time within
    .950             99.7 %    34 answers
    .970             87.6 %    91
    .980             56.3 %   240
    .990             12.9 %
    .996              1.3 %

One error alone never stops it: at .996 one in fifty samples would begin with it. Older answers than the last 299 don't
hold a matcher up that new lists have made worse.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from prisoners.matching.proportion import lower_limit, upper_limit
from prisoners.models import MatchAudit, MatchDecision, MatchStop, Person, RowMatch

WANTED = 0.99
ENOUGH = 299  # answers; without an error they prove the wanted precision
LEAST_ERRORS = 2


@dataclass(frozen=True)
class Standing:
    """Of one scorecard: answers and errors so far, drawn and not yet answered, and all decisions of its own.

    `withdrawn`: of these, how many editors took back without being asked; they are in no sample.
    """

    version: str
    answered: int
    errors: int
    asked: int
    decisions: int
    withdrawn: int

    @property
    def at_least(self) -> float:
        """The precision that is proved, 95 times in a hundred."""
        return lower_limit(self.right, self.answered)

    @property
    def right(self) -> int:
        return self.answered - self.errors

    @property
    def percent(self) -> float:
        """What is proved, in percent to one decimal, never rounded up."""
        return floor(self.at_least * 1000) / 10

    @property
    def is_proved(self) -> bool:
        return self.at_least >= WANTED

    @property
    def missing(self) -> int:
        """How many right answers more would prove the wanted precision; 0 when it is proved."""
        enough = ENOUGH
        while self._proved_with(enough) < WANTED:
            enough *= 2
        return bisect_left(range(enough), WANTED, key=self._proved_with)

    def _proved_with(self, more: int) -> float:
        return lower_limit(self.right + more, self.answered + more)


def fails(answers: Sequence[bool]) -> bool:
    """Whether these answers, the last 299, stop the matcher: see the rule above."""
    errors = sum(not is_right for is_right in answers)
    return errors >= LEAST_ERRORS and upper_limit(len(answers) - errors, len(answers)) < WANTED


def standing(version: str, *, is_demo: bool) -> Standing:
    sample = MatchAudit.objects.of(version, is_demo=is_demo)
    counted = sample.aggregate(
        answered=Count("pk", Q(answered_at__isnull=False)), errors=Count("pk", Q(is_right=False))
    )
    own = decisions_of(version, is_demo=is_demo)
    outside = own.filter(withdrawn_at__isnull=False).exclude(pk__in=sample.answered().values("match"))
    return Standing(version, counted["answered"], counted["errors"], sample.open().count(), own.count(),
                    outside.count())  # fmt: skip


def decisions_of(version: str, *, is_demo: bool) -> Any:
    """Every row that the matcher gave to a person by itself, by this scorecard, those taken back among them."""
    return RowMatch.objects.filter(
        decision=MatchDecision.SAME, decided_by=None, explanation__model=version,
        entry__source_list__organisation__is_demo=is_demo,
    )  # fmt: skip


def versions(*, is_demo: bool) -> list[str]:
    """The scorecards that an editor answered for, the latest first."""
    rows = MatchAudit.objects.filter(entry__source_list__organisation__is_demo=is_demo)
    return list(dict.fromkeys(rows.order_by("-pk").values_list("version", flat=True)))


def is_only_demo() -> bool:
    """Whether all persons are invented: then the demonstration is what there is to be measured."""
    return not Person.objects.filter(is_demo=False).exists()


def stop_in_force(*, is_demo: bool) -> MatchStop | None:
    """While there is one, the matcher accepts nothing by itself, whatever its scorecard."""
    return MatchStop.objects.filter(is_demo=is_demo, ended_at=None).first()


def stop_if_it_fails(version: str, *, is_demo: bool) -> MatchStop | None:
    """Looks at the last answers, those since somebody last ended a stop; stops the matcher when they are too bad."""
    if stop_in_force(is_demo=is_demo):
        return None
    answers = MatchAudit.objects.of(version, is_demo=is_demo).answered()
    ended = MatchStop.objects.filter(is_demo=is_demo, version=version).order_by("-ended_at").first()
    if ended:
        answers = answers.filter(answered_at__gt=ended.ended_at)
    last = [bool(each.is_right) for each in answers.order_by("-answered_at", "-pk")[:ENOUGH]]
    if not fails(last):
        return None
    return MatchStop.objects.create(version=version, is_demo=is_demo, answered=len(last), errors=last.count(False))


@transaction.atomic
def end_stop(*, is_demo: bool, by: Editor, reason: str) -> MatchStop:
    """Lets the matcher accept by itself again; what was answered before counts for no further stop.

    Raises Refused without a reason, or where nothing is stopped.
    """
    reason = reason.strip()[:1000]
    if not reason:
        raise Refused(_("Say why the matcher may accept by itself again: colleagues will ask in a year."))
    stop = MatchStop.objects.select_for_update().filter(is_demo=is_demo, ended_at=None).first()
    if stop is None:
        raise Refused(_("The matcher is not stopped."))
    stop.ended_at, stop.ended_by, stop.reason = timezone.now(), by, reason
    stop.save()
    return stop
