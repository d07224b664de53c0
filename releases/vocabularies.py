"""The words by which lists name states, legal figures, grounds and announcements: registered with the importer."""

from collections.abc import Iterable, Mapping

from releases.models import CustodyState, MeasureAfter, OfficialAnnouncement, ReleaseType, RevocationGround
from sources.import_list.vocabularies import fold, register, unambiguous, words_of_choices


def register_all() -> None:
    register("custody_state", lambda: words_of_choices(CustodyState.choices))
    register("measure_after", lambda: words_of_choices(MeasureAfter.choices))
    register("release_type", lambda: _named(ReleaseType.objects.values_list("code", "name_es", "name_en")))
    register("revocation_ground", lambda: _named(RevocationGround.objects.values_list("code", "name_es", "name_en")))
    register("announcement", lambda: _named(OfficialAnnouncement.objects.values_list("code", "title_es", "title_en")))


def _named(rows: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    found = list(rows)
    return unambiguous((name, code) for code, *names in found for name in names) | {
        fold(code): code for code, *_ in found
    }
