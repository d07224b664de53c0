"""Figures: what can be asked, the answers, and the persons counted."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.counted import CountedPages
from api.reading import LANGUAGES, AlwaysThere, ReadView
from api.schema import EDITION, LANGUAGE, PAGING, described, query
from api.serializers import AnswerSerializer, ListAnswerSerializer
from publication.models import Edition
from publication.selection.editions import edition_number
from publication.selection.errors import BadParameter, UnknownEdition
from publication.selection.filters import PAGING as PAGING_NAMES
from publication.selection.selection import page_size
from reports import registry
from reports.answer import Answer
from reports.citation import citation
from reports.history import history, history_before
from reports.questions import parameters_of
from reports.serial import answer_json, figure_json, history_json

NOT_OF_THE_FIGURE = {"edition", "known_at", "language", "of", "before", *PAGING_NAMES}


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
    is_hidden = serializers.BooleanField(
        required=False, help_text="There, and true, where the number is not given so that nobody can be found by it."
    )
    is_sum = serializers.BooleanField(required=False, help_text="There, and true, for a row that adds up others.")
    share = serializers.FloatField(
        required=False, allow_null=True, help_text="In percent of `share_of`. There where that is not the value."
    )
    share_of = serializers.IntegerField(required=False)
    share_of_known = serializers.FloatField(
        required=False, help_text="In percent of those of whom it is known. There where it is not known of all."
    )


class FigureAnswerSerializer(AnswerSerializer):
    """Extra numbers of the figure stand beside `value` under their own names."""

    id = serializers.CharField()
    version = serializers.IntegerField()
    value = serializers.FloatField(allow_null=True)
    possible = serializers.ListField(child=serializers.FloatField(allow_null=True), min_length=2, max_length=2)
    unit = serializers.CharField()
    as_of = serializers.DateField()
    computed_at = serializers.DateTimeField(help_text="When the edition was published: its answers never change.")
    definition = TextSerializer()
    rule = serializers.CharField()
    breakdown = BreakdownRowSerializer(many=True)
    note = serializers.CharField()
    table = serializers.DictField(
        required=False, help_text="What stands beside the number and is no breakdown: `columns` with codes, and `rows`."
    )
    persons = serializers.CharField(help_text="The address of the persons counted.")
    citation = TextSerializer(help_text="How to cite it; the address is that of the page for people.")


class CountedPersonSerializer(serializers.Serializer):
    """One of the persons counted; of a withheld one, the public id and nothing else. Of a province (behind a row of a
    breakdown, or with `province=`) only those are counted whom the record names."""

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


class SaidSerializer(serializers.Serializer):
    edition = serializers.IntegerField(help_text="The first that says this; it holds until the one before in the list.")
    published_at = serializers.DateTimeField()
    is_known = serializers.BooleanField(help_text="False: it knows nothing of what is asked, and has no number.")
    value = serializers.FloatField(allow_null=True)
    possible = serializers.ListField(child=serializers.FloatField(allow_null=True), min_length=2, max_length=2)
    extras = serializers.DictField(child=serializers.FloatField(allow_null=True), help_text="Further numbers, by name.")


class FigureHistorySerializer(AnswerSerializer):
    id = serializers.CharField()
    version = serializers.IntegerField()
    unit = serializers.CharField()
    as_of = serializers.DateField()
    results = SaidSerializer(many=True)
    is_cut = serializers.BooleanField(help_text="Older editions speak of the day, too, and were not asked.")
    older = serializers.CharField(allow_null=True, help_text="The address at which they answer.")


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


BEFORE = query(
    "before", {"type": "integer", "minimum": 1}, description="Ask only editions before the one of this number."
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
                raise BadParameter(name, _("expected one value"))

    def answer(self) -> Answer:
        texts = {name: str(text) for name, text in self.request.query_params.items() if name not in NOT_OF_THE_FIGURE}
        figure, edition = self.kwargs["figure_id"], self.edition.number
        return self.in_its_language(lambda: registry.answer(figure, texts, edition=edition, language=self.language))


class Figure(FigureView):
    """A figure of one edition on one day: its value, the range that part-known dates allow, and a breakdown."""

    own = ("edition", "language")

    @described("figure", FigureAnswerSerializer, FIGURE, *parameters(), EDITION, LANGUAGE)
    def get(self, request: Request, figure_id: str) -> Response:
        answer = self.answer()
        return Response({**answer_json(answer), "citation": self.citation(answer)})

    def citation(self, answer: Answer) -> dict[str, str]:
        """By language, with the address of the page for people, of the site beside us."""
        cited = {}
        for language in LANGUAGES:
            with override(language):
                page = self.request.build_absolute_uri(reverse("figure", args=[answer.id]))
            cited[language] = citation(answer, f"{page}?{answer.query}", language)
        return cited


class FigureHistory(FigureView):
    """What the editions that speak of that day answer to the same question: newest first, one for each change.

    The newest twelve are asked, and the edition named or the newest; `older` is the address of the twelve before them.
    `edition` chooses the day where none is given.
    """

    own = ("edition", "language", "before")

    @described("figure_history", FigureHistorySerializer, FIGURE, *parameters(), BEFORE, EDITION, LANGUAGE)
    def get(self, request: Request, figure_id: str) -> Response:
        before = request.query_params.get("before", "")
        until = self.known_edition(before) if before else None
        answer = self.answer()
        if until is None:
            found = history(answer)
            runs, older = found.runs, found.older
        else:
            runs, older = history_before(answer, until)
        address = None if older is None else self.address_with(before=older)
        head = {"id": answer.id, "version": answer.version, "unit": answer.unit, "as_of": answer.as_of}
        return Response({**self.about(), **head, **history_json(runs, address)})

    @staticmethod
    def known_edition(text: str) -> int:
        """Raises BadParameter, or UnknownEdition for a number that no edition has."""
        number = edition_number(text, "before")
        if not Edition.objects.filter(number=number).exists():
            raise UnknownEdition(parameter="before")
        return number

    def address_with(self, **parameters: object) -> str:
        asked = {**self.request.query_params.dict(), **parameters}
        return f"{self.request.path}?{urlencode(asked, safe=',@')}"


class FigurePersons(CountedPages, FigureView):
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
        persons = answer.persons_behind(of) if of else answer.persons
        rows = list(persons.defer("document")[first : first + size + 1])
        page = self.page(rows, first, size)
        return Response({**self.about(), "as_of": answer.as_of, "id": answer.id, **page})
