"""A stay that cannot be true is told beside the field that the editor is in, in both languages, with nothing lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from editorial.models import Refused, Role
from prisoners.incoming.held import part
from prisoners.incoming.writing import write
from prisoners.models import Detention
from releases.models import Release, ReleaseType, Revocation
from tests.admin.conftest import make_dossier, make_person, make_row
from tests.admin.test_releases import page_of, revoking, save
from tests.publication.working_copy import day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
NOTHING = {"es": "No se guardó nada", "en": "Nothing was saved"}
SAVED = {"es": "Se guardó el cambio", "en": "was changed successfully"}


@pytest.fixture
def editing(as_role) -> Client:
    return as_role(Role.EDITOR)


@pytest.fixture
def release() -> Release:
    """Of a dossier: held since 11 July 2010, on leave since February 2025, never sent back."""
    make_dossier()
    Revocation.objects.all().delete()
    Release.objects.update(left_on=day("2025-02-02"), reported_on=date(2025, 2, 2), term_end=day("2026-03-01"))
    return Release.objects.get()


@pytest.fixture
def completed(release) -> Release:
    ReleaseType.objects.create(
        code="sentence_completed", name_es="cumplimiento", name_en="completion", extinguishes="yes",
        is_revocable="no", state_after="free", order=3,
    )  # fmt: skip
    return Release.objects.create(
        detention=release.detention, release_type_id="sentence_completed", left_on=day("2025-06-01"),
        reported_on=date(2025, 6, 6), was_already_outside=True,
    )  # fmt: skip


def page_of_detention(held: Detention) -> str:
    return reverse("admin:prisoners_detention_change", args=[held.pk])


def beside(page: str, field: str) -> str:
    """What is told beside one field; of a field that the form has not, nothing."""
    found = re.search(rf'id="id_{field}_error"[^>]*>(.*?)</ul>', page, re.S)
    return found.group(1) if found else ""


def refused(client: Client, address: str, wanted: dict, field: str, told: dict[str, str]) -> None:
    for language, words in told.items():
        status, page = save(client, address, wanted, language)
        assert status == 200, language
        assert NOTHING[language] in beside(page, field) and words in beside(page, field), beside(page, field)
        assert 'class="success"' not in page and SAVED[language] not in page, "says that it was saved"
        for name, text in wanted.items():
            assert f'value="{text}"' in page or name in ("detention", "release_type", "was_already_outside"), name


def test_a_detention_moved_behind_its_release(editing, release):
    wanted = {"detained_on": "2025-02-03", "place": "en su casa"}
    told = {"es": "anterior a la detención", "en": "lies before the detention"}
    refused(editing, page_of_detention(release.detention), wanted, "detained_on", told)
    held = Detention.objects.get()
    assert (str(held.detained_on), held.place) == ("2010-07-11", "")
    assert save(editing, page_of_detention(release.detention), wanted | {"detained_on": "2025-02"})[0] == 302


def test_a_release_told_of_before_it_happened(editing, release):
    wanted = {"left_on": "2025-02-03", "destination_country": "XK"}
    told = {"es": "dado a conocer antes de ocurrir", "en": "made known before it happened"}
    refused(editing, page_of(release), wanted, "reported_on", told)
    assert str(Release.objects.get().left_on) == "2025-02-02"


def test_a_formality_before_the_departure(editing, completed):
    told = {"es": "ya estaba fuera no puede ser anterior", "en": "cannot lie before the day on which they left"}
    refused(editing, page_of(completed), {"left_on": "2025-02-01", "destination_country": "XK"}, "left_on", told)
    assert save(editing, page_of(completed), {"left_on": "2025-02-02"})[0] == 302


@pytest.mark.parametrize("known", ["2025-06-01", ""])
def test_a_formality_entered_twice_names_the_one_that_there_is(editing, completed, known):
    Release.objects.filter(pk=completed.pk).update(left_on=day(known))
    add = reverse("admin:releases_release_add") + f"?detention={completed.detention_id}"
    wanted = {"detention": str(completed.detention_id), "release_type": "sentence_completed", "left_on": known,
              "reported_on": "2025-07-07", "was_already_outside": "on"}  # fmt: skip
    made_known = {"es": "dada a conocer el 6 de junio de 2025", "en": "made known on 6 June 2025"}
    for language, words in made_known.items():
        status, page = save(editing, add, wanted, language)
        assert status == 200 and words in beside(page, "release_type"), beside(page, "release_type")
    assert Release.objects.count() == 2


def test_a_release_changed_into_one_that_there_is(editing, completed):
    other = Release.objects.create(
        detention=completed.detention, release_type_id="sentence_completed", left_on=day("2025-06-02"),
        reported_on=date(2025, 8, 8), was_already_outside=True,
    )  # fmt: skip
    told = {"es": "dada a conocer el 6 de junio de 2025", "en": "6 June 2025"}
    refused(editing, page_of(other), {"left_on": "2025-06-01"}, "release_type", told)


def test_a_return_after_the_completion_whose_revocation_nobody_dated(editing, completed):
    address, wanted = revoking(Release.objects.exclude(pk=completed.pk).get(), remaining_months="17")
    told = {"es": "no se puede revocar", "en": "cannot be revoked"}
    refused(editing, address, wanted | {"reimprisoned_on": "2025-06-02"}, "release", told)
    assert save(editing, address, wanted | {"reimprisoned_on": "2025-06-01"})[0] == 302


def test_a_completion_before_the_return_on_record(editing, release, completed):
    Revocation.objects.create(release=release, reimprisoned_on=day("2025-06-01"))
    told = {"es": "no se puede revocar", "en": "cannot be revoked"}
    refused(editing, page_of(completed), {"left_on": "2025-05-31"}, "release_type", told)


def test_a_revocation_after_the_term(editing, release):
    address, wanted = revoking(release, remaining_months="17", revoked_on="2026-03-02")
    told = {"es": "posterior al fin del período de prueba", "en": "after the end of the trial period"}
    refused(editing, address, wanted, "revoked_on", told)
    assert save(editing, address, wanted | {"revoked_on": "2026-03-01"})[0] == 302


def test_a_return_in_the_same_detention_or_another_persons(editing, release):
    other = Detention.objects.create(person=make_person(2), detained_on=day("2025-04-02"))
    told = {"es": "es la misma que terminó", "en": "the very one that this departure ended"}
    for named, words in ((release.detention, told), (other, {"es": "es de otra persona", "en": "another person"})):
        address, wanted = revoking(release, remaining_months="17", new_detention=str(named.pk))
        refused(editing, address, wanted, "new_detention", words)
    assert not Revocation.objects.exists()


def test_a_day_that_a_list_gives_is_refused_in_words(release):
    """Where the editor takes a list's word: it is told there, and not at the end of the request."""
    held, person = release.detention, release.detention.person
    record = make_row(person, "c-1", code="registro-c", detained_on="2025-02-03")
    told = pytest.raises(Refused, match="La excarcelación es anterior a la detención. Ábralo")
    with told, translation.override("es"):
        write(part("detention"), held, {"detained_on": "2025-02-03"}, person, record)
    held.refresh_from_db()
    assert str(held.detained_on) == "2010-07-11" and held.updated_at < timezone.now()
