"""The list of persons, the record of one, and what each costs."""

import csv
import io
import re

import pytest

from tests.publication import records


def test_list_shows_names_and_states_in_plain_words(public, record):
    html = public.get("/es/personas/").content.decode()
    assert "Yoandri Pérez Sabanalar" in html
    assert "fuera de prisión, no libre: libertad condicional desde el 16 de enero de 2025" in html
    assert "en prisión desde el 11 de julio de 2021" in html


def test_list_takes_a_known_number_of_queries(public, record, django_assert_num_queries):
    public.get("/es/personas/")
    with django_assert_num_queries(3):  # the edition; the role, taken and given back. The rows are in memory
        public.get("/es/personas/")


def test_record_takes_a_known_number_of_queries(public, record, django_assert_num_queries):
    address = f"/es/personas/{record.outside.slug}/"
    public.get(address)
    with django_assert_num_queries(4):  # edition, person with spans; the role, taken and given back
        public.get(address)


def test_state_known_to_the_month_is_shown_by_the_month(public, record):
    person = records.prisoner(record.edition, "Luis Díaz Yagrumal")
    records.custody(
        person,
        "serving_outside",
        None,
        certain=records.days(records.date(2025, 1, 31)),
        possible=records.days(records.date(2025, 1, 1)),
        detail="conditional_release",
    )
    assert "libertad condicional desde enero de 2025" in public.get("/es/personas/").content.decode()
    assert "desde enero de 2025" in public.get(f"/es/personas/{person.slug}/").content.decode()


def test_search_and_filters_are_removable(public, record):
    html = public.get("/en/people/?q=leyva&province=CU-03").content.decode()
    assert "1 person" in html and "Yanet <mark>Leyva</mark> Yarayó</a>" in html and "Yoandri" not in html
    assert 'href="/en/people/?province=CU-03"' in html
    assert 'href="/en/people/?q=leyva"' in html


def test_pages_go_on_by_cursor(public, record):
    for number in range(60):
        records.prisoner(record.edition, f"Luis Díaz Jutiar{number:02}")
    first = public.get("/es/personas/").content.decode()
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = public.get(following).content.decode()
    assert 'rel="prev"' in second and "Yoandri Pérez Sabanalar" in second


def test_csv_holds_the_persons_chosen(public, record):
    response = public.get("/es/personas/todos.csv?gender=woman")
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    assert [row["name"] for row in rows] == ["Yanet Leyva Yarayó"]


def test_record_says_state_banner_sources_and_disagreement(public, record):
    html = public.get(f"/es/personas/{record.outside.slug}/").content.decode()
    assert "Está fuera de prisión desde el 16 de enero de 2025: libertad condicional. No es libre." in html
    assert "Salir de prisión no es ser libre" in html
    assert "Última confirmación: 20 de marzo de 2025" in html
    assert "23 según Registro Ceiba (demo)" in html and "24 según Registro Framboyán (demo)" in html
    assert 'href="https://example.org/salida" rel="noreferrer noopener external"' in html
    assert f"/id/{record.outside.public_id}/?edition=1" in html


def test_record_of_a_prisoner_has_no_banner(public, record):
    assert "no es libre" not in public.get(f"/es/personas/{record.inside.slug}/").content.decode()


def test_record_on_another_day_shows_the_state_of_that_day(public, record):
    html = public.get(f"/es/personas/{record.outside.slug}/?as_of=2024-12-31").content.decode()
    assert "Está en prisión desde el 11 de julio de 2021." in html
    assert "Está leyendo la edición 1" in html
    assert 'href="/es/personas/?as_of=2024-12-31"' in html


def test_state_runs_through_spans_of_the_same_state(public, record):
    person = records.prisoner(record.edition, "Luis Díaz Cocosolar")
    moved = records.date(2023, 1, 1)
    records.custody(person, "in_custody", records.date(2022, 5, 2), moved, detail="remand")
    records.custody(person, "in_custody", moved, detail="prison")
    assert "Has been in prison since 2 May 2022." in public.get(f"/en/people/{person.slug}/").content.decode()


@pytest.mark.parametrize("slug", ["nadie", "00000000-0000-4000-8000-000000000000"])
def test_nobody_is_not_found(public, record, slug):
    assert public.get(f"/es/personas/{slug}/").status_code == 404


def test_withheld_is_not_found(public, record):
    assert public.get(f"/es/personas/{record.withheld.public_id}/").status_code == 404


def test_permanent_address_leads_to_the_name(public, record):
    response = public.get(f"/id/{record.outside.public_id}/?edition=1", follow=True)
    assert response.redirect_chain[-1][0] == f"/es/personas/{record.outside.slug}/?edition=1"


def refused(public, address):
    response = public.get(address)
    html = response.content.decode()
    assert response.status_code == 400 and response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    return html


def field(html, name):
    """The field of that name, with the words that it says it is described by."""
    (tag,) = re.findall(rf'<input id="{name}"[^>]*>', html)
    described = re.search(r'aria-describedby="([^"]*)"', tag)
    words = [re.search(rf'id="{one}"[^>]*>(.*?)</', html)[1] for one in (described[1].split() if described else ())]
    return tag, " ".join(words)


def test_days_the_wrong_way_round_are_said_beside_the_field_and_kept(public, record):
    html = refused(public, "/es/personas/?q=leyva&province=CU-03&detained_after=2021-07-12&detained_before=2021-07-11")
    tag, words = field(html, "detained_before")
    assert 'value="2021-07-11"' in tag and 'aria-invalid="true"' in tag
    assert "Este día es anterior al de «Detención desde el»" in words
    assert 'value="2021-07-12"' in field(html, "detained_after")[0]
    assert 'name="q" type="search" maxlength="200" value="leyva"' in html
    assert re.search(r'name="province" value="CU-03" checked', html)
    assert "detained_after</" not in html and "Yanet" not in html, "nobody is listed below a question not answered"
    assert 'role="alert"' in html and '<details class="filters" open' in html


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("detained_after=ayer", "detained_after", "AAAA-MM-DD"),
        ("detained_before=2021-02-30", "detained_before", "AAAA-MM-DD"),
        ("left_after=2025-01-17&left_before=2025-01-16", "left_before", "anterior al de «"),
        ("left_after=ayer", "left_after", "AAAA-MM-DD"),
    ],
)
def test_each_field_of_a_day_says_what_is_wrong_with_it(public, record, query, name, words):
    page = "excarcelaciones" if name.startswith("left") else "personas"
    html = refused(public, f"/es/{page}/?{query}")
    tag, said = field(html, name)
    assert words in said and f'value="{dict(one.split("=") for one in query.split("&"))[name]}"' in tag
    assert 'class="rows people"' not in html


@pytest.mark.parametrize(
    "query", ["province=zqxw", "sort=zqxw", "cursor=zqxw", "zqxw=1", "gender=zqxw&detained_after=x"]
)
def test_what_no_reader_types_is_refused_all_the_same(public, record, query):
    html = refused(public, f"/es/personas/?{query}")
    assert query.partition("=")[0] in html


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("personas", "province=zqxw"), ("personas", "gender=zqxw&province=CU-03"), ("personas", f"q={'a' * 201}"),
        ("personas", "municipality=zqxw"), ("excarcelaciones", "province=zqxw"),
        ("excarcelaciones", "release_type=zqxw"), ("excarcelaciones", "announcement=zqxw"),
    ],
)  # fmt: skip
def test_the_alert_leads_to_the_field_that_says_what_is_wrong_with_it(public, record, page, query):
    html = refused(public, f"/es/{page}/?{query}")
    name = query.partition("=")[0]
    alert = html.split('role="alert"')[1].split("</div>")[0]
    assert (f'href="#{name}"' in alert) is (name != "municipality"), "which has no field on the page"
    for target in re.findall(r'href="#([^"]+)"', alert):
        assert html.count(f' id="{target}"') == 1
        (wrong,) = re.findall(rf'<(?:input|select|fieldset)[^>]* aria-describedby="({target}-wrong)"', html)
        assert len(re.findall(rf'<span class="error" id="{wrong}">[^<]+</span>', html)) == 1
        field_of = html.index(f' id="{target}"')
        assert target == "q" or "<details" not in html[field_of : html.index(f'id="{wrong}"')], "in the same place"
    if page == "personas" and "href" in alert and name != "q":
        assert re.search(rf'<details id="{name}" open>', html)


def test_a_name_too_long_is_not_lost_for_the_filters(public, record):
    html = refused(public, f"/es/personas/?q={'a' * 201}&detained_after=2021-07-11")
    assert 'value="2021-07-11"' in html and f'value="{"a" * 201}"' not in html


def test_pseudonyms_stand_after_all_names_on_the_page_and_in_the_file(public, record):
    for number in range(3):
        records.prisoner(record.edition, f"Adolescente {number:02}", name_sort=f"adolescente {number:02}")
    records.prisoner(record.edition, "Ana Zúñiga Yarayó")
    html = public.get("/es/personas/").content.decode()
    names = re.findall(r'<a class="name"[^>]*>([^<]+)</a>', html)
    assert len(names) > 4 and names[-3:] == ["Adolescente 00", "Adolescente 01", "Adolescente 02"]
    assert "van al final de la lista" in html
    rows = csv.DictReader(io.StringIO(public.get("/es/personas/todos.csv").getvalue().decode()))
    assert [row["name"] for row in rows] == names
    found = public.get("/api/v1/prisoners/").json()["results"]
    assert [one["name"] for one in found] == names
