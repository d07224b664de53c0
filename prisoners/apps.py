from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrisonersConfig(AppConfig):
    name = "prisoners"
    verbose_name = _("Prisoners")

    def ready(self) -> None:
        from prisoners import dossiers, refusals, tombstones, vocabularies
        from prisoners.consolidation import taking
        from prisoners.incoming import asking, held
        from prisoners.matching.cautions import cautions_now
        from sources.import_list import consumers

        vocabularies.register_all()
        dossiers.register_all()
        refusals.register_all()
        consumers.register("prisoners", taking.take, order=10)
        consumers.register("incoming", asking.take, order=90)
        held.register_all()
        consumers.register_cautions("prisoners", cautions_now)
        consumers.register_screen("prisoners", tombstones.screen)
        consumers.register_dropper("prisoners", taking.drop)
