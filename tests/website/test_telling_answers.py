"""What all answers of the form have in common: equally long, kept by nobody, and nothing left in the browser."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from config.middleware import EquallyLong
from tests.intake.letters import mailbox
from tests.website.test_telling import CODE, FORM, MARK, SAID, send, upload
from website.unseen import SIZE


@pytest.fixture
def key(db):
    return mailbox()


def broken(public: Client, monkeypatch, fault: type[Exception]):
    def never(*_args, **_named):
        raise fault(MARK)

    monkeypatch.setattr("intake.slot.drop", never)
    return send(public, **{**SAID, "text": MARK})


def without_a_database(public: Client, monkeypatch):
    def never(*_args, **_named):
        raise OperationalError(MARK)

    monkeypatch.setattr("intake.slot.is_open", never)
    return public.get(FORM)


def too_large(public: Client, monkeypatch):
    monkeypatch.setattr("intake.attachments.MOST_READ", 10)
    return public.post(FORM, {"text": "x", "pictures": upload(bytes(100))})


ANSWERS = {
    "form": lambda public, _: public.get(FORM),
    "form in English": lambda public, _: public.get("/en/report/"),
    "form of a person": lambda public, _: public.post(FORM, {"about": str(uuid4()), "kind": "removal"}),
    "refused": lambda public, _: public.post(FORM, {"text": "x"}),
    "sent": lambda public, _: send(public, **SAID),
    "sent, longer": lambda public, _: send(public, **{**SAID, "text": "y" * 3000}),
    "code": lambda public, _: public.get(CODE),
    "questions": lambda public, _: public.post(CODE, {"code": "0" * 20}),
    "400, a parameter": lambda public, _: public.get(FORM, {"zzz": "1"}),
    "400, no text": lambda public, _: public.get(FORM, QUERY_STRING="zzz=%00"),
    "400, no such kind": lambda public, _: public.post(FORM, {"kind": "zzz"}),
    "400, of another site": lambda public, _: public.post(FORM, SAID, headers={"sec-fetch-site": "cross-site"}),
    "400, no form": lambda public, _: public.post(FORM, "x", content_type="multipart/form-data; boundary="),
    "404": lambda public, _: public.get(f"{FORM}zzz/"),
    "405": lambda public, _: public.put(FORM),
    "413": too_large,
    "500": lambda public, monkeypatch: broken(public, monkeypatch, ValueError),
    "503": lambda public, monkeypatch: broken(public, monkeypatch, OperationalError),
    "503, no database": without_a_database,
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_are_equally_long_and_kept_by_nobody(public, key, kind, monkeypatch):
    response = ANSWERS[kind](public, monkeypatch)
    assert response.status_code == (int(kind[:3]) if kind[:3].isdecimal() else 400 if kind == "refused" else 200)
    assert len(response.content) == SIZE
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Content-Encoding" not in response
    assert "ETag" not in response
    assert not response.cookies


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_browser_forgets_what_it_kept_after_words_were_sent_taken_or_not(public, key, kind, monkeypatch):
    response = ANSWERS[kind](public, monkeypatch)
    held_words = response.wsgi_request.method == "POST" and kind not in ("form of a person", "400, no such kind")
    assert (response.get("Clear-Site-Data") == '"cache"') is held_words


REFUSED = {
    "of another site": lambda public, sent: public.post(FORM, sent, headers={"sec-fetch-site": "cross-site"}),
    "to the code, of another site": lambda public, sent: public.post(CODE, sent, headers={"sec-fetch-site": "none"}),
    "to no page": lambda public, sent: public.post(f"{FORM}zzz/", sent),
    "without the slash": lambda public, sent: public.post(FORM.rstrip("/"), sent),
    "no text in the address": lambda public, sent: public.post(FORM, sent, QUERY_STRING="zzz=%00"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused_before_the_form_is_not_even_read(public, key, kind, monkeypatch):
    """Else Django would put a picture of more than 2.5 MB into a file while it looks whether there are words."""
    written: list[str] = []
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *_args, **_named: written.append(kind))
    response = REFUSED[kind](public, {**SAID, "pictures": upload(bytes(3_000_000))})
    assert response.status_code in (301, 400, 404)
    assert not response.wsgi_request.environ["wsgi.input"].read_started
    assert written == []
    assert response["Clear-Site-Data"] == '"cache"'


def test_whoever_reads_a_request_to_the_form_reads_it_into_memory(rf):
    """Also a middleware, or a page of ours that does not know the form."""

    def reads(request):
        return HttpResponse(type(request.FILES["pictures"]).__name__, content_type="text/plain")

    read = EquallyLong(reads)(rf.post(f"{FORM}zzz/", {"pictures": upload(bytes(3_000_000))}))
    assert read.content.split() == [InMemoryUploadedFile.__name__.encode()]


def test_what_is_answered_elsewhere_is_no_longer_than_it_need_be(public, key):
    assert len(public.get("/es/zzz/").content) % SIZE
    assert "Clear-Site-Data" not in public.post("/es/zzz/", SAID)


def test_answers_are_not_compressed(public, key):
    response = public.get(FORM, HTTP_ACCEPT_ENCODING="gzip")
    assert len(response.content) == SIZE
