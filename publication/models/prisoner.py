"""The public form of a person: what lists, filters, facets and figures need in columns, the rest as one document."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.fields.json import KeyTransform

from publication.models.versioned import Versioned


class PrisonerVersion(Versioned):
    """One approved version of a person, as the public sees it.

    A withheld person has no slug, name, age, place below the province, date, offence or document: only what the
    breakdowns of a figure count. A person detained under 18 bears a pseudonym and has no municipality or birth year;
    their province is for counts alone (publication/unnamed.py).
    Codes are those of the working copy; TermVersion has their labels. Empty text and empty array mean unknown.
    """

    public_id = models.UUIDField()
    is_withheld = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    slug = models.CharField(max_length=120, blank=True)
    name_display = models.CharField(max_length=200, blank=True)
    name_sort = models.CharField(max_length=200, blank=True)  # folded: surnames, then given names
    search_words = ArrayField(models.CharField(max_length=60), default=list)  # folded words of every public name
    gender = models.CharField(max_length=12)
    minor_at_detention = models.CharField(max_length=7)  # yes, no, unknown
    age_at_detention = models.PositiveSmallIntegerField(null=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    province = models.CharField(max_length=5, blank=True)  # of the first detention; ISO 3166-2
    municipality = models.CharField(max_length=60, blank=True)
    context = models.CharField(max_length=10)
    activity = models.CharField(max_length=40)
    has_affiliation = models.CharField(max_length=7)  # yes, no, unknown: no means none known before the arrest
    events = ArrayField(models.CharField(max_length=50), default=list)
    offences = ArrayField(models.CharField(max_length=50), default=list)
    principal_offence = models.CharField(max_length=50, blank=True)
    detained_earliest = models.DateField(null=True)  # first detention
    detained_latest = models.DateField(null=True)
    document = models.JSONField(default=dict)  # publication/document.py

    class Meta(Versioned.Meta):
        indexes = [
            models.Index(fields=["edition_to", "name_sort", "public_id"], name="prisoner_in_name_order"),
            models.Index(fields=["public_id", "edition_from"], name="prisoner_by_public_id"),
            models.Index(fields=["slug"], name="prisoner_by_slug"),
            GinIndex(fields=["search_words"], name="prisoner_by_words"),
            GinIndex(  # who was classified, without reading every document
                OpClass(KeyTransform("classifications", "document"), name="jsonb_path_ops"),
                name="prisoner_by_classification",
            ),
            models.Index(  # figures join this instead of reading the documents' pages
                fields=["public_id"],
                include=[
                    "edition_from",
                    "edition_to",
                    "gender",
                    "province",
                    "context",
                    "minor_at_detention",
                    "has_affiliation",
                    "events",
                ],
                name="prisoner_for_figures",
            ),  # fmt: skip
        ]
        constraints = [
            *Versioned.Meta.constraints,
            models.UniqueConstraint(fields=["public_id", "edition_from"], name="prisoner_version_once_per_edition"),
            models.UniqueConstraint(
                fields=["public_id"], condition=models.Q(edition_to__isnull=True), name="one_current_prisoner_version"
            ),
            models.CheckConstraint(
                condition=models.Q(is_withheld=False)
                | models.Q(
                    slug="",
                    name_display="",
                    name_sort="",
                    municipality="",
                    principal_offence="",
                    document={},
                    search_words=[],
                    offences=[],
                    birth_year__isnull=True,
                    age_at_detention__isnull=True,
                ),
                name="withheld_is_not_identified",
            ),
        ]
