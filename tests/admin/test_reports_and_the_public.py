"""What the public sees of citizens' reports: nothing, however many come, and of what they tell the fact alone."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editorial.models import Role
from intake import keys
from intake.models import Piece
from publication.models import PrisonerVersion
from publication.publishing import publish
from releases.models import Citation
from sources.admin import mailbox
from sources.mailbox import filing
from sources.models import CitizenReport, ReportAct
from tests.admin.reports import DISMISS, FILE, LIST, PHRASE, unlock
from tests.intake.flood import pour
from tests.intake.letters import drop
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db
AS_OF = date(2025, 3, 31)
FALSE_REPORTS = 10_000


def told_in_public(public: Client) -> dict[str, str]:
    """A digest of every byte and of the headers that say what a page is, by address."""
    slug = PrisonerVersion.objects.current().get().slug
    addresses = [
        "/es/", "/en/", "/es/personas/", f"/es/personas/{slug}/", "/es/excarcelaciones/", "/es/cifras/",
        "/api/v1/prisoners/", "/api/v1/releases/", "/feeds/releases.atom", "/feeds/editions.atom",
    ]  # fmt: skip
    found = {}
    for address in addresses:
        answer = public.get(address)
        assert answer.status_code == 200, address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = sorted((name, value) for name, value in answer.headers.items() if name.lower() != "date")
        found[address] = sha256(repr(headers).encode() + body).hexdigest()
    return found


@pytest.fixture
def published() -> None:
    held = wc.person()
    wc.cite(held, wc.document("media", title="Un reportaje"))
    wc.release(held.detentions.get(), "2025-01-16")
    wc.lead(held)
    publish(as_of=AS_OF)


def test_ten_thousand_false_reports_change_no_public_byte_and_are_dismissed_together(
    published, public, as_role, monkeypatch
):
    monkeypatch.setattr(mailbox, "file_new", lambda at_hand: filing.file_new(at_hand, seconds=600))
    keys.make(on=date(2026, 1, 1), passphrase=PHRASE)
    before = told_in_public(public)
    for number in range(5):
        drop(text=f"por el formulario {number}")
    pour({"kind": "release", "name": "Todos", "text": f"Ya no hay presos{'!' * (number % 7)}"}
         for number in range(FALSE_REPORTS))  # fmt: skip
    assert told_in_public(public) == before
    client = unlock(as_role(Role.EDITOR))
    assert CitizenReport.objects.count() == FALSE_REPORTS + 5
    client.get(LIST)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(LIST)
    assert len(queries) <= 25
    assert len(page.content) < 200_000
    (flood,) = [line for line in page.context["lines"] if line.alike > 1]
    assert flood.alike == FALSE_REPORTS and len(page.context["lines"]) == 6
    client.post(DISMISS, {"like": flood.like, "confirmed": FALSE_REPORTS})
    assert CitizenReport.objects.open().count() == 5
    assert len(ReportAct.objects.get(verb="spam").reports) == FALSE_REPORTS
    assert not Piece.objects.filter(is_filed=False).exists()
    client.post(FILE)
    assert told_in_public(public) == before


@pytest.mark.parametrize("language, words", [
    ("es", "lo sabe la coalición; ninguna fuente de ello es pública"),
    ("en", "known to the coalition; no source of it is public"),
])  # fmt: skip
def test_what_rests_on_a_report_alone_is_told_without_the_report(public, language, words):
    held = wc.person()
    wc.cite(held, wc.document("media", title="Un reportaje"))
    left = wc.release(held.detentions.get(), "2025-01-16")
    Citation.objects.create(release=left, document=wc.document("testimony", title="Reporte ciudadano R-0042"))
    wc.lead(held)
    publish(as_of=AS_OF)
    version = PrisonerVersion.objects.current().get()
    (line,) = version.document["detentions"]
    assert line["releases"][0]["sources"] == []
    where = {"es": "personas", "en": "people"}[language]
    page = public.get(f"/{language}/{where}/{version.slug}/").content.decode()
    assert words in page
    api = public.get(f"/api/v1/prisoners/{version.slug}/").content.decode()
    for text in (page, api):
        for secret in ("R-0042", "Reporte ciudadano", "testimon", "Citizen"):
            assert secret not in text
