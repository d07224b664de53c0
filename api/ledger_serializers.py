"""The shapes of answers about what belongs to no single person: closed lists of fields."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api.serializers import AnswerSerializer, LabelsField, ListAnswerSerializer
from publication.document import ClaimLine, ComparisonLine, ListDocument


class ReleaseSerializer(serializers.Serializer):
    """Left prison by a legal figure, which is not freedom unless it extinguishes the sentence, and what followed."""

    prisoner = serializers.UUIDField()
    release_type = serializers.CharField()
    state_after = serializers.CharField()
    extinguishes = serializers.CharField(help_text="Whether it ends the sentence: yes, no, unknown.")
    left_on = serializers.CharField(help_text="As known (EDTF).")
    left_earliest = serializers.DateField(allow_null=True)
    left_latest = serializers.DateField(allow_null=True)
    reported_on = serializers.DateField()
    announcement = serializers.CharField()
    attribution = serializers.CharField()
    was_already_outside = serializers.BooleanField()
    exile_condition = serializers.CharField()
    served_days = serializers.IntegerField(allow_null=True)
    sentence_days = serializers.IntegerField(allow_null=True)
    more_than_half = serializers.CharField(help_text="Of the sentence served: yes, no, not_computable.")
    less_reductions = serializers.CharField(help_text="The same, reductions deducted from the sentence.")
    third_on = serializers.DateField(allow_null=True, help_text="When a third of the sentence had been served.")
    half_on = serializers.DateField(allow_null=True)
    two_thirds_on = serializers.DateField(allow_null=True)
    days_inside = serializers.IntegerField(allow_null=True, help_text="Of the stay that ended.")
    sentence_months = serializers.IntegerField(allow_null=True)
    revoked_on = serializers.CharField()
    ground_official = serializers.CharField()
    ground_alleged = serializers.CharField()
    reimprisoned_earliest = serializers.DateField(allow_null=True)
    reimprisoned_latest = serializers.DateField(allow_null=True)


class ReleaseListSerializer(ListAnswerSerializer):
    results = ReleaseSerializer(many=True)
    labels = LabelsField()


class OrganisationSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    is_accepted = serializers.BooleanField(help_text="Its lists make up the consolidated list.")
    is_demo = serializers.BooleanField()
    url = serializers.CharField(source="document.url")
    country = serializers.CharField(source="document.country")
    licence = serializers.CharField(source="document.licence")
    definition_es = serializers.CharField(source="document.definition_es")
    definition_en = serializers.CharField(source="document.definition_en")
    lists = serializers.SerializerMethodField()

    def get_lists(self, organisation: Any) -> list[ListDocument]:
        return organisation.document["lists"]


class OrganisationListSerializer(ListAnswerSerializer):
    results = OrganisationSerializer(many=True)


class AnnouncementSerializer(serializers.Serializer):
    """What the State announced, in its own words; its number is a claim, not a count."""

    code = serializers.CharField()
    authority = serializers.CharField()
    announced_on = serializers.CharField(help_text="As known (EDTF).")
    number = serializers.IntegerField(allow_null=True)
    title_es = serializers.CharField(source="document.title_es")
    title_en = serializers.CharField(source="document.title_en")
    wording_es = serializers.CharField(source="document.wording_es")
    wording_en = serializers.CharField(source="document.wording_en")
    scope_es = serializers.CharField(source="document.scope_es")
    scope_en = serializers.CharField(source="document.scope_en")
    names_published = serializers.CharField(source="document.names_published")
    started_on = serializers.CharField(source="document.started_on")
    ended_on = serializers.CharField(source="document.ended_on")
    url = serializers.CharField(source="document.url")
    claimed = serializers.SerializerMethodField()
    comparisons = serializers.SerializerMethodField()

    def get_claimed(self, announcement: Any) -> list[ClaimLine]:
        return announcement.document["claimed"]

    def get_comparisons(self, announcement: Any) -> list[ComparisonLine]:
        return announcement.document["comparisons"]


class AnnouncementListSerializer(ListAnswerSerializer):
    results = AnnouncementSerializer(many=True)


class NumberField(serializers.FloatField):
    """A number as printed: whole where it is whole."""

    def to_representation(self, value: Any) -> Any:
        return int(value) if value == int(value) else float(value)


class OursSerializer(serializers.Serializer):
    """Our number for the same definition and day. `part`: which number of the answer, empty for its value."""

    figure = serializers.CharField(source="ours.id")
    part = serializers.CharField()
    value = serializers.FloatField(source="number", allow_null=True)
    known_then = serializers.FloatField(
        source="number_then", allow_null=True, help_text="Only what had been made known by the day itself."
    )
    difference = serializers.FloatField(allow_null=True, help_text="The published number less ours.")
    address = serializers.CharField(source="ours.address")


class PublishedFigureSerializer(serializers.Serializer):
    """A number as an organisation or the State printed it, and whether it agrees with the others of its group."""

    code = serializers.CharField()
    publisher = serializers.CharField()
    publisher_name = serializers.CharField()
    as_of = serializers.DateField()
    metric = serializers.CharField()
    value = NumberField()
    group = serializers.CharField()
    role = serializers.CharField()
    url = serializers.CharField()
    note_es = serializers.CharField()
    note_en = serializers.CharField()
    verdict = serializers.CharField(help_text="agrees, disagrees, not_checked.")
    verdict_es = serializers.CharField()
    verdict_en = serializers.CharField()
    ours = OursSerializer(allow_null=True, help_text="Null where we count nothing alike.")


class PublishedFigureListSerializer(ListAnswerSerializer):
    results = PublishedFigureSerializer(many=True)


class EditionSerializer(serializers.Serializer):
    """One publication of the whole record. `digest` covers its rows and `previous_digest`."""

    number = serializers.IntegerField()
    published_at = serializers.DateTimeField()
    as_of = serializers.DateField()
    note = serializers.CharField(help_text="In Spanish.")
    note_en = serializers.CharField()
    counts = serializers.DictField()
    digest = serializers.CharField()
    previous_digest = serializers.CharField()
    is_demo = serializers.BooleanField()


class EditionListSerializer(AnswerSerializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = EditionSerializer(many=True)
