"""Chooses the matcher's limits anew on what editors answered; stores them only when told to."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from editorial.models import Editor, Refused
from prisoners.matching.in_force import scorecard_in_force
from prisoners.matching.precision import is_only_demo
from prisoners.matching.refit import ENOUGH_FOR_WEIGHTS, Outcome, Proposal, propose, store, take_back
from prisoners.models import Person

STEERS = "prisoners.change_matchlimits"


class Command(BaseCommand):
    help = (
        "Chooses from which chance on a row is accepted, or called somebody new, on the rows that editors decided and "
        "on the matcher's own decisions that were drawn and answered. Prints the limits before and after, and what "
        "each would have done; stores nothing without --store. Weights stay. Too few answers or bad input: exit 2."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--store", action="store_true", help="from the next import on these limits decide")
        what.add_argument("--take-back", action="store_true", help="the limits before those stored last decide again")
        parser.add_argument("--by", metavar="NAME", help="the account that answers for it: a coordinator's")
        parser.add_argument("--reason", metavar="TEXT", default="", help="why; kept with the limits")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):  # as every command speaks
            try:
                self._handle(**options)
            except Refused as refusal:
                raise CommandError(str(refusal), returncode=2) from None

    def _handle(self, *, by: str | None, reason: str, **options: Any) -> None:
        editor = _editor(by) if options["store"] or options["take_back"] else None
        persons = Person.objects.filter(merged_into=None).count()
        if options["take_back"]:
            stored = take_back(by=editor)  # type: ignore[arg-type]
            self.stdout.write(f"taken back {stored.version}\nin force {scorecard_in_force(persons).version}")
            return
        proposal = propose(scorecard_in_force(persons), is_demo=is_only_demo())
        self._print(proposal)
        if editor:
            stored = store(proposal, persons=persons, by=editor, reason=reason)
            self.stdout.write(f"stored {stored.version}")
        else:
            self.stdout.write("Nothing was stored (--store stores).")

    def _print(self, proposal: Proposal) -> None:
        self.stdout.write(f"scorecard {proposal.card.version}")
        self.stdout.write(f"answers {proposal.rows}, of them drawn {proposal.audited}")
        self.stdout.write("                before   after")
        lines = [("same", proposal.card.same, proposal.same), ("new", proposal.card.new, proposal.new)]
        for name in Outcome.__dataclass_fields__:
            lines.append((name, getattr(proposal.before, name), getattr(proposal.after, name)))
        for name, before, after in lines:
            self.stdout.write(f"{name:<14}  {before:.4f}  {after:.4f}")
        enough = proposal.rows >= ENOUGH_FOR_WEIGHTS
        told = "these would do; it is done where the scorecards are made (benchmarks.linkage.fit)"
        self.stdout.write(f"weights stay: they need {ENOUGH_FOR_WEIGHTS} answers{'; ' + told if enough else ''}")


def _editor(name: str | None) -> Editor:
    if not name:
        raise CommandError("Say who answers for it: --by NAME.", returncode=2)
    found = Editor.objects.filter(username=name).first()
    if found is None:
        raise CommandError(f"There is no account “{name}”.", returncode=2)
    if not found.has_perm(STEERS):
        raise CommandError(f"{name} may not change the limits: a coordinator may.", returncode=2)
    return found
