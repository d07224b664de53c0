"""The 212 releases and the revocations: section 10.7, counted from the persons alone."""

from collections import Counter
from datetime import date
from fractions import Fraction

from demonstration.population import DATA_DATE, T2, T4, custody_state, generate

PERSONS = generate().persons
RELEASED = [p for p in PERSONS if p.announcement_release]


def left(person):
    return person.announcement_release.left_on


def reported(person):
    return person.announcement_release.reported_on


def share_served(person):
    """Rule 9.7: custody days over the calendar span of the sentence; None when not computable."""
    start, months = person.counted_from, person.sentence_months
    if start is None or months is None:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    end = date(year, month + 1, min(start.day, 28))
    return Fraction((left(person) - start).days, (end - start).days)


def test_who_they_are():
    assert len(RELEASED) == 212
    assert (553 - 212, round(100 * 212 / 553, 1)) == (341, 38.3)
    blocks = Counter(p.block for p in RELEASED)
    assert blocks["b01"] + blocks["b02"] == 202
    assert (blocks["b03"], blocks["b06"], blocks["b11"]) == (6, 1, 3)
    assert sum(p.context == "j11" for p in RELEASED) == 208


def test_days_of_leaving():
    days = Counter(left(p) for p in RELEASED)
    assert [days[date(2025, 1, day)] for day in range(15, 21)] == [22, 38, 41, 47, 30, 13]
    assert (days[date(2025, 2, 27)], days[date(2025, 2, 28)], days[date(2025, 3, 10)]) == (5, 6, 3)
    assert sum(days[date(2025, 3, day)] for day in range(3, 10)) == 7
    assert sum(left(p) <= date(2025, 1, 20) for p in RELEASED) == 191


def test_days_of_reporting():
    for day, number in (
        (date(2025, 1, 21), 170),
        (date(2025, 1, 22), 172),
        (date(2025, 2, 10), 191),
        (date(2025, 3, 31), 212),
    ):
        assert sum(reported(p) <= day for p in RELEASED) == number
    assert all(left(p) <= reported(p) for p in RELEASED)


def test_women_and_ages():
    women = [p for p in RELEASED if p.gender == "woman"]
    assert len(women) == 30
    assert Counter("554" if p.block in ("b01", "b02") else p.block for p in women) == {
        "554": 26,
        "b03": 3,
        "b11": 1,
    }
    ages = [left(p).year - p.birth.value.year for p in RELEASED]
    assert round(sum(ages) / 212, 1) == 36.0
    assert sum(age >= 60 for age in ages) == 8
    assert 60 not in ages  # so that the eight are 60 by any birthday
    assert sum(p.age_at_detention in (17, 18) for p in RELEASED) == 6
    assert all(p.age_at_detention >= 17 for p in RELEASED)


def test_figures():
    types = Counter(p.announcement_release.release_type for p in RELEASED)
    assert types == {"conditional_release": 196, "extrapenal_leave": 12, "substituted_tcsi": 4}
    assert sum(p.announcement_release.exile_condition == "yes" for p in RELEASED) == 2
    assert not [p for p in RELEASED if custody_state(p, T4) in ("free", "in_custody")]


def test_sentences():
    computable = [p for p in RELEASED if share_served(p) is not None]
    years = Counter(p.sentence_months / 12 for p in computable)
    assert [years[n] for n in (3, 4, 5, 6, 7, 8, 9)] == [2, 32, 62, 45, 28, 4, 2]
    assert sum(n for length, n in years.items() if 10 <= length <= 15) == 29
    assert len(computable) == 204
    three = [p for p in computable if p.sentence_months == 36]
    assert [p.context for p in three] == ["after_11j"] * 2
    assert all(date(2023, 1, 1) <= p.detained_on.value <= date(2023, 5, 31) for p in three)
    seven = {p.detained_on.value for p in computable if p.sentence_months == 84}
    assert seven <= {date(2021, 7, 11), date(2021, 7, 12), date(2021, 7, 13)}


def test_more_than_half_served():
    shares = [share_served(p) for p in RELEASED]
    known = [share for share in shares if share is not None]
    more = sum(share > Fraction(1, 2) for share in known)
    assert (more, len(known) - more, shares.count(None)) == (169, 35, 8)
    assert (round(100 * more / len(known), 1), round(100 * more / 212, 1)) == (82.8, 79.7)


def test_not_computable_are_six_on_leave_and_two_of_unknown_length():
    unclear = [p for p in RELEASED if share_served(p) is None]
    on_leave = [p for p in unclear if p.block == "b03"]
    assert len(on_leave) == 6
    assert all(p.releases[0].release_type == "extrapenal_leave" and p.releases[0].left_on < T2 for p in on_leave)
    assert [p.sentence_months for p in unclear if p.block != "b03"] == [None, None]


def test_in_prison_the_day_after_the_process():
    consolidated = ("b01", "b02", "b03", "b04", "b05", "b06", "b07", "b08", "b09", "b10", "b11", "b12", "b13", "b14",
                    "b15", "b16", "b17")  # fmt: skip
    held = [p for p in PERSONS if p.block in consolidated and custody_state(p, date(2025, 3, 11)) == "in_custody"]
    assert len(held) == 899
    moved = [r for p in PERSONS for r in p.releases if T2 <= r.left_on <= date(2025, 3, 31)]
    assert len(moved) == 212


def test_revocations():
    revoked = [p for p in PERSONS if p.revocation]
    assert len(revoked) == 6
    assert set(p.key for p in revoked) <= set(p.key for p in RELEASED)
    assert Counter(p.revocation.ground_official for p in revoked) == {
        "no_work": 2,
        "no_show_judge": 2,
        "left_area": 1,
        "unknown": 1,
    }
    assert sum(p.revocation.ground_alleged == "opinion" for p in revoked) == 4
    assert all(date(2025, 3, 12) <= p.revocation.revoked_on <= p.revocation.reimprisoned_on for p in revoked)
    seen = [p for p in revoked if p.revocation.reimprisoned_on <= DATA_DATE]
    assert len(seen) == 2, "a newcomer must find somebody who was sent back to prison"
    assert {custody_state(p, DATA_DATE) for p in seen} == {"in_custody"}
    end = date(2025, 12, 31)
    assert all(p.revocation.reimprisoned_on <= end for p in revoked)
    assert Counter(custody_state(p, end) for p in revoked) == {"in_custody": 5, "exiled": 1}
    exiled = next(p for p in revoked if custody_state(p, end) == "exiled")
    assert exiled.releases[-1].release_type == "precautionary_change"
    assert exiled.releases[-1].exile_condition == "yes"
