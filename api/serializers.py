"""The shapes of answers about persons: closed lists of fields."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from publication.document import ClassificationLine, Denial, DetentionLine, Fact


class CodesField(serializers.ListField):
    child = serializers.CharField()


class RowSerializer(serializers.Serializer):
    """A person in a list (publication.selection.Row). Empty text: unknown. Days known in part are EDTF texts."""

    public_id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField(source="name_display")
    gender = serializers.CharField()
    minor_at_detention = serializers.CharField()
    age_at_detention = serializers.IntegerField(allow_null=True)
    province = serializers.CharField(help_text="Of the first detention; ISO 3166-2.")
    municipality = serializers.CharField()
    context = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    offences = CodesField()
    principal_offence = serializers.CharField()
    detained_on = serializers.CharField(help_text="First detention, as known (EDTF).")
    detained_earliest = serializers.DateField(allow_null=True)
    detained_latest = serializers.DateField(allow_null=True)
    custody_state = serializers.CharField(help_text="On the day `as_of`; empty when not yet detained on it.")
    custody_detail = serializers.CharField()
    custody_since = serializers.DateField(allow_null=True)
    lists = CodesField(help_text="On which lists on the day `as_of`.")
    address = serializers.SerializerMethodField(help_text="Where the whole record is.")

    def get_address(self, row: Any) -> str:
        return f"/api/v1/prisoners/{row.public_id}/"


class MetSerializer(serializers.Serializer):
    """A word typed, and the part of a name that it met."""

    typed = serializers.CharField()
    found = serializers.CharField(help_text="As the record writes it.")
    how = serializers.ChoiceField(["words", "alike", "near"], help_text="As typed, spelt alike, a letter or two off.")
    start = serializers.IntegerField(help_text="Its first letter in the name, from 0.")
    end = serializers.IntegerField(help_text="The letter after its last.")


class CalledSerializer(serializers.Serializer):
    """A public name, and what of it was met."""

    name = serializers.CharField()
    met = MetSerializer(many=True)


class MatchedSerializer(serializers.Serializer):
    """Why a person was found by `q` (publication/selection/matched.py)."""

    how = serializers.ChoiceField(["name", "words", "alike", "near"], help_text="`name`: the whole name as typed.")
    shown = CalledSerializer()
    others = CalledSerializer(many=True, help_text="Other public names, which met what the one shown did not.")


class FoundRowSerializer(RowSerializer):
    """`matched` stands in the page beside the row, not in it: the list of persons puts them together."""

    matched = MatchedSerializer(allow_null=True, required=False, help_text="There, where `q` was given.")


class SpanSerializer(serializers.Serializer):
    """A custody state: certain and possible days, half-open; an end that is missing is open."""

    state = serializers.CharField()
    detail = serializers.CharField()
    certain_from = serializers.DateField(source="certain.lower", allow_null=True)
    certain_to = serializers.DateField(source="certain.upper", allow_null=True)
    possible_from = serializers.DateField(source="possible.lower", allow_null=True)
    possible_to = serializers.DateField(source="possible.upper", allow_null=True)


class ListingSerializer(serializers.Serializer):
    """On a list, from the first snapshot that names the person until the first that does not."""

    source_list = serializers.CharField()
    counts_as_prisoner = serializers.BooleanField()
    from_day = serializers.DateField(source="days.lower", allow_null=True)
    to_day = serializers.DateField(source="days.upper", allow_null=True)


class PrisonerSerializer(serializers.Serializer):
    """The record of a person: columns, document (publication/document.py) and derived spans."""

    public_id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField(source="name_display")
    other_names = CodesField(source="document.other_names")
    gender = serializers.CharField()
    minor_at_detention = serializers.CharField()
    age_at_detention = serializers.IntegerField(allow_null=True)
    birth_year = serializers.IntegerField(allow_null=True)
    province = serializers.CharField()
    municipality = serializers.CharField()
    context = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    activity = serializers.CharField()
    events = CodesField()
    offences = CodesField()
    principal_offence = serializers.CharField()
    detained_earliest = serializers.DateField(allow_null=True)
    detained_latest = serializers.DateField(allow_null=True)
    occupation_group = serializers.CharField(source="document.occupation_group")
    biography_es = serializers.CharField(source="document.biography_es")
    biography_en = serializers.CharField(source="document.biography_en")
    last_confirmed_on = serializers.CharField(
        source="document.last_confirmed_on",
        help_text="The last day on which somebody said the state told last; empty: nobody has since it began.",
    )
    state_denied = serializers.SerializerMethodField(
        help_text="Lists that say another state than the one told last, of a day on which that had begun."
    )
    facts = serializers.SerializerMethodField(help_text="Each field: its value, sources, and who says otherwise.")
    detentions = serializers.SerializerMethodField(help_text="The timeline, each line with its sources.")
    classifications = serializers.SerializerMethodField()

    def get_state_denied(self, person: Any) -> list[Denial]:
        return person.document.get("state_denied", [])

    def get_facts(self, person: Any) -> list[Fact]:
        return person.document["facts"]

    def get_detentions(self, person: Any) -> list[DetentionLine]:
        return person.document["detentions"]

    def get_classifications(self, person: Any) -> list[ClassificationLine]:
        return person.document["classifications"]


class CustodySerializer(serializers.Serializer):
    """The state on the day `as_of`; empty when the person was not yet detained."""

    state = serializers.CharField()
    detail = serializers.CharField()
    since = serializers.DateField(allow_null=True)


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {"es": {"type": "string"}, "en": {"type": "string"}},
                "required": ["es", "en"],
            },
        },
    }
)
class LabelsField(serializers.JSONField):
    """{vocabulary: {code: {"es", "en"}}} of the codes in the answer."""


class AnswerSerializer(serializers.Serializer):
    """What every answer begins with."""

    edition = serializers.IntegerField()
    demo = serializers.BooleanField(required=False, help_text="There, and true, only for invented data.")


class RecordAnswerSerializer(AnswerSerializer, PrisonerSerializer):
    as_of = serializers.DateField()
    custody = CustodySerializer()
    custody_spans = SpanSerializer(many=True)
    lists = CodesField()
    listings = ListingSerializer(many=True)
    labels = LabelsField()


class MovedSerializer(AnswerSerializer):
    public_id = serializers.UUIDField(help_text="Of the person whom the one asked for turned out to be.")


class ListAnswerSerializer(AnswerSerializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class PrisonerListSerializer(ListAnswerSerializer):
    as_of = serializers.DateField()
    count = serializers.IntegerField(help_text="Persons chosen. Withheld persons are never among them.")
    results = FoundRowSerializer(many=True)
    labels = LabelsField()
