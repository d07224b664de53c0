"""Editions and days: kept on links and by the language switch, and the entity tag that hangs on them."""

import pytest

from tests.publication import records
from tests.website.conftest import AS_OF


def test_language_switch_keeps_page_and_parameters(public, record):
    html = public.get("/es/cifras/listed/?list=pd-demo&edition=1&as_of=2024-12-01").content.decode()
    assert 'href="/en/figures/listed/?list=pd-demo&amp;edition=1&amp;as_of=2024-12-01" lang="en"' in html


def test_links_keep_edition_and_day(public, record):
    html = public.get("/en/people/?edition=1&as_of=2024-12-31").content.decode()
    assert f'href="/en/people/{record.outside.slug}/?edition=1&amp;as_of=2024-12-31"' in html
    assert 'name="as_of" value="2024-12-31"' in html
    assert 'href="/en/figures/?edition=1&amp;as_of=2024-12-31"' in html


def test_unchanged_page_is_304_and_costs_one_query(public, record, django_assert_num_queries):
    response = public.get("/es/personas/")
    tag = response.headers["ETag"]
    assert tag.startswith('"')
    with django_assert_num_queries(3):  # the edition; the role, taken and given back
        again = public.get("/es/personas/", headers={"If-None-Match": tag})
    assert again.status_code == 304 and not again.content
    assert again.headers["ETag"] == tag


def test_tag_differs_by_language_address_and_edition(public, record):
    tags = {public.get(address).headers["ETag"] for address in ("/es/", "/en/", "/es/?edition=1", "/es/personas/")}
    records.edition(2, as_of=AS_OF)
    tags.add(public.get("/es/").headers["ETag"])
    assert len(tags) == 5


@pytest.mark.parametrize("asked", ["", "?edition=1", "?edition=1&as_of=2025-01-31", "?known_at=2025-06-01"])
@pytest.mark.parametrize("page", ["/es/", "/es/personas/", "/es/cifras/in_prison/", "/es/personas/todos.csv"])
def test_nothing_is_kept_longer_than_a_withdrawn_name_may_stay(public, record, page, asked):
    assert public.get(page + asked).headers["Cache-Control"] == "public, max-age=300"


def test_an_old_edition_stays_as_it_was(public, record):
    second = records.edition(2, as_of=AS_OF)
    records.again(record.outside, second, name_display="Yoandri Corregido")
    assert "Corregido" in public.get("/es/personas/").content.decode()
    assert "Corregido" not in public.get("/es/personas/?edition=1").content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/es/?edition=999", 404),
        ("/es/?edition=x", 400),
        ("/es/?edition=0", 400),
        ("/es/?edition=1&edition=2", 400),
        ("/es/?as_of=2025-02-30", 400),
        ("/es/?as_of=ayer", 400),
        ("/es/?as_of=0001-01-01", 400),
        ("/es/personas/?q=a%00b", 400),
        ("/es/personas/?provincia=CU-03", 400),
        ("/es/personas/?province=CU-77", 400),
        ("/es/personas/?cursor=zz", 400),
        ("/es/cifras/zqxw/", 404),
        ("/es/cifras/listed/?list=zqxw", 400),
        ("/es/cifras/listed/quienes/?list=pd-demo&after=x", 400),
        ("/es/cifras/in_prison/quienes/?of=zqxw", 400),
        ("/es/zqxw/", 404),
        ("/zqxw/", 404),
    ],
)
def test_wrong_addresses_are_refused_without_repeating_them(public, record, address, status):
    response = public.get(address)
    assert response.status_code == status
    assert "zqxw" not in response.content.decode() and "ayer" not in response.content.decode()


def test_refusal_names_the_parameter(public, record):
    assert "«as_of»" in public.get("/es/?as_of=ayer").content.decode()


def test_only_reading_is_allowed(public, record):
    assert public.post("/es/").status_code == 405
    assert public.head("/es/").status_code == 200
