"""Every person's dates, places and codes go together, whatever the seed."""

from collections import Counter
from datetime import date

import pytest

from demonstration.population import (
    J11J,
    PD,
    SNAPSHOT_DATES,
    T0,
    T1,
    T2,
    T4,
    custody_state,
    generate,
    status,
)
from demonstration.population.municipalities import NAMES

POPULATION = generate()
PERSONS = POPULATION.persons
WOMENS_PRISONS = {"el-guatao", "bellotex", "guamajal-mujeres", "granja-5"}


def end_of_sentence(person):
    """The last day of the sentence, on the safe side by at most three days."""
    start = person.counted_from
    year, month = divmod(start.year * 12 + start.month - 1 + person.sentence_months, 12)
    return date(year, month + 1, min(start.day, 28))


def test_same_seed_gives_the_same_persons():
    assert repr(generate()) == repr(POPULATION)
    assert repr(generate(seed=7).persons) != repr(PERSONS)


def test_generation_does_not_depend_on_hash_order():
    """The digest is that of a fresh interpreter with another hash seed."""
    import hashlib
    import os
    import subprocess
    import sys

    code = (
        "import hashlib; from demonstration.population import generate;"
        "print(hashlib.sha256(repr(generate()).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": os.pathsep.join(sys.path)}
    printed = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == hashlib.sha256(repr(POPULATION).encode()).hexdigest()


@pytest.mark.parametrize("seed", [1, 2, 22])
def test_totals_hold_for_other_seeds(seed):
    persons = generate(seed).persons
    in_a = [p for p in persons if p.is_listed(PD, at=T1)]
    in_j = [p for p in persons if p.is_listed(J11J, at=T1)]
    assert (len(in_a), len(in_j)) == (1117, 1586)
    assert sum(status(p, J11J, T1) == "En prisión" for p in in_j) == 554
    assert sum(custody_state(p, T2) == "in_custody" for p in in_j) == 554
    assert sum(custody_state(p, T1) == "in_custody" for p in in_a) == 889
    released = [p for p in persons if p.announcement_release]
    assert len(released) == 212
    assert round(sum(2025 - p.birth.value.year for p in released) / 212, 1) == 36.0
    assert sum(2025 - p.birth.value.year >= 60 for p in released) == 8


def test_dates_are_in_order():
    for p in PERSONS:
        detained = p.detained_on.value
        if p.birth.value and detained:
            assert p.birth.value < detained
        if p.decided_on:
            assert detained < p.decided_on, p
        if p.counted_from:
            assert detained <= p.counted_from <= p.decided_on or p.counted_from == detained, p
        previous = detained
        for release in p.releases:
            assert previous is None or previous <= release.left_on, p
            assert release.left_on <= release.reported_on, p
            if p.decided_on and release.release_type != "precautionary_change":
                assert p.decided_on <= release.left_on, p
            previous = release.left_on


def test_age_agrees_with_birth_and_detention():
    for p in PERSONS:
        assert (p.birth.value is None) == (p.age_at_detention is None)
        if p.birth.value is None or p.detained_on.value is None:
            continue
        born, detained = p.birth.value, p.detained_on.value
        if p.birth.precision == "day" and p.detained_on.precision == "day":
            had_birthday = (detained.month, detained.day) >= (born.month, born.day)
            assert p.age_at_detention == detained.year - born.year - (not had_birthday)
        else:
            assert detained.year - born.year - p.age_at_detention in (0, 1)


def test_context_agrees_with_the_date():
    for p in PERSONS:
        day = p.detained_on.value
        if p.context == "before_11j":
            assert day < date(2021, 7, 11)
        elif p.context == "after_11j":
            assert day >= date(2021, 8, 1)
        elif day:
            assert day >= date(2021, 7, 1)
        assert (p.event == "11j") == (p.context == "j11")


def test_later_protests_agree_with_day_and_province():
    days = {
        "nuevitas-2022": (date(2022, 8, 19), date(2022, 8, 24), {"CU-09"}),
        "caimanera-2023": (date(2023, 5, 6), date(2023, 5, 6), {"CU-14"}),
        "17m-2024": (date(2024, 3, 17), date(2024, 3, 19), {"CU-04", "CU-12", "CU-13"}),
    }
    counts = Counter(p.event for p in PERSONS if p.event not in (None, "11j"))
    assert set(counts) <= set(days)
    for p in PERSONS:
        if p.event in days:
            first, last, provinces = days[p.event]
            assert first <= p.detained_on.value <= last
            assert p.province in provinces
            assert p.activity == "protest"


@pytest.mark.parametrize("day", [T1, T2, T4])
def test_nobody_in_prison_has_served_the_sentence(day):
    for p in PERSONS:
        if custody_state(p, day) == "in_custody" and p.sentence_months and p.counted_from:
            assert end_of_sentence(p) > day, p


def test_nobody_outside_under_sentence_has_completed_it_by_march():
    for p in PERSONS:
        if p.custody_at_t2 == "serving_outside" and p.sentence_months and p.counted_from:
            assert end_of_sentence(p) > date(2025, 3, 31), p


def test_places_at_t2_agree_with_the_blocks():
    expected = {
        "b01 b02 b06 b07 b11 b12 b13": ("in_custody",),
        "b03 b04 b08 b09 b14 b15 b16": ("serving_outside", "awaiting_outside"),
        "b05 b10 b17": ("unknown",),
        "b18 b19": ("free",),
        "b20 b21": ("free", "exiled"),
        "b22": ("free", "outside_unknown", "exiled", "deceased"),
    }
    states = {block: allowed for blocks, allowed in expected.items() for block in blocks.split()}
    for p in PERSONS:
        assert p.custody_at_t2 in states[p.block], p
        assert p.custody_at_t2 == custody_state(p, T2)


def test_b15_went_home_and_b18_completed_after_t1():
    for p in PERSONS:
        if p.block == "b15":
            assert custody_state(p, T1) == "in_custody"
            assert (p.releases[0].left_on.year, p.releases[0].left_on.month) == (2024, 12)
        if p.block == "b18":
            assert T1 < p.releases[0].left_on < date(2025, 1, 1)
            assert p.releases[0].release_type == "sentence_completed"


def test_nobody_is_listed_before_the_detention():
    for p in PERSONS:
        for row in p.memberships:
            assert row.first_as_of in SNAPSHOT_DATES[row.list_code]
            assert row.gone_as_of is None or row.gone_as_of in SNAPSHOT_DATES[row.list_code]
            assert p.detained_on.value is None or p.detained_on.value <= row.first_as_of, p


def test_those_gone_from_pd_left_prison_in_that_month():
    gone = [(p, m) for p in PERSONS for m in p.memberships if m.gone_as_of]
    assert len(gone) == 77
    for p, row in gone:
        left = p.releases[-1].left_on
        assert p.releases[-1].reported_on <= row.gone_as_of
        assert row.first_as_of <= left <= row.gone_as_of
        assert (left.year, left.month) == (row.gone_as_of.year, row.gone_as_of.month)
        assert left > T0


def test_places_exist():
    for p in PERSONS:
        assert p.municipality in NAMES[p.province]


def test_prisons_agree_with_gender_and_age():
    for p in PERSONS:
        if p.gender == "woman":
            assert p.facility is None or p.facility in WOMENS_PRISONS
        else:
            assert p.facility not in WOMENS_PRISONS
        if p.facility is None:
            assert p.releases[0].release_type in ("released_no_charge", "released_fine")
        if p.gender != "woman" and p.facility and p.age_at_detention and p.age_at_detention < 18:
            assert p.facility == "formacion-integral"


def test_prosecutor_asked_for_at_least_the_sentence():
    for p in PERSONS:
        if p.prosecutor_request_months and p.sentence_months:
            assert p.prosecutor_request_months >= p.sentence_months


def test_closed_vocabularies():
    assert {p.gender for p in PERSONS} == {"man", "woman", "trans_woman"}
    assert {p.stage for p in PERSONS} == {
        "sentenced",
        "awaiting_trial",
        "unknown",
        "closed_no_case",
        "acquitted",
        "dismissed",
    }
    assert {p.is_parent for p in PERSONS} == {"yes", "no", "unknown"}
    assert {p.effective_sanction for p in PERSONS} == {
        None,
        "imprisonment",
        "tcci",
        "tcsi",
        "limitation",
        "home_confinement",
        "unknown",
    }
    assert all((p.sanction is not None) == (p.stage == "sentenced") for p in PERSONS)
    for p in PERSONS:
        let_go = [release.release_type for release in p.releases] == ["released_no_charge"]
        assert (p.charges == ()) == let_go
