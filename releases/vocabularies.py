"""The words by which lists name states, legal figures, grounds and announcements: registered with the importer."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import QuerySet

from releases.models import CustodyState, MeasureAfter, OfficialAnnouncement, ReleaseType, RevocationGround
from sources.import_list.vocabularies import fold, in_language, register, unambiguous, words_of_choices


def register_all() -> None:
    for name, choices in (("custody_state", CustodyState), ("measure_after", MeasureAfter)):
        register(name, partial(words_of_choices, choices.choices), labels=partial(dict, choices.choices))
    for name, rows in (
        ("release_type", ReleaseType.objects.values_list("code", "name_es", "name_en")),
        ("revocation_ground", RevocationGround.objects.values_list("code", "name_es", "name_en")),
        ("announcement", OfficialAnnouncement.objects.values_list("code", "title_es", "title_en")),
    ):
        register(name, partial(_named, rows), labels=partial(_labelled, rows))


def _labelled(rows: QuerySet[Any, Any]) -> Mapping[str, str]:
    return in_language(rows.all())


def _named(rows: QuerySet[Any, Any]) -> Mapping[str, str]:
    found = list(rows.all())
    return unambiguous((name, code) for code, *names in found for name in names) | {
        fold(code): code for code, *_ in found
    }
