"""The tables of the mail slot. What citizens say is in none of them in the clear.

Nothing here says when (but the day), from where or how long a report was; pieces of one report do not name each other.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from intake.sealing import OVERHEAD, PIECE, QUESTION


def equally_long(size: int, name: str) -> models.CheckConstraint:
    """What is sealed is `size` padded bytes, whoever wrote it: its length tells nothing."""
    return models.CheckConstraint(condition=Exact(Length("sealed"), size + OVERHEAD), name=name)


class MailboxKey(models.Model):
    """A public key (X25519) to which reports are sealed; the newest one that is not retired takes them.

    Its private half is in MailboxSecret, or nowhere in this database.
    """

    id: int
    public_key = models.BinaryField(_("public key"), max_length=32, editable=False)
    made_on = models.DateField(_("made on"), editable=False)
    retired_on = models.DateField(
        _("retired on"), null=True, blank=True, help_text=_("No report is sealed to it from this day on.")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("key of the mailbox"), _("keys of the mailbox")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.made_on.isoformat()} · {bytes(self.public_key).hex()[:8]}"


class MailboxSecret(models.Model):
    """The private half of a key, sealed with a passphrase that the editors of the mailbox know."""

    key = models.OneToOneField(MailboxKey, models.PROTECT, related_name="secret", verbose_name=_("key of the mailbox"))
    sealed = models.BinaryField(_("sealed private key"), editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("secret of the mailbox"), _("secrets of the mailbox")

    def __str__(self) -> str:
        return str(self.key)


class Arrival(models.Model):
    """A piece on the day it came, until it is gathered with all others (gathering.py).

    The order of these rows tells the order in which people wrote: so they do not stay, and the newsroom's role reads
    nothing of them but the day.

    The public side may insert and nothing else: not even read what it wrote. So the id is made in Python, and of what
    was sent (slot.py), so that what is sent twice is kept once. The day is the database's own: nobody chooses it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    key = models.ForeignKey(MailboxKey, models.PROTECT, related_name="arrivals", verbose_name=_("key of the mailbox"))
    received_on = models.DateField(_("received on"), editable=False)
    sealed = models.BinaryField(_("sealed"), editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("piece that came"), _("pieces that came")
        constraints = [equally_long(PIECE, "intake_arrivals_equally_long")]

    def __str__(self) -> str:
        return str(self.id)


class Piece(models.Model):
    """One sealed piece of a report or of an answer, gathered; all pieces are equally long (sealing.PIECE)."""

    id = models.UUIDField(primary_key=True, editable=False)
    key = models.ForeignKey(MailboxKey, models.PROTECT, related_name="pieces", verbose_name=_("key of the mailbox"))
    received_on = models.DateField(_("received on"), editable=False)
    sealed = models.BinaryField(_("sealed"), editable=False)
    is_filed = models.BooleanField(
        _("filed"), db_default=False, help_text=_("The newsroom knows which report it belongs to.")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("sealed piece"), _("sealed pieces")
        indexes = [
            models.Index(fields=["received_on"], condition=models.Q(is_filed=False), name="intake_piece_unfiled")
        ]
        constraints = [equally_long(PIECE, "intake_pieces_equally_long")]

    def __str__(self) -> str:
        return str(self.id)


class Question(models.Model):
    """What the newsroom asks whoever holds a receipt, sealed to the key that only the receipt makes (receipts.py)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    box = models.BinaryField(_("box"), max_length=16, editable=False)
    sealed = models.BinaryField(_("sealed"), editable=False)
    left_on = models.DateField(_("left on"), editable=False)
    expires_on = models.DateField(_("expires on"), help_text=_("From this day on nobody is shown it."))

    class Meta:
        verbose_name, verbose_name_plural = _("question"), _("questions")
        indexes = [models.Index(fields=["box"], name="intake_question_box")]
        constraints = [equally_long(QUESTION, "intake_questions_equally_long")]

    def __str__(self) -> str:
        return str(self.id)


class Tally(models.Model):
    """How much came within an hour or a day, by a keyed hash; rows of former hours are forgotten at the next report.

    Only the function intake_admit of the database touches it. The table is not logged: no backup of the log holds it.
    """

    counted = models.BinaryField(_("what is counted"), max_length=16, editable=False)
    period = models.BigIntegerField(_("period"), editable=False, help_text=_("Seconds since 1970 at its beginning."))
    ends = models.BigIntegerField(_("end of the period"), editable=False)
    amount = models.PositiveIntegerField(_("amount"), editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("tally"), _("tallies")
        constraints = [models.UniqueConstraint(fields=["counted", "period"], name="intake_tally_once")]

    def __str__(self) -> str:
        return str(self.period)


def piece_id(digest: bytes) -> UUID:
    """The id of a piece from 16 or more bytes of a digest."""
    return UUID(bytes=digest[:16], version=4)


__all__: list[Any] = ["Arrival", "MailboxKey", "MailboxSecret", "Piece", "Question", "Tally", "piece_id"]
