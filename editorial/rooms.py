"""The rooms that are installed, in the order of their tables."""

from typing import Any

from django.apps import apps


def is_last_room(app_config: Any) -> bool:
    """Whether the tables of every room are there once this one's are: what post_migrate is told of last."""
    rooms = [config for config in apps.get_app_configs() if config.models_module is not None]
    return bool(app_config == rooms[-1])
