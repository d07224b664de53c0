from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReleasesConfig(AppConfig):
    name = "releases"
    verbose_name = _("Releases")

    def ready(self) -> None:
        from prisoners.consolidation import objections
        from prisoners.merging import rooms
        from releases import dossiers, incoming, merging, refusals, reports, stays, vocabularies
        from releases.consolidation import taking
        from sources.import_list import consumers

        vocabularies.register_all()
        dossiers.register_all()
        consumers.register("releases", taking.take, order=20)
        consumers.register_dropper("releases", taking.drop)
        rooms.register("releases", merging.ROOM)
        incoming.register_all()
        objections.register("releases", stays.objects_to_day)
        refusals.register_all()
        reports.register_all()
