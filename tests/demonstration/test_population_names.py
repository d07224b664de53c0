"""Names: nobody invented can be taken for somebody real, nor for somebody else (sections 5.3, 5.4, 10.8)."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from demonstration.population import LISTS, SNAPSHOT_DATES, T1, generate
from demonstration.population.name_lists import INVENTED_SURNAMES, SURNAMES
from demonstration.population.spelling import fold, respellings

POPULATION = generate()
PERSONS = POPULATION.persons
BROTHERS = {key for pair in POPULATION.defects.brothers for key in pair}


def folded(person):
    return f"{fold(person.given_names, given=True)} {fold(person.surname_1)} {fold(person.surname_2)}"


def test_second_surname_is_always_invented():
    assert len(INVENTED_SURNAMES) == 30
    assert {p.surname_2 for p in PERSONS} <= set(INVENTED_SURNAMES)
    assert {p.surname_1 for p in PERSONS} <= set(SURNAMES)
    assert not set(INVENTED_SURNAMES) & set(SURNAMES)


def test_folded_full_names_are_unique():
    assert [name for name, number in Counter(map(folded, PERSONS)).items() if number > 1] == []


def distance(one, other):
    """Levenshtein distance."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        previous, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]


def test_no_two_persons_are_near_namesakes():
    """Same province, born within a year: never two names three letters apart, brothers excepted."""
    places = defaultdict(list)
    for p in PERSONS:
        places[p.province, p.surname_2].append(p)
    for members in places.values():
        for one, other in combinations(members, 2):
            if {one.key, other.key} <= BROTHERS:
                continue
            known = one.birth.value and other.birth.value
            if not known or abs(one.birth.value.year - other.birth.value.year) <= 1:
                assert distance(folded(one), folded(other)) > 3, (one.full_name, other.full_name)


def test_second_given_names_and_frequent_surnames():
    share = sum(" " in p.given_names for p in PERSONS) / len(PERSONS)
    assert 0.28 < share < 0.42
    assert Counter(p.surname_1 for p in PERSONS).most_common(1)[0][0] in (
        "Rodríguez",
        "González",
        "Hernández",
    )
    east = {"CU-10", "CU-11", "CU-12", "CU-13", "CU-14"}
    leyva = [p.province in east for p in PERSONS if p.surname_1 in ("Leyva", "Tamayo", "Batista", "Aguilera")]
    assert sum(leyva) / len(leyva) > 2 * sum(p.province in east for p in PERSONS) / len(PERSONS) / 1.5


def test_brothers_share_surnames_province_and_protest():
    assert len(POPULATION.defects.brothers) == 6
    assert len(BROTHERS) == 12
    for one, other in ((POPULATION.person(a), POPULATION.person(b)) for a, b in POPULATION.defects.brothers):
        for field in ("surname_1", "surname_2", "province", "municipality", "event"):
            assert getattr(one, field) == getattr(other, field)
        assert one.given_names != other.given_names
        assert one.event == "11j"
        assert fold(one.given_names, given=True) != fold(other.given_names, given=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yohandry", "Yoandri"),
        ("Yosbany", "Yosvani"),
        ("Maykel", "Maikel"),
        ("Yoel", "Joel"),
        ("Heriberto", "Eriberto"),
        ("Yordani", "Yordanis"),
        ("Lisbeth", "Lizbet"),
    ],
)
def test_respellings_of_given_names_fold_alike(one, other):
    assert fold(one, given=True) == fold(other, given=True)


@pytest.mark.parametrize(
    ("one", "other"), [("Pérez", "PEREZ"), ("Giménez", "Jiménez"), ("Sosa", "Soza"), ("De la Cruz", "Cruz")]
)
def test_respellings_of_surnames_fold_alike(one, other):
    assert fold(one) == fold(other)


def test_golden_pair_of_brothers_does_not_fold_alike():
    assert fold("Luis Miguel", given=True) != fold("Luis Manuel", given=True)


def test_respellings_keep_the_key():
    for name in ("Yoandri", "Maikel", "Alexander", "Osvaldo"):
        for _, spelling in respellings(name):
            assert spelling != name
            assert fold(spelling, given=True) == fold(name, given=True)


def test_defects_have_their_numbers():
    assert Counter(row.kind for row in POPULATION.defects.rows) == {
        "duplicate_spelling": 40,
        "missing_surname_2": 25,
        "surnames_first": 18,
        "wrong_province": 12,
        "release_date_conflict": 9,
        "sentence_conflict": 5,
    }


def test_no_row_and_no_person_has_two_defects():
    rows = POPULATION.defects.rows
    assert len({row.key for row in rows}) == len(rows)
    assert not {row.key for row in rows} & BROTHERS


def test_defective_rows_exist_on_lists_of_persons_with_two():
    for row in POPULATION.defects.rows:
        person = POPULATION.person(row.key)
        codes = [m.list_code for m in person.memberships]
        assert row.list_code in codes
        assert len(codes) >= 2
        assert set(codes) <= set(LISTS)
        assert any(person.is_listed(row.list_code, at=day) for day in SNAPSHOT_DATES[row.list_code])


def test_rows_without_second_surname_point_at_one_person_only():
    for row in POPULATION.defects.of_kind("missing_surname_2"):
        person = POPULATION.person(row.key)
        like = [p for p in PERSONS if (p.given_names, p.surname_1) == (person.given_names, person.surname_1)]
        assert like == [person]


def test_defects_change_what_they_say():
    for row in POPULATION.defects.rows:
        person, changes = POPULATION.person(row.key), dict(row.changes)
        if row.kind == "duplicate_spelling":
            assert row.rule
            assert changes["given_names"] != person.given_names or changes["surname_1"] != person.surname_1
            assert fold(changes["given_names"], given=True) == fold(person.given_names, given=True)
            assert fold(changes["surname_1"]) == fold(person.surname_1)
        elif row.kind == "missing_surname_2":
            assert changes == {"surname_2": None}
        elif row.kind == "surnames_first":
            assert changes["name_text"].startswith(person.surname_1.upper())
            assert changes["name_text"].endswith(f", {person.given_names}")
        elif row.kind == "wrong_province":
            assert changes["province"] != person.province
        elif row.kind == "release_date_conflict":
            assert changes["left_on"] != person.announcement_release.left_on
            assert abs((changes["left_on"] - person.announcement_release.left_on).days) <= 2
        else:
            assert changes["sentence_months"] not in (None, person.sentence_months)
            assert row.rule in ("prosecutor_request", "first_instance", "appeal")


def test_release_conflicts_stand_on_both_march_lists():
    for row in POPULATION.defects.of_kind("release_date_conflict"):
        person = POPULATION.person(row.key)
        assert {"pd-demo", "j11j-demo"} <= {m.list_code for m in person.memberships}
        assert row.list_code in ("pd-demo", "j11j-demo")


def test_missing_consolidated_row_is_on_one_list_only():
    person = POPULATION.person(POPULATION.defects.missing_from_first_consolidated)
    assert not person.is_listed("pd-demo", at=T1)
    assert len(person.memberships) == 1
