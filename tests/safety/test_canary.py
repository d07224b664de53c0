"""The canary: a mark in every private field of the newsroom, and none of them in any public answer, in any form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import OperationalError

from publication.models import PrisonerVersion
from reports.registry import figures
from tests.publication.test_closed_fields import everything_public
from tests.safety import register, scenario
from tests.safety.conftest import forget
from tests.safety.crawl import Crawl, every_pattern
from tests.safety.leaks import FORMS, Scanner

pytestmark = pytest.mark.django_db


def test_every_field_of_the_newsroom_is_public_or_private():
    assert register.unregistered() == []


def examples(room: scenario.Newsroom) -> dict:
    """Arguments of addresses: of everybody, the unnamed too, whose pages are not there."""
    slugs = PrisonerVersion.objects.exclude(slug="").values_list("slug", flat=True)
    hidden = [held.slug for held in type(room.persons["draft"]).objects.filter(is_demo=False)]
    return {
        "slug": sorted({*slugs, *hidden}),
        "public_id": [held.public_id for held in room.persons.values()],
        "code": ["anuncio-553"],
        "figure_id": [figure.id for figure in figures()],
    }


SEEDS = (
    "/es/personas/?edition=1", "/es/excarcelaciones/?edition=1", "/en/people/?q=perez",
    "/es/cifras/in_prison/?edition=1",
    "/api/v1/prisoners/?edition=1", "/api/v1/schema/", "/feeds/releases.atom?language=en", "/admin/login/", "/admin/",
)  # fmt: skip


def leaks(scanner: Scanner, answers_: list) -> list[str]:
    told = ((answer, scanner.leaks(answer.parts)) for answer in answers_)
    return [f"{answer.address} ({answer.status}): {sorted(forms)}" for answer, forms in told if forms]


def provoked(crawl: Crawl, monkeypatch, scanner: Scanner) -> Iterator[int]:
    """Each kind of error on each surface; the statuses that came."""
    for address in ("/es/", "/en/people/", "/api/v1/prisoners/", "/feeds/editions.atom", "/healthz"):
        yield crawl.ask(f"{address}?as_of=ayer").status
        yield crawl.ask(f"{address}?no_such=1").status
        yield crawl.ask(f"{address}nowhere").status
        yield crawl.ask(address, "post", data={"a": "b"}).status
        yield crawl.ask(address, "options").status
        yield crawl.ask(f"{address}%00").status
        yield crawl.ask(address, headers={"host": "elsewhere.example"}).status
        yield crawl.ask(address, headers={"accept": "text/nothing"}).status
    for error in (RuntimeError(scanner.new()), OperationalError(scanner.new()), PermissionError(scanner.new())):

        def fail(*arguments, error=error, **options):
            raise error

        with monkeypatch.context() as broken:
            for function in ("website.page.moment_of", "api.reading.edition_of"):
                broken.setattr(function, fail, raising=False)
            for address in ("/es/", "/en/people/", "/api/v1/prisoners/", "/feeds/editions.atom"):
                yield crawl.ask(address).status


def test_no_mark_leaves_the_newsroom(room, public, scanner, drawn, monkeypatch):
    """Every address there is, every link, every kind of error: nothing private in any of fourteen forms."""
    crawl = Crawl(public, examples(room))
    crawl.run(*SEEDS)
    statuses = {*provoked(crawl, monkeypatch, scanner)}
    found = leaks(scanner, crawl.answers)
    assert not found, "\n".join(found[:40])
    assert not scanner.forms_in(" ".join(drawn)) and drawn
    assert not scanner.forms_in(everything_public())
    missed = {name for name, _ in every_pattern()} - crawl.visited
    assert not missed
    assert statuses >= {400, 404, 405, 500, 503}, statuses
    assert sum(answer.status == 200 for answer in crawl.answers) > 400


def test_the_marks_are_there_to_be_found(db, public, scanner):
    """Somebody who is named in the first edition only: their name is found while it is public, so the scanner sees."""
    room = scenario.build()
    scenario.mark(room, scanner)
    later = room.persons["later"]
    room.publish()
    forget()
    answer = Crawl(public, {}).ask(f"/es/personas/{type(later).objects.get(pk=later.pk).slug}/")
    assert answer.status == 200 and leaks(scanner, [answer])


def _copied(monkeypatch, told):
    """A projector that copies one more field."""
    from prisoners.models import Person
    from publication.projector import documents

    def other_names(person):
        return list(Person.objects.filter(pk=person.pk).values_list("occupation", flat=True))

    monkeypatch.setattr(documents, "_other_names", other_names)


def _shown(monkeypatch, told):
    """A page that shows a private column, where nobody sees it."""
    from website.views import people

    def show(*arguments, **context):
        answer = SHOW(*arguments, **context)
        answer.content += f"<!-- {FORMS['base64'](told)} -->".encode()
        return answer

    SHOW = people.show
    monkeypatch.setattr(people, "show", show)


def _fed(monkeypatch, told):
    """A feed that says more than its page."""
    from website.feeds import entries

    monkeypatch.setattr(entries, "_state", lambda row, language: told.upper())


def _refused(monkeypatch, told):
    """An error page that repeats what went wrong."""
    from website import errors

    monkeypatch.setattr(errors, "_why", lambda exception: told[::-1])


def _tagged(monkeypatch, told):
    """An entity tag made of a private row."""
    from website import page

    monkeypatch.setattr(page, "entity_tag", lambda request, moment: f'"{FORMS["sha1"](told)}"')


def _written(monkeypatch, told):
    """A line of the downloaded list with a private value in a name's place, folded."""
    from publication.selection import csv_export

    monkeypatch.setattr(csv_export, "stream", lambda selection: [FORMS["folded"](told)])
    monkeypatch.setattr("website.views.files.stream", csv_export.stream)


@pytest.mark.parametrize("leak", [_copied, _shown, _fed, _refused, _tagged, _written])
def test_a_leak_turns_it_red(db, public, scanner, monkeypatch, leak):
    room = scenario.build()
    scenario.mark(room, scanner)
    leak(monkeypatch, scanner.new())
    room.publish()
    forget()
    crawl = Crawl(public, {})
    slug = room.persons["outside"].slug
    people = (f"/es/personas/{slug}/", "/es/personas/todos.csv", "/es/personas/nadie/", "/es/personas/?as_of=ayer")
    for address in (*people, "/feeds/releases.atom", "/es/?edition=99"):
        crawl.ask(address)
    assert leaks(scanner, crawl.answers), leak.__doc__
