"""The addresses of somebody who turned out to be another: they lead on for good; former editions stay as they were."""

from __future__ import annotations

import pytest

from tests.publication import records

pytestmark = pytest.mark.django_db
PEOPLE = {"es": "/es/personas", "en": "/en/people"}


@pytest.fixture
def record(db):
    first = records.edition(1)
    kept = records.prisoner(first, "Yoandri Pérez Sabanalar", slug="yoandri")
    former = records.prisoner(first, "Yoandry Perez Savanalar", slug="yoandry")
    records.merged(former, kept, records.edition(2))
    return kept, former


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("by", ["slug", "id"])
def test_page_leads_to_the_other_for_good(public, record, language, by):
    _kept, former = record
    name = "yoandry" if by == "slug" else former.public_id
    answer = public.get(f"{PEOPLE[language]}/{name}/")
    assert (answer.status_code, answer["Location"]) == (301, f"{PEOPLE[language]}/yoandri/")
    assert public.get(answer["Location"]).status_code == 200


def test_address_without_a_language_leads_to_the_others(public, record):
    kept, former = record
    answer = public.get(f"/id/{former.public_id}/?edition=2")
    assert (answer.status_code, answer["Location"]) == (301, f"/id/{kept.public_id}/?edition=2")


def test_former_edition_shows_the_person_as_then(public, record):
    _kept, former = record
    assert public.get("/es/personas/yoandry/?edition=1").status_code == 200
    assert public.get(f"/api/v1/prisoners/{former.public_id}/?edition=1").json()["name"] == "Yoandry Perez Savanalar"
    answer = public.get("/es/personas/yoandry/?edition=2")
    assert (answer.status_code, answer["Location"]) == (301, "/es/personas/yoandri/?edition=2")


def test_api_leads_to_the_others_record(public, record):
    kept, former = record
    answer = public.get(f"/api/v1/prisoners/{former.public_id}/?edition=2")
    assert answer.status_code == 301 and answer["Location"] == f"/api/v1/prisoners/{kept.public_id}/?edition=2"
    assert answer.json() == {"edition": 2, "demo": True, "public_id": str(kept.public_id)}


def test_nobody_is_led_to_somebody_who_is_not_shown(public, record):
    kept, former = record
    third = records.edition(3)
    records.again(kept, third, is_withheld=True, slug="", name_display="", name_sort="", search_words=[],
                  municipality="", principal_offence="", offences=[], document={}, birth_year=None,
                  age_at_detention=None)  # fmt: skip
    for address in ("/es/personas/yoandry/", f"/id/{former.public_id}/", f"/api/v1/prisoners/{former.public_id}/"):
        assert public.get(address).status_code == 404
