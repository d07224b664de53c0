"""The start of the API: what there is, and how current it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.reading import AlwaysThere
from api.schema import described
from publication.models import Edition

VERSION = settings.SPECTACULAR_SETTINGS["VERSION"]
RESOURCES = (
    "prisoners", "prisoners_csv", "prisoners_json", "prisoners_xlsx", "releases", "releases_csv", "releases_json",
    "releases_xlsx", "announcements", "organisations", "published_figures", "figures",
    "editions",
)  # fmt: skip


class NewestEditionSerializer(serializers.Serializer):
    number = serializers.IntegerField()
    as_of = serializers.DateField(help_text="The day until which it speaks.")
    published_at = serializers.DateTimeField()
    digest = serializers.CharField()


class IndexSerializer(serializers.Serializer):
    name = serializers.CharField()
    version = serializers.CharField(help_text="Of the API.")
    demo = serializers.BooleanField(required=False, help_text="There, and true, only for invented data.")
    licence = serializers.URLField(help_text="The terms under which the data may be used.")
    edition = NewestEditionSerializer(allow_null=True, help_text="The newest; null before the first.")
    resources = serializers.DictField(child=serializers.URLField(), help_text="Where each list begins, by its name.")
    schema = serializers.URLField(help_text="This API, described by OpenAPI.")
    docs = serializers.DictField(child=serializers.URLField(), help_text="For people, by language.")


class Index(AlwaysThere):
    """What there is: the resources, the newest edition, the terms, and where all is explained."""

    parameters = ()

    @described("index", IndexSerializer)
    def get(self, request: Request) -> Response:
        def whole(address: str) -> str:
            return request.build_absolute_uri(address)

        docs = _docs(request)
        newest = self.edition if self.edition.number else None
        return Response(
            {
                "name": "#TODOS",
                "version": VERSION,
                **({"demo": True} if newest and newest.is_demo else {}),
                "licence": f"{docs['en']}#licence",
                "edition": _told(newest) if newest else None,
                "resources": {name: whole(reverse(f"api:{name}")) for name in RESOURCES},
                "schema": whole(reverse("api:schema")),
                "docs": docs,
            }
        )


def _told(edition: Edition) -> dict[str, Any]:
    return dict(NewestEditionSerializer(edition).data)


def _docs(request: Request) -> dict[str, str]:
    """The page that explains the API, of the site beside us."""
    addresses = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            addresses[language] = request.build_absolute_uri(reverse("data"))
    return addresses
