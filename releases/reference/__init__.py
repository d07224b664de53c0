"""Ways of leaving prison, grounds of revocation, and what the State announced since 1979.

Release types are explained for a family, in plain words and without articles of law. `extinguishes` is yes only where
the penalty has ended for certain, `unknown` where it depends (dismissal) or nobody has said. An announcement carries
exact words only where a source quotes them; its Spanish wording stays empty until somebody has read the original.
"""

from pathlib import Path
from typing import Any

from django.db import models

from editorial.reference import Loaded, Row, approve, author_writes, is_edited, lines, read, store
from releases.models import (
    AnnouncementComparison,
    ClaimedFigure,
    OfficialAnnouncement,
    ReleaseType,
    RevocationGround,
)

FOLDER = Path(__file__).parent


def load() -> list[Loaded]:
    """Loads all of it and approves the announcements; says what came of each kind. Organisations come first."""
    announcements = store(OfficialAnnouncement, _read("announcements.csv", OfficialAnnouncement))
    with author_writes():
        claimed = _store_parts(ClaimedFigure, _read("claimed-figures.csv", ClaimedFigure))
        comparisons = _store_parts(AnnouncementComparison, _read("comparisons.csv", AnnouncementComparison))
    approve(OfficialAnnouncement, {*announcements.written, *claimed.written, *comparisons.written})
    return [
        store(ReleaseType, _read("release-types.csv", ReleaseType)),
        store(RevocationGround, _read("revocation-grounds.csv", RevocationGround)),
        announcements,
        claimed,
        comparisons,
    ]


def _read(name: str, model: type[models.Model]) -> list[Row]:
    return read(lines(FOLDER / name), model)


def _store_parts(model: type[models.Model], rows: list[Row]) -> Loaded:
    """Gives each announcement of the files the parts they say, all of them anew when one differs.

    An announcement that an editor has changed keeps its own. `written` holds announcements, not parts.
    """
    loaded = Loaded(model.__name__, len(rows))
    stored = _by_announcement(model._default_manager.values(*rows[0]))
    wanted = _by_announcement(rows)
    for announcement in OfficialAnnouncement.objects.filter(code__in=_codes()):
        ours, theirs = wanted.get(announcement.pk, []), stored.get(announcement.pk, [])
        if _same(ours, theirs):
            continue
        if is_edited(announcement):
            loaded.kept += 1
            continue
        model._default_manager.filter(announcement=announcement).delete()
        model._default_manager.bulk_create(model(**values) for values in ours)
        loaded.new += len(ours)
        loaded.written.append(announcement.pk)
    return loaded


def _codes() -> list[str]:
    return [line["code"] for line in lines(FOLDER / "announcements.csv")]


def _by_announcement(rows: Any) -> dict[int, list[Row]]:
    parts: dict[int, list[Row]] = {}
    for row in rows:
        parts.setdefault(row["announcement_id"], []).append(dict(row))
    return parts


def _same(ours: list[Row], theirs: list[Row]) -> bool:
    """Equal whatever their order."""
    return len(ours) == len(theirs) and all(row in theirs for row in ours)
