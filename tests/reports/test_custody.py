from datetime import date
from decimal import Decimal

import pytest

from reports import registry
from reports.errors import BadParameter
from tests.publication import records
from tests.publication.records import NOTHING, days

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 14)


def rows(answer):
    return {row.code: row.value for row in answer.breakdown if not row.is_sum}


@pytest.fixture
def edition():
    return records.edition(as_of=DAY)


def test_day_of_entry_counts_and_day_of_leaving_does_not(edition):
    records.custody(records.prisoner(edition), "in_custody", DAY, date(2025, 1, 20))

    def value(day):
        return registry.answer("in_prison", {"as_of": day}).value

    assert [value(day) for day in ("2025-01-13", "2025-01-14", "2025-01-19", "2025-01-20")] == [0, 1, 1, 0]


def test_part_known_dates_give_a_range(edition):
    records.custody(records.prisoner(edition), "in_custody", date(2024, 1, 1))
    perhaps = records.prisoner(edition)
    records.custody(perhaps, "in_custody", None, certain=NOTHING, possible=days(date(2025, 1, 1), date(2025, 2, 1)))
    records.custody(perhaps, "unknown", date(2025, 1, 1), date(2025, 2, 1))

    answer = registry.answer("in_prison", {})

    assert (answer.value, answer.possible, answer.is_range) == (1, (1, 2), True)
    assert answer.persons.count() == 1


def test_the_ten_states_add_up_to_the_persons_detained(edition):
    for state in ("in_custody", "free", "deceased", "in_custody"):
        records.custody(records.prisoner(edition), state, date(2024, 1, 1))
    later = records.prisoner(edition)
    records.custody(later, "in_custody", date(2025, 2, 1), possible=days(date(2025, 1, 1)))

    answer = registry.answer("custody", {})

    assert len(answer.breakdown) == 10
    assert sum(row.value for row in answer.breakdown) == answer.value == 4
    assert answer.possible == (4, 5)
    assert {code: n for code, n in rows(answer).items() if n} == {"in_custody": 2, "free": 1, "deceased": 1}


def test_share_still_in_prison_of_those_arrested(edition):
    records.term(edition, "event", "11j")
    records.term(edition, "event", "11j-la-guinera", parent="11j")
    people = [records.prisoner(edition, events=["11j"], has_affiliation=known) for known in ("no", "yes", "unknown")]
    people.append(records.prisoner(edition, events=["11j-la-guinera"], has_affiliation="no"))
    records.custody(records.prisoner(edition, events=["otro"]), "in_custody", date(2021, 7, 11))
    for person in people:
        records.custody(person, "free" if person is people[1] else "in_custody", date(2021, 7, 11))
    people += [records.prisoner(edition, events=["11j"]) for _ in range(5)]  # let go, and nothing known since

    answer = registry.answer("arrested_in_prison", {"event": "11j", "breakdown": "affiliation"})

    assert (answer.value, answer.unit) == (Decimal("33.3"), "percent")
    assert answer.extras == {"numerator": 3, "denominator": 9}
    assert answer.persons.count() == 3
    assert answer.persons_behind("denominator").count() == 9
    assert rows(answer) == {"none_known": 2, "any": 0, "unknown": 1}
    with pytest.raises(BadParameter):  # whose affiliation it is may be told with their consent alone
        answer.persons_behind("none_known")
    assert [str(row.share) for row in answer.breakdown] == ["66.7", "0.0", "33.3"]


def test_share_of_nobody_can_not_be_computed(edition):
    records.term(edition, "event", "11j")

    answer = registry.answer("arrested_in_prison", {"event": "11j"})

    assert (answer.value, answer.possible) == (None, (None, None))
