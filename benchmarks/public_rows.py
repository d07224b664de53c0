"""A public record of any size, written by COPY: every person with the spans, steps and document that pages show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.persons import FAMILIES, LAST_DAY, Invented, invent
from publication.names import fold, words

CONFIRMED_UNTIL = date(2026, 3, 1)
ORGANISATIONS = {
    "pd-demo": "Registro Ceiba (demo)",
    "j11j-demo": "Registro Framboyán (demo)",
    "cubalex-demo": "Registro Yagruma (demo)",
    "ocdh-demo": "Registro Jagüey (demo)",
}

PARTS = {"third_on": 1 / 3, "half_on": 1 / 2, "two_thirds_on": 2 / 3}

ANNOUNCEMENT, ANNOUNCED_ON = "anuncio-553", date(2022, 1, 1)

Row = dict[str, Any]


def write(server: psycopg.Connection, count: int) -> None:
    """Persons 1 to `count` as edition number `count`, so that no two records share what is kept of an edition."""
    _copy(server, "edition", [_edition(count)])
    _copy(server, "organisationversion", _organisations(), count)
    _copy(server, "announcementversion", [_announcement()], count)
    _copy(server, "prisonerversion", (_prisoner(one) for one in invent(count)), count)
    for table, rows in (
        ("custodyspan", _custody),
        ("listingspan", _listings),
        ("chargeversion", _charges),
        ("sentenceversion", _sentences),
        ("releaseversion", _releases),
    ):
        _copy(server, table, (row for one in invent(count) for row in rows(one)), count)


def _copy(server: psycopg.Connection, table: str, rows: Iterable[Row], edition: int | None = None) -> None:
    """Writes rows that all have the same columns; versioned ones with their place in the chain of editions."""
    rows = iter(rows)
    first = next(rows)
    chain = {} if edition is None else {"edition_from": edition, "salt": "0" * 32}
    columns = [*first, *chain, *(["digest"] if chain else [])]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(f"publication_{table}"), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with server.cursor() as cursor, cursor.copy(statement) as copy:
        for number, row in enumerate(_with_first(first, rows)):
            copy.write_row((*row.values(), *chain.values(), *([f"{number:064x}"] if chain else [])))


def _with_first(first: Row, others: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from others


def _edition(number: int) -> Row:
    return {
        "number": number, "published_at": datetime(2025, 3, 31, 22, tzinfo=UTC), "as_of": LAST_DAY,
        "note": "", "note_en": "", "counts": "{}", "previous_digest": "", "digest": f"{number:064x}", "is_demo": True,
    }  # fmt: skip


def _organisations() -> Iterator[Row]:
    for code, name in ORGANISATIONS.items():
        own = {"code": code, "name_es": name, "name_en": name, "kind": "prisoners", "snapshots": []}
        texts = dict.fromkeys(("url", "country", "licence", "definition_es", "definition_en"), "")
        document = json.dumps({**texts, "lists": [own]})
        yield {"code": code, "name": name, "kind": "ngo", "is_accepted": True, "is_demo": True, "document": document}


def _announcement() -> Row:
    return {
        "code": ANNOUNCEMENT, "authority": "minrex", "announced_on": str(ANNOUNCED_ON),
        "announced_earliest": ANNOUNCED_ON, "number": 553,
        "document": json.dumps({"title_es": "", "title_en": "", "claimed": [], "comparisons": []}),
    }  # fmt: skip


def _prisoner(one: Invented) -> Row:
    return {
        "public_id": one.public_id, "is_withheld": False, "is_demo": True,
        "slug": f"demo-{fold(one.name).replace(' ', '-').replace(chr(39), '')}-{one.number}",
        "name_display": one.name, "name_sort": fold(f"{one.surname_1} {one.surname_2} {one.given_names}"),
        "search_words": words(one.name), "gender": one.gender, "minor_at_detention": "no",
        "age_at_detention": one.age, "birth_year": one.born.year, "province": one.province,
        "municipality": one.municipality, "context": one.context, "activity": "protest",
        "has_affiliation": "unknown", "events": ["11j"] if one.context == "j11" else [],
        "offences": list(one.offences), "principal_offence": one.offences[0],
        "detained_earliest": one.detained_on, "detained_latest": one.detained_on,
        "document": json.dumps(_document(one), ensure_ascii=False),
    }  # fmt: skip


def _custody(one: Invented) -> Iterator[Row]:
    spans = [("in_custody", "prison", one.detained_on, one.left_on)]
    if one.way_out and one.left_on:
        spans.append((one.way_out[1], one.way_out[0], one.left_on, None))
    for state, detail, first, end in spans:
        days = f"[{first},{end or CONFIRMED_UNTIL})"
        yield {"prisoner": one.public_id, "state": state, "detail": detail, "certain": days, "possible": days}
    days = f"[{CONFIRMED_UNTIL},)"
    yield {"prisoner": one.public_id, "state": "unknown", "detail": "", "certain": days, "possible": days}


def _listings(one: Invented) -> Iterator[Row]:
    for code, first, end in one.lists:
        days = f"[{first},{end or ''})"
        yield {"prisoner": one.public_id, "source_list": code, "counts_as_prisoner": True, "days": days}
    if one.lists:
        _code, first, end = one.lists[0]
        days = f"[{first},{end or ''})"
        yield {"prisoner": one.public_id, "source_list": "consolidated", "counts_as_prisoner": True, "days": days}


def _charges(one: Invented) -> Iterator[Row]:
    for place, code in enumerate(one.offences):
        yield {
            "prisoner": one.public_id, "offence": code, "family": FAMILIES[code], "stage": "accusation",
            "is_principal": place == 0,
        }  # fmt: skip


def _sentences(one: Invented) -> Iterator[Row]:
    if one.months and one.decided_on:
        yield {
            "prisoner": one.public_id, "step": "first_instance", "sanction": "imprisonment", "months": one.months,
            "operative": f"[{one.decided_on},)",
        }  # fmt: skip


def _releases(one: Invented) -> Iterator[Row]:
    if one.way_out and one.left_on:
        served = (one.left_on - one.detained_on).days
        is_announced = one.left_on >= ANNOUNCED_ON
        half = "not_computable" if not one.months else "yes" if served * 2 > int(one.months * 30.4375) else "no"
        ordered = int(one.months * 30.4375) if one.months else None
        yield {
            "prisoner": one.public_id, "is_withheld": False, "release_type": one.way_out[0],
            "state_after": one.way_out[1], "extinguishes": "yes" if one.way_out[1] == "free" else "no",
            "left_on": str(one.left_on), "left_earliest": one.left_on, "left_latest": one.left_on,
            "reported_on": one.left_on, "announcement": ANNOUNCEMENT if is_announced else "",
            "attribution": "organisation" if is_announced else "none", "was_already_outside": False,
            "exile_condition": "unknown", "served_days": served, "sentence_days": ordered,
            "more_than_half": half, "less_reductions": half, "days_inside": served, "sentence_months": one.months,
            **{name: _part_served(one.detained_on, ordered, part) for name, part in PARTS.items()},
            "revoked_on": "", "ground_official": "", "ground_alleged": "",
        }  # fmt: skip


def _part_served(start: date, ordered: int | None, part: float) -> date | None:
    return None if ordered is None else start + timedelta(ordered * part)


def _document(one: Invented) -> Row:
    sources = [
        {"kind": "list", "organisation": code, "label": ORGANISATIONS[code], "as_of": str(LAST_DAY), "url": ""}
        for code, _first, _end in one.lists
    ]
    return {
        "other_names": [], "occupation_group": "unknown", "biography_es": "", "biography_en": "",
        "last_confirmed_on": str(LAST_DAY), "state_denied": [], "facts": _facts(one, sources),
        "detentions": [_detention(one, sources)],
        "classifications": [],
    }  # fmt: skip


def _facts(one: Invented, sources: list[Row]) -> list[Row]:
    values = {
        "name": one.name, "birth_year": str(one.born.year), "age_at_detention": str(one.age), "gender": one.gender,
        "province": one.province, "detained_on": str(one.detained_on), "offences": ", ".join(one.offences),
        "sentence": str(one.months or ""), "left_on": str(one.left_on or ""),
    }  # fmt: skip
    return [
        {"field": field, "value": value, "sources": sources, "stated": []} for field, value in values.items() if value
    ]


def _detention(one: Invented, sources: list[Row]) -> Row:
    charges = [
        {"offence": code, "role": "unknown", "stage": "accusation", "law": "", "sources": sources}
        for code in one.offences
    ]
    sentence = {
        "step": "first_instance", "court": "", "sanction": "imprisonment", "months": one.months, "days": None,
        "substituted_by": "", "accessory": [], "decided_on": str(one.decided_on), "final_on": "",
        "counted_from": str(one.detained_on), "is_operative": True, "sources": sources,
    }  # fmt: skip
    stay = {
        "facility": one.facility, "regime": "unknown", "from_on": str(one.detained_on), "to_on": "", "sources": sources,
    }  # fmt: skip
    return {
        "detained_on": str(one.detained_on), "kind": "criminal_case", "province": one.province,
        "municipality": one.municipality, "event": "11j" if one.context == "j11" else "", "context": one.context,
        "activity": "protest", "agency": "unknown", "manner": "unknown", "stages": [], "charges": charges,
        "sentences": [sentence] if one.months else [], "stays": [stay], "releases": _release_lines(one, sources),
        "sources": sources,
    }  # fmt: skip


def _release_lines(one: Invented, sources: list[Row]) -> list[Row]:
    if not one.way_out:
        return []
    texts = dict.fromkeys(("measure_after", "court", "granted_on", "term_end", "announcement"), "")
    return [
        {
            **texts, "release_type": one.way_out[0], "left_on": str(one.left_on), "reported_on": str(one.left_on),
            "exile_condition": "unknown", "was_already_outside": False, "attribution": "none", "revocation": None,
            "sources": sources,
        }
    ]  # fmt: skip
