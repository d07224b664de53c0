"""Who may no longer be named is not told of in former editions either: those go on counting the person.

A person who became withheld, withdrawn, embargoed or pseudonymous was named in editions that stay readable. Their
closed rows are made such as a withheld person has: no name, no event of one town, empty charges and sentences, and
days to the month, for an exact day leads to the line of a list that names them. Numbers of former editions may
change by it, those of a day most; each row leaves its place in the chain as an ErasedRow, as an erasure does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef

from publication.models import (
    ChargeVersion,
    CustodySpan,
    MergedVersion,
    PrisonerVersion,
    ReleaseVersion,
    SentenceVersion,
    Versioned,
)
from publication.places import guards_open, keep_places
from publication.unnamed import NAMED, NATIONWIDE

BLANK = {
    "is_withheld": True, "slug": "", "name_display": "", "name_sort": "", "search_words": [], "municipality": "",
    "principal_offence": "", "offences": [], "document": {}, "birth_year": None, "age_at_detention": None,
    "detained_earliest": None, "detained_latest": None,
}  # fmt: skip
BLANK_RELEASE = {
    "is_withheld": True, "served_days": None, "sentence_days": None,
    "days_inside": None, "sentence_months": None, "third_on": None, "half_on": None, "two_thirds_on": None,
    "ground_official": "", "ground_alleged": "",
}  # fmt: skip
BLANK_CHARGE: dict[str, Any] = {"offence": "", "family": "", "stage": "", "is_principal": False}
BLANK_SENTENCE: dict[str, Any] = {
    "step": "", "sanction": "", "months": None, "days": None, "operative": DateRange(empty=True)
}  # fmt: skip


def redact(number: int) -> dict[str, list[str]]:
    """Makes withheld every closed row that names somebody whom edition `number` does not name.

    A person merged into somebody who is named stays named, as they were, in the editions that named them.
    Returns the digests of the rows by table, as `chain.of_edition` takes them.
    """
    named = PrisonerVersion.objects.current().filter(NAMED)
    merged = MergedVersion.objects.current().filter(into__in=named.values("public_id"), prisoner=OuterRef("public_id"))
    is_named = Exists(named.filter(public_id=OuterRef("public_id"))) | Exists(merged)
    rows = PrisonerVersion.objects.filter(NAMED, ~is_named, edition_to__isnull=False)
    persons: set[UUID] = set(rows.values_list("public_id", flat=True))
    if not persons:
        return {}
    of_them = {"prisoner__in": persons, "edition_to__isnull": False}
    releases = ReleaseVersion.objects.filter(is_withheld=False, **of_them)
    spans = [span for span in CustodySpan.objects.filter(**of_them) if not is_to_the_month(span)]
    told = CustodySpan.objects.filter(pk__in=[span.pk for span in spans])
    charges = ChargeVersion.objects.filter(**of_them).exclude(**BLANK_CHARGE)
    sentences = SentenceVersion.objects.filter(**of_them).exclude(step="")
    touched = (rows, releases, told, charges, sentences)
    erased = {found.model._meta.db_table: keep_places(found, number) for found in touched}
    with guards_open():
        _blank_releases(releases)
        _coarsen(spans)
        charges.update(**BLANK_CHARGE)
        sentences.update(**BLANK_SENTENCE)
        _blank(rows)
    return {table: digests for table, digests in erased.items() if digests}


def _blank(rows: Iterable[PrisonerVersion]) -> None:
    for row in list(rows):
        for name, value in BLANK.items():
            setattr(row, name, value)
        row.events = [code for code in row.events if code in NATIONWIDE]
        row.save(update_fields=[*BLANK, "events"])


def _blank_releases(releases: Iterable[ReleaseVersion]) -> None:
    for row in list(releases):
        for name, value in BLANK_RELEASE.items():
            setattr(row, name, value)
        for what in ("left", "revoked", "reimprisoned"):
            earliest, latest = f"{what}_earliest", f"{what}_latest"
            setattr(row, earliest, _first_of_month(getattr(row, earliest)))
            setattr(row, latest, _last_of_month(getattr(row, latest)))
        row.reported_on = _last_of_month(row.reported_on) or row.reported_on
        row.left_on = _written(row.left_earliest, row.left_latest)
        row.revoked_on = _written(row.revoked_earliest, row.revoked_latest)
        row.save()


def _written(earliest: date | None, latest: date | None) -> str:
    """The month, or what is known of it, as EDTF: of a stretch of several months its last day."""
    if earliest and latest and _first_of_month(latest) == earliest:
        return f"{earliest:%Y-%m}"
    if latest:
        return f"../{latest}"
    return f"{earliest}/.." if earliest else ""


def is_redacted(row: Versioned) -> bool:
    """Whether a row is such as redaction leaves it."""
    match row:
        case CustodySpan():
            return is_to_the_month(row)
        case ChargeVersion():
            return _is_like(row, BLANK_CHARGE)
        case SentenceVersion():
            return _is_like(row, BLANK_SENTENCE)
        case PrisonerVersion() | ReleaseVersion():
            return row.is_withheld
        case _:
            return False


def _is_like(row: Versioned, blank: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in blank.items())


def is_to_the_month(span: CustodySpan) -> bool:
    """Whether it is such as a withheld person's: nothing below the month can be read off it."""
    return not span.detail and (span.certain, span.possible) == _to_the_month(span)


def _coarsen(spans: Iterable[CustodySpan]) -> None:
    for span in spans:
        span.certain, span.possible = _to_the_month(span)
        span.detail = ""
        span.save(update_fields=["certain", "possible", "detail"])


def _to_the_month(span: CustodySpan) -> tuple[DateRange, DateRange]:
    """Certain from the end of the month in which it began to the beginning of that in which it ended; possible from
    the beginning of the one to the end of the other."""
    return (
        _range(span.certain, _last_of_month, _first_of_month),
        _range(span.possible, _first_of_month, _last_of_month),
    )


def _range(days: DateRange, first, end) -> DateRange:
    if days.isempty:
        return days
    lower, upper = first(days.lower), end(days.upper)
    return DateRange(empty=True) if lower and upper and lower >= upper else DateRange(lower, upper)


def _first_of_month(day: date | None) -> date | None:
    return day and day.replace(day=1)


def _last_of_month(day: date | None) -> date | None:
    return day and (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
