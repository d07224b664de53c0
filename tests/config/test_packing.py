"""What travels compressed: a strong tag of its own, the same bytes each time, and the newsroom padded as before."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.packing import Packed

TAG = '"4-abc"'
TEXT = b"Yanet Leyva Yarayo, " * 100


def answer(path: str = "/es/", tag: str = TAG, *, is_streamed: bool = False, **headers: str) -> HttpResponse:
    def view(request):
        if TAG in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return HttpResponse(status=304, headers={"ETag": tag})
        made = StreamingHttpResponse([TEXT, TEXT]) if is_streamed else HttpResponse(TEXT)
        if tag:
            made.headers["ETag"] = tag
        return made

    return Packed(view)(RequestFactory().get(path, headers={"Accept-Encoding": "gzip", **headers}))


@pytest.mark.parametrize("is_streamed", [False, True])
def test_compressed_page_is_the_same_bytes_under_a_strong_tag_of_its_own(is_streamed):
    one, other = (answer(is_streamed=is_streamed) for _ in range(2))
    bodies = [one.getvalue(), other.getvalue()]
    assert bodies[0] == bodies[1] and gzip.decompress(bodies[0]).startswith(TEXT)
    assert one.headers["ETag"] == other.headers["ETag"] == '"4-abc-gzip"'
    assert "Accept-Encoding" in one.headers["Vary"]


def test_plain_page_keeps_its_tag():
    plain = answer(**{"Accept-Encoding": "identity"})
    assert (plain.content, plain.headers["ETag"]) == (TEXT, TAG)


@pytest.mark.parametrize(
    ("known", "tag"),
    [(TAG, TAG), ('"4-abc-gzip"', '"4-abc-gzip"'), ('W/"4-abc-gzip", "z"', '"4-abc-gzip"'), ('W/"4-abc"', TAG)],
)
def test_page_that_the_reader_has_is_not_sent_again_under_either_tag(known, tag):
    found = answer(**{"If-None-Match": known})
    assert (found.status_code, found.headers["ETag"]) == (304, tag)
    assert "Accept-Encoding" in found.headers["Vary"]


def test_another_tag_is_answered_whole():
    assert answer(**{"If-None-Match": '"3-abc-gzip"'}).status_code == 200


def test_page_without_a_tag_is_given_none():
    assert "ETag" not in answer(tag="").headers


def test_newsroom_is_padded_by_chance_and_its_tag_is_weak():
    found = [answer("/admin/prisoners/") for _ in range(8)]
    assert {one.headers["ETag"] for one in found} == {f"W/{TAG}"}
    assert len({one.content for one in found}) > 1
