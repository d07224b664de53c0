"""Citizens' reports for the newsroom's tests: told, filed, and the forms of their page."""

from __future__ import annotations

import io

from django.test import Client
from django.urls import reverse
from PIL import Image

from intake import slot
from prisoners.matching import profiles
from prisoners.models import Person
from sources.models import CitizenReport
from tests.admin.conftest import PHRASE, make_detention, make_person
from tests.intake.letters import drop

MARKER = "ZQXMARCADOR"
LIST, UNLOCK, LOCK, FILE, DISMISS, RESTORE = (
    "/admin/sources/citizenreport/", "/admin/sources/citizenreport/unlock/", "/admin/sources/citizenreport/lock/",
    "/admin/sources/citizenreport/file/", "/admin/sources/citizenreport/dismiss/",
    "/admin/sources/citizenreport/restore/",
)  # fmt: skip


def unlock(client: Client) -> Client:
    client.post(UNLOCK, {"secret": PHRASE})
    return client


def told(client: Client, **said) -> CitizenReport:
    """A report as it lies in the unlocked mailbox."""
    files = said.pop("files", ())
    drop(files=files, **said)
    client.post(FILE)
    return CitizenReport.objects.latest("pk")


def page_of(report: CitizenReport) -> str:
    return reverse("admin:sources_citizenreport_change", args=[report.pk])


def send(client: Client, report: CitizenReport, what: str, **data):
    report.refresh_from_db()
    name, *verb = what.split("/")
    address = reverse(f"admin:sources_citizenreport_{name}", args=[report.pk, *verb])
    answer = client.post(address, {"seen_version": report.version, **data})
    report.refresh_from_db()
    return answer


def picture() -> slot.File:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "#c33").save(made, "PNG")
    return slot.File(made.getvalue(), "image/png", "ab" * 32)


def known_person() -> Person:
    person = make_person(1)
    make_detention(person)
    profiles.refresh(profiles.load_corpus())
    return person
