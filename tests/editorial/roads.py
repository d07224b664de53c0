"""What the roads to a false release have in common: whose role they take, and what must be as it was at their end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pghistory
from django.db import connection
from django.test import Client
from django.urls import reverse

from config.settings.databases import NEWSROOM_ROLE
from editorial.acting import FORGET, proof
from editorial.models import Alarm, Editor, WorkflowState
from editorial.models.review import RISKS
from prisoners.models import Person
from publication.models import PrisonerVersion
from publication.publishing import publish

T2 = date(2025, 1, 14)
SAFE = dict.fromkeys(RISKS, False)
RISKY = {**SAFE, "family": True}


@contextmanager
def as_newsroom() -> Iterator[None]:
    """Inside, the database serves the role of the newsroom's processes, as it does in each of their requests."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {NEWSROOM_ROLE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@contextmanager
def proven(editor: Editor, **more: Any) -> Iterator[None]:
    """As a script within a process of the newsroom that serves this editor: role, name and proof."""
    with as_newsroom(), pghistory.context(user=editor.pk, proof=proof(editor.pk), **more):
        yield
    with connection.cursor() as cursor:
        cursor.execute(FORGET)


def public_record() -> list[str]:
    """Every row of every public table, byte for byte."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            if table.startswith("publication_"):
                cursor.execute(f'SELECT to_jsonb(row)::text FROM "{table}" row ORDER BY 1')
                found += [f"{table} {text}" for (text,) in cursor.fetchall()]
    return found


@contextmanager
def refused(person: Person, *reasons: str, role: str = NEWSROOM_ROLE) -> Iterator[None]:
    """What happens inside changes nothing that the public reads; each refusal by the database is noted."""
    before = public_record()
    assert PrisonerVersion.objects.current().exists()
    yield
    assert publish(as_of=T2) is None
    assert public_record() == before
    person.refresh_from_db()
    assert person.workflow_state not in (WorkflowState.APPROVED, WorkflowState.PUBLISHED)
    assert [alarm.reason for alarm in Alarm.objects.order_by("pk")] == list(reasons)
    for alarm in Alarm.objects.all():
        assert (alarm.kind, alarm.dossier_id, alarm.database_user) == ("prisoners.person", person.pk, role)


def sign(client: Client, person: Person, *, risks: tuple[str, ...] = ()) -> Any:
    """Reads the review page and signs what it shows."""
    seen = client.get(reverse("admin:editorial_review_of", args=["prisoners.person", person.pk]))
    url = reverse("admin:editorial_review_step", args=["prisoners.person", person.pk, "approve"])
    answers = {f"risk_{name}": "yes" if name in risks else "no" for name in RISKS}
    return client.post(url, {"seen": seen.context["proposal"].digest, **answers})
