"""P13: the newsroom's list of persons, a filter and a search, against the admin as Django gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin, site
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from benchmarks import server, working_copy
from benchmarks.figures import Figure, Plan
from benchmarks.preparation import choose, fingerprint, leave
from benchmarks.rounds import interleaved, milliseconds, once, ratio
from editorial.models import Editor
from prisoners.models import Person

DATABASE = "bench_persons_{}"
PERSONS = 100_000


class DefaultAdmin(ModelAdmin):
    """What one writes in a minute: columns that follow foreign keys, filters, a search."""

    list_display = ("name_display", "workflow_state", "detained_on", "province", "list_count")
    list_filter = ("workflow_state", "visibility", "detentions__province", "detentions__context")
    search_fields = ("name_display", "names__text")

    def detained_on(self, person: Person) -> str:
        first = person.detentions.first()
        return str(first.detained_on) if first else ""

    def province(self, person: Person) -> str:
        return ", ".join(str(held.province) for held in person.detentions.all())

    def list_count(self, person: Person) -> int:
        return person.row_matches.count()


PAGES = {
    "list": ("", ""),
    "filter": ("province=CU-13", "detentions__province__code__exact=CU-13"),
    "search": ("q=yoandri+leyva", "q=yoandri+leyva"),
}


def run(plan: Plan) -> Iterator[Figure]:
    persons = plan.at_most(PERSONS)
    database = DATABASE.format(persons)
    if server.mark(database) != fingerprint():
        server.create(database, server.TEMPLATE)
        with server.connect(database) as raw:
            working_copy.write(raw, persons)
        server.settle(database)
        server.set_mark(database, fingerprint())
    choose(database)
    editor, _ = Editor.objects.get_or_create(username="bench", defaults={"is_staff": True, "is_superuser": True})
    plain = AdminSite()
    default = DefaultAdmin(Person, plain)
    plain.register(Person, DefaultAdmin)
    for page, (ours, theirs) in PAGES.items():
        our_page = _asks(site._registry[Person], editor, ours)
        their_page = _asks(default, editor, theirs)
        times = interleaved(min(plan.rounds, 5), drain=1, theirs=once(their_page), ours=once(our_page))
        with CaptureQueriesContext(connection) as asked:
            our_page()
        yield Figure(f"person_list.{page}_to_default.{persons}", ratio(times, "ours", "theirs"), "x")
        yield Figure(f"person_list.{page}.{persons}", milliseconds(times, "ours"), "ms")
        yield Figure(f"person_list.{page}_default.{persons}", milliseconds(times, "theirs"), "ms")
        yield Figure(f"person_list.{page}_queries.{persons}", len(asked), "queries")
    leave()


def _asks(admin: Any, editor: Editor, query: str) -> Callable[[], None]:
    def ask() -> None:
        request = RequestFactory().get(f"/admin/prisoners/person/?{query}")
        request.user = editor
        response = admin.changelist_view(request)
        response.render()
        assert response.status_code == 200, response.status_code

    return ask
