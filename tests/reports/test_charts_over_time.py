"""Drawings of what changes over time: who came and went month by month, who is still outside day by day."""

import re
from datetime import date
from decimal import Decimal

import pytest

from reports import registry
from reports.charts import chart_day_by_day, chart_of_flow
from reports.charts.flow import flow
from reports.charts.strip import strip
from reports.charts.survival import FEW, floor_of, marked, survival
from reports.csv_files import days_rows, flow_rows
from reports.monthly_flow import Month
from reports.still_outside import Day, step_of
from tests.publication import records
from tests.reports.test_charts import drawn

MONTHS = [
    Month(date(2024, 12, 31), date(2025, 1, 31), 40, 0, {"free": 3, "serving_outside": 9}, 28),
    Month(date(2025, 1, 31), date(2025, 2, 10), 28, 5, {}, 33),
]
TEXTS = {"title": "En prisión, <hoy>", "language": "es"}


def day(days, share, least=None, most=None, at_risk=100, returned=0):
    shares = (Decimal(one if one is not None else share) for one in (share, least, most))
    return Day(days, *shares, at_risk, returned)


def test_each_month_closes_in_the_drawing():
    tree, texts = drawn(flow(MONTHS, **TEXTS))
    assert texts[3:] == ["dic 2024", "40", "ene 2025", "28", "−12", "0", "10 feb 2025", "33", "0", "+5"]
    assert tree.find("desc").text.endswith("40; −12; +5; 10 de febrero de 2025: 33")


def test_those_gone_are_hollow_and_reach_to_the_left_those_who_came_are_full_and_reach_to_the_right():
    tree, _ = drawn(flow(MONTHS, **TEXTS))
    gone, came = tree.findall("rect")
    axis = float(gone.get("x")) + float(gone.get("width"))
    assert (gone.get("fill"), gone.get("class")) == ("none", "leaving")
    assert (came.get("fill"), came.get("class")) == (None, "coming")
    assert float(came.get("x")) == pytest.approx(axis, abs=0.2)
    assert float(gone.get("width")) / float(came.get("width")) == pytest.approx(12 / 5, rel=0.02), "one scale for both"


def test_where_nobody_moves_nothing_is_drawn():
    assert flow([Month(date(2025, 1, 31), date(2025, 2, 28), 3, 0, {}, 3)], **TEXTS) == ""


def test_nothing_of_a_flow_runs_out_of_its_drawing():
    wide = [Month(date(2025, 1, 31), date(2025, 2, 28), 99_000, 48_000, {"free": 47_000}, 100_000)]
    tree, _ = drawn(flow(wide, **TEXTS))
    for one in tree.findall("rect"):
        assert float(one.get("x")) >= 84 and float(one.get("x")) + float(one.get("width")) <= 360 - 48


def test_shares_and_how_many_were_followed_stand_under_the_steps():
    days = [
        day(0, 100),
        day(7, "99.5", at_risk=60, returned=1),
        day(13, "98.5", at_risk=40, returned=2),
        day(14, "98.5"),
    ]
    tree, texts = drawn(survival(days, **TEXTS))
    numbers = [text for text in texts if text[0].isdigit() and "%" not in text]
    assert numbers == ["0", "7", "14", "100", "99,5", "98,5", "100", "60", "100"]
    assert texts[:2] == ["100 %", "90 %"]
    (step,) = [one for one in tree.findall("path") if one.get("class") == "step"]
    assert step.get("d").count("H") == 3 and step.get("stroke-dasharray") is None
    assert tree.find("desc").text == "0: 100 % (100); 7: 99,5 % (60); 14: 98,5 % (100)"


def test_the_scale_goes_down_as_far_as_the_lowest_possible_share():
    assert floor_of([day(0, 100), day(7, 95, least=90)]) == 90
    assert floor_of([day(0, 100), day(7, 95, least=89)]) == 50
    assert floor_of([day(0, 100), day(7, 49)]) == 0


def test_what_is_possible_is_a_band_under_the_line():
    tree, _ = drawn(survival([day(0, 100), day(5, 98, least=92), day(7, 98, least=92)], **TEXTS))
    (band,) = [one for one in tree.findall("path") if one.get("class") == "band"]
    heights = {float(one) for one in re.findall(r"V([\d.]+)", band.get("d"))} | {22.0}
    assert max(heights) == pytest.approx(22 + 120 * 0.8), "down to 92 % of a scale from 90 to 100"
    plain, _ = drawn(survival([day(0, 100), day(7, 98)], **TEXTS))
    assert not [one for one in plain.findall("path") if one.get("class") == "band"]


def test_the_line_is_broken_where_few_could_be_followed():
    days = [day(0, 100), day(4, 99, at_risk=FEW), day(6, 98, at_risk=FEW - 1), day(7, 98, at_risk=3)]
    tree, _ = drawn(survival(days, **TEXTS))
    whole, broken = [one for one in tree.findall("path") if one.get("class") == "step"]
    assert (whole.get("stroke-dasharray"), broken.get("stroke-dasharray")) == (None, "4 3")
    assert whole.get("d").count("H") == 2 and broken.get("d").count("H") == 1


@pytest.mark.parametrize("longest", [1, 5, 7, 35, 36, 75, 365, 400, 5000])
def test_the_scale_has_at_most_six_marks(longest):
    assert 1 <= len(marked([day(0, 100), day(longest, 100)])) <= 2
    assert longest / step_of(longest) <= 5


@pytest.mark.django_db
def test_both_are_drawn_from_the_figures_and_their_rows_are_the_numbers_drawn():
    edition = records.edition(as_of=date(2025, 3, 31))
    records.organisation(edition, "pd-demo")
    records.announcement(edition, "anuncio-553", number=8)
    person, other = (records.prisoner(edition) for _ in range(2))
    records.custody(person, "in_custody", date(2024, 1, 1), date(2025, 1, 16))
    back = {"reimprisoned_earliest": date(2025, 1, 26), "reimprisoned_latest": date(2025, 2, 5)}
    records.release(person, announcement="anuncio-553", left_on=date(2025, 1, 16), **back)
    records.release(other, announcement="anuncio-553", left_on=date(2025, 1, 20))

    followed = registry.answer("still_outside", {"announcement": "anuncio-553"})
    drawn(chart_day_by_day(followed))
    columns, rows = days_rows(followed)
    found = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
    assert list(found) == [0, 10, 15, 20, 30, 45, 60, 70]
    assert (found[15]["share"], found[15]["least"], found[15]["most"]) == (Decimal(100), Decimal(50), Decimal(100))
    assert (found[20]["share"], found[20]["returned"], found[20]["followed"]) == (Decimal(50), 1, 1)

    stock = registry.answer("in_prison", {})
    drawn(chart_of_flow(stock))
    columns, rows = flow_rows(stock)
    months = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [one["to"] for one in months if one["left"]] == [date(2025, 1, 31)]
    assert all(one["start"] + one["entered"] - one["left"] == one["end"] for one in months)
    assert chart_of_flow(followed) == chart_day_by_day(stock) == ""


def test_a_strip_is_as_wide_as_its_page_and_each_part_has_its_digit():
    html = strip([196, 12, 4], title="Por <figura>")
    assert "viewBox" not in html and "Por &lt;figura&gt;" in html
    widths = [float(one) for one in re.findall(r'width="([\d.]+)%"', html)]
    assert sum(widths) == pytest.approx(100, abs=0.1) and widths == sorted(widths, reverse=True)
    assert re.findall(r'class="digit"[^>]*>(\d)<', html) == ["1", "2", "3"]
    assert re.findall(r'<rect class="(p\d)"', html) == ["p1", "p2", "p3"]
    (pattern,) = re.findall(r'<pattern id="([^"]+)"', html)
    assert html.count(f'fill="url(#{pattern})"') == 1, "the third differs from the second by its texture"


def test_two_strips_of_one_page_do_not_share_a_name():
    drawn = [strip([5, 4, 3], title="a"), strip([5, 4, 3], title="b"), strip([5, 4, 2], title="a")]
    names = [name for html in drawn for name in re.findall(r' id="([^"]+)"', html)]
    assert len(set(names)) == 3
    assert drawn[0] == strip([5, 4, 3], title="a"), "and the same page has the same bytes"
    assert " id=" not in strip([5, 4], title="") and " id=" not in strip([5, 4, 3], title="", textures=(1, 4))


def test_digits_that_would_touch_are_left_out():
    html = strip([960, 20, 10, 10], title="")
    assert re.findall(r'class="digit"[^>]*>(\d)<', html) == ["1", "2"]


def test_parts_after_the_fourth_look_like_it_and_other_textures_can_be_chosen():
    assert re.findall(r'<rect class="(p\d)"', strip([5, 4, 3, 2, 1], title=""))[3:] == ["p4", "p4"]
    assert re.findall(r'<rect class="(p\d)"', strip([5, 4], title="", textures=(1, 4))) == ["p1", "p4"]
