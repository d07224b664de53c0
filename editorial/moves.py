"""The path of a dossier: one table of the moves that are allowed. The database reads the same table (four_eyes.py)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkflowState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned to its author")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


DRAFT, IN_REVIEW, RETURNED, APPROVED, PUBLISHED = (
    WorkflowState.DRAFT,
    WorkflowState.IN_REVIEW,
    WorkflowState.RETURNED,
    WorkflowState.APPROVED,
    WorkflowState.PUBLISHED,
)

# Verb → from which states, to which.
MOVES: dict[str, tuple[frozenset[WorkflowState], WorkflowState]] = {
    "submit": (frozenset({DRAFT, RETURNED}), IN_REVIEW),
    "take_back": (frozenset({IN_REVIEW}), DRAFT),
    "return": (frozenset({IN_REVIEW}), RETURNED),
    "approve": (frozenset({IN_REVIEW}), APPROVED),
    "void": (frozenset({APPROVED}), IN_REVIEW),
    "edit": (frozenset(WorkflowState), DRAFT),
    "publish": (frozenset({APPROVED}), PUBLISHED),
}


def allowed() -> set[tuple[str, str]]:
    """Every pair of states that some verb leads between."""
    return {(str(start), str(end)) for starts, end in MOVES.values() for start in starts if start != end}
