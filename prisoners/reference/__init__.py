"""Places, prisons, offences and events: what a prisoner's record is told in.

Provinces and municipalities in force since 1 January 2011, west to east, and the withdrawn CU-02. Offences stand in
order of gravity: the families as their enumeration lists them, within a family the longer maximum first where it is
known, so that `order` decides where family and maximum leave two offences equal.

An article is `is_checked` only where a source states it; `source-keys.csv` says where each key leads. Articles and
ranges from general knowledge or from the bill are stored unchecked, for editors. Ranges are months of prison for the
basic offence. Whoever has read an article in the Gaceta Oficial ticks it and writes `gaceta-oficial` as its source:
that row is theirs from then on.
"""

from pathlib import Path

from django.db import models

from editorial.reference import Loaded, Row, is_edited, lines, read, store
from prisoners.models import (
    Event,
    EventPlace,
    Facility,
    FacilityAlias,
    Municipality,
    MunicipalityAlias,
    Offence,
    OffenceInLaw,
    Province,
)

FOLDER = Path(__file__).parent
GAZETTE = "gaceta-oficial"


def load() -> list[Loaded]:
    """Loads all of it; says what came of each kind."""
    return [
        store(Province, _read("provinces.csv", Province)),
        store(Municipality, _read("municipalities.csv", Municipality)),
        _aliases(MunicipalityAlias, "municipality"),
        store(Facility, _read("facilities.csv", Facility)),
        _aliases(FacilityAlias, "facility"),
        store(Offence, _read("offences.csv", Offence)),
        _offences_in_laws(),
        _events(),
        _event_places(),
    ]


def _read(name: str, model: type[models.Model]) -> list[Row]:
    return read(lines(FOLDER / name), model)


def _aliases(model: type[models.Model], of: str) -> Loaded:
    """Aliases are only ever added: an editor's stand beside ours."""
    return store(model, _read(f"{of}-aliases.csv", model), key=(f"{of}_id", "name"))


def _offences_in_laws() -> Loaded:
    rows = _read("offences-in-laws.csv", OffenceInLaw)
    return store(
        OffenceInLaw, rows, key=("offence_id", "law"), keep=lambda row: row.is_checked and row.source_key == GAZETTE
    )


def _events() -> Loaded:
    """Events that are part of none come first, so that the others find theirs."""
    rows = lines(FOLDER / "events.csv")
    wholes = store(Event, read([row for row in rows if not row["parent"]], Event))
    return wholes + store(Event, read([row for row in rows if row["parent"]], Event))


def _event_places() -> Loaded:
    """Places are only ever added, and never to an event that an editor has changed."""
    edited = {event.pk for event in Event.objects.all() if is_edited(event)}
    rows = _read("event-places.csv", EventPlace)
    return store(
        EventPlace, [row for row in rows if row["event_id"] not in edited], key=("event_id", "municipality_id")
    )
