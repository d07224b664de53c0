"""An editor resolves the demonstration's matching queue by keyboard, to its end, and every figure stays what it was.

Other journeys take people off the record and publish: what must stand is what the edition before said. What each row
means is known (demonstration/lists/strangers.py): the editor finds it out by telephone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator

from tests.site.browsing import browser
from tests.site.conftest import Site
from tests.site.newsroom import WIDE, Desk

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

PHONE = 360
QUEUE = "/admin/prisoners/rowmatch/queue/"
T1, T2 = "2024-10-31", "2025-01-14"
# What a telephone call tells: {row key: the person's key in the newsroom}, null for somebody new.
TRUTH = """
import json
from demonstration.consolidation import Truth
from demonstration.lists.strangers import whom_they_mean
from demonstration.population import generate
population = generate()
persons = Truth(population).persons()
print(json.dumps({row: persons.get(key) for row, key in whom_they_mean(population).items()}))
"""
HELD = """
import json
from prisoners.models import Detention, Person, RowMatch
edges = RowMatch.objects.in_force().filter(decision="same", entry__row_key__startswith="RC-80")
print(json.dumps([
    Person.objects.filter(merged_into=None).count(), RowMatch.objects.waiting().count(),
    dict(edges.values_list("entry__row_key", "person_id")),
    list(Detention.objects.filter(person__row_matches__in=edges, detained_on__isnull=False)
         .values_list("person_id", flat=True)),
]))
"""
# What two editors do with dossiers one by one (test_newsroom_review.py), at once, as the demonstration does.
AGREE = """
from django.conf import settings
from editorial.acting import acting_as
from editorial.models import Editor
from prisoners import naming
from prisoners.models import Consent, Giver, Method, Person, Scope
from publication.publishing import publish
touched = Person.objects.filter(
    row_matches__entry__row_key__startswith="RC-80", row_matches__decision="same", row_matches__withdrawn_at=None)
keys = list(touched.values_list("pk", flat=True))
editora, revisor, coordina = (Editor.objects.get(username=name) for name in ("editora", "revisor", "coordina"))
with acting_as(editora):
    # Whoever is new: one list alone names them, and the family allows it by telephone.
    for lacking in Person.objects.filter(~naming.HAS_BASIS, ~naming.BEARS_PSEUDONYM, pk__in=keys):
        Consent.objects.create(
            person=lacking, given_by=Giver.FAMILY, scope=[Scope.NAME], given_on=settings.DEMONSTRATION_DATA_DATE,
            method=Method.ORAL_WITNESSED,
        )
    Person.objects.filter(pk__in=keys).submit_all(by=editora)
with acting_as(revisor, unreviewed="demonstration"):
    print(Person.objects.filter(pk__in=keys).approve_all(by=revisor), len(keys))
with acting_as(coordina):
    publish(as_of=settings.DEMONSTRATION_DATA_DATE, by=coordina, note="Filas cotejadas.")
"""


def told(site: Site, script: str) -> Any:
    answer = site.manage("shell", "-v0", "-c", script)
    assert answer.returncode == 0, answer.stderr[-2000:]
    return json.loads(answer.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def desk(site: Site) -> Iterator[Desk]:
    with browser() as chromium:
        yield Desk(chromium, site, "editora").enter()


def type_key(desk: Desk, key: str) -> str:
    with desk.page.expect_navigation():
        desk.page.keyboard.press(key)
    return desk.arrive()


def answer(desk: Desk, question: Locator, person: int | None) -> str:
    """Presses the key of what is true: of one row here, by saying who it is not; the last resort is somebody new."""
    persons = [int(str(one.get_attribute("value"))) for one in question.locator("input[name=person]").all()]
    if person is not None:
        assert person in persons, "the true person is among the candidates"
        return type_key(desk, str(persons.index(person) + 1))
    return type_key(desk, "q" if len(persons) == 1 else "n")


def figures(site: Site, **asked: Any) -> tuple[Any, ...]:
    """Lines of the acceptance table (domain reference 10.9) that rest on who is who."""
    lists = {"lists": f"pd-demo@{T1},consolidated@{T2}"}
    return (
        site.figure("consolidated", as_of=T2, **asked)["value"],
        site.figure("listed", list="pd-demo", as_of=T1, **asked)["value"],
        sum(site.breakdown("overlap", "inclusion", as_of=T2, **lists, **asked).values()),
        site.breakdown("consolidated", "custody", as_of=T2, **asked),
    )


def newest_edition(site: Site) -> int:
    return site.json("/api/v1/editions/")["results"][0]["number"]


def test_rows_are_decided_on_a_phone(desk: Desk):
    page = desk.open(QUEUE)
    page.set_viewport_size({"width": PHONE, "height": 740})
    buttons = page.locator(".decisions .button")
    edges = [(box["x"], box["x"] + box["width"]) for each in buttons.all() if (box := each.bounding_box())]
    page.set_viewport_size(WIDE)
    assert len(edges) >= 4 and all(left >= 0 and right <= PHONE for left, right in edges)


def test_the_queue_is_resolved_by_keyboard_and_the_figures_stand(desk: Desk, site: Site):
    truth = told(site, TRUTH)
    before, waiting, *_held = told(site, HELD)
    assert waiting == len(truth) == 6 and sum(person is None for person in truth.values()) == 2
    former = newest_edition(site)
    stood, known = figures(site, edition=former), site.figure("custody", as_of=T2, edition=former)["value"]
    assert figures(site)[:3] == (1396, 1117, 1407)

    page = desk.open("/admin/")
    desk.press(".desk a[href$='/rowmatch/queue/']")
    row = page.locator(".question h2").first.inner_text().split()[-1]
    page.keyboard.press("o")
    page.keyboard.type("Nadie contesta.")  # letters of other keys among them: they are the note's
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert row in desk.arrive()
    assert page.locator(".question h2").last.inner_text().split()[-1] == row, "it waits behind the others"
    assert "Nadie contesta." in page.locator(".question").last.inner_text()

    pressed = 0
    while page.locator(".question").count():
        question = page.locator(".question").first
        row = question.locator("h2").inner_text().split()[-1]
        assert row in answer(desk, question, truth[row])
        pressed += 1
        assert pressed <= 2 * len(truth), "each row is asked once, or twice where nobody was left"
    assert desk.path() == QUEUE

    after, waiting, held, detained = told(site, HELD)
    assert (waiting, after - before) == (0, 2)
    new = {held.pop(row) for row, person in truth.items() if person is None}
    assert held == {row: person for row, person in truth.items() if person is not None}
    assert len(new) == 2 and not new & set(held.values())

    agreed = site.manage("shell", "-v0", "-c", AGREE)
    assert agreed.returncode == 0, agreed.stderr[-2000:]
    assert agreed.stdout.split()[-2:] == ["6", "6"]
    newest = newest_edition(site)
    assert newest > former and figures(site, edition=newest) == stood
    known_now = site.figure("custody", as_of=T2, edition=newest)["value"]
    assert known_now == known + len(new & set(detained)), "nobody is counted twice: only the newcomers are added"
