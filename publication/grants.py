"""The database role of the public site: it may read the public record and nothing else (CONTRIBUTING.md, the wall)."""

from collections.abc import Iterable
from typing import Any

from django.db.migrations.operations.base import Operation

from editorial.database_roles import CreateRole

PUBLIC_ROLE = "todos_public"  # the same name as config.settings.databases.PUBLIC_ROLE


class CreatePublicRole(CreateRole):
    """Creates the role of the public site when the server has none."""

    def __init__(self) -> None:
        super().__init__(PUBLIC_ROLE)


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
