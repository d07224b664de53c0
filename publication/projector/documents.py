"""The document of a person: the timeline with its sources, and who says what of each field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chronology.partial_date import PartialDate
from prisoners.models import NameKind
from publication.document import (
    ChargeLine,
    DetentionLine,
    PrisonerDocument,
    ReleaseLine,
    RevocationLine,
    SentenceLine,
    Source,
    StageLine,
    StayLine,
)
from publication.projector.confirmation import Confirmation
from publication.projector.dossiers import Dossier, Row, in_order, releases_of, revocation_of
from publication.projector.facts import facts
from publication.projector.identity import PUBLIC_GENDER, Identity
from publication.projector.sources import public_sources
from publication.projector.statements import contradicts, says_in_part
from publication.unnamed import NATIONWIDE


def _other_names(person: Row) -> list[str]:
    """Legal, usual, alias and stage names; of a trans person no legal one, which is public with consent alone."""
    hidden = {NameKind.LEGAL} if person.gender in PUBLIC_GENDER else set()
    return sorted({name.text for name in person.public_names if name.kind not in hidden} - {person.name_display})


def document(
    dossier: Dossier, identity: Identity, announcements: set[str], confirmed: Confirmation
) -> PrisonerDocument:
    """The whole document. Of a minor: no names, no free text, no place, no press that names them."""
    person, writer = dossier.person, _Writer(dossier, identity, announcements)
    named = identity.is_named
    return {
        "other_names": _other_names(person) if named else [],
        "occupation_group": person.occupation_group,
        "biography_es": person.biography_es if named else "",
        "biography_en": person.biography_en if named else "",
        "last_confirmed_on": _text(confirmed.on),
        "state_denied": confirmed.denied,
        "facts": facts(dossier, identity),
        "detentions": [writer.detention(detention) for detention in in_order(dossier.detentions)],
        "classifications": [
            {"scheme": row.scheme, "value": row.value, "organisation": row.by, "stated_on": _text(row.stated_on)}
            for row in person.schemes
        ],
    }


def _text(value: PartialDate | date | None) -> str:
    return "" if value is None else str(value)


class _Writer:
    """Writes the lines of one person's document."""

    def __init__(self, dossier: Dossier, identity: Identity, announcements: set[str]) -> None:
        self.dossier = dossier
        self.identity = identity
        self.announcements = announcements

    def sources(self, kind: str, row: Row) -> list[Source]:
        """Who is cited for the row, without lists whose line says something else than the row."""
        cited = self.dossier.sources(kind, row.pk)
        wordings = self.dossier.wordings
        saying = [one for one in cited if one.record is None or not contradicts(wordings[one.record], kind, row)]
        return public_sources(saying, self.identity)

    def in_part(self, kind: str, row: Row) -> list[Source]:
        """Lists cited for the row whose line says some of it, and something else of the rest."""
        cited, wordings = self.dossier.sources(kind, row.pk), self.dossier.wordings
        partly = [one for one in cited if one.record is not None and says_in_part(wordings[one.record], kind, row)]
        return public_sources(partly, self.identity)

    def detention(self, detention: Row) -> DetentionLine:
        named = self.identity.is_named
        return {
            "detained_on": _text(detention.detained_on),
            "kind": detention.kind,
            "province": (detention.province_id or "") if named else "",
            "municipality": (detention.municipality_id or "") if named else "",
            "event": public_event(detention, self.identity),
            "context": detention.context,
            "activity": detention.activity,
            "agency": detention.agency,
            "manner": detention.manner,
            "stages": [self.stage(row) for row in by_day(detention.steps, "from_on")],
            "charges": [self.charge(row) for row in detention.accusations],
            "sentences": [self.sentence(row) for row in by_day(detention.decisions, "decided_on")],
            "stays": [self.stay(row) for row in by_day(detention.places, "from_on")] if named else [],
            "releases": [self.release(row) for row in releases_of(detention)],
            "sources": self.sources("detention", detention),
            "sources_in_part": self.in_part("detention", detention),
        }

    def stage(self, row) -> StageLine:
        return {"stage": row.stage, "from_on": _text(row.from_on), "sources": self.sources("stage", row)}

    def charge(self, row) -> ChargeLine:
        return {
            "offence": row.offence_id,
            "role": row.role,
            "stage": row.stage,
            "law": row.law,
            "sources": self.sources("charge", row),
        }

    def sentence(self, row) -> SentenceLine:
        return {
            "step": row.step,
            "court": row.court,
            "sanction": row.sanction,
            "months": row.length_months,
            "days": row.length_days,
            "substituted_by": row.substituted_by,
            "accessory": sorted(row.accessory),
            "decided_on": _text(row.decided_on),
            "final_on": _text(row.final_on),
            "counted_from": _text(row.counted_from),
            "is_operative": row.is_operative,
            "sources": self.sources("sentence", row),
            "sources_in_part": self.in_part("sentence", row),
        }

    def stay(self, row) -> StayLine:
        return {
            "facility": row.place or "",
            "regime": row.regime,
            "from_on": _text(row.from_on),
            "to_on": _text(row.to_on),
            "sources": self.sources("stay", row),
        }

    def release(self, row) -> ReleaseLine:
        is_tied = row.announcement_code in self.announcements
        revocation = revocation_of(row)
        return {
            "release_type": row.release_type_id,
            "left_on": _text(row.left_on),
            "reported_on": _text(row.reported_on),
            "measure_after": row.measure_after,
            "court": row.court,
            "granted_on": _text(row.granted_on),
            "term_end": _text(row.term_end),
            "exile_condition": row.exile_condition,
            "was_already_outside": row.was_already_outside,
            "announcement": row.announcement_code if is_tied else "",
            "attribution": row.attribution if is_tied else "none",
            "revocation": self.revocation(revocation) if revocation else None,
            "sources": self.sources("release", row),
            "sources_in_part": self.in_part("release", row),
        }

    def revocation(self, row) -> RevocationLine:
        return {
            "revoked_on": _text(row.revoked_on),
            "reimprisoned_on": _text(row.reimprisoned_on),
            "ground_official": row.ground_official_id or "",
            "ground_alleged": row.ground_alleged_id or "",
            "court": row.court,
            "sources": self.sources("revocation", row),
            "sources_in_part": self.in_part("revocation", row),
        }


def public_event(detention: Row, identity: Identity) -> str:
    """The event; of who is not named the one it is part of, and only where that names no town."""
    if identity.is_named:
        return detention.event_code or ""
    event = detention.event_root or detention.event_code or ""
    return event if event in NATIONWIDE else ""


def by_day(rows: Iterable, name: str) -> list:
    def day(row) -> tuple[date, int]:
        value = getattr(row, name)
        return (value.latest or value.earliest) if value else date.max, row.pk

    return sorted(rows, key=day)
