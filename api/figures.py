"""Figures: what can be asked, the answers, and the persons counted."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.pages import addresses
from api.reading import AlwaysThere, ReadView
from api.schema import EDITION, LANGUAGE, PAGING, described, query
from api.serializers import AnswerSerializer, ListAnswerSerializer
from publication.selection.cursors import Cursor
from publication.selection.errors import BadParameter
from publication.selection.filters import PAGING as PAGING_NAMES
from publication.selection.selection import page_size
from reports import registry
from reports.answer import Answer
from reports.questions import parameters_of
from reports.serial import answer_json, figure_json, person_json

NOT_OF_THE_FIGURE = {"edition", "language", "of", *PAGING_NAMES}


class TextSerializer(serializers.Serializer):
    es = serializers.CharField()
    en = serializers.CharField()


class FigureParameterSerializer(serializers.Serializer):
    name = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]  # a field of that name
    help = TextSerializer()


class FigureSerializer(serializers.Serializer):
    id = serializers.CharField()
    version = serializers.IntegerField()
    unit = serializers.CharField()
    title = TextSerializer()
    definition = TextSerializer()
    rule = serializers.CharField()
    parameters = FigureParameterSerializer(many=True)
    breakdowns = serializers.ListField(child=serializers.CharField())
    address = serializers.CharField()


class FigureListSerializer(ListAnswerSerializer):
    edition = serializers.IntegerField(required=False)
    results = FigureSerializer(many=True)


class BreakdownRowSerializer(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    value = serializers.FloatField(allow_null=True)
    is_sum = serializers.BooleanField(required=False, help_text="There, and true, for a row that adds up others.")
    share = serializers.FloatField(
        required=False, allow_null=True, help_text="In percent of `share_of`. There where that is not the value."
    )
    share_of = serializers.IntegerField(required=False)


class FigureAnswerSerializer(AnswerSerializer):
    """Extra numbers of the figure stand beside `value` under their own names."""

    id = serializers.CharField()
    version = serializers.IntegerField()
    value = serializers.FloatField(allow_null=True)
    possible = serializers.ListField(child=serializers.FloatField(allow_null=True), min_length=2, max_length=2)
    unit = serializers.CharField()
    as_of = serializers.DateField()
    definition = TextSerializer()
    rule = serializers.CharField()
    breakdown = BreakdownRowSerializer(many=True)
    note = serializers.CharField()
    table = serializers.DictField(
        required=False, help_text="What stands beside the number and is no breakdown: `columns` with codes, and `rows`."
    )
    persons = serializers.CharField(help_text="The address of the persons counted.")


class CountedPersonSerializer(serializers.Serializer):
    """One of the persons counted; of a withheld one, the public id and nothing else."""

    public_id = serializers.UUIDField()
    is_withheld = serializers.BooleanField()
    name = serializers.CharField(required=False)
    slug = serializers.CharField(required=False)
    gender = serializers.CharField(required=False)
    province = serializers.CharField(required=False)


class CountedPersonListSerializer(ListAnswerSerializer):
    as_of = serializers.DateField()
    id = serializers.CharField()
    results = CountedPersonSerializer(many=True)


def parameters() -> list[OpenApiParameter]:
    """The parameters of all figures; each figure has some of them (`/api/v1/figures/` says which)."""
    known: dict[str, str] = {}
    for figure in registry.figures():
        for parameter in parameters_of(figure):
            known.setdefault(parameter.name, parameter.help.en)
    return [query(name, {"type": "string"}, description=text) for name, text in known.items()]


FIGURE = OpenApiParameter(
    "figure_id",
    {"type": "string", "enum": [figure.id for figure in registry.figures()]},
    OpenApiParameter.PATH,
    description="The id of a figure.",
)


class Figures(AlwaysThere):
    """Every figure with its definition, parameters and breakdowns. All of them, on one page."""

    parameters = ()

    @described("figures", FigureListSerializer)
    def get(self, request: Request) -> Response:
        results = [figure_json(figure) for figure in registry.figures()]
        return Response({"next": None, "previous": None, "results": results})


class FigureView(ReadView):
    """What both addresses of a figure share: the question, read from the address."""

    own: tuple[str, ...]

    def refuse_unknown(self, request: Request) -> None:
        figure = registry.figure(self.kwargs["figure_id"])
        self.parameters = {*self.own, *(parameter.name for parameter in parameters_of(figure))}
        super().refuse_unknown(request)
        for name, values in request.query_params.lists():
            if len(values) > 1:
                raise BadParameter(name, "Expected one value.")

    def answer(self) -> Answer:
        texts = {name: str(text) for name, text in self.request.query_params.items() if name not in NOT_OF_THE_FIGURE}
        with translation.override(self.language):
            return registry.answer(self.kwargs["figure_id"], texts, edition=self.edition.number, language=self.language)


class Figure(FigureView):
    """A figure of one edition on one day: its value, the range that part-known dates allow, and a breakdown."""

    own = ("edition", "language")

    @described("figure", FigureAnswerSerializer, FIGURE, *parameters(), EDITION, LANGUAGE)
    def get(self, request: Request, figure_id: str) -> Response:
        return Response(answer_json(self.answer()))


class FigurePersons(FigureView):
    """The persons counted, in the order of their names; those counted without a name come last."""

    own = ("edition", "language", "of", *PAGING_NAMES)

    @described(
        "figure_persons",
        CountedPersonListSerializer,
        FIGURE,
        *parameters(),
        query("of", {"type": "string"}, description="An extra number, or a code of the breakdown."),
        EDITION,
        LANGUAGE,
        *PAGING,
    )
    def get(self, request: Request, figure_id: str) -> Response:
        size = page_size(request.query_params.get("page_size") or None)
        first = self.first_row()
        answer = self.answer()
        of = request.query_params.get("of", "")
        with translation.override(self.language):
            persons = answer.persons_behind(of) if of else answer.persons
        rows = list(persons.defer("document")[first : first + size + 1])
        return Response({**self.about(), "as_of": answer.as_of, "id": answer.id, **self.page(rows, first, size)})

    def first_row(self) -> int:
        text = self.request.query_params.get("cursor")
        if not text:
            return 0
        cursor = Cursor.read(text)
        if cursor.edition != self.edition.number:
            raise BadParameter("cursor", "This cursor belongs to another edition.")
        return cursor.row

    def page(self, rows: list, first: int, size: int) -> dict[str, Any]:
        def cursor(row: int) -> str:
            return str(Cursor(self.edition.number, row))

        following = cursor(first + size) if len(rows) > size else None
        before = cursor(max(0, first - size)) if first else None
        return {
            **addresses(self.request, self.edition, following, before),
            "results": [person_json(person) for person in rows[:size]],
        }
