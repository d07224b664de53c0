"""What a person, a family or a reader asks of a record: to correct it, to hide a name, to erase everything."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Editor, Refused
from editorial.standing import outlets_of
from prisoners.models.person import Person

ANSWERED_WITHIN = timedelta(hours=72)
KEPT = timedelta(days=90)  # the text and the contact, after a request is closed
KEPT_WHEN_REFUSED = timedelta(days=30)


class Level(models.TextChoices):
    """What is asked; the three levels of a removal are those of the public page “Corrections and removals”.

    A hides the name, until somebody who may speak for the person consents to it. B hides it as A does, and no consent
    but the person's own brings it back. C erases. All of A and B is counted, without a name (prisoners/naming.py).
    """

    CORRECT = "correct", _("correct an error")
    HIDE = "hide", _("A: hide the name, go on counting")
    REMOVE = "remove", _("B: take the record away, keep the anonymous count")
    ERASE = "erase", _("C: erase everything")


class Requester(models.TextChoices):
    SELF = "self", _("the person")
    FAMILY = "family", _("the family")
    LAWYER = "lawyer", _("a lawyer")
    ORGANISATION = "organisation", _("an organisation")
    READER = "reader", _("a reader")
    UNKNOWN = "unknown", _("unknown")


class RequestDecision(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REFUSED = "refused", _("refused")


class CorrectionRequestQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Neither carried out nor refused by two editors."""
        return self.filter(done_at=None)

    def removals(self) -> Self:
        """What two editors granted of removals: the name may not be published."""
        granted = (RequestDecision.ACCEPTED, RequestDecision.PARTLY)
        return self.exclude(level=Level.CORRECT).filter(decision__in=granted, confirmed_by__isnull=False)

    def to_be_forgotten(self, *, at: datetime) -> Self:
        """Closed for long enough that nobody needs the words and the contact any more."""
        refused = Q(decision=RequestDecision.REFUSED, done_at__lte=at - KEPT_WHEN_REFUSED)
        said = ~Q(text="") | ~Q(contact="")
        return self.filter(said).filter(refused | Q(done_at__lte=at - KEPT))


class CorrectionRequest(models.Model):
    """One request about a record or a figure.

    States: open → decided (by one editor) → confirmed (by another, of another outlet) → done. Hiding and removing take
    the name off at the confirmation: the dossier becomes a draft, to be approved and published as any other, and the
    request is done when no page names the person. Erasing is done by the command `purge`, which may delete. A
    correction is done when an edition later than the decision holds the person's record anew, or when an edition's note
    says in public what became of it (`settled_in`). A request speaks for whoever two merged persons have become.
    Accepted in part is one level less: of C the name goes as by B, of B as by A; the answer says what is not done.

    `text` and `contact` lie here as they were written, not encrypted: what protects them is a table of its own, of
    which the public site's role has no right, that coordinators alone may open, that no export has, and the purge.
    Has no history by triggers: what is forgotten here must be nowhere else.
    """

    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="requests", verbose_name=_("person")
    )
    about = models.CharField(
        _("about"), max_length=200, blank=True, help_text=_("The figure or page, where it is about no person.")
    )
    level = models.CharField(_("what is asked"), max_length=8, choices=Level)
    requester = models.CharField(_("who asks"), max_length=12, choices=Requester, default=Requester.UNKNOWN)
    text = models.TextField(_("the request"), blank=True, help_text=_("Erased after it is closed. Never public."))
    contact = models.CharField(
        _("contact"),
        max_length=300,
        blank=True,
        help_text=_("How to answer them. Erased after it is closed."),
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    decision = models.CharField(_("decision"), max_length=8, choices=RequestDecision, blank=True)
    answer = models.TextField(_("what we answered"), blank=True, help_text=_("Why, without private data."))
    settled_in = models.PositiveIntegerField(
        _("settled in edition"),
        null=True,
        blank=True,
        help_text=_(
            "Of a correction. Found without you once the person's record is published anew; where nothing had to "
            "change, or it is about no person: the edition whose note says so."
        ),
    )
    decided_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("request"), _("requests")
        ordering = ("done_at", "received_at")
        constraints = [
            valid_code("level", Level),
            valid_code("requester", Requester),
            valid_code("decision", RequestDecision, blank=True),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("decided_by")) & ~Q(decision=""),
                name="request_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(confirmed_by__isnull=False), name="request_done_when_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(settled_in=None) | Q(level=Level.CORRECT), name="request_settled_is_a_correction"
            ),
            models.CheckConstraint(
                condition=~Q(decision=RequestDecision.PARTLY) | ~Q(answer=""), name="request_in_part_says_which"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} ({self.person or self.about or '—'})"

    def clean(self) -> None:
        super().clean()
        if self.decision == RequestDecision.PARTLY and not self.answer.strip():
            raise ValidationError({"answer": _("Say in the answer which part is done, and which is not.")})

    @property
    def answer_by(self) -> datetime:
        """Until when it must be dealt with."""
        return self.received_at + ANSWERED_WITHIN

    def is_late(self, *, at: datetime) -> bool:
        return self.done_at is None and at > self.answer_by

    @property
    def erases(self) -> bool:
        """Whether everything goes; what was accepted in part takes the name away."""
        return self.level == Level.ERASE and self.decision == RequestDecision.ACCEPTED

    @property
    def is_removal(self) -> bool:
        return self.level != Level.CORRECT

    def decide(self, decision: str, *, by: Editor) -> None:
        """What one editor proposes, in place of what nobody confirmed. Raises Refused when it is confirmed."""
        if self.confirmed_by_id is not None:
            raise Refused(_("Two editors have decided this already."))
        if self.is_removal and self.person_id is None and decision != RequestDecision.REFUSED:
            raise Refused(_("Say first whose record it is about."))
        if decision == RequestDecision.PARTLY and not self.answer.strip():
            raise Refused(_("Say in the answer which part is done, and which is not."))
        self.decision, self.decided_by, self.decided_at = decision, by, timezone.now()
        self.save(update_fields=["decision", "answer", "decided_by", "decided_at"])

    @transaction.atomic
    def confirm(self, *, by: Editor) -> None:
        """The second pair of eyes, of another outlet. Hides the name at once where that is what was decided.

        Of what the database holds now: what a colleague writes at the same moment is waited for. Raises Refused while
        nobody has decided, to whoever did, and to colleagues of the same outlet.
        """
        self.refresh_from_db(from_queryset=CorrectionRequest.objects.select_for_update(of=("self",)))
        if not self.decision or self.decided_by is None:
            raise Refused(_("Nobody has decided this yet."))
        if self.confirmed_by_id is not None:
            raise Refused(_("Two editors have decided this already."))
        outlets = outlets_of([by.pk, self.decided_by.pk])
        mine, theirs = (outlets.get(who.pk, set()) for who in (by, self.decided_by))
        if by.pk == self.decided_by.pk or not mine or mine & theirs:
            raise Refused(_("Another editor, of another outlet, confirms a decision."))
        self.confirmed_by, self.confirmed_at = by, timezone.now()
        if self.decision == RequestDecision.REFUSED:
            self.done_at = self.confirmed_at
        elif self.is_removal and not self.erases and self.person is not None:
            self.person.hide(by=by)
        self.save(update_fields=["confirmed_by", "confirmed_at", "done_at"])

    def forget(self) -> None:
        """Erases who asked and what they wrote; that it was asked and decided stays."""
        self.text = self.contact = ""
        self.save(update_fields=["text", "contact"])
