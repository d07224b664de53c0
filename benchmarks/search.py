"""P4: the page that answers a misspelt name, nothing kept of it before, against bare trigram SQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

import psycopg

from benchmarks import server
from benchmarks.calls import Caller, Reply
from benchmarks.figures import Figure, Plan
from benchmarks.misspelling import queries
from benchmarks.rounds import each, interleaved, milliseconds, ratio
from benchmarks.sizes import keep_all_indexes, of_size
from publication.models import Edition
from publication.names import fold
from publication.selection.index import index_of

FLOOR = """
SELECT public_id, slug, name_display, province FROM publication_prisonerversion
WHERE name_sort %% %s AND edition_to IS NULL AND NOT is_withheld
ORDER BY similarity(name_sort, %s) DESC LIMIT 50
"""
SHOWN = re.compile(r'<a class="name"[^>]*>(.+?)</a>')
MARKS = re.compile(r"</?mark>")


def run(plan: Plan) -> Iterator[Figure]:
    keep_all_indexes()
    caller = Caller()
    for size in plan.sizes:
        asked = queries(size)
        with of_size(size), bare(size) as sql:
            forget_words = index_of(Edition.objects.get(number=size)).vocabulary._met.clear

            def uncached(text: str, forget_words=forget_words) -> Reply:
                forget_words()
                return caller.good(search_address(text))

            times = interleaved(
                plan.rounds,
                drain=1,
                trigram=each([lambda text=text: floor(sql, text) for text, _ in asked]),
                page=each([lambda text=text: uncached(text) for text, _ in asked]),
            )
            found = sum(is_found(uncached(text), name) for text, name in asked)
        yield Figure(f"search.page_to_trigram_sql.{size}", ratio(times, "page", "trigram"), "x")
        yield Figure(f"search.found_in_first_ten.{size}", found, "of40")
        yield Figure(f"search.page.{size}", milliseconds(times, "page"), "ms")
        yield Figure(f"search.trigram_sql.{size}", milliseconds(times, "trigram"), "ms")


def search_address(text: str) -> str:
    return f"/es/personas/?{urlencode({'q': text})}"


def is_found(reply: Reply, name: str) -> bool:
    """Whether somebody of that name (accents apart) is among the first ten shown."""
    shown = [MARKS.sub("", one) for one in SHOWN.findall(reply.body.decode())[:10]]
    return fold(name) in {fold(unescape(one)) for one in shown}


def bare(size: int) -> psycopg.Connection:
    """A connection to the record, with the trigram index that such a search needs."""
    connection = server.connect(server.of_size(size))
    connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    connection.execute(
        "CREATE INDEX IF NOT EXISTS bench_trigrams ON publication_prisonerversion USING gin (name_sort gin_trgm_ops)"
    )
    return connection


def floor(connection: psycopg.Connection, text: str) -> list:
    return connection.execute(FLOOR, [text, text]).fetchall()
