"""A feed as Atom (RFC 4287) and as JSON Feed 1.1: the same entries, the same identities."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from website.feeds.entries import Entry

ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"
AUTHOR = "#TODOS"
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Feed:
    """`home`: the page for people; `address`: where this very feed is; `said_at`: when its edition was published."""

    id: str
    title: str
    home: str
    address: str
    language: str
    edition: int
    is_demo: bool
    said_at: datetime
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """When the newest of its entries was published; that of the edition where it has none. Never now."""
        return max((entry.updated for entry in self.entries), default=self.said_at)


class _Atom(Atom1Feed):
    """Django's, but for the day of an empty feed, which would be now, and for the summaries: what Django writes is for
    readers to take as HTML, and ours are text, with whatever signs somebody's note or name has."""

    def __init__(self, feed: Feed, **options: Any) -> None:
        super().__init__(**options)
        self._updated = feed.updated

    def latest_post_date(self) -> datetime:
        return self._updated

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("summary", item["summary"], {"type": "text"})


def atom(feed: Feed) -> str:
    made = _Atom(
        feed,
        title=_xml(feed.title),
        link=feed.home,
        description="",
        language=feed.language,
        feed_url=feed.address,
        feed_guid=feed.id,
        author_name=AUTHOR,
    )
    for entry in feed.entries:
        made.add_item(
            title=_xml(entry.title),
            link=entry.address,
            description=None,  # type: ignore[arg-type]  # Django leaves it out; ours is text
            summary=_xml(entry.summary),
            unique_id=entry.id,
            updateddate=entry.updated,
            categories=[_xml(one) for one in entry.tags],
        )
    return made.writeString("utf-8")


def as_json(feed: Feed) -> str:
    return json.dumps(
        {
            "version": VERSION,
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": feed.address,
            "language": feed.language,
            "authors": [{"name": AUTHOR}],
            "_todos": {"edition": feed.edition, **({"demo": True} if feed.is_demo else {})},
            "items": [
                {
                    "id": entry.id,
                    "url": entry.address,
                    "title": entry.title,
                    "content_text": entry.summary,
                    "date_modified": entry.updated.isoformat(),
                    "language": feed.language,
                    **({"tags": list(entry.tags)} if entry.tags else {}),
                }
                for entry in feed.entries
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _xml(text: str) -> str:
    """Without the signs that no XML may hold."""
    return NO_XML.sub("", text)
