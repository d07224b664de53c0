"""Charges, sentences and releases in columns, for figures."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from publication.models.versioned import Versioned


class ChargeVersion(Versioned):
    """One offence of a person. `is_principal`: the most serious conviction, else accusation (rule 9.11 b)."""

    prisoner = models.UUIDField()
    offence = models.CharField(max_length=50)
    family = models.CharField(max_length=16)
    stage = models.CharField(max_length=10)  # accusation, conviction, acquitted, dropped
    is_principal = models.BooleanField(default=False)

    class Meta(Versioned.Meta):
        indexes = [models.Index(fields=["prisoner", "edition_from"], name="charge_by_prisoner")]


class SentenceVersion(Versioned):
    """A judicial decision, and the days on which it was the operative one (half-open; empty when it never was)."""

    prisoner = models.UUIDField()
    step = models.CharField(max_length=18)
    sanction = models.CharField(max_length=18)
    months = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    operative = DateRangeField()

    class Meta(Versioned.Meta):
        indexes = [models.Index(fields=["prisoner", "edition_from"], name="sentence_by_prisoner")]


class ReleaseVersion(Versioned):
    """Left prison by a legal figure, and what followed. Days are bounds of part-known dates, inclusive.

    `less_reductions`: as `more_than_half`, of the sentence less what had been taken off it. `third_on` to
    `two_thirds_on`: when that part of the sentence had been served in prison, or would have been had the stay gone on
    (9.8). `days_inside`: of the stay that ended. `sentence_months`: whole months of the sentence then in force.
    """

    prisoner = models.UUIDField()
    is_withheld = models.BooleanField(default=False)
    release_type = models.CharField(max_length=50)
    state_after = models.CharField(max_length=16)
    extinguishes = models.CharField(max_length=7)  # yes, no, unknown
    left_on = models.CharField(max_length=13, blank=True)  # as known, EDTF; empty when unknown
    left_earliest = models.DateField(null=True)
    left_latest = models.DateField(null=True)
    reported_on = models.DateField()
    announcement = models.CharField(max_length=50, blank=True)
    attribution = models.CharField(max_length=14)
    was_already_outside = models.BooleanField(default=False)
    exile_condition = models.CharField(max_length=7)
    served_days = models.PositiveIntegerField(null=True)
    sentence_days = models.PositiveIntegerField(null=True)
    more_than_half = models.CharField(max_length=14)  # yes, no, not_computable (9.7)
    less_reductions = models.CharField(max_length=14, blank=True)
    third_on = models.DateField(null=True)
    half_on = models.DateField(null=True)
    two_thirds_on = models.DateField(null=True)
    days_inside = models.PositiveIntegerField(null=True)
    sentence_months = models.PositiveSmallIntegerField(null=True)
    revoked_on = models.CharField(max_length=13, blank=True)
    revoked_earliest = models.DateField(null=True)
    revoked_latest = models.DateField(null=True)
    ground_official = models.CharField(max_length=50, blank=True)
    ground_alleged = models.CharField(max_length=50, blank=True)
    reimprisoned_earliest = models.DateField(null=True)
    reimprisoned_latest = models.DateField(null=True)

    class Meta(Versioned.Meta):
        indexes = [
            models.Index(fields=["prisoner", "edition_from"], name="release_by_prisoner"),
            models.Index(fields=["announcement"], name="release_by_announcement"),
        ]
