"""Public rows for tests of what reads them, each the smallest valid thing. A test states every fact it relies on.

Days: `from_` is the first day, `to` the first day no longer (half-open); None is open.
"""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify

from publication import digests
from publication.models import (
    AnnouncementVersion,
    ChargeVersion,
    CustodySpan,
    Edition,
    ListingSpan,
    MergedVersion,
    OrganisationVersion,
    PageTextVersion,
    PrisonerVersion,
    PublishedFigureVersion,
    ReleaseVersion,
    SensitiveCount,
    SentenceVersion,
    TermVersion,
)
from publication.names import fold, words

NOTHING = DateRange(empty=True)


def edition(number: int = 1, as_of: date = date(2025, 1, 14), **columns: Any) -> Edition:
    return Edition.objects.create(
        number=number,
        as_of=as_of,
        **{
            "published_at": datetime(2025, 1, 15, 12, number % 60, tzinfo=UTC),
            "digest": digests.of_text(f"edition {number}"),
            "previous_digest": digests.of_text(f"edition {number - 1}") if number > 1 else "",
            "is_demo": True,
            **columns,
        },
    )


def _row(model, edition: Edition, columns: dict[str, Any]):
    row = digests.seal(model(edition_from=edition.number, **columns))
    row.save(force_insert=True)
    return row


def analyse() -> None:
    """As publishing does after many rows: without statistics the planner takes minutes where it needs a blink."""
    with connection.cursor() as cursor:
        for model in (PrisonerVersion, CustodySpan, ListingSpan, ReleaseVersion):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def days(from_: date | None, to: date | None = None) -> DateRange:
    return DateRange(from_, to, "[)")


def document(**fields: Any) -> dict[str, Any]:
    """An empty document of publication/document.py with some fields set."""
    return {
        "other_names": [],
        "occupation_group": "unknown",
        "biography_es": "",
        "biography_en": "",
        "last_confirmed_on": "",
        "state_denied": [],
        "facts": [],
        "detentions": [],
        "classifications": [],
        **fields,
    }


def prisoner(edition: Edition, name: str = "Yoandri Pérez Sabanalar", **columns: Any) -> PrisonerVersion:
    """A person by a name of the form “given names, two surnames”. `is_withheld=True` leaves out what identifies."""
    given, surnames = " ".join(name.split()[:-2]), " ".join(name.split()[-2:])
    public_id = columns.setdefault("public_id", uuid.uuid4())
    identity = {
        "slug": f"{slugify(name)}-{str(public_id)[:4]}",
        "name_display": name,
        "name_sort": fold(f"{surnames} {given}").strip(),
        "search_words": words(name),
        "document": document(),
    }
    return _row(
        PrisonerVersion,
        edition,
        {
            "gender": "man",
            "minor_at_detention": "no",
            "context": "unknown",
            "activity": "unknown",
            "has_affiliation": "unknown",
            "is_demo": edition.is_demo,
            **({} if columns.get("is_withheld") else identity),
            **columns,
        },
    )


def again(prisoner: PrisonerVersion, edition: Edition, **changes: Any) -> PrisonerVersion:
    """Closes a version in that edition and opens the next one with some columns changed."""
    closed(prisoner, edition)
    columns = {name: getattr(prisoner, name) for name in digests.content_fields(PrisonerVersion)}
    return _row(PrisonerVersion, edition, {**columns, **changes})


def closed(row, edition: Edition):
    """The row is not part of that edition any more."""
    row.edition_to = edition.number
    row.save(update_fields=["edition_to"])
    return row


def merged(prisoner: PrisonerVersion, into: PrisonerVersion, edition: Edition) -> MergedVersion:
    """From that edition on the one is the other; the version of the one is closed."""
    closed(prisoner, edition)
    return _row(MergedVersion, edition, {"prisoner": prisoner.public_id, "into": into.public_id})


def custody(
    prisoner: PrisonerVersion,
    state: str,
    from_: date | None,
    to: date | None = None,
    *,
    edition: Edition | None = None,
    certain: DateRange | None = None,
    possible: DateRange | None = None,
    detail: str = "",
) -> CustodySpan:
    """A state over days known exactly; `certain` and `possible` say otherwise (NOTHING: no certain day)."""
    return _row(
        CustodySpan,
        _of(prisoner, edition),
        {
            "prisoner": prisoner.public_id,
            "state": state,
            "detail": detail,
            "certain": days(from_, to) if certain is None else certain,
            "possible": days(from_, to) if possible is None else possible,
        },
    )


def listing(
    prisoner: PrisonerVersion,
    source_list: str,
    from_: date,
    to: date | None = None,
    *,
    counts_as_prisoner: bool = True,
    edition: Edition | None = None,
) -> ListingSpan:
    return _row(
        ListingSpan,
        _of(prisoner, edition),
        {
            "prisoner": prisoner.public_id,
            "source_list": source_list,
            "counts_as_prisoner": counts_as_prisoner,
            "days": days(from_, to),
        },
    )


def release(
    prisoner: PrisonerVersion,
    release_type: str = "conditional_release",
    left_on: date | None = date(2025, 1, 15),
    *,
    edition: Edition | None = None,
    **columns: Any,
) -> ReleaseVersion:
    """A release on a day known exactly, or unknown (None); made known on that day unless told otherwise."""
    return _row(
        ReleaseVersion,
        _of(prisoner, edition),
        {
            "prisoner": prisoner.public_id,
            "release_type": release_type,
            "state_after": "serving_outside",
            "extinguishes": "no",
            "left_on": str(left_on or ""),
            "left_earliest": left_on,
            "left_latest": left_on,
            "reported_on": left_on or date(2025, 1, 15),
            "attribution": "organisation" if columns.get("announcement") else "none",
            "exile_condition": "unknown",
            "more_than_half": "not_computable",
            **columns,
        },
    )


def charge(
    prisoner: PrisonerVersion,
    offence: str = "sedicion",
    *,
    stage: str = "accusation",
    family: str = "state_security",
    is_principal: bool = False,
    edition: Edition | None = None,
) -> ChargeVersion:
    columns = {"prisoner": prisoner.public_id, "offence": offence, "stage": stage, "family": family}
    return _row(ChargeVersion, _of(prisoner, edition), {**columns, "is_principal": is_principal})


def sentence(
    prisoner: PrisonerVersion,
    months: int | None = 60,
    from_: date | None = date(2022, 1, 10),
    to: date | None = None,
    *,
    edition: Edition | None = None,
    **columns: Any,
) -> SentenceVersion:
    """An operative first-instance sentence; from_=None: never operative."""
    return _row(
        SentenceVersion,
        _of(prisoner, edition),
        {
            "prisoner": prisoner.public_id,
            "step": "first_instance",
            "sanction": "imprisonment",
            "months": months,
            "operative": days(from_, to) if from_ else NOTHING,
            **columns,
        },
    )


def term(
    edition: Edition, vocabulary: str, code: str, es: str = "", en: str = "", *, order: int = 0, **extra: Any
) -> TermVersion:
    columns = {"vocabulary": vocabulary, "code": code, "label_es": es or code, "label_en": en or code}
    return _row(TermVersion, edition, {**columns, "order": order, "extra": extra})


def organisation(
    edition: Edition, code: str = "pd-demo", name: str = "Registro Ceiba (demo)", *, lists=None, **columns: Any
) -> OrganisationVersion:
    """An organisation with one list of its code, unless `lists` (lines of ListDocument) says otherwise."""
    own = {"code": code, "name_es": name, "name_en": name, "kind": "prisoners", "snapshots": []}
    document = {"url": "", "country": "", "licence": "", "definition_es": "", "definition_en": ""}
    return _row(
        OrganisationVersion,
        edition,
        {
            "code": code,
            "name": name,
            "kind": "ngo",
            "is_accepted": True,
            "is_demo": edition.is_demo,
            "document": {**document, "lists": [own] if lists is None else lists},
            **columns,
        },
    )


def announcement(
    edition: Edition, code: str = "anuncio-553", announced_on: date = date(2025, 1, 14), **columns: Any
) -> AnnouncementVersion:
    texts = (
        "title_es",
        "title_en",
        "wording_es",
        "wording_en",
        "scope_es",
        "scope_en",
        "started_on",
        "ended_on",
        "url",
    )
    document = {**dict.fromkeys(texts, ""), "names_published": "unknown", "claimed": [], "comparisons": []}
    return _row(
        AnnouncementVersion,
        edition,
        {
            "code": code,
            "authority": "minrex",
            "announced_on": str(announced_on),
            "announced_earliest": announced_on,
            "number": 553,
            **columns,
            "document": {**document, **columns.get("document", {})},
        },
    )


def published_figure(
    edition: Edition, code: str = "ceiba-2024-10", value: str | int = 1117, **columns: Any
) -> PublishedFigureVersion:
    return _row(
        PublishedFigureVersion,
        edition,
        {
            "code": code,
            "publisher": "pd-demo",
            "publisher_name": "Registro Ceiba (demo)",
            "as_of": date(2024, 10, 31),
            "metric": "prisoners",
            "value": Decimal(value),
            "url": "https://example.org/ceiba",
            "verdict": "not_checked",
            **columns,
        },
    )


def page_text(edition: Edition, code: str = "about", **columns: Any) -> PageTextVersion:
    words = {"title_es": "Quiénes somos", "title_en": "Who we are", "body_es": "Texto.", "body_en": "Text."}
    return _row(PageTextVersion, edition, {"code": code, **words, **columns})


def sensitive_count(
    edition: Edition, source_list: str, as_of: date, dimension: str, code: str, count: int
) -> SensitiveCount:
    columns = {"source_list": source_list, "as_of": as_of, "dimension": dimension, "code": code, "count": count}
    return _row(SensitiveCount, edition, columns)


def _of(prisoner: PrisonerVersion, edition: Edition | None) -> Edition:
    return edition or Edition(number=prisoner.edition_from)
