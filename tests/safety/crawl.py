"""Every public address: each pattern of the resolver in both languages, and whatever an answer links to."""

from __future__ import annotations

import json
import os
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zlib import crc32

from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils.translation import override

LANGUAGES = ("es", "en")
HOST = "testserver"
ALIKE = int(os.environ.get("TODOS_CRAWL_ALIKE", "2"))
"""Of addresses of one pattern and language that give the same parameters, how many are asked for besides the examples.
With 1000 the crawl follows every link there is: some 5,000 addresses, two minutes."""
LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)["']|https?://testserver(/[^\s"'<>\\]*)""")
EXEMPT = {"nowhere", "schema"}
"""Patterns that no single address stands for, or whose answer holds nothing of the record."""


@dataclass(frozen=True)
class Answer:
    """What came back: everything a reader can see."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def parts(self) -> Iterator[bytes]:
        yield "\n".join(f"{name}: {value}" for name, value in self.headers).encode()
        yield self.body


@dataclass
class Crawl:
    """`examples`: for each argument that a pattern has, values to put there (persons, announcements, figures)."""

    client: Client
    examples: dict[str, Iterable[Any]]
    answers: list[Answer] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)  # names of patterns
    alike: Counter = field(default_factory=Counter)

    def run(self, *seeds: str) -> list[Answer]:
        waiting = deque([*self.patterns(), *seeds])
        known = set(waiting)
        while waiting:
            answer = self.ask(waiting.popleft())
            for link in links_in(answer):
                if link not in known and self._is_new_kind(link):
                    known.add(link)
                    waiting.append(link)
        return self.answers

    def ask(self, address: str, method: str = "get", **options: Any) -> Answer:
        response = getattr(self.client, method)(address, **options)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        answer = Answer(address, response.status_code, tuple(sorted(response.headers.items())), body)
        self.answers.append(answer)
        self._note(address)
        return answer

    def patterns(self) -> list[str]:
        """An address of each pattern in each language, with every example of its arguments."""
        found: dict[str, None] = {}
        for language in LANGUAGES:
            with override(language):
                for name, arguments in every_pattern():
                    for values in self._filled(name, arguments):
                        try:
                            address = reverse(name, kwargs=values)
                            if language == LANGUAGES[0] or is_asked_twice(address, values):
                                found.setdefault(address)
                        except NoReverseMatch:
                            continue  # a value that this pattern has no room for
        return list(found)

    def _filled(self, name: str, arguments: list[str]) -> Iterator[dict[str, Any]]:
        if not arguments:
            yield {}
        elif len(arguments) == 1 and arguments[0] in self.examples:
            for value in self.examples[arguments[0]]:
                yield {arguments[0]: value}
        else:
            raise AssertionError(f"give examples of {arguments} for the crawl, or it misses {name}")

    def _is_new_kind(self, link: str) -> bool:
        parts = urlsplit(link)
        names = frozenset(name for name, _ in parse_qsl(parts.query))
        kind = (parts.path[:4], name_of(parts.path) or parts.path, names)
        self.alike[kind] += 1
        return self.alike[kind] <= ALIKE

    def _note(self, address: str) -> None:
        self.visited.add(name_of(urlsplit(address).path))


def is_asked_twice(address: str, values: dict[str, Any]) -> bool:
    """Whether it is asked for in the second language too: every page, and of the files of figures, whose rows are the
    same people, every fourth; the links to the others are followed as all links are."""
    is_file_of_figure = "figure_id" in values and address.endswith((".csv", ".xlsx", ".svg", ".png"))
    return not is_file_of_figure or crc32(address.encode()) % 4 == 0 or ALIKE >= 1000


def name_of(path: str) -> str:
    """The name of the pattern that answers a path; empty where none does."""
    with override("en" if path.startswith("/en/") else "es"):
        try:
            return resolve(path).view_name
        except Resolver404:
            return ""


def every_pattern() -> Iterator[tuple[str, list[str]]]:
    """The names of all public patterns, with their arguments."""
    for name, pattern in _named(get_resolver("config.public_urls").url_patterns):
        if name.split(":")[-1] not in EXEMPT:
            yield name, sorted(pattern.pattern.converters) if hasattr(pattern.pattern, "converters") else []


def _named(patterns: Iterable[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _named(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}", pattern


def links_in(answer: Answer) -> Iterator[str]:
    """Addresses of ours that an answer names, whatever it is."""
    kind = dict(answer.headers).get("Content-Type", "")
    if not re.match(r"text/html|application/(json|atom|feed|xml|ld|rss)|text/xml|image/svg", kind):
        return
    text = answer.body.decode("utf-8", "replace")
    if "json" in kind:
        text = json.dumps(json.loads(text), ensure_ascii=False) if text else ""
    location = dict(answer.headers).get("Location", "")
    found = [one or other for one, other in LINK.findall(text)] + [location]
    for link in found:
        parts = urlsplit(unescape(link))
        if parts.netloc in ("", HOST) and parts.path.startswith("/") and not parts.path.startswith("/static/"):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path
