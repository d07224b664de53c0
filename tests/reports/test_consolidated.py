from datetime import date

import pytest

from reports import registry
from tests.publication import records

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 14)


def rows(answer):
    return {row.code: row.value for row in answer.breakdown if not row.is_sum}


def test_consolidated_counts_those_on_the_list_that_day():
    edition = records.edition(as_of=DAY)
    on, gone, later, elsewhere = (records.prisoner(edition, name=f"Ana {n} Sabanalar Guaso") for n in "abcd")
    records.listing(on, "consolidated", date(2024, 1, 1))
    records.listing(gone, "consolidated", date(2024, 1, 1), DAY)
    records.listing(later, "consolidated", date(2025, 1, 15))
    records.listing(elsewhere, "pd-demo", date(2024, 1, 1))

    answer = registry.answer("consolidated", {})

    assert (answer.value, answer.possible) == (1, (1, 1))
    assert [person.public_id for person in answer.persons] == [on.public_id]
    assert (answer.as_of, answer.edition, answer.breakdown) == (DAY, 1, ())


def test_person_without_a_name_counts():
    edition = records.edition(as_of=DAY)
    hidden = records.prisoner(edition, is_withheld=True)
    records.listing(hidden, "consolidated", date(2024, 1, 1))

    assert registry.answer("consolidated", {}).value == 1


def test_two_spans_of_one_person_count_once():
    edition = records.edition(as_of=DAY)
    person = records.prisoner(edition)
    records.listing(person, "consolidated", date(2024, 1, 1))
    records.listing(person, "consolidated", date(2024, 6, 1))

    assert registry.answer("consolidated", {"breakdown": "gender"}).value == 1


def test_custody_breakdown_groups_states_and_drops_none():
    edition = records.edition(as_of=DAY)
    states = ["in_custody", "serving_outside", "awaiting_outside", "outside_unknown", "unknown", "exiled", None]
    for number, state in enumerate(states):
        person = records.prisoner(edition, name=f"Ana{number} Sabanalar Guaso")
        records.listing(person, "consolidated", date(2024, 1, 1))
        if state:
            records.custody(person, state, date(2023, 1, 1))

    answer = registry.answer("consolidated", {"breakdown": "custody"})

    assert rows(answer) == {"in_prison": 1, "outside": 2, "unknown": 3, "exiled": 1}
    assert sum(rows(answer).values()) == answer.value == len(states)
    assert {code: answer.persons_behind(code).count() for code in rows(answer)} == rows(answer)


def test_context_breakdown_has_the_codes_of_the_contract():
    edition = records.edition(as_of=DAY)
    for number, context in enumerate(["j11", "j11", "before_11j", "after_11j", "unknown"]):
        person = records.prisoner(edition, name=f"Ana{number} Sabanalar Guaso", context=context)
        records.listing(person, "consolidated", date(2024, 1, 1))

    answer = registry.answer("consolidated", {"breakdown": "context"})

    assert rows(answer) == {"11j": 2, "before": 1, "after": 1, "unknown": 1}
    assert answer.persons_behind("11j").count() == 2


def test_women_are_a_row_of_their_own_that_adds_up_others():
    edition = records.edition(as_of=DAY)
    for number, gender in enumerate(["woman", "trans_woman", "man", "unknown"]):
        person = records.prisoner(edition, name=f"Ana{number} Sabanalar Guaso", gender=gender)
        records.listing(person, "consolidated", date(2024, 1, 1))

    answer = registry.answer("consolidated", {"breakdown": "gender"})

    assert rows(answer) == {"man": 1, "woman": 1, "unknown": 1, "trans_woman": 1}
    assert [(row.code, row.value) for row in answer.breakdown if row.is_sum] == [("women", 2)]
    assert answer.persons_behind("women").count() == 2
    assert "trans" in answer.note


def test_provinces_are_shown_west_to_east_with_zeros_and_unknown():
    edition = records.edition(as_of=DAY)
    for number, province in enumerate(["CU-03", "CU-03", "", "CU-02"]):
        person = records.prisoner(edition, name=f"Ana{number} Sabanalar Guaso", province=province)
        records.listing(person, "consolidated", date(2024, 1, 1))
    records.term(edition, "province", "CU-03", "La Habana", "Havana")

    answer = registry.answer("by_province", {}, language="en")

    assert [row.code for row in answer.breakdown[:3]] == ["CU-01", "CU-15", "CU-03"]
    assert {code: n for code, n in rows(answer).items() if n} == {"CU-03": 2, "unknown": 1, "CU-02": 1}
    assert answer.breakdown[2].label == "Havana"
    assert answer.persons_behind("unknown").count() == 1


def test_offences_of_any_charge_add_up_to_more_than_the_total():
    edition = records.edition(as_of=DAY)
    one, two, uncharged = (records.prisoner(edition, name=f"Ana {n} Sabanalar Guaso") for n in "abc")
    for person in (one, two, uncharged):
        records.listing(person, "consolidated", date(2024, 1, 1))
    records.charge(one, "sedicion", is_principal=True)
    records.charge(one, "desacato")
    records.charge(one, "desacato", stage="conviction")
    records.charge(two, "desacato", is_principal=True)

    every = registry.answer("by_offence", {"mode": "any"})
    principal = registry.answer("by_offence", {"mode": "principal"})

    assert every.value == principal.value == 3
    assert rows(every) == {"desacato": 2, "sedicion": 1, "desconocido": 1}
    assert rows(principal) == {"sedicion": 1, "desacato": 1, "desconocido": 1}
    assert [person.public_id for person in every.persons_behind("desconocido")] == [uncharged.public_id]
