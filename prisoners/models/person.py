"""A person, their names, affiliations, and how organisations classify them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models, transaction
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from chronology.fields import PartialDateField
from editorial.codes import Answer, valid_code
from editorial.models import Dossier, DossierQuerySet, Editor, Recorded, tracked
from prisoners.models.place import Municipality
from sources.models import SourceOrganisation, SourceRecord


class Gender(models.TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    TRANS_WOMAN = "trans_woman", _("trans woman")
    TRANS_MAN = "trans_man", _("trans man")
    NON_BINARY = "non_binary", _("non-binary")
    UNKNOWN = "unknown", _("unknown")


class Occupation(models.TextChoices):
    JOURNALIST = "journalist", _("journalist")
    ARTIST = "artist", _("artist")
    RELIGIOUS = "religious", _("religious")
    STUDENT = "student", _("student")
    WORKER = "worker", _("worker")
    SELF_EMPLOYED = "self_employed", _("self-employed")
    FARMER = "farmer", _("farmer")
    PROFESSIONAL = "professional", _("professional")
    UNEMPLOYED = "unemployed", _("unemployed")
    HOMEMAKER = "homemaker", _("homemaker")
    RETIRED = "retired", _("retired")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("unknown")


class Visibility(models.TextChoices):
    """What the public record shows of an approved dossier."""

    PUBLIC = "public", _("public")
    WITHHELD = "withheld", _("counted, not named")
    WITHDRAWN = "withdrawn", _("withdrawn: neither shown nor counted")


class PersonQuerySet(DossierQuerySet):
    def approve_all(self, *, by: Editor) -> int:
        """As for every dossier, leaving out those with a problem: a fact without a citation cannot be approved.

        What is asked of one dossier alone (problems.CHECKS_OF_ONE) is not asked here: nobody approves so but the
        programs that load data.
        """
        from prisoners.problems import without_problems  # noqa: PLC0415 - problems are found among these very models

        return DossierQuerySet.approve_all(without_problems(self), by=by)  # type: ignore[arg-type]


@tracked
class Person(Dossier):
    """A person who was detained; with everything that hangs from it, the dossier that editors review.

    Two rows are the same person only when an editor says so (matching): never on name alone.
    """

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), unique=True, max_length=120, help_text=_("Part of the public address."))
    name_display = models.CharField(_("name"), max_length=200)
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    surname_1 = models.CharField(_("first surname"), max_length=60, blank=True)
    surname_2 = models.CharField(_("second surname"), max_length=60, blank=True)
    birth_date = PartialDateField(_("birth date"), help_text=_("The public sees the year at most."))
    age_at_detention_stated = models.PositiveSmallIntegerField(_("age when detained, as stated"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=12, choices=Gender, default=Gender.UNKNOWN)
    residence_municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality of residence"),
        help_text=_("The public sees the province at most."),
    )
    occupation = models.CharField(_("occupation"), max_length=120, blank=True)
    occupation_group = models.CharField(
        _("group of occupations"), max_length=14, choices=Occupation, default=Occupation.UNKNOWN
    )
    has_affiliation = models.CharField(
        _("prior affiliation"),
        max_length=7,
        choices=Answer,
        default=Answer.UNKNOWN,
        help_text=_("Belonged to an opposition party, union, independent outlet or similar before the arrest."),
    )
    biography_es = models.TextField(_("biography, Spanish"), blank=True)
    biography_en = models.TextField(_("biography, English"), blank=True)
    last_confirmed_on = models.DateField(
        _("state last confirmed on"),
        null=True,
        blank=True,
        help_text=_("The last day on which a source confirmed where the person was; list rows count too."),
    )
    visibility = models.CharField(
        _("on the public record"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    is_demo = models.BooleanField(_("invented"), default=False, help_text=_("Belongs to the demonstration set."))

    objects = PersonQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dossier.Meta):
        verbose_name, verbose_name_plural = _("person"), _("persons")
        ordering = ("surname_1", "surname_2", "given_names", "pk")
        indexes = [
            GinIndex(
                OpClass(Func(F("name_display"), function="fold_name"), name="gin_trgm_ops"), name="person_name_trigrams"
            ),
            GinIndex(
                OpClass(Func(F("name_display"), function="sound_name"), name="gin_trgm_ops"), name="person_name_sounds"
            ),
            models.Index(fields=["surname_1", "surname_2", "given_names", "id"], name="person_in_name_order"),
            models.Index(fields=["workflow_state"], name="person_by_workflow_state"),
            models.Index(fields=["last_confirmed_on"], name="person_by_confirmation"),
        ]
        constraints = [
            *Dossier.Meta.constraints,
            valid_code("gender", Gender),
            valid_code("occupation_group", Occupation),
            valid_code("has_affiliation", Answer),
            valid_code("visibility", Visibility),
            models.CheckConstraint(
                condition=Q(age_at_detention_stated__isnull=True) | Q(age_at_detention_stated__lte=110),
                name="age_is_human",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="person_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name_display

    def limits(self) -> list[str]:
        shown = [] if self.visibility == Visibility.PUBLIC else [self.get_visibility_display()]
        return [*super().limits(), *shown]

    def members(self) -> models.QuerySet[Person]:
        """Everybody held to be this person: themselves, the one they were merged into, and all merged into that one.

        As the database holds it now; the one who stays comes last.
        """
        stays = Person.objects.filter(pk=self.pk).values_list("merged_into", flat=True).first() or self.pk
        found = Person.objects.filter(Q(pk=stays) | Q(merged_into=stays))
        return found.order_by(F("merged_into").asc(nulls_last=True), "pk")

    @transaction.atomic
    def hide(self, *, by: Editor) -> None:
        """Counted, not named, whoever of them stays and should a merge be undone; each dossier becomes a draft.

        What a colleague writes at the same moment stays, or waits.
        """
        for one in self.members().select_for_update(of=("self",)):
            if one.visibility == Visibility.PUBLIC:
                one.visibility = Visibility.WITHHELD
                one.save(update_fields=["visibility", "updated_at"])
                one.reopen(by=by)

    def problems(self) -> list[str]:
        from prisoners.problems import of_person

        return of_person(self)


class NameKind(models.TextChoices):
    LEGAL = "legal", _("legal name")
    USUAL = "usual", _("usual name")
    ALIAS = "alias", _("alias")
    STAGE = "stage", _("stage name")
    VARIANT = "variant", _("spelling met in a source")


@tracked
class PersonName(Recorded):
    """A way this person's name is written. Variants serve search and matching; they are not shown."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="names", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=8, choices=NameKind)
    text = models.CharField(_("name"), max_length=200)
    record = models.ForeignKey(
        SourceRecord, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("list record")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("name"), _("names")
        indexes = [
            GinIndex(OpClass(Func(F("text"), function="fold_name"), name="gin_trgm_ops"), name="variant_name_trigrams"),
            GinIndex(OpClass(Func(F("text"), function="sound_name"), name="gin_trgm_ops"), name="variant_name_sounds"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "text"], name="name_once_per_person"),
            valid_code("kind", NameKind),
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class Affiliation(Recorded):
    """Belonged to a party, union, outlet or church. Public only with recorded consent."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations", verbose_name=_("person"))
    organisation = models.CharField(_("organisation"), max_length=200)
    from_on = PartialDateField(_("from"))
    to_on = PartialDateField(_("until"))

    class Meta:
        verbose_name, verbose_name_plural = _("affiliation"), _("affiliations")

    def __str__(self) -> str:
        return self.organisation


class Scheme(models.TextChoices):
    PD_CATEGORY = "pd_category", _("Prisoners Defenders' category")
    COE = "coe", _("Council of Europe, Resolution 1900")
    AI_POC = "ai_poc", _("Amnesty: prisoner of conscience")
    WGAD = "wgad", _("UN Working Group on Arbitrary Detention")
    OTHER = "other", _("other")


PD_CATEGORIES = {
    "convict_of_conscience": _("convict of conscience"),
    "condemned_of_conscience": _("condemned of conscience"),
    "other_political": _("other political prisoner"),
}


@tracked
class Classification(Recorded):
    """Who holds this person to be political, by which test, since when. We record it; we do not decide it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="classifications", verbose_name=_("person"))
    scheme = models.CharField(_("scheme"), max_length=12, choices=Scheme)
    value = models.SlugField(_("value"))
    organisation = models.ForeignKey(
        SourceOrganisation, models.PROTECT, related_name="classifications", verbose_name=_("organisation")
    )
    stated_on = PartialDateField(_("stated on"))

    class Meta:
        verbose_name, verbose_name_plural = _("classification"), _("classifications")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme", "value", "organisation"], name="classification_once_per_organisation"
            ),
            valid_code("scheme", Scheme),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.in_words(self)}"

    @staticmethod
    def in_words(row: Any) -> str:
        """The value of a row, or of an event of one; of a scheme whose codes we have no words for, as it is."""
        return str(PD_CATEGORIES.get(row.value, row.value)) if row.scheme == Scheme.PD_CATEGORY else row.value
