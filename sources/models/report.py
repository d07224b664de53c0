"""Citizens' reports as the newsroom keeps them: their state and who decided. What they say stays in sealed pieces.

None of these tables holds a word of a report. Pieces are named by their ids alone (intake.Piece): this module is read
by rooms that may not know the mail slot.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Editor, Refused
from sources.models.document import Document

MOST_NAMED = 50  # reports of one act
KEPT_CLOSED, KEPT_REFUSED, KEPT_UNTOUCHED = timedelta(days=90), timedelta(days=30), timedelta(days=90)
"""How long after its end a report is kept: of one that was used or known, of one that was refused, of one that nobody
looked at (domain rule 8.7)."""
KEPT_OPEN, TOLD_BEFORE = timedelta(days=180), timedelta(days=30)
"""How long after its last message a report is kept that somebody works on and nobody ends; how long before that the
editors are told."""
KEPT_ANSWERED = timedelta(days=30)
"""How long at least an answer to a closed report can be read, from the day on which it was filed."""


class ReportState(models.TextChoices):
    NEW = "new", _("just arrived")
    TRIAGE = "triage", _("being sorted")
    VERIFYING = "verifying", _("being verified")
    ACCEPTED = "accepted", _("recorded as a source")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")
    DUPLICATE = "duplicate", _("said before")


class RejectReason(models.TextChoices):
    """A closed list: free words about a report are sealed notes."""

    UNVERIFIABLE = "unverifiable", _("it could not be verified")
    NOT_SO = "not_so", _("it was found not to be so")
    NOT_OURS = "not_ours", _("it is not about a political prisoner")
    EMPTY = "empty", _("it says nothing that can be checked")
    HARM = "harm", _("to publish it would harm somebody")
    OTHER = "other", _("another reason, in a note")


NEW, TRIAGE, VERIFYING = ReportState.NEW, ReportState.TRIAGE, ReportState.VERIFYING
OPEN = frozenset({NEW, TRIAGE, VERIFYING})
CLOSED = frozenset(ReportState) - OPEN
# Verb → from which states, to which.
MOVES: dict[str, tuple[frozenset[ReportState], ReportState]] = {
    "take_up": (frozenset({NEW}), TRIAGE),
    "verify": (frozenset({NEW, TRIAGE}), VERIFYING),
    "accept": (OPEN, ReportState.ACCEPTED),
    "reject": (OPEN, ReportState.REJECTED),
    "spam": (OPEN, ReportState.SPAM),
    "duplicate": (OPEN, ReportState.DUPLICATE),
    "reopen": (CLOSED, TRIAGE),
}
KEPT: dict[str, timedelta] = {
    ReportState.ACCEPTED: KEPT_CLOSED, ReportState.DUPLICATE: KEPT_CLOSED,
    ReportState.REJECTED: KEPT_REFUSED, ReportState.SPAM: KEPT_REFUSED,
}  # fmt: skip


class ReportQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def waiting(self) -> Self:
        """Those that somebody must look at: open and not yet read, or with an answer that nobody has read."""
        return self.filter(is_unread=True).filter(Q(state__in=OPEN) | Q(has_answer=True))

    def untouched(self, *, on: date) -> Self:
        """New ones that nobody has looked after in all that time: gone on that day."""
        return self.filter(state=NEW, last_received_on__lte=on - KEPT_UNTOUCHED)

    def given_up(self, *, on: date) -> Self:
        """Those that somebody began to work on and nobody ended in all that time: gone on that day."""
        return self.filter(state__in=OPEN - {NEW}, last_received_on__lte=on - KEPT_OPEN)

    def ending(self, *, on: date) -> Self:
        """Open ones that will be gone within a month unless somebody closes them."""
        soon = on + TOLD_BEFORE
        return self.untouched(on=soon) | self.given_up(on=soon)

    def end_for_safety(self, *, on: date) -> int:
        """Whatever their state, nothing of them is kept from that day on: whom they are about is being erased."""
        return self.filter(is_purged=False).update(
            state=ReportState.REJECTED, reason=RejectReason.HARM, decided_on=on, purge_on=on, is_unread=False,
            has_answer=False, version=F("version") + 1,
        )  # fmt: skip


class CitizenReport(models.Model):
    """What the holder of one receipt told, and what became of it.

    States: new → being sorted → being verified → recorded as a source, rejected, spam or said before; any of the last
    four may be taken up again until the report is purged. Two messages are of one report when they name one box.
    """

    id: int
    box = models.BinaryField(_("box"), max_length=16, null=True, editable=False)
    kind_mark = models.BinaryField(_("mark of the kind"), max_length=16, editable=False)
    likeness = models.BinaryField(_("mark of the text"), max_length=16, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.NEW)
    received_on = models.DateField(_("it came on"))
    last_received_on = models.DateField(_("last message on"))
    is_unread = models.BooleanField(_("not read"), default=True)
    has_answer = models.BooleanField(_("has an answer"), default=False)
    decided_by = models.ForeignKey(Editor, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by"))
    decided_on = models.DateField(_("decided on"), null=True)
    reason = models.CharField(_("reason"), max_length=12, choices=RejectReason, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+", verbose_name=_("document"))
    purge_on = models.DateField(_("purged on"), null=True, help_text=_("From this day on nothing of it is kept."))
    is_purged = models.BooleanField(_("purged"), default=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("citizen's report"), _("citizens' reports")
        ordering = ("-received_on", "-pk")
        indexes = [
            models.Index(fields=["state", "-received_on", "-id"], name="report_by_state"),
            models.Index(fields=["likeness"], name="report_by_likeness"),
            models.Index(fields=["purge_on"], condition=Q(is_purged=False), name="report_to_purge"),
        ]
        constraints = [
            valid_code("state", ReportState),
            valid_code("reason", RejectReason, blank=True),
            models.UniqueConstraint(fields=["box"], name="one_report_of_a_box"),
            models.CheckConstraint(condition=~Q(state="rejected") | ~Q(reason=""), name="report_rejected_for_a_reason"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, purge_on=None) | Q(state__in=CLOSED, purge_on__isnull=False),
                name="report_purged_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"R-{self.pk:04d}"

    def save(self, *args: Any, **options: Any) -> None:
        """Each time it is another version, by which two editors at once notice one another."""
        if not self._state.adding:
            self.version += 1
        super().save(*args, **options)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def state_in_words(self) -> str:
        """The state; of one that was used, as what: one that cites no document was made a request."""
        is_request = self.state == ReportState.ACCEPTED and self.document_id is None
        return say("made a request") if is_request else self.get_state_display()

    @property
    def is_gone_on(self) -> date | None:
        """The day from which on nothing of it is kept, as things stand; None when that has happened."""
        if self.is_purged or not self.is_open:
            return None if self.is_purged else self.purge_on
        return self.last_received_on + (KEPT_UNTOUCHED if self.state == NEW else KEPT_OPEN)

    def take_answer(self, *, on: date) -> None:
        """Somebody answered: unread, and kept long enough to be read, whatever was decided. Does not save.

        What is to go at once for somebody's safety is not kept for it.
        """
        self.is_unread = self.has_answer = True
        if self.purge_on and self.decided_on and self.purge_on > self.decided_on:
            self.purge_on = max(self.purge_on, on + KEPT_ANSWERED)

    def may(self, verb: str) -> bool:
        return not self.is_purged and self.state in MOVES[verb][0]

    @property
    def verbs(self) -> list[str]:
        return [verb for verb in MOVES if self.may(verb)]

    @transaction.atomic
    def move(self, verb: str, *, by: Editor, on: date, seen: int | None = None, reason: str = "") -> None:
        """Takes the step. `seen`: the version that the editor read; None for a program that read none.

        Raises Refused when the state does not allow it, when a colleague was quicker, and for a rejection without one
        of the reasons.
        """
        row = self.locked(self.pk, seen=seen)
        if not row.may(verb):
            told = say("%(report)s is “%(state)s”: this cannot be done with it now.")
            raise Refused(told % {"report": row, "state": row.state_in_words})
        if verb == "reject" and reason not in RejectReason.values:
            raise Refused(say("Choose why it is rejected."))
        state = MOVES[verb][1]
        kept = KEPT.get(state)
        row.state, row.reason = state, reason if verb == "reject" else ""
        row.decided_by, row.decided_on, row.purge_on = (by, on, on + kept) if kept else (None, None, None)
        row.is_unread = row.is_unread and state in OPEN and verb != "take_up"
        row.save()
        ReportAct.objects.create(by=by, verb=verb, reports=[row.pk])
        self.refresh_from_db()

    @classmethod
    def locked(cls, pk: int, *, seen: int | None) -> CitizenReport:
        """The row, locked until the end of the transaction. Raises Refused when it has changed since `seen`."""
        row = cls.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None or (seen is not None and row.version != seen):
            raise Refused(say("A colleague was quicker with this report. Nothing was changed: read it again first."))
        return row


class ReportMessage(models.Model):
    """One message of a report: the first, or an answer. `piece` is its sealed head, `parts` the pieces of its files."""

    report = models.ForeignKey(CitizenReport, models.CASCADE, related_name="messages")
    piece = models.UUIDField(unique=True)
    parts = ArrayField(models.UUIDField(), default=list)
    received_on = models.DateField(_("it came on"))

    class Meta:
        verbose_name, verbose_name_plural = _("message of a report"), _("messages of reports")
        ordering = ("received_on", "pk")


class NoteKind(models.TextChoices):
    NOTE = "note", _("note")
    QUESTION = "question", _("question")


class ReportNote(models.Model):
    """What an editor wrote about a report, or asked whoever sent it: sealed to the key of the mailbox."""

    report = models.ForeignKey(CitizenReport, models.CASCADE, related_name="notes")
    kind = models.CharField(_("kind"), max_length=8, choices=NoteKind, default=NoteKind.NOTE)
    key_id = models.BigIntegerField()  # of intake.MailboxKey
    sealed = models.BinaryField(editable=False)
    by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("by"))
    on = models.DateField(_("on"))

    class Meta:
        verbose_name, verbose_name_plural = _("note on a report"), _("notes on reports")
        ordering = ("pk",)
        constraints = [valid_code("kind", NoteKind)]


class ReportVerb(models.TextChoices):
    UNLOCK = "unlock", _("unlocked the mailbox")
    WRONG = "wrong", _("gave a wrong passphrase")
    LOCK = "lock", _("locked the mailbox")
    LIST = "list", _("saw in the list")
    OPEN = "open", _("opened")
    PICTURE = "picture", _("saw a picture of")
    TAKE_UP = "take_up", _("took up")
    VERIFY = "verify", _("began to verify")
    ACCEPT = "accept", _("recorded as a source")
    REJECT = "reject", _("rejected")
    SPAM = "spam", _("held to be spam")
    DUPLICATE = "duplicate", _("held to be said before")
    REOPEN = "reopen", _("took up again")
    ASK = "ask", _("asked about")
    NOTE = "note", _("wrote a note on")
    LINK = "link", _("said whom it is about:")


class ReportAct(models.Model):
    """Who did what with which reports, and when. Rows are only added: the newsroom's role may not change one.

    Reports are named by number, so that the act is known when the report is gone.
    """

    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("editor"))
    verb = models.CharField(_("act"), max_length=10, choices=ReportVerb)
    reports = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("reports"))

    class Meta:
        verbose_name, verbose_name_plural = _("act on reports"), _("acts on reports")
        ordering = ("-pk",)
        indexes = [GinIndex(fields=["reports"], name="report_act_of_report")]
        constraints = [valid_code("verb", ReportVerb)]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.numbers}".strip()

    @property
    def numbers(self) -> str:
        """The first of them; of a flood, how many there are."""
        named = ", ".join(f"R-{number:04d}" for number in self.reports[:MOST_NAMED])
        return named if len(self.reports) <= MOST_NAMED else f"{named} … ({len(self.reports)})"
