"""Roles of the database, made once on a server: what each may do is granted apart (newsroom_rights.py, publication)."""

from __future__ import annotations

from typing import Any

from django.db import ProgrammingError, transaction
from django.db.migrations.operations.base import Operation

NEWSROOM_ROLE = "todos_newsroom"  # the same name as config.settings.databases.NEWSROOM_ROLE
INSUFFICIENT_PRIVILEGE = "42501"

# Another database of the same server may create it at the same moment; both end with one role.
CREATE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
    CREATE ROLE {role} LOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
# A server's own superuser may take any role; another owner must be a member to serve both sides in one process.
BECOME_MEMBER = """
DO $$ BEGIN
  IF NOT pg_has_role(current_user, '{role}', 'MEMBER') THEN
    EXECUTE format('GRANT {role} TO %I', current_user);
  END IF;
END $$
"""
ADVICE = (
    "This account may not create the role {role}. Ask a superuser of the server to run\n"
    "    CREATE ROLE {role} LOGIN; GRANT {role} TO CURRENT_OWNER;\n"
    "with the name of the account that runs the migrations for CURRENT_OWNER, then migrate again."
)


class CreateRole(Operation):
    """Creates a role when the server has none. Going back leaves it: other databases of the server may use it."""

    reversible = True

    def __init__(self, role: str) -> None:
        self.role = role

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        try:
            with transaction.atomic(using=schema_editor.connection.alias):
                schema_editor.execute(CREATE.replace("{role}", self.role), params=None)
                schema_editor.execute(BECOME_MEMBER.replace("{role}", self.role), params=None)
        except ProgrammingError as error:
            if getattr(error.__cause__, "sqlstate", "") != INSUFFICIENT_PRIVILEGE:
                raise
            raise RuntimeError(ADVICE.replace("{role}", self.role)) from error
        schema_editor.execute(f"GRANT USAGE ON SCHEMA public TO {self.role}")

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        schema_editor.execute(f"REVOKE USAGE ON SCHEMA public FROM {self.role}")

    def describe(self) -> str:
        return f"Create the role {self.role}"
