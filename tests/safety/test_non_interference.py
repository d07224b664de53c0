"""Two newsrooms that differ in private values alone give the same public bytes, headers and order.

Environment: TODOS_PAIRS, how many pairs are drawn (20; before a release, 200).
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain

import pytest
from django.db import transaction

from prisoners.models import Person
from publication import digests
from publication.selection import editions as selected
from reports.registry import figures
from tests.publication import working_copy as wc
from tests.safety import register, rows, scenario
from tests.safety.conftest import forget
from tests.safety.crawl import Answer, Crawl
from tests.safety.varied import Varied

PAIRS = int(os.environ.get("TODOS_PAIRS", "20"))
EACH = 12  # addresses drawn for a pair, besides those of every pair
HOURS = (datetime(2025, 3, 31, 12, tzinfo=UTC), datetime(2025, 3, 31, 13, tzinfo=UTC))
ALWAYS = (
    "/es/", "/en/", "/es/personas/", "/es/personas/todos.csv", "/en/releases/", "/es/ediciones/", "/es/organizaciones/",
    "/es/personas/?edition=1", "/es/personas/?q=perez", "/es/personas/?q=yordanis+nunez", "/es/personas/?q=sosa",
    "/es/personas/?page_size=2", "/api/v1/prisoners/?page_size=1", "/es/cifras/in_prison/",
    "/es/cifras/in_prison/quienes/",
    "/api/v1/prisoners/", "/api/v1/releases/", "/api/v1/editions/", "/api/v1/organisations/", "/api/v1/announcements/",
    "/feeds/releases.atom", "/feeds/editions.atom", "/es/listas/", "/healthz", "/es/personas/nadie/",
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def unsalted(monkeypatch):
    """What is drawn or counted by the machine is the same in both, for digests and entity tags to be compared: the
    salt of a row, and the number of the transaction that wrote an edition."""
    asked = selected._mark_asked

    def mark_asked(alias, number):
        mark = asked(alias, number)
        return mark and (mark[0], "here", *mark[2:])

    monkeypatch.setattr(digests, "new_salt", lambda: "0" * 32)
    monkeypatch.setattr(selected, "_mark_asked", mark_asked)


@pytest.fixture
def agreed(db, unsalted) -> scenario.Newsroom:
    """Approved, with some rows in every table, and nothing published."""
    room = scenario.build()
    for model in register.newsroom_models():
        rows.fill_up(model)
    room.agree()
    return room


Seen = dict[str, Answer]


def told(room: scenario.Newsroom, public, addresses: Iterable[str], *, vary: Varied | None = None) -> Seen:
    """What the public sees of the newsroom, with its private values drawn anew; afterwards nothing has happened."""
    crawl = Crawl(public, {})
    with transaction.atomic():
        if vary:
            vary.newsroom(room)
        room.publish(note="Primera", published_at=HOURS[0])
        later = Person.objects.filter(pk=room.persons["later"].pk)
        wc.change(later, visibility="withheld")
        room.publish(note="Segunda", published_at=HOURS[1])
        forget()
        for address in addresses:
            crawl.ask(address)
        transaction.set_rollback(True)
    forget()
    return {answer.address: answer for answer in crawl.answers}


def other_addresses(public, room: scenario.Newsroom) -> list[str]:
    """Of every other pattern, with everybody and every figure; drawings are made of what the pages beside them say."""
    crawl = Crawl(public, {
        "slug": [room.persons[part].slug for part in ("inside", "outside", "again")] + ["adolescente-01"],
        "public_id": [person.public_id for person in room.persons.values()],
        "code": ["anuncio-553"],
        "figure_id": [figure.id for figure in figures()],
    })  # fmt: skip
    return [address for address in crawl.patterns() if not address.endswith((".png", ".pdf"))]


def differences(one: Seen, other: Seen) -> list[str]:
    return [address for address, answer in other.items() if answer != one[address]]


def test_private_values_change_no_public_byte(agreed, public):
    others, written = other_addresses(public, agreed), 0
    drawn = [random.Random(seed).sample(others, EACH) for seed in range(PAIRS)]
    one = told(agreed, public, {*ALWAYS, *chain(*drawn)})
    assert sum(answer.status == 200 for answer in one.values()) > len(one) / 2
    for seed in range(PAIRS):
        vary = Varied(seed)
        other = told(agreed, public, [*ALWAYS, *drawn[seed]], vary=vary)
        assert not differences(one, other), (seed, differences(one, other))
        written += vary.written
    assert written > PAIRS * 500, "hardly anything was varied"


def _ordered(monkeypatch):
    """A public order made of a private column."""
    from publication.projector import prisoner

    monkeypatch.setattr(prisoner, "name_sort", lambda person: Person.objects.get(pk=person.pk).occupation)


def _tagged(monkeypatch):
    """An entity tag made of the hour of a private row."""
    from prisoners.models import FamilyContact
    from publication import publishing

    draw = publishing.patrol.draw

    def tag(*arguments):
        hour = str(FamilyContact.objects.values_list("updated_at", flat=True).order_by("pk").first())
        monkeypatch.setattr("website.page.entity_tag", lambda request, moment: f'"{digests.of_text(hour)}"')
        return draw(*arguments)

    monkeypatch.setattr(publishing.patrol, "draw", tag)


def _counted(monkeypatch):
    """A public count that a draft changes."""
    from publication.projector import ledger

    texts = ledger.page_texts

    def page_texts():
        for row in texts():
            row.body_es = f"{Person.objects.count()}"
            yield row

    monkeypatch.setattr(ledger, "page_texts", page_texts)


def _worded(monkeypatch):
    """A line whose words depend on when an editor wrote last."""
    from publication.projector import documents

    written = documents._Writer.detention

    def detention(self, row):
        hour = Person.objects.get(pk=self.dossier.person.pk).updated_at
        return {**written(self, row), "agency": "pnr" if hour.minute % 2 else "dse"}

    monkeypatch.setattr(documents._Writer, "detention", detention)


@pytest.mark.parametrize("interfere", [_ordered, _tagged, _counted, _worded])
def test_interference_turns_it_red(agreed, public, monkeypatch, interfere):
    interfere(monkeypatch)
    one = told(agreed, public, ALWAYS)
    varied = (told(agreed, public, ALWAYS, vary=Varied(seed)) for seed in range(4))
    assert any(differences(one, other) for other in varied), interfere.__doc__


def test_columns_that_could_not_be_varied_are_few_and_known(agreed):
    vary = Varied(7)
    with transaction.atomic():
        vary.newsroom(agreed)
        transaction.set_rollback(True)
    assert set(vary.refused) <= HELD_TOGETHER, set(vary.refused) - HELD_TOGETHER


HELD_TOGETHER = {
    "prisoners.Consent.given_on",
    "prisoners.Consent.reviewed_on",
    "prisoners.Consent.review_on",
    "prisoners.CorrectionRequest.settled_in",
    "editorial.Patrol.is_sound",
    "editorial.Patrol.looked_at",
    "prisoners.Citation.credibility",
    "prisoners.CorrectionRequest.confirmed_at",
    "prisoners.CorrectionRequest.decision",
    "prisoners.CorrectionRequest.done_at",
    "prisoners.MatchAudit.answer",
    "prisoners.MatchAudit.answered_at",
    "prisoners.MatchAudit.is_right",
    "prisoners.MatchLimits.new",
    "prisoners.MatchLimits.same",
    "prisoners.MatchLimits.withdrawn_at",
    "prisoners.MatchStop.ended_at",
    "prisoners.MatchStop.errors",
    "sources.CitizenReport.purge_on",
    "sources.ReportMessage.piece",
    "releases.Citation.credibility",
    "sources.ListSnapshot.changed_count",
    "sources.ListSnapshot.unchanged_count",
}
"""What the database ties to another column; none is a text."""
