from datetime import date

import pytest

from publication.selection import BadParameter, Selection, forget
from tests.publication import records

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    forget()
    yield
    forget()


def people(edition, count: int) -> list[str]:
    return [records.prisoner(edition, f"Yoel Yarayó S{number:03}").name_display for number in range(count)]


def test_pages_to_the_end_show_everybody_once():
    names = people(records.edition(1), 25)

    page, seen = Selection({}).page(size=10), []
    while True:
        seen += [row.name_display for row in page.rows]
        if page.next is None:
            break
        page = Selection({"cursor": page.next}).page(size=10)

    assert seen == names
    assert (page.total, page.first) == (25, 21)


def test_previous_goes_back_to_the_same_pages():
    names = people(records.edition(1), 25)
    selection = Selection({})
    second = selection.page(selection.page(size=10).next, 10)

    back = selection.page(second.previous, 10)

    assert [row.name_display for row in back.rows] == names[:10]
    assert back.previous is None


def test_reader_stays_on_the_edition_of_the_first_page():
    people(records.edition(1), 5)
    page = Selection({}).page(size=2)
    newer = records.edition(2)
    records.prisoner(newer, "Ana Aaa Aaa")

    following = Selection({"cursor": page.next})

    assert following.edition.number == 1
    assert following.total == 5


def test_cursor_of_another_edition_is_refused():
    people(records.edition(1), 5)
    records.edition(2)
    cursor = Selection({"edition": "1"}).page(size=2).next

    with pytest.raises(BadParameter, match="otra edición"):
        Selection({"edition": "2", "cursor": cursor})
    with pytest.raises(BadParameter, match="otra edición"):
        Selection({"edition": "2"}).page(cursor)


def test_cursor_past_the_end_shows_nothing():
    people(records.edition(1), 3)
    cursor = Selection({}).page(size=1).next
    last = Selection({"cursor": cursor, "gender": "unknown"}).page(size=1)

    assert (last.rows, last.next) == ([], None)


def test_row_says_what_a_list_shows():
    edition = records.edition(1, as_of=date(2025, 1, 14))
    person = records.prisoner(
        edition,
        "Yoandri Pérez Sabanalar",
        province="CU-03",
        offences=["sedicion"],
        principal_offence="sedicion",
        document=records.document(detentions=[{"detained_on": "2021-07"}, {"detained_on": "2023-01-02"}]),
    )
    records.custody(person, "in_custody", date(2021, 7, 31), date(2024, 5, 1), detail="prison")
    records.custody(person, "serving_outside", date(2024, 5, 1), detail="conditional_release")
    records.listing(person, "pd-demo", date(2021, 8, 1))
    records.listing(person, "j11j-demo", date(2021, 8, 1), date(2023, 1, 1))

    (row,) = Selection({}).page().rows

    assert row.detained_on == "2021-07"
    assert (row.custody_state, row.custody_detail) == ("serving_outside", "conditional_release")
    assert row.custody_since == date(2024, 5, 1)
    assert row.lists == ["pd-demo"]


def test_prisoner_list_costs_one_query_beside_the_index(django_assert_num_queries):
    edition = records.edition(1)
    people(edition, 30)
    Selection({"custody_state": "in_custody"}).page()

    with django_assert_num_queries(2):  # the newest edition, the rows
        selection = Selection({"q": "yarayo"})
        assert len(selection.page().rows) == 30
    with django_assert_num_queries(0):  # neither count nor facets ask the database
        assert selection.total == 30
        assert selection.facets["context"]


def test_what_a_reader_is_shown_is_what_the_full_rows_say():
    edition = records.edition(1)
    outside = records.prisoner(edition, "Ana Díaz Yarayó", province="CU-09")
    records.custody(outside, "serving_outside", date(2024, 5, 1), detail="conditional_release")
    records.prisoner(edition, "Yoel Sosa Yarayó", province="")  # no state on the day
    held = records.prisoner(edition, "Yoel Gómez Yarayó", province="CU-03")
    records.custody(held, "in_custody", date(2021, 7, 11))

    selection = Selection({})
    shown, rows = selection.shown().rows, selection.page().rows
    assert [(one.slug, one.name_display, one.province, *one.standing) for one in shown] == [
        (row.slug, row.name_display, row.province, row.custody_state, row.custody_detail, row.custody_since,
         row.custody_since_earliest)
        for row in rows
    ]  # fmt: skip
    assert [one.standing.custody_state for one in shown] == ["serving_outside", "in_custody", ""]
