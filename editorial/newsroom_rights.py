"""What the database lets the newsroom's processes do: everything editors do, and nothing that hides what was done.

`todos_newsroom` is no owner. It may not switch a trigger off, delete or empty what was published or noted, nor write
what only the guards write. Migrations and commands run as the owner.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connections

from editorial import roles
from editorial.database_roles import NEWSROOM_ROLE
from editorial.rooms import is_last_room

MAINTAIN_SINCE = 170_000
# Written by triggers or by migrations alone; the seal is not even read.
SEAL = "editorial_seal"
NOT_WRITTEN = {
    "editorial_alarm", "editorial_pendingchange", SEAL, "django_migrations", "django_content_type", "auth_group",
    "auth_permission", "auth_group_permissions",
    # Whoever could put a key of their own into the mailbox would read what citizens tell from then on.
    "intake_mailboxkey", "intake_mailboxsecret", "intake_arrival", "intake_piece", "intake_tally",
}  # fmt: skip
# Of these the named columns alone are changed.
COLUMNS = {"intake_piece": ("is_filed",)}
# Of these nothing but the named columns is read. Of what has just come the newsroom sees whether it is of a former day.
HIDDEN: dict[str, tuple[str, ...]] = {SEAL: (), "intake_arrival": ("received_on",)}
# Who did what: added to, never changed.
ONLY_ADDED = {"sources_reportact"}
# What an undone import takes with it; prisoners/migrations/0012 keeps every row of these that an editor decided.
UNDONE = {"prisoners_person", "prisoners_rowmatch", "prisoners_listchange"}
# What accounts leave behind and what is only derived, besides what the roles of editors may delete.
FORGOTTEN = {
    "prisoners_matchkey", "prisoners_matchcorpus", "prisoners_pairsuggestion",
    "django_session", "editorial_signin", "editorial_attempt", "editorial_claim", "editorial_editor_groups",
    "editorial_editor_user_permissions", "editorial_submission", "mfa_authenticator", "account_emailaddress",
    "account_emailconfirmation",
}  # fmt: skip


def after_migrations(*, app_config: AppConfig, using: str, **_kwargs: Any) -> None:
    """The receiver of post_migrate: once, when the last of the installed rooms has its tables."""
    if is_last_room(app_config):
        grant(using=using)


def is_history(table: str) -> bool:
    return table.endswith("event") and table != "prisoners_event" or table == "pghistory_context"


def rights(tables: list[str]) -> dict[str, set[str]]:
    """What the newsroom's role may do, beyond reading: the tables by right."""
    written = set(tables) - NOT_WRITTEN
    history = {table for table in written if is_history(table)}
    return {
        "INSERT": written,
        "UPDATE": written - history - ONLY_ADDED | {"pghistory_context"} & written,
        "DELETE": {table for table in (_deletable() | FORGOTTEN | UNDONE) & written if not is_history(table)},
    }


def _deletable() -> set[str]:
    labels: set[str] = set()
    for rows in roles.TABLE.values():
        labels.update(label for named, verbs in rows if "delete" in verbs for label in named)
    return {model._meta.db_table for model in apps.get_models() if model._meta.label_lower in labels}


def grant(*, using: str) -> None:
    """Makes the rights of the newsroom's role equal to the table above, for every table that there is."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NEWSROOM_ROLE])
        if cursor.fetchone() is None:
            return
        tables = connection.introspection.table_names(cursor)
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {NEWSROOM_ROLE}")
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {NEWSROOM_ROLE}")
        for right, named in rights(tables).items():
            quoted = ", ".join(connection.ops.quote_name(table) for table in sorted(named))
            cursor.execute(f"GRANT {right} ON {quoted} TO {NEWSROOM_ROLE}")
        for table in COLUMNS.keys() & set(tables):
            columns = ", ".join(map(connection.ops.quote_name, COLUMNS[table]))
            cursor.execute(f"GRANT UPDATE ({columns}) ON {table} TO {NEWSROOM_ROLE}")
        for table in HIDDEN.keys() & set(tables):
            cursor.execute(f"REVOKE ALL ON {table} FROM {NEWSROOM_ROLE}")
            for column in HIDDEN[table]:
                cursor.execute(f"GRANT SELECT ({column}) ON {table} TO {NEWSROOM_ROLE}")
        cursor.execute("SELECT to_regprocedure('intake_gather()') IS NOT NULL")
        if cursor.fetchone()[0]:  # of another room, which may not have been migrated so far
            may = ("GRANT", "TO") if settings.GATHERS_AT_ONCE else ("REVOKE", "FROM")
            cursor.execute(f"{may[0]} EXECUTE ON FUNCTION intake_gather() {may[1]} {NEWSROOM_ROLE}")
        if cursor.connection.info.server_version >= MAINTAIN_SINCE:  # fresh statistics after an import or an edition
            cursor.execute(f"GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {NEWSROOM_ROLE}")
