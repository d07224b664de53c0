"""An editor's choice of one value where organisations differ: keep ours, or take what one line says."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from prisoners.incoming.comparing import as_text
from prisoners.incoming.held import Holdings, part
from prisoners.incoming.writing import write
from prisoners.models import FieldChoice, ListChange, ListChoice, Person
from prisoners.sayings.lines import lines_of
from prisoners.sayings.table import Saying, Word, sayings
from sources.models import SourceRecord


@transaction.atomic
def choose(
    person: Person, name: str, row: int | None, record: int | None, *, ours: str, by: Editor, reason: str = ""
) -> FieldChoice:
    """Records what the editor chose of a field of one row of the dossier. With `record`, what that line says is written
    into the dossier, which is a draft then, for a colleague to approve; without, ours stays.

    `ours` is what the editor saw there, as text. Raises Refused when the dossier says something else by now, the line
    says nothing of it, or what it says does not fit; then nothing has happened.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    saying = _saying(person, name, row, is_taken=record is not None)
    if as_text(saying.ours.value) != ours:
        raise Refused(_("Somebody has changed the dossier since: open it and compare again."))
    word = _word(saying, record) if record is not None else None
    said = {one.line.source_list: [] for one in saying.last_words}  # type: dict[str, list[Any]]
    for one in saying.last_words:
        said[one.line.source_list].append(one.value)
    value = _take(person, saying, word, by=by) if word is not None else saying.ours.value
    _close_questions(person, saying, word.value if word else None, by=by)
    return FieldChoice.objects.create(
        person=person, part=saying.ours.part, row=saying.ours.row or 0, field=name, said=said, by=by,
        value=value, record_id=word.record if word else None, reason=reason.strip()[:300],
    )  # fmt: skip


def may_be_chosen(saying: Saying) -> bool:
    """Whether one column of ours holds it, in which what a line says can be written as it is."""
    known = part(saying.ours.part)
    return may_be_kept(saying) and known is not None and known.may_be_taken


def may_be_kept(saying: Saying) -> bool:
    """Whether one row of ours says it, so that an editor can say that it stands against what lists say."""
    return saying.ours.row is not None and bool(saying.ours.column) and part(saying.ours.part) is not None


def _saying(person: Person, name: str, row: int | None, *, is_taken: bool) -> Saying:
    found = sayings(lines_of([person.pk]), Holdings([person.pk]))
    saying = next((each for each in found if each.name == name and each.ours.row == row), None)
    if row is None or saying is None or not (may_be_chosen(saying) if is_taken else may_be_kept(saying)):
        raise Refused(_("This is chosen in the dossier itself: open it."))
    return saying


def _word(saying: Saying, record: int) -> Word:
    word = next((each for each in saying.words if each.record == record and each.differs), None)
    if word is None:
        raise Refused(_("This line says nothing else of it than we do."))
    return word


def _take(person: Person, saying: Saying, word: Word, *, by: Editor) -> Any:
    """Returns what the dossier says then: a name is written there in its parts."""
    known = part(saying.ours.part)
    assert known is not None and saying.ours.model is not None
    row = saying.ours.model._default_manager.select_for_update(of=("self",)).get(pk=saying.ours.row)
    record = SourceRecord.objects.get(pk=word.record)
    written = write(known, row, {saying.name: word.value}, person, record)
    person.refresh_from_db()
    person.reopen(by=by)
    return Holdings([person.pk]).told(known.name, written)[saying.name]


def _close_questions(person: Person, saying: Saying, taken: Any, *, by: Editor) -> None:
    """What an import asks of this field is answered with it; what it asks besides stays open."""
    for change in ListChange.objects.open().filter(person=person, part=saying.ours.part, lines__has_key=saying.name):
        line = change.lines[saying.name]
        if len(change.lines) > 1:
            if taken is not None:
                line["ours"] = taken
                change.save(update_fields=["lines", "updated_at"])
            continue
        is_theirs = taken is not None and as_text(taken) == as_text(line["said"])
        change.decision = ListChoice.THEIRS if is_theirs else ListChoice.OURS
        change.decided_by, change.decided_at = by, timezone.now()
        change.save(update_fields=["decision", "decided_by", "decided_at", "updated_at"])
