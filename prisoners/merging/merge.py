"""Two persons become one, and two again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from editorial.refusals import in_words
from editorial.rows import Undone, check_at_once, in_rounds, write
from prisoners.merging import footprint
from prisoners.merging.contradictions import doubts, refusals
from prisoners.merging.plan import Plan
from prisoners.merging.planning import plan_merge
from prisoners.models import Citation, Person, PersonMerge, PersonName
from sources.import_list.turns import require_no_undo


@transaction.atomic
def merge(kept: Person, merged: Person, *, by: Editor, reason: str, is_confirmed: bool = False) -> PersonMerge:
    """`merged` lives on in `kept`; both dossiers go to draft, and another outlet approves before the public sees it.

    What the kept dossier knows stays; what it does not know follows. An arrest that both have becomes one detention.
    Equal rows stay with the merged person, whose original is never deleted. `is_confirmed`: the doubts were seen.
    Raises Refused where the two can't be one, where a doubt was not confirmed, and where the database forbids it.
    """
    if not reason.strip():
        raise Refused(_("Say why they are the same person."))
    kept, merged = locked(kept, merged)
    found = refusals(kept, merged) or ([] if is_confirmed else doubts(kept, merged))
    if found:
        raise Refused(" ".join(found))
    involved = {kept.pk, merged.pk, *Person.objects.filter(merged_into=merged).values_list("pk", flat=True)}
    before = footprint.written(involved)
    carry_out(plan_merge(kept, merged))
    done = PersonMerge.objects.create(
        kept=kept, merged=merged, by=by, reason=reason.strip()[:300],
        rows=footprint.difference(before, footprint.written(involved)),
    )  # fmt: skip
    reopen([kept.pk, merged.pk], by=by)
    return done


@transaction.atomic
def unmerge(done: PersonMerge, *, by: Editor) -> list[str]:
    """Both dossiers as they were before the merge, every column of every row; both go to draft.

    Not restored: the place on the path (`workflow_state` and who submitted, approved and edited last) and the clock
    (`updated_at`). What somebody wrote since stays: a row that came since stays with the kept person, or goes with the
    detention from which it hangs; a value changed since is not put back, and is returned in words.
    Raises Refused when it is undone already, or a row that moved was given to somebody else since: undo that first.
    """
    locked(done.kept, done.merged)
    done = PersonMerge.objects.select_for_update(of=("self",)).get(pk=done.pk)
    if done.undone_at:
        raise Refused(_("This merge is undone already."))
    later = footprint.take_back(done.rows)
    _follow_their_rows({done.kept_id, done.merged_id})
    done.undone_by, done.undone_at = by, timezone.now()
    done.save(update_fields=["undone_by", "undone_at"])
    reopen([done.kept_id, done.merged_id], by=by)
    return later


def carry_out(plan: Plan) -> None:
    """Raises Refused when the database forbids a part of it."""
    check_at_once()
    undone = Undone()
    rows = [(model, key, values) for (model, key), values in plan.writes.items()]
    in_rounds(undone, rows, write, undone.restored)
    if undone.conflicts:
        told = _("The two dossiers contradict each other (%(what)s: %(why)s): mend one of them first.")
        conflict = undone.conflicts[0]
        why = in_words(conflict.why).rstrip(".")
        raise Refused(told % {"what": conflict.model._meta.verbose_name, "why": why})
    PersonName.objects.bulk_create(plan.names)


def reopen(persons: Iterable[int], *, by: Editor) -> None:
    for person in Person.objects.filter(pk__in=list(persons)).order_by("pk"):
        person.reopen(by=by)


def locked(*persons: Person) -> list[Person]:
    """As they are now, and still when this ends; always locked in the same order, so that two merges never wait for
    each other for ever. Raises Refused while an import is being undone.
    """
    require_no_undo()
    held = {
        each.pk: each
        for each in Person.objects.select_for_update(of=("self",))
        .select_related("merged_into")
        .filter(pk__in=[person.pk for person in persons])
        .order_by("pk")
    }
    return [held[person.pk] for person in persons]


def _follow_their_rows(persons: set[int]) -> None:
    """A citation written since belongs to the person whose row it supports."""
    for name in ("detention", "stage", "charge", "sentence", "stay"):
        path = "detention__person_id" if name == "detention" else f"{name}__detention__person_id"
        cited = Citation.objects.filter(person__in=persons, **{f"{name}__isnull": False})
        for key, owner in cited.exclude(**{path: F("person_id")}).values_list("pk", path):
            Citation.objects.filter(pk=key).update(person_id=owner)
