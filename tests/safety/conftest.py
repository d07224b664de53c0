"""A newsroom full of marks, its public side, and no memory of the record before."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator

import pytest
from django.test import Client

from publication import selection
from reports import answers
from reports.charts import picture
from tests.publication import working_copy as wc
from tests.safety import scenario
from tests.safety.leaks import Scanner
from website import labels

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")


def forget() -> None:
    selection.forget()
    answers.forget()
    labels.forget()


@pytest.fixture(autouse=True)
def _forget():
    forget()
    yield
    forget()


@pytest.fixture
def public(settings) -> Client:
    """A reader, whom no fault of ours reaches as an exception."""
    settings.DEBUG = False
    return Client(raise_request_exception=False)


@pytest.fixture
def drawn(monkeypatch) -> Iterator[list[str]]:
    """What is drawn into a PDF, whose letters are numbers of a font's own, and into pixels, which hold no letters: the
    pictures themselves are not made, which would take most of the crawl's time and show the scanner nothing."""
    from reportlab.pdfbase.ttfonts import TTFont

    said: list[str] = []
    split = TTFont.splitString

    def tell(self, text, *rest, **options):
        said.append(text if isinstance(text, str) else text.decode())
        return split(self, text, *rest, **options)

    def draw(*, svg_string: str, **options) -> bytes:
        said.append(svg_string)
        return PIXEL

    monkeypatch.setattr(TTFont, "splitString", tell)
    monkeypatch.setattr(picture.resvg_py, "svg_to_bytes", draw)
    picture.pixels.forget()
    yield said
    picture.pixels.forget()


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture
def room(db, scanner) -> scenario.Newsroom:
    """Two editions, marks everywhere, and drafts that nobody has approved."""
    made = scenario.build()
    scenario.mark(made, scanner)
    made.publish(note="Primera")
    later = made.persons["later"]
    wc.change(type(later).objects.filter(pk=later.pk), visibility="withheld")
    made.publish(note="Segunda")
    scenario.edit_without_approval(made, scanner)
    assert scenario.mark_history(scanner) > 1000
    forget()
    return made
