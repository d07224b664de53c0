"""Groups of published figures: what the machine says of each, and that it would notice a wrong number."""

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources import reference
from sources.figure_checks import LONGEST, Verdict, both, check_cumulative, check_group


@dataclass(frozen=True)
class Figure:
    role: str
    value: Decimal


def figure(role: str, value: str | int) -> Figure:
    return Figure(role, Decimal(value))


def ledger() -> dict[str, list[Figure]]:
    groups = defaultdict(list)
    with (Path(reference.__file__).parent / "published-figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["group"]:
                groups[row["group"]].append(figure(row["role"], row["value"]))
    return dict(groups)


GROUPS = ledger()
PASSING = sorted(set(GROUPS) - {"x01"})
EXACT = [name for name in PASSING if not {row.role for row in GROUPS[name]} & {"band", "percent"}]


def test_ledger_holds_every_group():
    assert len(GROUPS) == 27


@pytest.mark.parametrize("name", PASSING)
def test_group_of_the_ledger_agrees(name):
    verdict = check_group(GROUPS[name])
    assert verdict.kind == "agrees"
    assert verdict.es and verdict.en


def test_misprint_of_the_ledger_is_flagged():
    verdict = check_group(GROUPS["x01"])
    assert verdict.kind == "disagrees"
    assert verdict.es == ("La suma no cuadra: 787 + 284 + 31 = 1102, pero el total publicado es 1066 (diferencia: 36).")
    assert verdict.en == (
        "The sum does not agree: 787 + 284 + 31 = 1,102, but the published total is 1,066 (difference: 36)."
    )


@pytest.mark.parametrize("name", EXACT)
def test_any_single_changed_number_is_flagged(name):
    rows = GROUPS[name]
    for index, row in enumerate(rows):
        for change in (Decimal("0.1"), Decimal(1), Decimal(-1)):
            wrong = [*rows[:index], replace(row, value=row.value + change), *rows[index + 1 :]]
            assert check_group(wrong).kind == "disagrees", f"{row} {change}"


@pytest.mark.parametrize(("role", "value"), [("base", 1700), ("share_of_base", 570), ("percent", 34), ("percent", 36)])
def test_changed_share_is_flagged(role, value):
    rows = [figure(role, value) if row.role == role else row for row in GROUPS["f26"]]
    assert check_group(rows).kind == "disagrees"


def test_bands_beyond_their_base_are_flagged():
    rows = [figure("base", 633) if row.role == "base" else row for row in GROUPS["f27"]]
    verdict = check_group(rows)
    assert verdict.kind == "disagrees"
    assert "415 + 212 + 7 = 634" in verdict.es


def test_bands_need_not_cover_their_base():
    verdict = check_group(GROUPS["f27"])
    assert "quedan 56 sin tramo publicado" in verdict.es
    assert "56 are in no published band" in verdict.en


@pytest.mark.parametrize("printed", ["35", "34.9"])
def test_percentage_is_right_at_the_decimals_printed(printed):
    verdict = check_group([figure("base", 1586), figure("share_of_base", 554), figure("percent", printed)])
    assert verdict.kind == "agrees"


@pytest.mark.parametrize(("share", "printed"), [(125, "12.5"), (125, "13")])
def test_percentage_is_rounded_half_up(share, printed):
    assert (
        check_group([figure("base", 1000), figure("share_of_base", share), figure("percent", printed)]).kind == "agrees"
    )


def test_percentage_of_another_decimal_is_flagged():
    rows = [figure("base", 1586), figure("share_of_base", 554), figure("percent", "35.1")]
    verdict = check_group(rows)
    assert verdict.kind == "disagrees"
    assert verdict.es == "554 de 1586 es el 34,93 %, pero se publicó el 35,1 %."
    assert verdict.en == "554 of 1,586 is 34.93%, but 35.1% was published."


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [figure("", 5)],
        [figure("total", 5)],
        [figure("part", 5), figure("part", 6)],
        [figure("total", 5), figure("total", 6), figure("part", 5)],
        [figure("start", 5), figure("end", 5)],
        [figure("start", 5), figure("in", 5)],
        [figure("base", 0), figure("share_of_base", 0), figure("percent", 0)],
        [figure("base", 5), figure("percent", 5)],
    ],
    ids=lambda rows: "-".join(row.role or "none" for row in rows) or "nothing",
)
def test_incomplete_group_is_not_checked(rows):
    verdict = check_group(rows)
    assert (verdict.kind, verdict.es, verdict.en) == ("not_checked", "", "")


def test_group_of_two_kinds_fails_with_either():
    flow = [figure("start", 10), figure("in", 2), figure("out", 1), figure("end", 11)]
    parts = [figure("total", 11), figure("part", 5), figure("part", 6)]
    assert check_group(flow + parts).kind == "agrees"
    wrong = check_group([*flow, figure("total", 12), *parts[1:]])
    assert wrong.kind == "disagrees"
    assert wrong.en == "The sum does not agree: 5 + 6 = 11, but the published total is 12 (difference: 1)."


def test_flow_shows_what_came_and_went():
    verdict = check_group(GROUPS["f14"])
    assert verdict.es == "La suma cuadra: 1158 + 25 − 6 − 1 = 1176, la cifra publicada al final."
    assert verdict.en == "The sum agrees: 1,158 + 25 − 6 − 1 = 1,176, the published figure at the end."


values = st.decimals(min_value=0, max_value=Decimal("99999999999.9"), places=1)


@given(st.lists(values, min_size=1, max_size=30), values)
def test_partition_agrees_exactly_when_the_parts_make_the_total(parts, total):
    rows = [Figure("part", part) for part in parts]
    assert check_group([Figure("total", sum(parts)), *rows]).kind == "agrees"
    assume(total != sum(parts))
    assert check_group([*rows, Figure("total", total)]).kind == "disagrees"


@given(values, st.lists(values, max_size=5), st.lists(values, max_size=5), values)
def test_flow_agrees_exactly_when_it_leads_to_the_end(start, came, went, end):
    assume(came or went)
    flow = [Figure("start", start), *(Figure("in", n) for n in came), *(Figure("out", n) for n in went)]
    reached = start + sum(came) - sum(went)
    assert check_group([*flow, Figure("end", reached)]).kind == "agrees"
    assume(end != reached)
    assert check_group([*flow, Figure("end", end)]).kind == "disagrees"


roles = st.sampled_from(["", "total", "part", "start", "in", "out", "end", "base", "share_of_base", "percent", "band"])


@given(st.lists(st.builds(Figure, roles, values), max_size=40))
def test_every_verdict_has_its_sentences_and_fits_the_record(rows):
    verdict = check_group(rows)
    for text in (verdict.es, verdict.en):
        assert len(text) <= LONGEST
        assert bool(text) == (verdict.kind != "not_checked")


def dated(code, value, day, metric="cumulative_since_july_2021"):
    return SimpleNamespace(code=code, value=Decimal(value), as_of=day, metric=metric, role="")


def test_cumulative_figure_that_falls_is_told_with_both_days():
    """As one publisher printed it: 1,751 in October 2024, 1,735 in August 2025, 1,953 in January 2026."""
    rows = [
        dated("c", 1953, date(2026, 1, 31)),
        dated("a", 1751, date(2024, 10, 31)),
        dated("b", 1735, date(2025, 8, 31)),
        dated("x", 3, date(2025, 9, 30), "listed"),
    ]
    verdicts = check_cumulative(rows)
    assert {code: verdict.kind for code, verdict in verdicts.items()} == {"b": "disagrees", "c": "agrees"}
    assert verdicts["b"].es.startswith("Una cifra acumulada no puede bajar: era 1751 el 2024-10-31 y es 1735.")
    assert verdicts["b"].en.startswith("A cumulative figure cannot fall: it was 1,751 on 2024-10-31 and is 1,735.")
    assert all(len(verdict.es) <= LONGEST and len(verdict.en) <= LONGEST for verdict in verdicts.values())


def test_equal_cumulative_figures_agree():
    rows = [dated("a", 5, date(2025, 1, 31)), dated("b", 5, date(2025, 2, 28))]
    assert check_cumulative(rows)["b"].kind == "agrees"


def test_two_verdicts_on_one_figure_are_one_and_the_disagreement_outweighs():
    none, good = Verdict("not_checked"), Verdict("agrees", "sí", "yes")
    bad = Verdict("disagrees", "no", "no")
    assert (both(none, none), both(none, good), both(good, none)) == (none, good, good)
    assert both(good, bad) == both(bad, none) == bad
    assert both(good, good) == Verdict("agrees", "sí sí", "yes yes")
