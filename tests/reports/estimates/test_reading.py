import pytest
from django.utils import translation

from reports.estimates.reading import BadTable, read_table


def refusal(content: str | bytes) -> str:
    with translation.override("en"), pytest.raises(BadTable) as caught:
        read_table(content.encode() if isinstance(content, str) else content)
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        "A,B,count\n1,0,5\n0,1,3\n1,1,2\n",
        "count,A,B\n2,1,1\n5,1,0\n3,0,1\n",
        "\ufeffA;B;count\r\n1;0;5\r\n0;1;3\r\n1;1;2\r\n0;0;0\r\n",
        " A , B , Count \n\n1 , 0 , 5\n 0,1,3,,\n1,1,2\n,,\n",
        "A\tB\tn\n1\t0\t5\n0\t1\t3\n1\t1\t2\n",
        '"A","B","count"\n"1","0","5"\n"0","1","3"\n"1","1","2"',
    ],
)
def test_a_table_is_read_however_it_is_written(content):
    table = read_table(content.encode())

    assert table.names == ("A", "B")
    assert table.counts == {1: 5, 2: 3, 3: 2}


def test_a_table_from_a_spreadsheet_in_utf_16():
    assert read_table("Año,B,count\n1,1,4\n".encode("utf-16")).names == ("Año", "B")


def test_rows_of_nobody_may_be_there_or_not():
    assert read_table(b"A,B,count\n1,0,5\n0,1,3\n1,1,0\n").counts == {1: 5, 2: 3}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("A,B,count\n", "All counts are zero"),
        ("A,B,count\n1,0,0\n0,1,0\n", "All counts are zero"),
        ("A,B\n1,0\n", "no column named “count”"),
        ("count\n3\n", "no column for a list"),
        ("A,,count\n1,0,3\n", "no name"),
        ("A,A,count\n1,0,3\n", "Two columns are named A"),
        ("A,B,count\n1,0,-3\n", "Line 2: the count is negative"),
        ("A,B,count\n1,0,2.5\n", "Line 2: the count is not a whole number"),
        ("A,B,count\n1,0,many\n", "Line 2: the count is not a whole number"),
        ("A,B,count\n1,0,\n", "Line 2: the count is not a whole number"),
        ("A,B,count\n1,0,99999999999\n", "too large"),
        ("A,B,count\n1,2,3\n", "Line 2, column B: only 0 and 1"),
        ("A,B,count\n1,,3\n", "Line 2, column B: only 0 and 1"),
        ("A,B,count\n1,0,3\n1,0,4\n", "Lines 2 and 3 have the same pattern"),
        ("A,B,count\n1,0,3\n0,0,9\n", "Line 3 counts persons who are on no list"),
        ("A,B,count\n1,0,3,4\n", "Line 2 has 4 cells"),
        ("A,B,count\n1,3\n", "Line 2 has 2 cells"),
        ("A,B,count\n1,0,3\n", "Nobody is on the list B"),
        ("A,B,C,D,E,F,G,H,I,count\n1,1,1,1,1,1,1,1,1,3\n", "There are 9 lists"),
        (b"PK\x03\x04\x00\x00\xff\xfe\x00", "not a text"),
        (b"A,count\n" + b"1,1\n" * 300_000, "too large"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_what_is_wrong(content, message):
    assert message in refusal(content)
