"""What never leaves the newsroom, in tables of its own: the projector cannot name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chronology.fields import PartialDateField
from editorial.codes import Answer, valid_code
from editorial.models import Recorded, tracked
from prisoners.models.person import Person


class ConditionGroup(models.TextChoices):
    CARDIO = "cardio", _("heart")
    DIABETES = "diabetes", _("diabetes")
    CANCER = "cancer", _("cancer")
    INFECTIOUS = "infectious", _("infectious")
    RESPIRATORY = "respiratory", _("respiratory")
    RENAL = "renal", _("kidney")
    INJURY = "injury", _("injury")
    DISABILITY = "disability", _("disability")
    PREGNANCY = "pregnancy", _("pregnancy")
    MENTAL = "mental", _("mental health")
    OTHER = "other", _("other")


@tracked
class PrivateDetails(Recorded):
    """One row a person: what is counted in aggregates only, or not at all."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="private", verbose_name=_("person"))
    medical = models.CharField(_("serious condition reported"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    mental = models.CharField(
        _("mental-health condition reported"), max_length=7, choices=Answer, default=Answer.UNKNOWN
    )
    self_identified_race = models.CharField(_("race, as self-identified"), max_length=40, blank=True)
    registered_sex = models.CharField(
        _("registered sex"),
        max_length=7,
        default="unknown",
        choices=[("f", _("female")), ("m", _("male")), ("unknown", _("unknown"))],
    )
    is_parent = models.CharField(_("is a parent"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    dependants_count = models.PositiveSmallIntegerField(_("dependants"), null=True, blank=True)
    notes = models.TextField(_("editors' notes"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("private details"), _("private details")
        constraints = [valid_code("medical", Answer), valid_code("mental", Answer), valid_code("is_parent", Answer)]

    def __str__(self) -> str:
        return str(self.person_id)


@tracked
class HealthCondition(Recorded):
    person = models.ForeignKey(Person, models.CASCADE, related_name="health_conditions", verbose_name=_("person"))
    group = models.CharField(_("group"), max_length=12, choices=ConditionGroup)
    is_serious = models.CharField(_("serious"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    text = models.TextField(_("description"), blank=True)
    from_on = PartialDateField(_("from"))
    to_on = PartialDateField(_("until"))

    class Meta:
        verbose_name, verbose_name_plural = _("health condition"), _("health conditions")
        constraints = [valid_code("group", ConditionGroup), valid_code("is_serious", Answer)]


@tracked
class FamilyContact(Recorded):
    """Whom the newsroom may call. For coordinators alone, in a table of its own that no export nor public role reads.

    It lies as it was written, not encrypted: whoever has the whole database has it. Every change is in the history.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="family_contacts", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=200)
    relation = models.CharField(_("relation"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    channel = models.CharField(_("channel"), max_length=60, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("family contact"), _("family contacts")


@tracked
class Address(Recorded):
    """Kept as a family's contacts are."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="addresses", verbose_name=_("person"))
    text = models.CharField(_("address"), max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = _("address"), _("addresses")


class IdentityNumber(models.Model):
    """The keyed hash of a carné de identidad, for matching; the number itself is discarded."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="identity_number")
    hmac = models.BinaryField(_("keyed hash"), max_length=32, unique=True)


class Tombstone(models.Model):
    """A person erased at the family's demand: a keyed hash of name and birth year, which imports must respect."""

    hmac = models.BinaryField(_("keyed hash"), max_length=32, unique=True)
    erased_at = models.DateTimeField(_("erased at"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("tombstone"), _("tombstones")
