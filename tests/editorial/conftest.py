"""A release that waits for its second pair of eyes."""

from __future__ import annotations

from datetime import date

import pytest

from editorial import reviewing, roles
from editorial.acting import acting_as
from editorial.models import Editor, Role
from prisoners.models import Person
from publication.publishing import publish
from releases.models import Release
from tests.editorial.accounts import make_editor
from tests.editorial.roads import T2
from tests.publication import working_copy as wc


@pytest.fixture
def newsroom(db, monkeypatch) -> None:
    """Roles are there, and a record needs no sources."""
    roles.establish()
    monkeypatch.setattr(Person, "problems", lambda self: [])


@pytest.fixture
def author(newsroom) -> Editor:
    return make_editor("autora", Role.REVIEWER, outlet="uno")


@pytest.fixture
def reviewer(newsroom) -> Editor:
    return make_editor("revisora", Role.REVIEWER, outlet="dos")


@pytest.fixture
def held(author, reviewer) -> Person:
    """Published in prison, beside somebody else; then the author writes a release and submits it."""
    person = wc.person("Yoandri Pérez Sabanalar")
    wc.person("Lisandra Duarte Tomeguín")
    publish(as_of=T2)
    with acting_as(author):
        detention = person.detentions.get()
        Release.objects.create(
            detention=detention, release_type=wc.release_type(), left_on="2025-01-10", reported_on=date(2025, 1, 12)
        )
        person.refresh_from_db()
        reviewing.submit(person, by=author)
    return person
