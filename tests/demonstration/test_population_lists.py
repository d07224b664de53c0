"""Blocks, lists, months and provinces: sections 10.1 to 10.3, 10.6 and 10.9, counted from the persons alone."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from demonstration.population import (
    CUBALEX,
    J11J,
    LISTS,
    OCDH,
    PD,
    PD_MONTHS,
    SNAPSHOT_DATES,
    T0,
    T1,
    T1_PRIME,
    T2,
    custody_state,
    generate,
    status,
)

PERSONS = generate().persons
OUTSIDE = ("serving_outside", "awaiting_outside")
WOMEN = ("woman", "trans_woman")


def on(list_code, day):
    return {p.key for p in PERSONS if p.is_listed(list_code, at=day)}


def keys(condition):
    return {p.key for p in PERSONS if condition(p)}


A, A_PRIME, J = on(PD, T1), on(PD, T1_PRIME), on(J11J, T1)
HELD_11J = {p.key for p in PERSONS if status(p, J11J, T1) == "En prisión"}
C = A_PRIME | HELD_11J | on(CUBALEX, T2) | on(OCDH, T2)


def test_persons_have_stable_keys():
    assert [p.key for p in PERSONS] == list(range(1, 2251))


def test_blocks_have_their_sizes_and_women():
    sizes = Counter(p.block for p in PERSONS)
    women = Counter(p.block for p in PERSONS if p.gender in WOMEN)
    expected = {
        "b01": (540, 35), "b02": (14, 1), "b03": (180, 41), "b04": (20, 4), "b05": (10, 2), "b06": (42, 4),
        "b07": (23, 3), "b08": (3, 0), "b09": (1, 0), "b10": (1, 0), "b11": (294, 30), "b12": (55, 7),
        "b13": (137, 18), "b14": (45, 9), "b15": (2, 0), "b16": (4, 1), "b17": (25, 3), "b18": (11, 1),
        "b19": (45, 6), "b20": (6, 1), "b21": (15, 2), "b22": (777, 155),
    }  # fmt: skip
    assert {code: (sizes[code], women[code]) for code in sizes} == expected
    assert sum(women.values()) == 323


def test_lists_overlap_as_the_seeds_demand():
    assert (len(C), len(A), len(A_PRIME), len(J)) == (1396, 1117, 1161, 1586)
    assert (len(A & C), len(J & C), len(J & A), len(A | C)) == (1106, 764, 720, 1407)
    assert len(C - A_PRIME) == 235
    assert len(HELD_11J) == 554
    assert len(HELD_11J - A) == 14


def test_the_221_are_covered_by_the_two_other_lists():
    cubalex, ocdh = on(CUBALEX, T2), on(OCDH, T2)
    assert (len(cubalex), len(ocdh)) == (604, 702)
    elsewhere = keys(lambda p: p.block in ("b04", "b05", "b07", "b09", "b10", "b13", "b16", "b17"))
    assert len(elsewhere) == 221
    assert (cubalex | ocdh) - A_PRIME == elsewhere
    assert not (cubalex | ocdh) & keys(lambda p: p.block == "b18")


def test_custody_at_each_date_matches():
    by_state = Counter(custody_state(p, T2) for p in PERSONS if p.key in C)
    assert by_state["in_custody"] == 1105
    assert by_state["serving_outside"] + by_state["awaiting_outside"] == 255
    assert by_state["unknown"] + by_state["outside_unknown"] == 36
    at_t1 = Counter(custody_state(p, T1) for p in PERSONS if p.key in A)
    assert (at_t1["in_custody"], at_t1["serving_outside"] + at_t1["awaiting_outside"]) == (889, 228)
    at_t1_prime = Counter(custody_state(p, T1_PRIME) for p in PERSONS if p.key in A_PRIME)
    assert (at_t1_prime["in_custody"], sum(at_t1_prime[state] for state in OUTSIDE)) == (931, 230)


def test_states_partition_everybody_detained_by_t2():
    states = Counter(p.custody_at_t2 for p in PERSONS)
    detained = keys(lambda p: p.detained_on.value is None or p.detained_on.value <= T2)
    assert None not in states
    assert sum(states.values()) == len(detained) == 2250


@pytest.mark.parametrize("day", [T1, date(2024, 11, 15), T1_PRIME, T2])
def test_554_of_11j_are_in_prison_on_any_day(day):
    held = keys(lambda p: p.key in J and custody_state(p, day) == "in_custody")
    assert held == HELD_11J


def test_554_men_women_capital_and_ties():
    held = [p for p in PERSONS if p.key in HELD_11J]
    assert Counter(p.gender in WOMEN for p in held) == {False: 518, True: 36}
    assert sum(p.province == "CU-03" for p in held) == 198
    assert sum(p.affiliation == "none_known" for p in held) == 492
    assert sum(p.prosecutor_request_months is not None for p in held) == 513


def test_context_and_women():
    contexts = Counter(p.context for p in PERSONS if p.key in C)
    assert contexts == {"j11": 764, "before_11j": 70, "after_11j": 562}
    contexts = Counter(p.context for p in PERSONS if p.key in A)
    assert contexts == {"j11": 720, "before_11j": 45, "after_11j": 352}
    women = keys(lambda p: p.gender in WOMEN)
    assert (len(women & A), len(women & C), len(women & J)) == (120, 158, 244)
    assert Counter(p.gender for p in PERSONS if p.key in A) == {"man": 997, "woman": 118, "trans_woman": 2}
    assert {p.key for p in PERSONS if p.event == "11j"} == J


def test_months_of_the_list():
    new = (13, 5, 13, 9, 27, 13, 19, 4, 5, 5, 13, 8, 35, 20)
    left = (0, 4, 10, 8, 2, 5, 6, 8, 7, 7, 5, 4, 4, 7)
    stock = (1062, 1063, 1066, 1067, 1092, 1100, 1113, 1109, 1107, 1105, 1113, 1117, 1148, 1161)
    days = (T0, *PD_MONTHS, date(2024, 11, 30), T1_PRIME)
    assert len(on(PD, T0)) == 1049
    for index, (before, after) in enumerate(pairwise(days)):
        assert len(on(PD, after) - on(PD, before)) == new[index], after
        assert len(on(PD, before) - on(PD, after)) == left[index], after
        assert len(on(PD, after)) == stock[index], after


def test_twelve_months_new_through_and_left():
    start = on(PD, T0)
    through = set().union(start, *(on(PD, day) for day in PD_MONTHS))
    new = through - start
    assert (len(new), len(through), len(through - A)) == (134, 1183, 66)
    assert round(len(new) / 12, 1) == 11.2
    assert len(start - A) == 62
    assert len(new - A) == 4
    assert {p.block for p in PERSONS if p.key in new - A} <= {"b19", "b20", "b21"}
    assert Counter(p.context for p in PERSONS if p.key in new & A) == {"after_11j": 118, "j11": 12}


def test_nobody_comes_or_goes_on_pd_after_december():
    assert on(PD, T1_PRIME) == on(PD, T2) == on(PD, date(2025, 3, 31))


def test_provinces_meet_all_four_margins():
    table = """
        CU-03 535 198 382 470
        CU-13 214 44 98 128
        CU-04 167 85 121 148
        CU-16 125 58 84 102
        CU-15 118 65 92 110
        CU-11 110 30 63 82
        CU-05 78 20 58 76
        CU-09 76 19 72 90
        CU-12 36 6 37 50
        CU-06 31 8 29 37
        CU-14 27 5 27 34
        CU-01 20 5 15 21
        CU-08 17 3 11 14
        CU-07 12 2 9 10
        CU-10 10 3 12 16
        CU-99 10 3 7 8
    """
    for row in table.split("\n"):
        if row.strip():
            code, *expected = row.split()
            place = keys(lambda p, code=code: p.province == code)
            assert [len(place & group) for group in (J, HELD_11J, A, C)] == [int(n) for n in expected], code


def test_every_row_of_every_snapshot_has_a_status():
    for list_code in LISTS:
        for day in SNAPSHOT_DATES[list_code]:
            for person in PERSONS:
                assert bool(status(person, list_code, day)) == person.is_listed(list_code, at=day)


def test_the_36_unknown_were_last_confirmed_over_a_year_before():
    unknown = [p for p in PERSONS if p.custody_at_t2 == "unknown"]
    assert len(unknown) == 36
    assert all((T2 - p.last_confirmed_on).days > 365 for p in unknown)
    others = [p for p in PERSONS if p.custody_at_t2 in ("in_custody", *OUTSIDE)]
    assert all((date(2025, 3, 31) - p.last_confirmed_on).days <= 365 for p in others)


def test_j11j_says_in_prison_for_554_in_both_snapshots():
    for day in (T1, T2):
        assert sum(status(p, J11J, day) == "En prisión" for p in PERSONS) == 554
    assert sum(status(p, J11J, date(2025, 3, 31)) == "En prisión" for p in PERSONS) == 554 - 202 + 2  # two sent back
