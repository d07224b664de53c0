"""Installing many triggers in one migration step: pgtrigger's own step redraws the whole model state for each."""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


class AddTriggers(Operation):
    """Adds triggers to several models of an app. `triggers`: pairs of model name and compiled trigger."""

    reversible = True

    def __init__(self, triggers: list[tuple[str, Any]]) -> None:
        self.triggers = triggers

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.clear_delayed_apps_cache()
        for name, trigger in self.triggers:
            options = state.models[app_label, name].options
            options["triggers"] = [*options.get("triggers", []), trigger]
        state.__dict__.pop("apps", None)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for name, trigger in self.triggers:
            AddTrigger(name, trigger).database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for name, trigger in self.triggers:
            AddTrigger(name, trigger).database_backwards(app_label, schema_editor, to_state, from_state)

    def deconstruct(self):
        return self.__class__.__name__, [], {"triggers": self.triggers}

    def describe(self) -> str:
        return f"Create {len(self.triggers)} triggers"
