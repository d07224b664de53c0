"""The patrol: one in twenty of what an edition publishes is looked at again, by an outlet that had no part in it.

Which ones follows from the edition's digest: nobody can know before it is published, anybody can recompute it after.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Dossier, Editor, Patrol, Refused
from editorial.standing import outlets_of

SHARE = 20  # one in so many


def is_drawn(digest: str, kind: str, key: int) -> bool:
    """The fixed rule."""
    return int.from_bytes(hashlib.sha256(f"{digest} {kind} {key}".encode()).digest()[:8]) % SHARE == 0


def draw(edition: int, digest: str, published: Mapping[type[Dossier], Iterable[int]]) -> int:
    """Draws among what that edition published; returns how many."""
    drawn: list[Patrol] = []
    for model, keys in published.items():
        kind = model._meta.label_lower
        wanted = [key for key in keys if is_drawn(digest, kind, key)]
        rows = model._base_manager.filter(pk__in=wanted).values_list("pk", "submitted_by", "approved_by")
        had_part = {key: {who for who in editors if who} for key, *editors in rows}
        outlets = outlets_of({who for editors in had_part.values() for who in editors})
        for key, editors in sorted(had_part.items()):
            theirs = sorted(set().union(*(outlets.get(who, set()) for who in editors)))
            drawn.append(Patrol(kind=kind, dossier_id=key, edition=edition, outlets=theirs))
    return len(Patrol.objects.bulk_create(drawn, batch_size=1000, ignore_conflicts=True))


@transaction.atomic
def look(dossier: Dossier, *, by: Editor, is_sound: bool, comment: str) -> None:
    """Notes the second look. Raises Refused when none waits for this editor, or when what is wrong is not said."""
    mine = sorted(outlets_of([by.pk]).get(by.pk, set()))
    waiting = Patrol.objects.of(dossier).waiting_for(mine) if mine else Patrol.objects.none()
    if not waiting.exists():
        raise Refused(_("No second look waits for your outlet here."))
    if not is_sound and not comment.strip():
        raise Refused(_("Say in a comment what is not in order."))
    waiting.update(looked_by=by, looked_at=timezone.now(), is_sound=is_sound, comment=comment.strip())
