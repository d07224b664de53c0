"""The lists of the ledger as tables for files: what belongs to no single person. Columns are the names of the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from publication.models import AnnouncementVersion, Edition, OrganisationVersion, PublishedFigureVersion
from reports.csv_files import Rows

ORGANISATION = ("code", "name", "kind", "is_accepted", "is_demo")
OF_ORGANISATION = ("url", "country", "licence", "definition_es", "definition_en")
ANNOUNCEMENT = ("code", "authority", "announced_on", "number")
OF_ANNOUNCEMENT = (
    "title_es", "title_en", "wording_es", "wording_en", "scope_es", "scope_en", "names_published", "started_on",
    "ended_on", "url",
)  # fmt: skip
PUBLISHED = (
    "code", "publisher", "publisher_name", "as_of", "metric", "value", "group", "role", "url", "note_es", "note_en",
    "verdict", "verdict_es", "verdict_en",
)  # fmt: skip
EDITION = ("number", "published_at", "as_of", "note", "note_en", "digest", "previous_digest", "is_demo")


def organisations(edition: Edition) -> Rows:
    """`lists`: the codes of its lists, joined by a space."""

    def cells() -> Iterator[tuple[Any, ...]]:
        for one in OrganisationVersion.objects.in_edition(edition.number).order_by("code"):
            codes = " ".join(line["code"] for line in one.document.get("lists", ()))
            yield (*_of(one, ORGANISATION), *_told(one, OF_ORGANISATION), codes, edition.number)

    return Rows((*ORGANISATION, *OF_ORGANISATION, "lists", "edition"), cells())


def announcements(edition: Edition) -> Rows:
    """The number is what the State said, not a count."""

    def cells() -> Iterator[tuple[Any, ...]]:
        for one in AnnouncementVersion.objects.in_edition(edition.number).order_by("announced_on", "code"):
            yield (*_of(one, ANNOUNCEMENT), *_told(one, OF_ANNOUNCEMENT), edition.number)

    return Rows((*ANNOUNCEMENT, *OF_ANNOUNCEMENT, "edition"), cells())


def published_figures(edition: Edition) -> Rows:
    """Numbers as they were printed, with the verdict of our checks."""
    rows = PublishedFigureVersion.objects.in_edition(edition.number).order_by("-as_of", "code")
    return Rows((*PUBLISHED, "edition"), ((*_of(one, PUBLISHED), edition.number) for one in rows))


def editions(edition: Edition) -> Rows:
    """All up to this one, newest first."""
    rows = Edition.objects.filter(number__lte=edition.number).order_by("-number")
    return Rows(EDITION, (_of(one, EDITION) for one in rows))


LEDGER: dict[str, Callable[[Edition], Rows]] = {
    "organisations": organisations,
    "announcements": announcements,
    "published": published_figures,
    "editions": editions,
}


def _of(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(_plain(getattr(row, name)) for name in names)


def _told(row: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(_plain(row.document.get(name)) for name in names)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
