"""Whether an editor may sign a dossier, and if not, why: what the database will say (four_eyes.py), told beforehand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from editorial.beside import Beside, beside
from editorial.models import Dossier, Editor, Membership, WorkflowState
from editorial.models.dossier import WHY
from editorial.models.pending import Alarm


@dataclass(frozen=True)
class Standing:
    """`authors`: who wrote or submitted what is pending. `obstacle`: why this editor may not sign, or empty."""

    is_sensitive: bool
    authors: list[str]
    obstacle: str = ""


def outlets_of(editors: Iterable[int]) -> dict[int, set[int]]:
    """By editor, the outlets they work for today."""
    in_force = Membership.objects.in_force(on=timezone.localdate())
    found: dict[int, set[int]] = defaultdict(set)
    for editor, outlet in in_force.filter(editor__in=editors).values_list("editor", "outlet"):
        found[editor].add(outlet)
    return found


def of(dossier: Dossier, editor: Editor, noted: Beside | None = None) -> Standing:
    """`noted`: what stands beside the dossier, where the caller has read it."""
    noted = noted or beside(dossier, to=editor)
    pending = noted.pending
    found = {change.editor_id for change in pending} | {dossier.submitted_by_id, dossier.last_edited_by_id}
    keys = {key for key in found if key is not None}
    authors = sorted(noted.names.get(key, str(key)) for key in keys)
    is_sensitive = any(change.is_sensitive for change in pending)
    return Standing(is_sensitive, authors, _obstacle(dossier, editor, noted, keys))


def _obstacle(dossier: Dossier, editor: Editor, noted: Beside, authors: set[int]) -> str:
    if dossier.workflow_state != WorkflowState.IN_REVIEW:
        return ""
    if editor.pk in authors:
        return str(WHY[Alarm.Reason.OWN])
    if any(change.is_sensitive for change in noted.pending):
        theirs = {outlet for author in authors for outlet in noted.outlets.get(author, ())}
        mine = noted.outlets.get(editor.pk, set())
        if not mine or mine & theirs.union(*(change.outlets for change in noted.pending)):
            return str(WHY[Alarm.Reason.SAME_OUTLET])
    return ""
