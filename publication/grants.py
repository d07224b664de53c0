"""The database role of the public site: it may read the public record and nothing else (CONTRIBUTING.md, the wall)."""

from collections.abc import Iterable
from typing import Any

from django.db import ProgrammingError, transaction
from django.db.migrations.operations.base import Operation

PUBLIC_ROLE = "todos_public"  # the same name as config.settings.databases.PUBLIC_ROLE
INSUFFICIENT_PRIVILEGE = "42501"

# Another database of the same server may create it at the same moment; both end with one role.
CREATE_ROLE = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{PUBLIC_ROLE}') THEN
    CREATE ROLE {PUBLIC_ROLE} LOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""
# A server's own superuser may take any role; another owner must be a member to serve both sides in one process.
BECOME_MEMBER = f"""
DO $$ BEGIN
  IF NOT pg_has_role(current_user, '{PUBLIC_ROLE}', 'MEMBER') THEN
    EXECUTE format('GRANT {PUBLIC_ROLE} TO %I', current_user);
  END IF;
END $$
"""
ADVICE = (
    f"This account may not create the role {PUBLIC_ROLE} of the public site. Ask a superuser of the server to run\n"
    f"    CREATE ROLE {PUBLIC_ROLE} LOGIN; GRANT {PUBLIC_ROLE} TO CURRENT_OWNER;\n"
    "with the name of the account that runs the migrations for CURRENT_OWNER, then migrate again."
)


class CreatePublicRole(Operation):
    """Creates the role when the server has none. Going back leaves it: other databases of the server may use it."""

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        try:
            with transaction.atomic(using=schema_editor.connection.alias):
                schema_editor.execute(CREATE_ROLE, params=None)
                schema_editor.execute(BECOME_MEMBER, params=None)
        except ProgrammingError as error:
            if getattr(error.__cause__, "sqlstate", "") != INSUFFICIENT_PRIVILEGE:
                raise
            raise RuntimeError(ADVICE) from error
        schema_editor.execute(f"GRANT USAGE ON SCHEMA public TO {PUBLIC_ROLE}")

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        schema_editor.execute(f"REVOKE USAGE ON SCHEMA public FROM {PUBLIC_ROLE}")

    def describe(self) -> str:
        return f"Create the role {PUBLIC_ROLE}"


class GrantPublicRead(Operation):
    """Lets the public site read the tables of these models of the app, each named: a new table is closed by itself."""

    reversible = True

    def __init__(self, models: Iterable[str]) -> None:
        self.models = list(models)

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for table in self._tables(app_label, schema_editor, to_state):
            schema_editor.execute(f"GRANT SELECT ON {table} TO {PUBLIC_ROLE}")

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for table in self._tables(app_label, schema_editor, to_state):
            schema_editor.execute(f"REVOKE SELECT ON {table} FROM {PUBLIC_ROLE}")  # noqa: S608 - names of our own

    def _tables(self, app_label, schema_editor, state) -> list[str]:
        known = state.apps.all_models[app_label]
        return [schema_editor.quote_name(known[name.lower()]._meta.db_table) for name in self.models]

    def describe(self) -> str:
        return f"Let {PUBLIC_ROLE} read {len(self.models)} tables"
