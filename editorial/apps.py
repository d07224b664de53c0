from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = _("Editors")

    def ready(self) -> None:
        from editorial import four_eyes, history, newsroom_rights, roles  # noqa: PLC0415 - the models are not ready when this module is read
        from editorial.accounts import sessions  # noqa: F401, PLC0415 - hears of signing in and out

        four_eyes.register("editorial.pagetext", "editorial_pagetext")
        post_migrate.connect(roles.after_migrations, dispatch_uid="editorial.roles")
        post_migrate.connect(history.keep_linear, sender=self, dispatch_uid="editorial.history")
        post_migrate.connect(four_eyes.after_migrations, dispatch_uid="editorial.four_eyes")
        post_migrate.connect(newsroom_rights.after_migrations, dispatch_uid="editorial.newsroom_rights")
