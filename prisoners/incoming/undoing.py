"""Undoing a whole import: what it did to the dossiers is taken back, and its snapshot counts for nothing any more.

It is an ordinary change: what an edition has published stays published until somebody has approved the dossiers as they
are then. A person whom the import made goes, unless a colleague has approved that dossier: it is withdrawn then, and
another outlet must agree. What editors wrote since stays, and is named. What an import that was undone before had to
leave because this one stood on it goes now, the persons of whom only undone imports spoke among it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused, WorkflowState
from editorial.past import Life, events_of, tracked_models
from editorial.rows import Line, Undone
from editorial.undoing import lives_of, undo
from prisoners.dossiers import DERIVED
from prisoners.merging.footprint import KEPT_ELSEWHERE, rows_of
from prisoners.models import (
    Citation,
    ListChange,
    ListChoice,
    MatchDecision,
    MatchProfile,
    Person,
    PersonMerge,
    PersonSplit,
    RowMatch,
    Visibility,
)
from sources.import_list.turns import take_undo_turn
from sources.models import ListEntry, ListSnapshot

AGREED = (WorkflowState.APPROVED, WorkflowState.PUBLISHED)
MOST_TOLD = 50
Lives = list[tuple[type[Model], Any, Life]]


@dataclass
class UndoneImport:
    """`removed`, `restored`: how many rows by the name of their table.

    `withdrawn`: persons whom the import made and a colleague has approved since. `stays`: the first of what was written
    since, in words, with who wrote it. `unnamed`: the first of the persons who stay although no list names them any
    more. `persons`: whose dossiers changed, those gone not among them.
    """

    removed: dict[str, int] = field(default_factory=dict)
    restored: dict[str, int] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    stays_count: int = 0
    unnamed: list[str] = field(default_factory=list)
    unnamed_count: int = 0
    persons: int = 0


def undo_import(snapshot: ListSnapshot, *, by: Editor, reason: str, dry_run: bool = False) -> UndoneImport:
    """Takes back all that importing this snapshot did, in one transaction; `dry_run` does it and takes it back.

    Raises Refused without a reason, where a later import of the list builds on this one (undo that first), when it is
    undone already, or when the history does not tell what it did; then nothing has happened.
    """
    reason = reason.strip()[:300]
    if not reason:
        raise Refused(_("Say why the import is undone: colleagues will ask in a year."))
    with pghistory.context(user=by.pk, undo_import=snapshot.pk), transaction.atomic():
        take_undo_turn()
        snapshot = ListSnapshot.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
        _require(snapshot)
        done = _undo(snapshot, by=by, reason=reason)
        if dry_run:
            transaction.set_rollback(True)
    return done


def _require(snapshot: ListSnapshot) -> None:
    if snapshot.undone_at:
        raise Refused(_("This import is undone already."))
    later = ListSnapshot.objects.filter(source_list=snapshot.source_list_id, undone_at=None, pk__gt=snapshot.pk)
    if last := later.order_by("pk").last():
        raise Refused(_("A later import of this list builds on it: undo %(later)s first.") % {"later": last})


def _undo(snapshot: ListSnapshot, *, by: Editor, reason: str) -> UndoneImport:
    act = _acts([snapshot.pk]).first()
    told = act.pgh_context.metadata if act and act.pgh_context else {}
    if (told.get("import"), told.get("as_of")) != (snapshot.source_list.code, snapshot.as_of.isoformat()):
        raise Refused(_("The history does not tell what this import did: mend the dossiers one by one."))
    lives = [each for each in lives_of(act) if not _is_as_it_came(*each)]
    _require_no_merge_since(lives, snapshot.created_at)
    approved = _approved(lives)
    undone = _take_back(lives, approved, kept={(ListChange, key) for key in _put_off(snapshot)})
    persons = _persons(lives)
    for left in _left_behind(persons):
        of_them = _approved(left)
        more = _take_back(left, of_them)
        undone.removed += more.removed  # what stays was told when that import was undone
        undone.restored += more.restored
        approved |= of_them - _named(of_them, but=snapshot)
    Person.objects.filter(pk__in=approved).update(visibility=Visibility.WITHDRAWN)
    snapshot.undone_at, snapshot.undone_by, snapshot.undone_reason = timezone.now(), by, reason
    snapshot.supersedes = None
    snapshot.save()
    snapshot.refresh_from_db()
    snapshot.reopen(by=by)
    # What the undone wordings said of persons who stay is compared no more.
    rows = RowMatch.objects.in_force().filter(
        decision=MatchDecision.SAME, entry__records__appearances__snapshot=snapshot
    )
    MatchProfile.objects.filter(person__in=rows.values("person")).update(is_stale=True)
    unnamed = _unnamed(persons | set(rows.values_list("person", flat=True)))
    return UndoneImport(
        removed=_counted(undone.removed),
        restored=_counted(undone.restored),
        withdrawn=[str(person) for person in Person.objects.filter(pk__in=approved).order_by("pk")],
        stays=_told(undone.conflicts[:MOST_TOLD]),
        stays_count=len(undone.conflicts),
        unnamed=[str(person) for person in unnamed[:MOST_TOLD]],
        unnamed_count=unnamed.count(),
        persons=Person.objects.filter(pk__in=persons).exclude(pk__in=approved).count(),
    )


def _acts(snapshots: Iterable[int]) -> QuerySet[Any]:
    """The events in whose transactions these were imported, the last first."""
    return events_of(ListSnapshot).filter(pgh_obj_id__in=list(snapshots), pgh_label="insert").order_by("-pgh_id")


def _take_back(lives: Lives, approved: set[int], *, kept: Collection[tuple[type[Model], Any]] = ()) -> Undone:
    """All but the dossiers of the approved, and the rows that are kept."""
    kept = {*kept} | {(rows.model, key) for rows in rows_of(approved) for key in rows.values_list("pk", flat=True)}
    return undo(lives, keep=lambda model, key: (model, key) in kept, derived=(*DERIVED, *KEPT_ELSEWHERE))


def _left_behind(persons: set[int]) -> Iterator[Lives]:
    """What each import that was undone before had made in these dossiers and had to leave, the last import first."""
    tracked = tracked_models()
    held: dict[type[Model], set[Any]] = {
        rows.model: set(rows.values_list("pk", flat=True)) for rows in rows_of(persons) if rows.model in tracked
    }
    makers = {
        context
        for model, keys in held.items()
        for context in events_of(model).filter(pgh_obj_id__in=keys, pgh_label="insert")
        .order_by().values_list("pgh_context_id", flat=True).distinct()
    }  # fmt: skip
    undone = ListSnapshot.objects.filter(undone_at__isnull=False).values_list("pk", flat=True)
    for act in _acts(undone).filter(pgh_context_id__in=makers - {None}):
        yield [each for each in lives_of(act) if each[1] in held.get(each[0], ())]


def _named(persons: set[int], *, but: ListSnapshot | None = None) -> set[int]:
    """Those of whom a row of an import in force speaks."""
    in_force = ListSnapshot.objects.filter(undone_at__isnull=True).exclude(pk__in=[but.pk] if but else [])
    edges = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME, person__in=persons)
    spoken = edges.filter(entry__records__appearances__snapshot__in=in_force)
    return set(spoken.values_list("person", flat=True))


def _unnamed(persons: set[int]) -> QuerySet[Person]:
    """Those who stay in the record, and whom no list names any more."""
    stay = Person.objects.filter(pk__in=persons - _named(persons), merged_into=None)
    return stay.exclude(visibility=Visibility.WITHDRAWN).order_by("pk")


def _require_no_merge_since(lives: Lives, at: datetime) -> None:
    """A merge or a split moved what the import brought, and keeps an original of it: its way back is first."""
    persons = _persons(lives) | {key for model, key, life in lives if model is Person and life.made_by_them}
    for kind, first, second in ((PersonMerge, "kept", "merged"), (PersonSplit, "person", "other")):
        since = kind.objects.in_force().filter(at__gte=at)
        if found := since.filter(Q(**{f"{first}__in": persons}) | Q(**{f"{second}__in": persons})).first():
            raise Refused(
                _("Since then a %(act)s changed what this import brought (%(who)s): undo that first.")
                % {"act": found._meta.verbose_name, "who": found}
            )


def _is_as_it_came(model: type[Model], _key: Any, life: Life) -> bool:
    """The snapshot and its lines stay for ever, as the organisation sent them."""
    return model is ListSnapshot or (model is ListEntry and life.made_by_them)


def _put_off(snapshot: ListSnapshot) -> list[int]:
    """Questions that an editor has seen and not decided: none of them any more, and asked anew by the next import."""
    put_off = ListChange.objects.filter(snapshot=snapshot, decision=ListChoice.LATER)
    keys = list(put_off.values_list("pk", flat=True))
    put_off.update(decision=ListChoice.OVERTAKEN)
    return keys


def _approved(lives: Lives) -> set[int]:
    """The persons that these made, of whose dossier a colleague has ever approved anything."""
    persons = [key for model, key, life in lives if model is Person and life.made_by_them and life.is_alive]
    agreed = events_of(Person).filter(pgh_obj_id__in=persons, workflow_state__in=AGREED)
    return set(agreed.order_by().values_list("pgh_obj_id", flat=True))


def _persons(lives: Lives) -> set[int]:
    """Whose dossier took something of the import: each row that is taken is cited."""
    return {life.now["person_id"] for model, _key, life in lives if model in (Citation, RowMatch)}


def _counted(lines: list[Line]) -> dict[str, int]:
    """How many rows of each table, by its name; a day of confirmation that is set back is no news."""
    told = [line for line in lines if set(line.columns) - set(DERIVED) or not line.columns]
    return dict(Counter(str(line.model._meta.verbose_name_plural) for line in told))


def _told(lines: list[Line]) -> list[str]:
    """What stays, for an editor: the row, its columns, and who wrote it since or what holds it."""
    names = dict(Editor.objects.filter(pk__in={line.by for line in lines if line.by}).values_list("pk", "username"))
    told = []
    for line in lines:
        row = line.model._base_manager.filter(pk=line.key).first()
        labels = {each.attname: each.verbose_name for each in line.model._meta.concrete_fields}
        fields = [str(labels[name]) for name in line.columns]
        kind = str(line.model._meta.verbose_name).capitalize()
        parts = [kind, f"“{row}”", ", ".join(fields), names.get(line.by or 0, "")]
        told.append(" · ".join(part for part in parts if part))
    return told
