"""The list of persons, the record of one, and what each costs."""

import csv
import io

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
