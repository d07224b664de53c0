"""The acts of a review: submit, sign, approve, return, take back. Each leaves a row that stays (models/review.py).

Approving has two locks besides those of the path. Every question of the risk test is answered; and when anybody of this
round answered one with yes, two editors sign: the first signature leaves the dossier in review, the second approves.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from editorial.models import Dossier, Editor, PendingChange, Refused, Review, Verb
from editorial.models.dossier import WHY
from editorial.models.pending import Alarm
from editorial.models.review import RISKS, let_go

Answers = dict[str, bool]


@transaction.atomic
def submit(dossier: Dossier, *, by: Editor, comment: str = "") -> None:
    dossier.submit(by=by)
    _note(dossier, Verb.SUBMIT, by, comment, at=dossier.submitted_at)
    let_go(dossier, by=by)


def approve(dossier: Dossier, *, by: Editor, answers: Answers, seen: str, comment: str = "") -> Verb:
    """Approves, or signs where a second signature is needed; returns which. Raises Refused, and then nothing happened.

    `seen`: the digest of the difference that the editor read.
    """
    if set(answers) != set(RISKS):
        raise Refused(_("Answer every question of the risk test."))
    if not needs_another(dossier, by=by, answers=answers):
        _approve(dossier, by=by, answers=answers, seen=seen, comment=comment)
        return Verb.APPROVE
    dossier._require("approve")
    if is_author(dossier, by):
        raise Refused(str(WHY[Alarm.Reason.OWN]))
    if found := dossier.problems():
        raise Refused(" ".join(str(problem) for problem in found))
    if Review.objects.in_this_round(dossier).filter(verb=Verb.SIGN, by=by).exists():
        raise Refused(_("You have signed already: a colleague must sign too."))
    _note(dossier, Verb.SIGN, by, comment, answers=answers, seen=seen)
    return Verb.SIGN


def _approve(dossier: Dossier, *, by: Editor, answers: Answers, seen: str, comment: str) -> None:
    """Both or neither: the row that the database asks for (four_eyes.py), and then the move."""
    try:
        with transaction.atomic():
            _note(dossier, Verb.APPROVE, by, comment, answers=answers, seen=seen)
            dossier.approve(by=by)
    except Refused:
        # The row is gone, and with it the alarm of the refusal: asked without a row the database refuses it for the
        # same reason, and that alarm stays.
        dossier.approve(by=by)
        raise


def needs_another(dossier: Dossier, *, by: Editor, answers: Answers) -> bool:
    """Whether this signature is not enough: somebody sees a risk, and nobody else's signature stands beside it."""
    signed = Review.objects.in_this_round(dossier).signatures()
    is_risky = any(answers.values()) or any(any(given.values()) for given in signed.values_list("answers", flat=True))
    return is_risky and not signed.standing().exclude(by=by).exists()


def is_author(dossier: Dossier, editor: Editor) -> bool:
    """Whether the editor wrote or submitted any of what is pending."""
    if editor.pk in (dossier.submitted_by_id, dossier.last_edited_by_id):
        return True
    about = Q(kind=dossier._meta.label_lower, dossier_id=dossier.pk)
    return PendingChange.objects.filter(about, editor_id=editor.pk).exists()


@transaction.atomic
def return_to_author(dossier: Dossier, *, by: Editor, comment: str, seen: str = "") -> None:
    """Back to its author, who must be told why: without a comment, Refused."""
    if not comment.strip():
        raise Refused(_("Say in a comment what its author should mend."))
    dossier.return_to_author(by=by)
    _note(dossier, Verb.RETURN, by, comment, seen=seen)


@transaction.atomic
def take_back(dossier: Dossier, *, by: Editor, comment: str = "") -> None:
    dossier.take_back(by=by)
    _note(dossier, Verb.TAKE_BACK, by, comment)


def _note(dossier: Dossier, verb: Verb, by: Editor, comment: str, **more: Any) -> None:
    kind = dossier._meta.label_lower
    Review.objects.create(kind=kind, dossier_id=dossier.pk, verb=verb, by=by, comment=comment.strip(), **more)
