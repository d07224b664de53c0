"""The page of the organisations: copies read until a day, and why a list has more rows than persons."""

import re
from datetime import date

from tests.publication import records
from tests.website.conftest import AS_OF

PAGE = "/en/organisations/"


def write(rows):
    edition = records.edition(1, as_of=AS_OF)
    snapshots = [
        {"as_of": day, "row_count": count, "new_count": 0, "gone_count": 0, "published_on": "", "url": ""}
        for day, count in (("2024-10-31", 2), ("2025-03-31", rows))
    ]
    line = {"code": "pd-demo", "name_es": "Lista", "name_en": "List", "kind": "p", "snapshots": snapshots}
    records.organisation(edition, lists=[line])
    for name in ("Yoandri Pérez Sabanalar", "Yanet Leyva Yarayó"):
        records.listing(records.prisoner(edition, name), "pd-demo", date(2024, 10, 31))


def text_of(public, address):
    response = public.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_rows_that_are_nobody_yet_are_explained_beside_the_persons(public, db):
    write(rows=5)
    html = text_of(public, PAGE)
    told = re.search(
        r'newest copy has 5 rows, and on record it names <a href="([^"]+)">2 persons</a> \(3 rows less', html
    )
    assert told and '<span class="big">2</span>' in text_of(public, told.group(1))
    assert "tiene 5 filas y en el registro nombra a" in text_of(public, "/es/organizaciones/")


def test_as_many_rows_as_persons_need_no_explanation(public, db):
    write(rows=2)
    assert "on record it names" not in text_of(public, PAGE)


def test_copies_of_later_days_are_not_shown_on_an_earlier_one(public, db):
    write(rows=5)
    assert "31 March 2025</th>" in text_of(public, PAGE).replace("</a>", "")
    html = text_of(public, f"{PAGE}?as_of=2025-03-30")
    assert "31 October 2024" in html and ">5</td>" not in html and "on record it names" not in html
