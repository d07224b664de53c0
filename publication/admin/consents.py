"""On the desk: consents to be asked about again, and those withdrawn of persons whom the public record still names."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from editorial.admin.desk import Desk, Queue, register
from prisoners import naming
from prisoners.admin.consents import due, with_their_days
from prisoners.models import Consent, Person
from prisoners.models.consent import NAMING
from publication.models import PrisonerVersion
from publication.unnamed import NAMED


def waiting(desk: Desk) -> list[QuerySet]:
    return [still_named(), *due(desk)]


def still_named() -> QuerySet[Consent]:
    """Withdrawn ones to the name that no later consent took the place of: the name stays in public until two editors
    have approved the dossier and an edition follows. Of whoever was merged, the one who stays decides."""
    addresses = Q(public_id=OuterRef("person__public_id")) | Q(public_id=OuterRef("person__merged_into__public_id"))
    gone = Consent.objects.filter(withdrawn_on__isnull=False).of_scope(*NAMING)
    objecting = Person.objects.filter(naming.WITHDRAWN).values("pk")
    named = PrisonerVersion.objects.current().filter(NAMED).filter(addresses)
    found = gone.alias(stays=Coalesce("person__merged_into", "person")).filter(Exists(named), stays__in=objecting)
    return found.select_related("person").order_by("withdrawn_on", "pk")


register(
    Queue("consents", "record", _("Consents to be reviewed"),
          _("Their review is due: ask whoever gave it, then say that it holds, or that it is withdrawn. Withdrawn ones"
            " wait here too, first, until no page bears the name."),
          "prisoners.change_consent", waiting, with_their_days)
)  # fmt: skip
