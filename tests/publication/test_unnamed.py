"""No way of choosing, listing or downloading persons tells where somebody under a pseudonym was detained."""

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client

from config.settings.base import PUBLIC_MIDDLEWARE
from publication import selection
from publication.unnamed import bears_pseudonym, shown_document
from reports import answers, registry
from tests.publication import records
from website import labels

pytestmark = pytest.mark.django_db
PLACE, SINCE, LEFT = "CU-12", date(2024, 1, 1), date(2025, 1, 10)


@pytest.fixture
def reader(settings) -> Client:
    settings.MIDDLEWARE = [*PUBLIC_MIDDLEWARE, "config.sides.SideMiddleware"]
    for each in (selection, answers, labels):
        each.forget()
    yield Client()
    for each in (selection, answers, labels):
        each.forget()


@pytest.fixture
def minor(db):
    """Somebody under a pseudonym, an adult of the same place, and one who is withheld there; as editions of before
    this rule wrote them, with the place in the document."""
    edition = records.edition(as_of=date(2025, 1, 14))
    records.organisation(edition)
    records.announcement(edition)
    records.term(edition, "province", PLACE, "Granma", "Granma")
    line = {"detained_on": "2021-07-11", "province": PLACE, "municipality": "CU-12-bayamo", "event": "", "kind": "",
            "context": "j11", "activity": "", "agency": "", "manner": "", "stages": [], "charges": [], "sentences": [],
            "stays": [], "releases": [], "sources": []}  # fmt: skip
    fact = {"field": "province", "value": PLACE, "by_editors": True, "sources": [], "stated": []}
    found = []
    for name, columns in (
        ("Adolescente 01", {"minor_at_detention": "yes", "slug": "adolescente-01"}),
        ("Yoandri Pérez Sabanalar", {"slug": "yoandri-perez-sabanalar"}),
        ("", {"is_withheld": True}),
    ):
        told = {"document": records.document(facts=[fact], detentions=[line]), "name_display": name, "name_sort": name}
        person = records.prisoner(edition, **{**columns, **({} if "is_withheld" in columns else told)}, province=PLACE)
        records.listing(person, "consolidated", SINCE)
        records.listing(person, "pd-demo", SINCE)
        records.custody(person, "in_custody", SINCE, LEFT)
        withheld = columns.get("is_withheld", False)
        records.release(
            person,
            is_withheld=withheld,
            left_earliest=LEFT,
            left_latest=LEFT,
            left_on=str(LEFT),
            announcement="anuncio-553",
        )
        found.append(person)
    return found[0]


def lines_of(response):
    return list(csv.DictReader(io.StringIO(b"".join(response).decode().removeprefix("\ufeff"))))


def test_list_of_people_finds_no_pseudonym_by_its_place(reader, minor):
    found = reader.get("/api/v1/prisoners/", {"province": PLACE}).json()
    assert [row["name"] for row in found["results"]] == ["Yoandri Pérez Sabanalar"]
    assert found["count"] == 1
    found = reader.get("/api/v1/prisoners/", {"minor_at_detention": "yes"}).json()
    assert [(row["name"], row["province"]) for row in found["results"]] == [("Adolescente 01", "")]


def test_filters_of_the_page_count_no_pseudonym_under_its_place(reader, minor):
    html = reader.get("/en/people/", {"minor_at_detention": "yes"}).content.decode()
    assert "province not published" in html
    assert "Granma" not in html


@pytest.mark.parametrize("address", ["/es/personas/adolescente-01/", "/en/people/adolescente-01/"])
def test_record_tells_no_place(reader, minor, address):
    html = reader.get(address).content.decode()
    assert "Adolescente 01" in html
    assert "Granma" not in html
    assert "bayamo" not in html.lower()


def test_record_for_programs_tells_no_place(reader, minor):
    found = reader.get(f"/api/v1/prisoners/{minor.public_id}/").json()
    assert (found["name"], found["province"]) == ("Adolescente 01", "")
    assert PLACE not in json.dumps(found)


@pytest.mark.parametrize("address", ["/api/v1/prisoners.csv", "/en/people/todos.csv"])
def test_file_of_persons_tells_no_place(reader, minor, address):
    places = {row["name"]: row["province"] for row in lines_of(reader.get(address))}
    assert places == {"Adolescente 01": "", "Yoandri Pérez Sabanalar": PLACE}


def test_persons_of_a_step_between_two_totals_are_shown_without_place(reader, minor):
    walk = reader.get("/api/v1/walks/", {"from": "consolidated", "to": "in_prison"}).json()

    steps = [one["code"] for one in walk["steps"]]
    pages = [
        reader.get("/en/figures/why-they-differ/persons/", {"from": "consolidated", "to": "in_prison", "of": code})
        for code in steps
    ]
    told = "".join(page.content.decode() for page in pages)
    assert "Adolescente 01" in told
    assert "province not published" in told
    assert told.count("Granma") <= told.count("Yoandri Pérez Sabanalar")


def test_no_template_says_a_province_as_it_lies_in_the_record(settings):
    """But through wording.province, or as a row was prepared for showing."""
    for path in (settings.ROOT / "templates" / "website").rglob("*.html"):
        assert 'label("province", person.' not in path.read_text(), path
        assert "{{ person.province" not in path.read_text(), path


def test_departures_tell_no_place(reader, minor):
    html = reader.get("/en/releases/").content.decode()
    assert "Adolescente 01" in html
    assert html.split('class="rows people"')[1].count("Granma") == 1  # the filter above names it too


def test_persons_counted_are_shown_without_place(reader, minor):
    found = reader.get("/api/v1/figures/consolidated/persons/").json()["results"]
    assert [(row.get("name"), row.get("province")) for row in found] == [
        ("Adolescente 01", ""), ("Yoandri Pérez Sabanalar", PLACE), (None, None)
    ]  # fmt: skip
    answer = registry.answer("consolidated", {})
    assert [row["province"] for row in csv_of(answer)] == ["", PLACE, ""]


def csv_of(answer, of=""):
    from reports.csv_files import persons_csv

    return list(csv.DictReader(io.StringIO("".join(persons_csv(answer, of)).removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    ("figure", "asked"),
    [
        ("by_province", {"of": PLACE}),
        ("consolidated", {"breakdown": "province", "of": PLACE}),
        ("listed", {"list": "pd-demo", "breakdown": "province", "of": PLACE}),
        ("one_organisation", {"province": PLACE}),
        ("overlap", {"lists": "pd-demo", "province": PLACE}),
        ("overlap", {"lists": "pd-demo", "province": PLACE, "of": "pd-demo"}),
        ("listing_lag", {"list": "pd-demo", "province": PLACE, "of": "in_first_snapshot"}),
    ],
)
def test_of_a_place_only_the_named_are_counted(reader, minor, figure, asked):
    found = reader.get(f"/api/v1/figures/{figure}/persons/", asked).json()["results"]
    assert [row.get("name") for row in found] == ["Yoandri Pérez Sabanalar"]
    html = reader.get(f"/en/figures/{figure}/persons/", asked).content.decode()
    assert "Adolescente" not in html
    assert "counted but not named" not in html
    of = asked.get("of", "")
    rows = csv_of(registry.answer(figure, {name: text for name, text in asked.items() if name != "of"}), of)
    assert [row["name"] for row in rows] == ["Yoandri Pérez Sabanalar"]


def test_those_not_told_of_by_place_are_a_row_of_their_own(reader, minor):
    asked = {"of": "not_told"}
    found = reader.get("/api/v1/figures/by_province/persons/", asked).json()["results"]
    assert [(row.get("name"), row["is_withheld"]) for row in found] == [("Adolescente 01", False), (None, True)]
    assert PLACE not in json.dumps(found)
    html = reader.get("/en/figures/by_province/").content.decode()
    assert "not told (not named in public)" in html


def test_only_a_pseudonym_is_one():
    assert bears_pseudonym("Adolescente 03")
    assert not bears_pseudonym("Yoandri Pérez Sabanalar")
    document = records.document(facts=[{"field": "province"}])
    assert shown_document("Yoandri Pérez Sabanalar", document) is document
    assert shown_document("Adolescente 03", document)["facts"] == []
    assert document["facts"], "the row itself stays as it was"
