"""Ways of leaving prison and official announcements that ship with the program."""

import re

import pytest

from editorial.models import Editor
from releases import reference
from releases.models import AnnouncementComparison, OfficialAnnouncement, ReleaseType, RevocationGround
from sources import reference as sources

pytestmark = pytest.mark.django_db

EFFECTS = {
    "conditional_release": ("no", "yes", "serving_outside"),
    "extrapenal_leave": ("no", "yes", "serving_outside"),
    "sentence_completed": ("yes", "no", "free"),
    "pardon": ("yes", "no", "free"),
    "amnesty": ("yes", "no", "free"),
    "substituted_tcci": ("no", "yes", "in_custody"),
    "substituted_tcsi": ("no", "yes", "serving_outside"),
    "substituted_limitation": ("no", "yes", "serving_outside"),
    "home_confinement": ("no", "yes", "serving_outside"),
    "suspended_sentence": ("no", "yes", "serving_outside"),
    "precautionary_change": ("no", "yes", "awaiting_outside"),
    "released_no_charge": ("no", "no", "free"),
    "released_fine": ("no", "no", "free"),
    "acquitted": ("yes", "no", "free"),
    "acquitted_review": ("yes", "no", "free"),
    "dismissed": ("unknown", "unknown", "free"),
    "forced_exile": ("no", "yes", "exiled"),
    "death_in_custody": ("yes", "no", "deceased"),
    "escaped": ("no", "no", "at_large"),
    "unknown_release": ("unknown", "unknown", "outside_unknown"),
}
"""Ends the penalty; may be sent back for the same sentence; state afterwards."""


@pytest.fixture(autouse=True)
def _loaded():
    sources.load()
    reference.load()


def test_release_types_have_their_legal_effects():
    found = {kind.code: (kind.extinguishes, kind.is_revocable, kind.state_after) for kind in ReleaseType.objects.all()}
    assert found == EFFECTS


def test_every_release_type_is_explained_without_articles_of_law():
    for kind in ReleaseType.objects.all():
        for text in (kind.explanation_es, kind.explanation_en):
            assert text
            assert not re.search(r"\bart[ií]?c?u?l?[eo]?s?\.?\s*\d|\d", text), kind.code


def test_who_is_still_serving_is_never_called_free():
    for kind in ReleaseType.objects.filter(state_after__in=("serving_outside", "awaiting_outside")):
        if kind.code != "suspended_sentence":
            assert "No es libertad" in kind.explanation_es
            assert "not freedom" in kind.explanation_en


def test_grounds_of_revocation_are_complete():
    assert list(RevocationGround.objects.values_list("code", flat=True)) == [
        "no_work", "no_show_judge", "left_area", "new_offence", "bad_conduct", "unpaid_fine", "opinion", "unknown",
    ]  # fmt: skip


def test_announcements_have_their_numbers():
    assert dict(OfficialAnnouncement.objects.values_list("code", "announced_number")) == {
        "dialogo-1979": 3600, "visita-papal-1998": 200, "iglesia-52-2010": 52, "indulto-2011": 2991,
        "lista-53-2014": 53, "indulto-2015": 3522, "indulto-2016": 787, "indulto-2019": 2604, "covid-2020": 6579,
        "anticipadas-2023-2024": 10000, "anuncio-553": 553, "anuncio-51": 51,
    }  # fmt: skip


def test_announcement_of_january_2025_carries_what_was_claimed():
    announcement = OfficialAnnouncement.objects.get(code="anuncio-553")
    assert (str(announcement.announced_on), announcement.authority) == ("2025-01-14", "minrex")
    assert announcement.names_published == "no"
    claimed = set(announcement.claimed_figures.values_list("number", flat=True))
    assert claimed == {127, 121, 6, 378, 175}
    assert 121 + 6 == 127
    assert announcement.announced_number == 378 + 175


def test_every_count_of_the_same_announcement_stands_beside_the_others():
    counted = AnnouncementComparison.objects.filter(announcement__code="anuncio-553")
    by_organisation = {}
    for code, number in counted.order_by("stated_on", "number").values_list("organisation__code", "number"):
        by_organisation.setdefault(code, []).append(number)
    assert by_organisation == {
        "prisoners-defenders": [50, 198, 200, 230], "justicia-11j": [39, 212], "cubalex": [172, 182],
        "todos": [170, 212], "amnesty": [171, 211], "ocdh": [212],
    }  # fmt: skip


def test_no_spanish_wording_is_invented():
    assert not OfficialAnnouncement.objects.exclude(wording_es="").exists()


def test_parts_of_an_announcement_that_an_editor_changed_are_kept():
    announcement = OfficialAnnouncement.objects.get(code="anuncio-553")
    announcement.claimed_figures.filter(number=6).delete()
    announcement.reopen(by=Editor.objects.create(username="editora"))

    loaded = {kind.kind: kind for kind in reference.load()}

    assert (loaded["ClaimedFigure"].kept, loaded["ClaimedFigure"].new) == (1, 0)
    assert not announcement.claimed_figures.filter(number=6).exists()


def test_parts_that_only_the_files_changed_follow_them_and_are_approved_again():
    announcement = OfficialAnnouncement.objects.get(code="anuncio-553")
    announcement.comparisons.filter(number=230).update(number=999)
    before = announcement.approved_at

    loaded = {kind.kind: kind for kind in reference.load()}

    announcement.refresh_from_db()
    assert loaded["AnnouncementComparison"].new == 13
    assert announcement.comparisons.filter(number=230).count() == 1
    assert announcement.workflow_state == "approved"
    assert announcement.approved_at > before


UNCHECKED = r"art(s|ículos?|icles?)?\.? ?(57|58|32|33|34|42|46)\b"
"""Articles of Law 62 that nobody has found in a published source: no page may name them."""


def test_legal_basis_is_given_in_both_languages_and_names_no_unchecked_article():
    for kind in ReleaseType.objects.all():
        assert bool(kind.basis_es) == bool(kind.basis_en), kind.code
        for text in (kind.basis_es, kind.basis_en):
            assert not re.search(UNCHECKED, text), kind.code
            assert "GK" not in text and "(bill)" not in text
    assert "146.1" in ReleaseType.objects.get(code="conditional_release").basis_es
