"""The digest of an edition: its header, every row it opened, closed or erased, and the digest of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC

from publication import digests
from publication.models import Edition

Touched = Mapping[str, Iterable[str]]  # table → digests of rows


def of_edition(edition: Edition, *, opened: Touched, closed: Touched, erased: Touched) -> str:
    """The digest that the edition must bear; the order in which rows were written plays no part."""
    header = {
        "number": edition.number,
        "published_at": edition.published_at.astimezone(UTC).isoformat(),
        "as_of": edition.as_of,
        "note": edition.note,
        "note_en": edition.note_en,
        "counts": edition.counts,
        "is_demo": edition.is_demo,
        "previous_digest": edition.previous_digest,
    }
    lines = [digests.said(header)]
    for verb, touched in (("closed", closed), ("erased", erased), ("opened", opened)):
        lines += sorted(f"{verb} {table} {digest}" for table, rows in touched.items() for digest in rows)
    return digests.of_text("\n".join(lines))
