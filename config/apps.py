from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The Django project itself: its commands are those that need every room (serve, load_reference)."""

    name = "config"
