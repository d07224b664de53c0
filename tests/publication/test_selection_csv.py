import csv
import io
from datetime import date

import pytest

from config.sides import public_side
from publication.selection import Selection, forget, stream
from tests.publication import records

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    forget()
    yield
    forget()


def lines(params: dict) -> list[dict[str, str]]:
    with public_side():  # the restricted role: a column of the working copy would be refused
        text = b"".join(stream(Selection(params))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_file_holds_the_persons_of_the_list_in_its_order():
    edition = records.edition(1)
    for name in ("Yoel Yarayó Sosa", "Ana Díaz Yarayó", "Ñico Núñez Peña"):
        records.prisoner(edition, name, province="CU-03")
    records.prisoner(edition, "Eva Sosa Sosa", province="CU-09")
    records.prisoner(edition, "Luz Sosa Sosa", is_withheld=True, province="CU-03")

    assert [line["name"] for line in lines({"province": "CU-03"})] == [
        row.name_display for row in Selection({"province": "CU-03"}).page().rows
    ]
    assert len(lines({})) == 4


def test_line_says_what_is_known():
    edition = records.edition(1, as_of=date(2025, 1, 14))
    person = records.prisoner(edition, "Ana Díaz Yarayó", offences=["sedicion", "desacato"], events=["11j"])
    records.custody(person, "in_custody", date(2021, 7, 11))
    records.listing(person, "pd-demo", date(2021, 8, 1))
    records.listing(person, "j11j-demo", date(2021, 8, 1))

    (line,) = lines({})

    assert line["offences"] == "sedicion desacato"
    assert line["lists"] == "j11j-demo pd-demo"
    assert (line["custody_state"], line["custody_since"]) == ("in_custody", "2021-07-11")
    assert (line["edition"], line["as_of"], line["demo"]) == ("1", "2025-01-14", "true")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝"])
def test_name_is_never_a_formula(start):
    records.prisoner(records.edition(1), f"{start}cmd Díaz Yarayó", slug="x", name_display=f"{start}cmd|'x'!A1")

    (line,) = lines({})

    assert line["name"].startswith("'")


def test_header_comes_before_the_query(django_assert_num_queries):
    records.prisoner(records.edition(1))
    pieces = stream(Selection({}))

    with django_assert_num_queries(0):
        assert next(pieces).decode("utf-8-sig").startswith("public_id,name,")
    pieces.close()
