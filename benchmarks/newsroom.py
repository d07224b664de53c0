"""The pages on which editors spend their day, over a record of so many persons: milliseconds and queries of each.

Views as the newsroom calls them; the door in front of them asks two queries more, for the session, whatever the size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from django.contrib.admin import site
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from benchmarks import newsroom_rows, server
from benchmarks.figures import Figure, Plan
from benchmarks.preparation import choose, fingerprint, leave
from benchmarks.rounds import interleaved, milliseconds, once
from editorial.admin import desk
from editorial.models import Editor, PendingChange, Review, Role
from prisoners.models import Person

DATABASE = "bench_newsroom_{}"
PERSONS = 100_000
LISTS = {
    "list": "",
    "list_by_province": "province=CU-13",
    "list_by_name": "q=yoandri+leyva",
    "list_in_review": "workflow_state__exact=in_review",
    "list_with_problems": "problems=yes",
}
View = Callable[[HttpRequest], HttpResponse]


def run(plan: Plan) -> Iterator[Figure]:
    for persons in (size for size in plan.sizes if size <= PERSONS):
        yield from _of_size(persons, plan)


def _of_size(persons: int, plan: Plan) -> Iterator[Figure]:
    database = DATABASE.format(persons)
    made_of = fingerprint() + sha256(Path(newsroom_rows.__file__).read_bytes()).hexdigest()
    if server.mark(database) != made_of:
        server.create(database, server.TEMPLATE)
        with server.connect(database) as raw:
            newsroom_rows.write(raw, persons, database)
        server.settle(database)
        server.set_mark(database, made_of)
    choose(database)
    reviewer = newsroom_rows.editor("reviewer", Role.ADMINISTRATOR)
    for name, (view, query) in _pages(reviewer).items():
        ask = _asks(view, reviewer, query)
        times = interleaved(min(plan.rounds, 5), drain=1, page=once(ask))
        with CaptureQueriesContext(connection) as asked:
            ask()
        yield Figure(f"newsroom.{name}.{persons}", milliseconds(times, "page"), "ms")
        yield Figure(f"newsroom.{name}_queries.{persons}", len(asked), "queries")
    leave()


def _pages(reviewer: Editor) -> dict[str, tuple[View, str]]:
    persons, reviews = site._registry[Person], site._registry[Review]
    pages: dict[str, tuple[View, str]] = {name: (persons.changelist_view, query) for name, query in LISTS.items()}
    sensitive = PendingChange.objects.filter(is_sensitive=True, dossier_id__in=_in_review()).values("dossier_id")
    for name, rows in (("review", _in_review().exclude(pk__in=sensitive)), ("review_sensitive", sensitive)):
        key = rows.order_by().values_list("pk" if name == "review" else "dossier_id", flat=True)[0]
        pages[name] = (lambda request, pk=key: reviews.review_view(request, "prisoners.person", pk), "")
    one = str(_in_review().first().pk)
    pages["dossier"] = (lambda request: persons.change_view(request, one), "")
    pages["history"] = (lambda request: persons.history_view(request, one), "")
    pages["desk"] = (site.index, "")
    for queue in desk.open_to(reviewer):
        if not queue.url_name:
            pages[f"queue_{queue.name.replace('-', '_')}"] = (
                lambda request, name=queue.name: desk.queue_view(request, name), ""
            )  # fmt: skip
    return pages


def _in_review():
    return Person.objects.filter(workflow_state="in_review")


def _asks(view: View, editor: Editor, query: str) -> Callable[[], None]:
    def ask() -> None:
        request = RequestFactory().get(f"/admin/?{query}")
        request.user = Editor.objects.get(pk=editor.pk)  # its permissions are read anew, as in each request
        response = view(request)
        if hasattr(response, "render"):
            response.render()
        assert response.status_code == 200, response.status_code

    return ask
