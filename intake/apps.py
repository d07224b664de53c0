from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        """Makes the daily key of the limits now, before workers are forked: they must share it."""
        from intake import admission  # noqa: F401, PLC0415 - models are not ready before
