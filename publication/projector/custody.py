"""The custody states of a dossier as spans of the public record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from chronology.partial_date import PartialDate
from prisoners.models import DetentionKind, ProceduralStage
from publication.models import CustodySpan
from publication.projector.dossiers import Dossier, Row, releases_of, revocation_of
from publication.projector.identity import month_end, to_the_month
from releases import custody
from releases.custody import Departure, Held, state_after

NOTHING = DateRange(empty=True)


def spans(told: list[Held], *, confirmed_on: date | None, is_withheld: bool) -> Iterator[CustodySpan]:
    """Of a history in the order in which it happened."""
    if is_withheld and confirmed_on:
        confirmed_on = confirmed_on.replace(day=1)
    for span in custody.spans(told, confirmed_on=confirmed_on, staleness=settings.STALENESS_DAYS):
        yield CustodySpan(
            state=span.state,
            detail="" if is_withheld else span.detail,
            certain=NOTHING if span.certain is None else _range(span.certain),
            possible=_range(span.possible),
        )


def history(dossier: Dossier, *, first_listed: date | None, is_withheld: bool = False) -> list[Held]:
    """In order of days; nobody's days are told more exactly than the public may know them."""
    return custody.in_order(_history(dossier, first_listed, is_withheld=is_withheld))


def _history(dossier: Dossier, first_listed: date | None, *, is_withheld: bool) -> Iterator[Held]:
    """The detentions, and the returns to prison of which only the revocation tells.

    Being listed tells that somebody was held by then for the first time: of a later arrest it says nothing.
    """
    coarse = to_the_month if is_withheld else lambda day: day
    for place, detention in enumerate(dossier.arrests):
        yield _held(detention, None if place else first_listed, is_withheld=is_withheld)
        for release in releases_of(detention):
            revocation = revocation_of(release)
            if revocation and revocation.new_detention_id is None and revocation.reimprisoned_on:
                yield Held(coarse(revocation.reimprisoned_on), follows=detention.pk)


def _held(detention: Row, first_listed: date | None, *, is_withheld: bool) -> Held:
    coarse = to_the_month if is_withheld else lambda day: day
    releases = releases_of(detention)
    recorded = timezone.localdate(detention.created_at)
    stage = _last_stage(detention)
    is_missing = not releases and stage is not None and stage.stage == ProceduralStage.DISAPPEARED
    starts = (
        PartialDate.parse(detention.event_starts) if isinstance(detention.event_starts, str) else detention.event_starts
    )
    return Held(
        detained_on=coarse(detention.detained_on),
        not_before=starts.earliest if starts else None,
        known_by=min(first_listed or recorded, recorded),
        departures=tuple(_departure(release, is_withheld=is_withheld) for release in releases),
        place=_last_place(detention),
        is_brief=detention.kind == DetentionKind.SHORT_DETENTION,
        is_missing=is_missing,
        missing_from=coarse(stage.from_on) if is_missing else None,
        key=detention.pk,
        follows=detention.parent_id,
    )


def _departure(release, *, is_withheld: bool) -> Departure:
    return Departure(
        state_after=state_after(release.state_after, exile_condition=release.exile_condition),
        left_on=to_the_month(release.left_on) if is_withheld else release.left_on,
        reported_on=month_end(release.reported_on) if is_withheld else release.reported_on,
        release_type=release.release_type_id,
        was_already_outside=release.was_already_outside,
    )


def _last_stage(detention: Row):
    dated = sorted(detention.steps, key=lambda stage: ((stage.from_on and stage.from_on.latest) or date.min, stage.pk))
    return dated[-1] if dated else None


def _last_place(detention: Row) -> str:
    stays = [stay for stay in detention.places if not stay.is_nested]
    stays.sort(key=lambda stay: ((stay.from_on and stay.from_on.latest) or date.min, stay.pk))
    return (stays[-1].place_kind or "") if stays else ""


def _range(days: tuple[date, date]) -> DateRange:
    first, end = days
    return DateRange(None if first == custody.FIRST else first, None if end == custody.LAST else end)
