"""One decision on one change of a list: keep ours, take theirs, note why a row left, or look later."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from editorial.models.review import let_go
from prisoners.incoming.comparing import as_text
from prisoners.incoming.held import Holdings, part
from prisoners.incoming.writing import write
from prisoners.models import ListChange, ListChangeKind, ListChoice, Person
from sources.import_list.turns import require_no_undo
from sources.models import LeftReason, ListEntry

OF_KIND = {
    ListChangeKind.CONFLICT: {ListChoice.OURS, ListChoice.THEIRS, ListChoice.LATER},
    ListChangeKind.GONE: {ListChoice.NOTED, ListChoice.LATER},
}


@transaction.atomic
def decide(change: ListChange, choice: str, *, by: Editor, left_reason: str = "") -> ListChange:
    """Records an editor's decision and acts on it. *theirs* writes what the list says into the dossier, with its line
    as source: the dossier is a draft again, for a colleague to approve. *noted* needs the reason why the row left.

    Raises Refused when a colleague has decided meanwhile, the choice is not one of this question, the dossier says
    something else by now, an import is being undone, or the database forbids what the list says; then nothing has
    happened.
    """
    require_no_undo()
    asked = ListChange.objects.select_for_update(of=("self",)).select_related("entry", "record", "person")
    found = asked.filter(pk=change.pk).first()
    if found is None:
        raise Refused(_("The import that asked this was undone: there is nothing to decide any more."))
    change = found
    if not change.is_open:
        raise Refused(
            _("%(who)s has decided this meanwhile: %(what)s.")
            % {"who": change.decided_by or _("The list"), "what": change.get_decision_display()}
        )
    if choice not in OF_KIND[ListChangeKind(change.kind)]:
        raise Refused(_("This cannot be decided here."))
    if choice == ListChoice.NOTED:
        _note(change.entry, left_reason)
    if choice == ListChoice.THEIRS:
        _take(change, by=by)
    change.decision, change.decided_by, change.decided_at = choice, by, timezone.now()
    change.save(update_fields=["decision", "decided_by", "decided_at", "updated_at"])
    let_go(change, by=by)
    return change


def may_take(change: ListChange) -> bool:
    """Whether theirs can be written as it is."""
    known = part(change.part)
    return change.kind == ListChangeKind.CONFLICT and known is not None and known.may_be_taken


def _note(entry: ListEntry, left_reason: str) -> None:
    if left_reason not in LeftReason.values:
        raise Refused(_("Say why the row left the list."))
    entry.left_reason = left_reason
    entry.save(update_fields=["left_reason", "updated_at"])


def _take(change: ListChange, *, by: Editor) -> None:
    known = part(change.part)
    if known is None or not known.may_be_taken:
        raise Refused(_("What follows from this is written in the dossier."))
    person = Person.objects.select_for_update(of=("self",)).get(pk=change.person.merged_into_id or change.person_id)
    holdings = Holdings([person.pk])
    said = {"confirmed_on": change.snapshot.as_of.isoformat(), **change.record.values}
    row: Any = holdings.rows(person.pk, said).get(change.part)
    if row is None:
        raise Refused(_("The dossier has no such line any more: open it."))
    told = holdings.told(change.part, row)
    if any(as_text(told[field]) != as_text(line["ours"]) for field, line in change.lines.items()):
        raise Refused(_("Somebody has changed the dossier since: open it and compare again."))
    # A list that names another place than before tells of a transfer.
    is_transfer = change.part == "stay" and change.lines["facility"]["before"] not in (None, "")
    write(known, row, change.said(), person, change.record, transfer=change.snapshot if is_transfer else None)
    person.refresh_from_db()
    person.reopen(by=by)
