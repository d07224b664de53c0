"""Nobody publishes alone, and the database says so: triggers that no form, script or statement goes around.

Two kinds. A *watch* stands on every table of a dossier: any change of content is noted with its author and leads the
dossier back to draft, so that what was approved is what is published. A *guard* stands on the dossier itself: a move
that the path does not have is refused, and an approval counts only if the approver wrote none of the pending changes;
where one of those is sensitive, the approver must work for an outlet that none of the authors works for. An editor
approves by an account that is neither frozen nor younger than 72 hours, having answered the risk test in a review of
this round; where anybody answered a question of it with yes, another editor has signed as well.

A refused move changes nothing, says so as a warning, and is noted as an alarm that stays (raising an error would roll
the alarm back with the rest). The triggers are not pgtrigger's, which a script may switch off. Rooms register their
tables when the program starts; `install` runs after every migration. The SQL is in guards.py.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections

from editorial import guards
from editorial.guards import PATH, Watched
from editorial.models import Seal
from editorial.rooms import is_last_room

__all__ = ["PATH", "Watched", "after_migrations", "install", "register", "register_parts"]

PUBLIC_RECORD = "publication_"  # how its tables begin; the room above is not imported here

_dossiers: dict[str, str] = {}
_watched: dict[str, Watched] = {}


def register(
    kind: str, table: str, *, parts: Iterable[Watched] = (), sensitive: str = "false", derived: tuple[str, ...] = ()
) -> None:
    """A kind of dossier with its table, and the tables that belong to it."""
    _dossiers[kind] = table
    register_parts(Watched(kind, table, "{row}.id", sensitive, derived=derived), *parts)


def register_parts(*parts: Watched) -> None:
    """More tables of a dossier, maybe of a room above the one that has the dossier."""
    for watched in parts:
        _watched[f"{watched.kind} {watched.table}"] = watched


def after_migrations(*, app_config: AppConfig, using: str, **_kwargs: Any) -> None:
    """The receiver of post_migrate: once, when the last of the installed rooms has its tables."""
    if is_last_room(app_config):
        install(using=using)


def install(*, using: str) -> None:
    """Functions and triggers, made equal to what is registered and to the table of moves."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    if "editorial_seal" not in existing:  # going back to before the guards
        return
    _make_seal(using)
    statements = [guards.INVOKER, guards.IS_OWNER, guards.ACTING, guards.IS_PROGRAM, guards.OUTLETS, guards.ENTITLED]
    statements += [guards.SIGNED, guards.SIGNED_TRIGGER, guards.HANDED_OVER, guards.HANDED_OVER_TRIGGER]
    statements += [guards.FORGET_PROOF, guards.FORGET_PROOF_TRIGGER, guards.SOMEBODY]
    statements += [guards.guard_function(), guards.touch_function(_dossiers), guards.CLOSE_TOUCH]
    for kind, table in _dossiers.items():
        if table in existing:
            statements.append(guards.guard_trigger(kind, table))
    statements += [guards.somebody_trigger(table) for table in existing if table.startswith(PUBLIC_RECORD)]
    for watched in _watched.values():
        if watched.table in existing:
            statements += guards.watch(watched)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _make_seal(using: str) -> None:
    """The key that this process was given, or one drawn at random, once."""
    seal = Seal.objects.using(using).first() or Seal()
    if not seal.key or settings.NEWSROOM_KEY:
        seal.key = settings.NEWSROOM_KEY or secrets.token_hex(32)
        seal.save(using=using)
