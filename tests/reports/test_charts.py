from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reports import registry
from reports.answer import Row
from reports.charts import chart, chart_of_series
from reports.charts.bars import bars
from reports.charts.inclusion import inclusion
from reports.charts.parts import chart_of_parts, rows_of_parts
from reports.charts.provinces import PLACES, provinces
from reports.charts.stacked import stacked
from reports.charts.svg import LETTER, WIDTH, number
from reports.figure import Text
from reports.series import Series, month_ends, series
from tests.publication import records

NAME = "<b>Delito & nombre muy largo que no cabe en el ancho de un teléfono</b>"
TEXTS = {"title": "Lista <consolidada>", "description": "lo mayor", "language": "es"}


def row(code, value, label=NAME, *, is_sum=False):
    return Row(code, label, value, Decimal("1.5"), is_sum, Text(label, label))


def drawn(svg, largest=6_000):
    """Parsed, which it can't be when a text is not escaped. Small, named, without a style or script of its own."""
    assert len(svg.encode()) < largest
    assert "style" not in svg
    assert "<b>" not in svg
    tree = ElementTree.fromstring(svg)  # noqa: S314 - it is ours
    assert tree.get("role") == "img"
    assert [part.tag for part in tree[:2]] == ["title", "desc"]
    assert tree[0].text
    return tree, [part.text for part in tree.iter("text")]


def test_bars_print_every_number():
    tree, texts = drawn(bars([row(f"c{n}", 1000 * n) for n in range(30, 0, -1)], **TEXTS))

    assert len(tree.findall("rect")) == 14
    assert "30\u202f000" in texts
    widths = [float(bar.get("width")) for bar in tree.findall("rect")]
    assert widths == sorted(widths, reverse=True)
    assert max(widths) < 360


def test_bars_that_have_no_room_are_told_and_the_longest_are_drawn():
    rows = [row(f"c{n}", n) for n in [*range(20, 0, -1), 500]]
    tree, texts = drawn(bars(rows, **TEXTS))
    assert "500" in texts and "8" in texts and "7" not in texts
    assert texts[-1] == "y 7 filas más: en la tabla están todas"
    height = float(tree.get("viewBox").split()[-1])
    assert all(float(text.get("y")) < height for text in tree.iter("text"))
    _, english = drawn(bars(rows[:15], **{**TEXTS, "language": "en"}))
    assert english[-1] == "and 1 more row: the table has them all"
    _, all_of_them = drawn(bars(rows[:14], **TEXTS))
    assert "tabla" not in all_of_them[-1]


def test_sums_are_not_drawn_twice():
    _, texts = drawn(bars([row("woman", 118), row("women", 120, is_sum=True)], **TEXTS))

    assert texts[1:] == ["118"]


def test_stacked_parts_have_a_digit_that_the_key_explains():
    tree, texts = drawn(stacked([row("a", 1105), row("b", 255), row("c", 36), row("d", 0), row("e", 1)], **TEXTS))

    assert [text for text in texts if text.isdigit()] == ["1", "2", "1", "2", "3", "4"]
    assert any("1105 (1,5\u00a0%)" in text for text in texts)
    _, english = drawn(stacked([row("a", 1105)], **{**TEXTS, "language": "en"}))
    assert any("1,105 (1.5%)" in text for text in english)
    top = [bar for bar in tree.findall("rect") if bar.get("height") == "34"]
    assert sum(float(bar.get("width")) for bar in top) <= 360


def test_a_long_name_goes_on_in_the_next_line_and_keeps_its_number():
    name = "11J: 11 de julio de 2021 y días siguientes, en todo el país"
    tree, texts = drawn(stacked([row("a", 764, name), row("b", 70, "otras")], **TEXTS))

    assert not any("…" in text for text in texts)
    assert f"{name}: 764 (1,5\u00a0%)" in " ".join(texts)
    assert all(float(text.get("x")) + len(text.text) * LETTER <= WIDTH for text in tree.findall("text"))
    lowest = max(float(text.get("y")) for text in tree.findall("text"))
    assert lowest < float(tree.get("height"))


def test_inclusion_shows_each_pattern_with_dots():
    codes = ["pd-demo+consolidated", "pd-demo", "consolidated"]
    rows = [row(code, value) for code, value in zip(codes, (1106, 11, 0), strict=True)]
    tree, texts = drawn(inclusion(rows, [("pd-demo", NAME), ("consolidated", "C")], **TEXTS))

    assert [dot.get("class") for dot in tree.findall("circle")] == ["on", "on", "on", "off"]
    assert {"1106", "11", "1117"} <= set(texts), "numbers of the patterns, and sizes of the lists"
    sizes = [bar for bar in tree.findall("rect") if bar.get("class") == "set"]
    assert float(sizes[0].get("width")) > float(sizes[1].get("width"))


def test_inclusion_joins_the_dots_of_a_pattern():
    names = [(code, code) for code in "abcdef"]
    tree, _ = drawn(inclusion([row("b+e", 3), row("c", 2)], names, **TEXTS))

    lines = [bar for bar in tree.findall("rect") if bar.get("class") == "join"]
    assert [(line.get("x"), line.get("width")) for line in lines] == [("23", "54"), ("41", "0")]


def test_inclusion_of_many_lists_draws_the_largest_patterns_within_the_width():
    names = [(code, NAME) for code in "abcdef"]
    patterns = [row("+".join(code for code, _ in names[: n % 6 + 1]), 100_000 + n) for n in range(60)]
    svg = inclusion(patterns, names, **TEXTS)
    tree = ElementTree.fromstring(svg)  # noqa: S314 - it is ours

    bars = [bar for bar in tree.findall("rect") if bar.get("class") == "bar"]
    assert len(bars) == 16
    assert "44 filas más" in svg or "44 more rows" in svg
    assert max(float(bar.get("x")) + float(bar.get("width")) for bar in tree.findall("rect")) <= 360 - 40


def test_every_territory_has_its_own_tile_and_none_is_lost():
    codes = [*PLACES, "unknown", "CU-02"]
    tree, texts = drawn(provinces([row(code, 1000 + n, code) for n, code in enumerate(codes)], **TEXTS), 20_000)

    tiles = [(bar.get("x"), bar.get("y")) for bar in tree.iter("rect")]
    assert len(tiles) == len(set(tiles)) == 16
    assert {"1000", "1015", "unknown: 1016", "CU-02: 1017"} <= set(texts)
    columns = {code: place[0] for code, place in PLACES.items()}
    assert columns["CU-01"] < columns["CU-03"] < columns["CU-09"] < columns["CU-14"]


def test_numbers_are_written_as_each_language_does():
    assert [number(n, "es") for n in (999, 1396, 12345, Decimal("34.9"))] == ["999", "1396", "12\u202f345", "34,9"]
    assert [number(n, "en") for n in (999, 1396, 12345)] == ["999", "1,396", "12,345"]


def test_line_prints_first_last_highest_and_lowest():
    values = [1049, 1062, 1063, 1117, 1040, 1105]
    points = [(date(2024, month, 28), value) for month, value in enumerate(values, start=1)]
    tree, texts = drawn(chart_of_series(Series("Lista", points, "es")))

    assert texts == ["1049", "1117", "1040", "1105", "28 de enero de 2024", "28 de junio de 2024"]
    assert tree.find("path").get("d").count("H") == 5


def test_days_stand_as_far_apart_as_they_are():
    points = [(date(2024, 1, 31), 5), (date(2024, 2, 29), 5), (date(2024, 3, 2), 7)]
    tree, _ = drawn(chart_of_series(Series("Lista", points, "es")))

    steps = [float(step.partition("V")[0]) for step in tree.find("path").get("d").split("H")[1:]]
    assert steps[0] - 24 > 10 * (steps[1] - steps[0])


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        ("2023-10-31", "2023-12-31", ["2023-10-31", "2023-11-30", "2023-12-31"]),
        ("2024-01-15", "2024-03-30", ["2024-01-31", "2024-02-29"]),
        ("2024-01-15", "2024-01-30", []),
    ],
)
def test_month_ends_between_two_days(first, last, ends):
    assert month_ends(date.fromisoformat(first), date.fromisoformat(last)) == [date.fromisoformat(end) for end in ends]


@pytest.mark.django_db
class TestAnswersDrawn:
    @pytest.fixture(autouse=True)
    def _record(self):
        edition = records.edition(as_of=date(2025, 1, 14))
        records.organisation(edition)
        for day in (date(2024, 1, 1), date(2024, 2, 10)):
            person = records.prisoner(edition, province="CU-03", gender="woman", context="j11")
            records.listing(person, "pd-demo", day)
            records.listing(person, "consolidated", day)
            records.custody(person, "in_custody", day)

    @pytest.mark.parametrize(
        ("figure_id", "texts", "kind"),
        [
            ("consolidated", {"breakdown": "province"}, "provinces"),
            ("consolidated", {"breakdown": "context"}, "stacked"),
            ("consolidated", {"breakdown": "gender"}, "bars"),
            ("custody", {}, "stacked"),
            ("overlap", {"lists": "pd-demo,consolidated"}, "inclusion"),
        ],
    )
    def test_breakdown_has_the_chart_that_suits_it(self, figure_id, texts, kind):
        tree, _ = drawn(chart(registry.answer(figure_id, texts)), 20_000 if kind == "provinces" else 6_000)

        assert kind in tree.get("class").split()

    def test_nothing_to_draw_is_an_empty_text(self):
        assert chart(registry.answer("consolidated", {})) == ""
        assert chart(registry.answer("listed", {"list": "pd-demo", "breakdown": "medical"})) == ""

    def test_series_is_the_same_figure_on_each_day(self, django_assert_num_queries):
        texts = {"list": "pd-demo", "as_of": "2024-03-15"}
        asked = registry.answer("listed", texts)

        found = series(asked)

        assert found.points == [(date(2024, 1, 31), 1), (date(2024, 2, 29), 2), (date(2024, 3, 15), 2)]
        for day, value in found.points:
            assert value == registry.answer("listed", {**texts, "as_of": str(day)}).value
        with django_assert_num_queries(0):
            assert series(asked) == found

    @pytest.mark.parametrize("figure_id", ["consolidated", "by_province", "in_prison"])
    def test_series_ends_with_the_value(self, figure_id, django_assert_num_queries):
        asked = registry.answer(figure_id, {"as_of": "2024-06-30"})

        with django_assert_num_queries(1):
            assert series(asked).points[-1] == (date(2024, 6, 30), asked.value)

    def test_no_series_of_what_is_no_stock_or_began_just_now(self):
        assert series(registry.answer("custody", {})) is None
        assert series(registry.answer("listed", {"list": "pd-demo", "as_of": "2024-01-31"})) is None

    def test_parts_add_up_to_the_whole(self):
        edition = records.edition(2, as_of=date(2025, 1, 31))
        records.announcement(edition)
        answer = registry.answer("announced_verified", {"announcement": "anuncio-553"}, language="en")

        assert [(row.label, row.value) for row in rows_of_parts(answer)] == [("verified", 0), ("not identified", 553)]
        _, texts = drawn(chart_of_parts(answer))
        assert any("not identified: 553" in text for text in texts)

    def test_no_bar_for_a_number_without_parts_or_without_a_whole(self):
        edition = records.edition(2, as_of=date(2025, 1, 31))
        records.announcement(edition, number=None)
        asked = {"announcement": "anuncio-553"}

        for answer in (registry.answer("announced_verified", asked), registry.answer("consolidated", {})):
            assert chart_of_parts(answer) == ""
        for figure_id in ("free_among_released", "more_than_half", "reimprisoned"):
            assert chart_of_parts(registry.answer(figure_id, asked)) == ""
