"""One question, one list: the page, its files and the API show the same persons in the same order."""

import csv
import io
import json
from datetime import date, timedelta
from random import Random

import openpyxl
import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publication.selection import Selection
from tests.publication import records

pytestmark = pytest.mark.django_db
NAMES = ("Yoandri", "Yohandry", "Ana Lidia", "Maikel", "Joel", "Yoel")
SURNAMES = ("Pérez", "Peres", "Hernández", "Sosa", "Leyva", "Díaz")
LAST = ("Yarayó", "Sabanalar", "Jutiar", "Cocosolar")
DAY = st.integers(0, 30).map(lambda number: str(date(2021, 7, 1) + timedelta(days=number)))
CHOICES = {
    "province": ("CU-03", "CU-09", "unknown", "not_told"),
    "gender": ("man", "woman"),
    "context": ("11j", "after"),
    "custody_state": ("in_custody", "free"),
    "offence": ("sedicion", "desconocido"),
    "list": ("pd-demo", "consolidated"),
    "event": ("11j", "unknown"),
    "minor_at_detention": ("yes", "no"),
}


@st.composite
def questions(draw) -> str:
    asked = QueryDict(mutable=True)
    for name in draw(st.sets(st.sampled_from(sorted(CHOICES)), max_size=3)):
        asked.setlist(name, sorted(draw(st.sets(st.sampled_from(CHOICES[name]), min_size=1, max_size=3))))
    if draw(st.booleans()):
        typed = draw(st.lists(st.sampled_from([*NAMES, *SURNAMES, *LAST, "y", "peerz", "adolescente"]), max_size=3))
        asked["q"] = " ".join(typed)
    days = sorted(draw(st.lists(DAY, max_size=2)))
    asked.update(dict(zip(("detained_after", "detained_before"), days, strict=False)))
    if draw(st.booleans()):
        asked["sort"] = draw(st.sampled_from(["name", "relevance", "detained_newest", "detained_oldest"]))
    if draw(st.booleans()):
        asked["as_of"] = draw(DAY)
    return asked.urlencode()


@pytest.fixture
def many():
    chance = Random(11)
    edition = records.edition(1)
    for code in ("CU-03", "CU-09"):
        records.term(edition, "province", code)
    records.organisation(edition)
    for number in range(60):
        is_minor = number % 15 == 0
        name = f"{chance.choice(NAMES)} {chance.choice(SURNAMES)} {chance.choice(LAST)}"
        day = date(2021, 7, 1) + timedelta(days=chance.randrange(30))
        person = records.prisoner(
            edition,
            **({"name": name} if not is_minor else {"name": f"Adolescente {number:02}", "name_sort": f"a {number:02}"}),
            is_withheld=number % 10 == 9,
            province=chance.choice(["CU-03", "CU-09", ""]),
            gender=chance.choice(CHOICES["gender"]),
            context=chance.choice(CHOICES["context"]),
            minor_at_detention="yes" if is_minor else "no",
            events=chance.choice([["11j"], []]),
            **(
                {}
                if number % 10 == 9
                else {
                    "detained_earliest": day if number % 4 else None,
                    "detained_latest": day + timedelta(days=number % 3) if number % 4 else None,
                    "offences": chance.choice([["sedicion"], []]),
                }
            ),
        )
        records.custody(person, chance.choice(CHOICES["custody_state"]), day)
        for code in ("pd-demo", "consolidated"):
            if chance.random() < 0.5:
                records.listing(person, code, day)
    return edition


def of_page(public, address, words) -> list[str]:
    """The addresses of the persons, page by page."""
    found: list[str] = []
    while address:
        html = public.get(address).content.decode()
        found += [part.split('"')[0].split("/")[3] for part in html.split('class="name" href="')[1:]]
        address = html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in html else ""
    return found


def of_sheet(response) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [["" if cell is None else cell for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]


def of_csv(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline="")))


@given(questions())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_page_files_and_api_show_the_same(public, many, asked):
    show_the_same(public, asked)


ALONE = [
    *(f"{name}={codes[0]}" for name, codes in CHOICES.items()),
    *("q=yoel", "detained_after=2021-07-20", "detained_before=2021-07-10", "sort=detained_newest"),
]
"""One question of each parameter: what is drawn may miss the one that a file forgets."""


def test_each_filter_alone_shows_the_same_and_fewer_than_everybody(public, many):
    everybody = show_the_same(public, "")
    for asked in ALONE:
        found = show_the_same(public, asked)
        assert found != everybody and len(found) <= len(everybody), asked


def show_the_same(public, asked: str) -> list[str]:
    """Fails where page, files and API differ in what they answer; returns the ids of the persons."""
    api = public.get(f"/api/v1/prisoners/?{asked}&page_size=100").json()
    ids = [row["public_id"] for row in api["results"]]
    shown = [row["slug"] for row in api["results"]]

    page = of_page(public, f"/es/personas/?{asked}&page_size=17", "es")
    files = {
        name: list(csv.reader(io.StringIO(public.get(f"{address}?{asked}").getvalue().decode("utf-8-sig"))))
        for name, address in (("page", "/en/people/todos.csv"), ("api", "/api/v1/prisoners.csv"))
    }
    sheets = [of_sheet(public.get(f"{one}?{asked}")) for one in ("/es/personas/todos.xlsx", "/api/v1/prisoners.xlsx")]
    whole = json.loads(public.get(f"/api/v1/prisoners.json?{asked}").getvalue())

    assert page == shown
    assert [row[0] for row in files["page"][1:]] == ids
    assert files["page"] == files["api"] == sheets[0] == sheets[1]
    assert (whole["count"], [row["public_id"] for row in whole["results"]]) == (len(ids), ids)
    assert whole["results"] == [{key: row[key] for key in row if key != "matched"} for row in api["results"]]
    assert {key: api[key] for key in ("edition", "as_of", "count", "labels")} == {
        key: whole[key] for key in ("edition", "as_of", "count", "labels")
    }
    return ids


@given(questions())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_number_of_a_facet_is_that_of_the_list_it_leads_to(public, many, asked):
    selection = Selection(QueryDict(asked))
    for facet, counts in selection.facets.items():
        assert all(one.count or one.is_chosen for one in counts)
        for one in counts:
            with_it_alone = QueryDict(asked, mutable=True)
            with_it_alone[facet] = one.code
            assert Selection(with_it_alone).total == one.count, (facet, one.code)
    for name in selection.values:
        without = QueryDict(asked, mutable=True)
        del without[name]
        assert selection.total_without(name) == Selection(without).total or name == "as_of"


def test_departures_are_the_same_on_page_and_in_files(public, record):
    records.release(record.inside, left_on=date(2025, 2, 1))
    records.release(record.withheld, left_on=date(2025, 2, 2), is_withheld=True)
    asked = "left_after=2025-01-01&release_type=conditional_release"
    html = public.get(f"/es/excarcelaciones/?{asked}").content.decode()
    of_files = [
        list(csv.reader(io.StringIO(public.get(f"{address}?{asked}").getvalue().decode("utf-8-sig"))))
        for address in ("/es/excarcelaciones/todos.csv", "/api/v1/releases.csv")
    ]
    of_sheets = [
        of_sheet(public.get(f"{one}?{asked}")) for one in ("/es/excarcelaciones/todos.xlsx", "/api/v1/releases.xlsx")
    ]
    whole = json.loads(public.get(f"/api/v1/releases.json?{asked}").getvalue())
    listed = public.get(f"/api/v1/releases/?{asked}").json()

    ids = [str(record.inside.public_id), str(record.outside.public_id)]
    assert [row[0] for row in of_files[0][1:]] == [row["prisoner"] for row in whole["results"]] == ids
    assert html.index("Yanet Leyva") < html.index("Yoandri Pérez")
    assert of_files[0] == of_files[1] == of_sheets[0] == of_sheets[1]
    assert sorted(map(str, whole["results"])) == sorted(map(str, listed["results"]))
    assert whole["labels"] == listed["labels"]


@pytest.mark.parametrize("address", ["/es/personas/todos.xlsx?q=yanet", "/api/v1/releases.xlsx?language=en"])
def test_the_same_question_has_the_same_bytes(public, record, address):
    first, second = (public.get(address).getvalue() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", '"='])
def test_no_cell_of_a_workbook_is_a_formula(public, db, start):
    edition = records.edition(1)
    person = records.prisoner(edition, f"{start}HYPERLINK(1) Sosa Yarayó")
    records.release(person, left_on=date(2025, 1, 2))
    for address in ("/es/personas/todos.xlsx", "/api/v1/prisoners.xlsx", "/es/excarcelaciones/todos.xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(public.get(address).getvalue()))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        name = f"{start}HYPERLINK(1) Sosa Yarayó"
        texts = [cell.value for cell in cells]
        assert f"'{name}" in texts and name not in texts, "harmless too where the workbook is saved as CSV"
        assert of_sheet(public.get(address)) == of_csv(public.get(address.replace(".xlsx", ".csv")))


def test_a_workbook_says_what_it_holds(public, record):
    response = public.get("/en/people/todos.xlsx?gender=woman&detained_after=2021-07-01&q=leyva")
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    told = dict(list(book["about"].iter_rows(values_only=True)))
    codes = list(book["codes"].iter_rows(values_only=True))

    assert book.sheetnames == ["data", "codes", "about"]
    assert told["Edition"] == "1" and told["As of"] == "31 March 2025" and told["Rows"] == "1"
    assert told["Filter: Name"] == "leyva" and told["Filter: Gender"] == "woman"
    assert told["Filter: First detained certainly on or after this day"] == "1 July 2021"
    assert told["How to cite"].startswith(
        "#TODOS. (2025, January 15). People held for political reasons in Cuba [as of"
    )
    assert "edition=1" in told["Address"] and "gender=woman" in told["Address"]
    assert told["Demonstration"] == "All the people in this file are invented."
    assert ("province", "CU-03", "Havana") in codes
    assert 'filename="todos-1-2025-03-31.xlsx"' in response.headers["Content-Disposition"]


def test_files_refuse_what_the_page_refuses(public, record):
    for address in ("/es/personas/todos.xlsx", "/es/excarcelaciones/todos.csv", "/api/v1/prisoners.json"):
        assert public.get(f"{address}?colour=red").status_code == 400
        assert public.get(f"{address}?edition=99").status_code == 404
    assert public.get("/api/v1/prisoners.xlsx?language=fr").status_code == 400
    assert public.get("/api/v1/releases.xlsx?left_after=2025-02-02&left_before=2025-02-01").status_code == 400
