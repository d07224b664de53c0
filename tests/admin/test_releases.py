"""What an editor may get wrong of a release: told beside the field in both languages, and nothing written is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from editorial.models import Role
from prisoners.models import Detention
from releases.models import ClaimedFigure, OfficialAnnouncement, Release, ReleaseType, Revocation
from tests.admin.conftest import make_dossier
from tests.admin.forms import posted
from tests.publication.working_copy import day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def editing(as_role) -> Client:
    return as_role(Role.EDITOR)


@pytest.fixture
def release() -> Release:
    """Of a dossier: held since 11 July 2021, left on a known day, never sent back."""
    make_dossier()
    Revocation.objects.all().delete()
    found = Release.objects.get()
    Release.objects.update(left_on=day("2025-01-16"), reported_on=date(2025, 2, 2))
    found.refresh_from_db()
    return found


def page_of(row) -> str:
    return reverse(f"admin:releases_{row._meta.model_name}_change", args=[row.pk])


def save(client: Client, address: str, values: dict, language: str = "es") -> tuple[int, str]:
    whole = posted(client.get(address)) | values
    answer = client.post(address, whole, headers={"accept-language": language})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "es", "en"),
    [
        ({"left_on": "2010-07-01"}, "anterior a la detención", "lies before the detention"),
        ({"term_end": "2024-12"}, "termina antes de que la persona saliera", "ends before the person left"),
        ({"attribution": "organisation"}, "quién vincula", "Say who ties"),
    ],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_release_that_cannot_be_is_told_beside_the_field_and_nothing_is_lost(editing, release, wrong, es, en, language):
    status, page = save(editing, page_of(release), {"destination_country": "XK", **wrong}, language)
    assert status == 200
    assert (es if language == "es" else en) in page, page[page.index("errornote") :][:3500]
    assert ("No se guardó nada" if language == "es" else "Nothing was saved") in page
    assert "errornote" in page and 'value="XK"' in page
    for name, text in wrong.items():
        assert f'value="{text}"' in page, name
    kept = Release.objects.get()
    assert (str(kept.left_on), kept.term_end, kept.destination_country) == ("2025-01-16", None, "")


def test_second_departure_of_one_stay_is_refused_with_what_to_do(editing, release):
    add = reverse("admin:releases_release_add") + f"?detention={release.detention_id}"
    wanted = {"detention": str(release.detention_id), "release_type": release.release_type_id,
              "left_on": "2025-03-01", "reported_on": "2025-03-02"}  # fmt: skip
    status, page = save(editing, add, wanted)
    assert status == 200 and "Esta detención ya terminó" in page and 'value="2025-03-01"' in page
    assert Release.objects.count() == 1
    assert save(editing, add, wanted | {"was_already_outside": "on"})[0] == 302
    assert Release.objects.count() == 2


def revoking(release: Release, **values: str) -> tuple[str, dict]:
    return reverse("admin:releases_revocation_add") + f"?release={release.pk}", {"release": str(release.pk), **values}


@pytest.mark.parametrize(
    ("wrong", "es", "en"),
    [
        ({"revoked_on": "2025-01-02"}, "La revocación es anterior a la salida", "The revocation lies before"),
        ({"reimprisoned_on": "2024"}, "De vuelta en prisión antes de salir", "Back in prison before"),
    ],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_revocation_before_its_release_is_refused(editing, release, wrong, es, en, language):
    address, whole = revoking(release, remaining_months="17", **wrong)
    status, page = save(editing, address, whole, language)
    assert status == 200 and (es if language == "es" else en) in page
    assert 'value="17"' in page and f'value="{next(iter(wrong.values()))}"' in page
    assert not Revocation.objects.exists()
    assert save(editing, address, whole | {"revoked_on": "2025-04-01", "reimprisoned_on": "2025-04-02"})[0] == 302


def test_revocation_of_a_completed_sentence_is_refused(editing, release):
    done = ReleaseType.objects.create(
        code="sentence_completed", name_es="cumplimiento", name_en="completion", extinguishes="yes",
        is_revocable="no", state_after="free", order=3,
    )  # fmt: skip
    Release.objects.update(release_type=done)
    status, page = save(editing, *revoking(release, revoked_on="2025-04-01"))
    assert status == 200 and "Esta salida no se puede revocar" in page and 'value="2025-04-01"' in page
    assert not Revocation.objects.exists()


def test_new_detention_before_the_departure_is_refused(editing, release):
    before = Detention.objects.create(
        person=release.detention.person, detained_on=day("2009-01-01"), ended_on=day("2009-02-01")
    )
    status, page = save(editing, *revoking(release, new_detention=str(before.pk)))
    assert status == 200 and "La nueva detención empieza antes" in page
    assert not Revocation.objects.exists()


@pytest.fixture
def announcement() -> OfficialAnnouncement:
    return OfficialAnnouncement.objects.create(
        code="anuncio-x", authority="minrex", announced_on=day("2025-01-14"), title_es="X", title_en="X"
    )


def test_announcement_may_have_no_number(editing, announcement):
    assert save(editing, page_of(announcement), {"title_es": "Sin cifra"})[0] == 302
    announcement.refresh_from_db()
    assert (announcement.title_es, announcement.announced_number) == ("Sin cifra", None)


@pytest.mark.parametrize("number", ["", "-1", "muchos"])
def test_claimed_figure_needs_a_number(editing, announcement, number):
    line = {"label_es": "con libertad condicional", "label_en": "conditional release", "number": number,
            "stated_on": "2025-01-16", "url": "https://example.org/nota"}  # fmt: skip
    whole = {"claimed_figures-TOTAL_FORMS": "1", **{f"claimed_figures-0-{name}": text for name, text in line.items()}}
    status, page = save(editing, page_of(announcement), whole)
    assert status == 200 and "con libertad condicional" in page and "errorlist" in page
    assert not ClaimedFigure.objects.exists()
    assert save(editing, page_of(announcement), whole | {"claimed_figures-0-number": "121"})[0] == 302
