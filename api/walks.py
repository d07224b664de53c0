"""Why two totals differ: the walk from one to the other, and the persons of its steps."""

from __future__ import annotations

from collections.abc import Collection

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.counted import CountedPages
from api.figures import CountedPersonSerializer, TextSerializer
from api.reading import ReadView
from api.schema import EDITION, LANGUAGE, PAGING, described, query
from api.serializers import AnswerSerializer, ListAnswerSerializer
from publication.selection.errors import BadParameter
from publication.selection.filters import PAGING as PAGING_NAMES
from publication.selection.selection import page_size
from reports import walks
from reports.walks.ends import ENDS
from reports.walks.forms import moved_csv, walk_json
from reports.walks.walk import PARAMETERS

TOTAL = {"type": "string", "enum": list(ENDS)}
ASKED = (
    query("from", TOTAL, required=True, description="The total that the walk begins with: the id of a figure."),
    query("to", TOTAL, required=True, description="The total that it leads to."),
    query("list", {"type": "string"}, description="Code of the list, where a total is of a list."),
    query("to_list", {"type": "string"}, description="Of the second total, where its list is another."),
    query("event", {"type": "string"}, description="Code of the event, where a total is of an event."),
    query("as_of", OpenApiTypes.DATE, description="Day spoken of, the whole of it. Default: the edition's."),
    EDITION,
    LANGUAGE,
)


class EndSerializer(serializers.Serializer):
    id = serializers.CharField()
    version = serializers.IntegerField(help_text="Of the definition.")
    value = serializers.IntegerField()
    possible = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    label = TextSerializer()  # type: ignore[assignment]  # a field of that name
    definition = TextSerializer()
    rule = serializers.CharField()
    address = serializers.CharField(help_text="The figure.")
    persons = serializers.CharField(help_text="The persons counted.")


class StepSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="For `of`.")
    reason = serializers.CharField()
    sign = serializers.ChoiceField(["-", "+"], help_text="“-”: counted in the first total alone; “+”: in the second.")
    count = serializers.IntegerField()
    label = TextSerializer()  # type: ignore[assignment]  # a field of that name
    why = TextSerializer()
    persons = serializers.CharField()
    persons_csv = serializers.CharField()


WalkBaseSerializer = type(
    "WalkBaseSerializer",
    (AnswerSerializer,),
    {"from": EndSerializer(), "to": EndSerializer()},  # `from` is a word of the language
)


class WalkAnswerSerializer(WalkBaseSerializer):  # type: ignore[misc, valid-type]
    """`from` less the steps of sign “-” plus those of sign “+” is `to`; each person is in one step."""

    version = serializers.IntegerField(help_text="Of the reasons and their order.")
    as_of = serializers.DateField()
    in_both = serializers.IntegerField(help_text="Persons whom both totals count.")
    steps = StepSerializer(many=True)
    order = TextSerializer(help_text="In which order the reasons are asked: the first that holds is given.")
    address = serializers.CharField()
    persons_csv = serializers.CharField()


class MovedListSerializer(ListAnswerSerializer):
    as_of = serializers.DateField()
    step = StepSerializer()
    results = CountedPersonSerializer(many=True)


class WalkView(ReadView):
    """What all addresses of a walk share: the question, read from the address."""

    parameters: Collection[str] = (*PARAMETERS, "language")

    def refuse_unknown(self, request: Request) -> None:
        super().refuse_unknown(request)
        for name, values in request.query_params.lists():
            if len(values) > 1:
                raise BadParameter(name, _("expected one value"))

    def walk(self) -> walks.Walk:
        asked = {name: str(text) for name, text in self.request.query_params.items() if name in PARAMETERS}
        asked.pop("edition", None)
        return self.in_its_language(lambda: walks.walk_of(asked, edition=self.edition.number))


class Walk(WalkView):
    """From one total to another on a day of an edition: who is in one and not in the other, by reason."""

    @described("walk", WalkAnswerSerializer, *ASKED)
    def get(self, request: Request) -> Response:
        return Response(walk_json(self.walk()))


class WalkPersons(CountedPages, WalkView):
    """The persons of one step, in the order of their names; those counted without a name come last."""

    parameters = (*PARAMETERS, "language", "of", *PAGING_NAMES)

    @described(
        "walk_persons",
        MovedListSerializer,
        query("of", {"type": "string"}, required=True, description="The code of a step."),
        *ASKED,
        *PAGING,
    )
    def get(self, request: Request) -> Response:
        size = page_size(request.query_params.get("page_size") or None)
        first = self.first_row()
        walk = self.walk()
        of = request.query_params.get("of", "")
        if not of:
            known = [step.code for step in walk.steps]
            raise BadParameter("of", _("is missing; there are: %(known)s") % {"known": ", ".join(known) or "-"}, known)
        code = walk.step(of).code
        step = next(one for one in walk_json(walk)["steps"] if one["code"] == code)
        rows = list(walk.persons(of).defer("document")[first : first + size + 1])
        return Response({**self.about(), "as_of": walk.as_of, "step": step, **self.page(rows, first, size)})


class WalkPersonsCsv(WalkView):
    """Everybody who is in one total and not in the other, step by step, or those of one step."""

    parameters = (*PARAMETERS, "language", "of")

    @described(
        "walk_persons_csv",
        OpenApiResponse(OpenApiTypes.STR, description="CSV, UTF-8; of a withheld person only the public id."),
        query("of", {"type": "string"}, description="The code of a step. Default: all of them."),
        *ASKED,
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        walk = self.walk()
        lines = self.in_its_language(lambda: moved_csv(walk, request.query_params.get("of", "")))
        name = f"{walk.first.id}-{walk.last.id}-{walk.as_of}-{walk.edition}.csv"
        return StreamingHttpResponse(
            lines,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
