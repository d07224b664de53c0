"""Recomputing every digest of the public record from its content: what was changed behind the door shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from publication import chain, digests
from publication.models import VERSIONED_TABLES, Edition, ErasedRow
from publication.redaction import is_redacted


@dataclass
class _Touched:
    """Digests by table of the rows that one edition opened, closed and erased."""

    opened: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    closed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    erased: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def verify(number: int | None = None) -> list[str]:
    """The differences in words, none when all is as published. `number`: up to that edition, else up to the newest.

    Raises Edition.DoesNotExist when there is no such edition.
    """
    newest = Edition.objects.newest()
    if number is not None:
        Edition.objects.get(number=number)
    if newest is None:
        return []
    last = newest.number if number is None else number
    touched: defaultdict[int, _Touched] = defaultdict(_Touched)
    return [
        *_rows(last, is_newest=last == newest.number, touched=touched),
        *_erasures(last, touched),
        *_editions(last, touched),
    ]


def verify_noted(noted: Mapping[int, str]) -> list[str]:
    """The differences from editions noted outside ({number: digest, or its beginning}).

    The chain alone can't tell that its newest editions were cut off cleanly: only a note kept elsewhere can.
    """
    found = dict(Edition.objects.filter(number__in=noted).values_list("number", "digest"))
    differences = []
    for number, digest in sorted(noted.items()):
        if number not in found:
            differences.append(_("Edition %(number)s was noted outside, and is missing.") % {"number": number})
        elif not found[number].startswith(digest):
            differences.append(_("Edition %(number)s is not the one that was noted outside.") % {"number": number})
    return differences


def _rows(last: int, *, is_newest: bool, touched: dict[int, _Touched]) -> Iterator[str]:
    """Every row must bear the digest of its own content."""
    redacted = set(ErasedRow.objects.values_list("table", "digest"))
    for model in VERSIONED_TABLES:
        table = model._meta.db_table
        rows = model.objects.all() if is_newest else model.objects.filter(edition_from__lte=last)
        for row in rows.iterator(chunk_size=2000):
            if (table, row.digest) in redacted and is_redacted(row):
                continue  # what it said is gone for somebody's safety; _erasures counts its place
            if digests.of_row(row) != row.digest:
                yield _("%(table)s, row %(row)s (edition %(edition)s): the content is not what was published.") % {
                    "table": table, "row": row.pk, "edition": row.edition_from,
                }  # fmt: skip
            if row.edition_from > last or (is_newest and (row.edition_to or 0) > last):
                yield _("%(table)s, row %(row)s: belongs to no edition.") % {"table": table, "row": row.pk}
            touched[row.edition_from].opened[table].append(row.digest)
            if row.edition_to is not None:
                touched[row.edition_to].closed[table].append(row.digest)


def _erasures(last: int, touched: dict[int, _Touched]) -> Iterator[str]:
    """What was erased still stands in the editions that opened, closed and erased it, by its digest."""
    for row in ErasedRow.objects.filter(edition_from__lte=last).iterator(chunk_size=2000):
        touched[row.edition_from].opened[row.table].append(row.digest)
        if row.edition_to is not None:
            touched[row.edition_to].closed[row.table].append(row.digest)
        touched[row.erased_in].erased[row.table].append(row.digest)
        if row.erased_in <= row.edition_from:
            yield _("The erased row %(row)s is older than its edition.") % {"row": row.pk}


def _editions(last: int, touched: dict[int, _Touched]) -> Iterator[str]:
    before = ""
    for expected, edition in enumerate(Edition.objects.chain().filter(number__lte=last), start=1):
        if edition.number != expected:
            yield _("Edition %(number)s is missing.") % {"number": expected}
            return
        if edition.previous_digest != before:
            yield _("Edition %(number)s does not follow the edition before it.") % {"number": edition.number}
        parts = touched[edition.number]
        digest = chain.of_edition(edition, opened=parts.opened, closed=parts.closed, erased=parts.erased)
        if digest != edition.digest:
            yield _("Edition %(number)s: rows or header are not what was published.") % {"number": edition.number}
        before = edition.digest
