"""Undoing all that one account wrote since a day, and nothing that anybody else wrote: poisoning, a stolen session.

A column goes back to what it was before the account touched it, if the account wrote it last; what a colleague changed
afterwards stays, and is listed. Rows that the account added go, rows that it removed come back; a person that it added
is withdrawn. It is an edit like any other: every dossier it touches is a draft again, and two people look at it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pghistory
from django.db import models, transaction

from editorial.models import Dossier, Editor
from editorial.past import Life, lives_touched, tracked_models
from editorial.rows import Line, Undone, bring_back, check_at_once, in_rounds, remove, write


def revert_user(account: Editor, *, since: datetime, by: Editor, dry_run: bool = False) -> Undone:
    """All or nothing; `dry_run` does all of it and takes it back. `by` answers for it, and may not approve it."""
    undone = Undone()
    with pghistory.context(user=by.pk, revert=account.pk), transaction.atomic():
        check_at_once()
        lives = [(model, key, life) for model in tracked_models() for key, life in _lives(model, account, since)]
        _bring_back(undone, [each for each in lives if not each[2].is_alive])
        _restore(undone, [each for each in lives if each[2].is_alive and not each[2].made_by_them])
        _remove(undone, [each for each in lives if each[2].is_alive and each[2].made_by_them])
        if dry_run:
            transaction.set_rollback(True)
    return undone


Row = tuple[type[models.Model], Any, Life]


def _lives(model: type[models.Model], account: Editor, since: datetime) -> list[tuple[Any, Life]]:
    return sorted(lives_touched(model, account.pk, since), key=lambda each: str(each[0]))


def _restore(undone: Undone, rows: list[Row]) -> None:
    """In as many rounds as it takes: a detention and its release go back one after the other."""
    for model, key, life in rows:
        undone.conflicts += [Line(model, key, (column,), by=who) for column, who in life.overwritten.items()]
    changed = [(model, key, life.changed_by_them) for model, key, life in rows if life.changed_by_them]
    in_rounds(undone, changed, write, undone.restored)


def _bring_back(undone: Undone, rows: list[Row]) -> None:
    """Rows that the account removed; those that hang from others after them, in as many rounds as it takes."""
    wanted = [(model, key, life) for model, key, life in rows if life.ended_by_them and not life.made_by_them]

    rows_then = [(model, key, life.restored) for model, key, life in wanted]
    in_rounds(undone, rows_then, bring_back, undone.brought_back)


def _remove(undone: Undone, rows: list[Row]) -> None:
    """Rows that the account added; those that hang from others before them."""
    kept = [each for each in rows if each[2].touched_by_others_since]
    for model, key, life in kept:
        others = tuple(sorted(column for column, theirs in life.is_theirs_now.items() if not theirs))
        undone.conflicts.append(Line(model, key, others, by=life.last_by[others[0]] if others else None))
    persons = [each for each in rows if each not in kept and issubclass(each[0], Dossier)]
    for model, key, _life in persons:
        if hasattr(model, "visibility"):
            model._base_manager.filter(pk=key).update(visibility="withdrawn")
            undone.withdrawn.append(Line(model, key))
    rest = [(model, key) for model, key, life in rows if (model, key, life) not in [*kept, *persons]]
    in_rounds(undone, rest, remove, undone.removed)
