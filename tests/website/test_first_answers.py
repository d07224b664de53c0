"""What the first reader of a day waits for: no more is asked of the record than the page shows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publication.selection import editions
from reports import answers, estimated

NEW_DAY = "as_of=2025-02-10"


@pytest.fixture(autouse=True)
def edition_is_known(settings, monkeypatch):
    """As on a busy site: which edition is the newest is asked twice a second, not with every question."""
    settings.EDITION_IS_KNOWN_FOR = 60
    monkeypatch.setattr(editions, "_known", {})


def queries(public, address):
    with CaptureQueriesContext(connection) as found:
        assert public.get(address).status_code == 200
    return [one["sql"] for one in found if "ROLE" not in one["sql"]]


def test_all_figures_on_a_new_day_take_few_queries_and_none_again(public, record):
    public.get("/es/cifras/")
    assert len(queries(public, f"/es/cifras/?{NEW_DAY}")) <= 82
    assert len(queries(public, f"/es/cifras/?{NEW_DAY}")) <= 4


def test_all_figures_show_no_breakdown_and_so_count_none(public, record, monkeypatch):
    monkeypatch.setattr(answers, "rows_of", lambda *args: pytest.fail("broken down"))
    monkeypatch.setattr(estimated, "judged", lambda *args: pytest.fail("estimated"))
    html = public.get(f"/es/cifras/?{NEW_DAY}").content.decode()
    assert html.count('<a class="name"') == 36


def test_page_of_a_figure_counts_nothing_that_all_figures_counted(public, record):
    public.get(f"/es/cifras/?{NEW_DAY}")
    counts = re.compile(r'SELECT COUNT\(\*\) AS "__count" FROM "publication_prisonerversion"')
    assert not any(counts.match(sql) for sql in queries(public, f"/es/cifras/listed/?{NEW_DAY}"))


@pytest.mark.parametrize(
    ("walk", "most"),
    [
        ("from=listed&to=consolidated&list=pd-demo", 8),
        ("from=arrested_event_in_prison&to=behind_bars&event=11j&list=pd-demo", 11),
    ],
)
def test_walk_on_a_new_day_takes_few_queries(public, record, walk, most):
    public.get("/es/cifras/por-que-difieren/")
    assert len(queries(public, f"/es/cifras/por-que-difieren/?{walk}&{NEW_DAY}")) <= most
