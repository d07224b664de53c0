from datetime import date
from fractions import Fraction

import pytest

from reports import registry
from reports.errors import BadParameter
from reports.listed import months_between
from tests.publication import records

pytestmark = pytest.mark.django_db

T0, T1 = date(2023, 10, 31), date(2024, 10, 31)
PERIOD = {"list": "pd-demo", "from": str(T0), "to": str(T1)}


def rows(answer):
    return {row.code: row.value for row in answer.breakdown if not row.is_sum}


@pytest.fixture
def edition():
    edition = records.edition(as_of=T1)
    records.organisation(edition)
    return edition


def someone(edition, *spans, **columns):
    person = records.prisoner(edition, **columns)
    for from_, to in spans:
        records.listing(person, "pd-demo", from_, to)
    return person


def test_stock_and_flow_of_a_period(edition):
    stayed = someone(edition, (date(2023, 1, 1), None))
    went = someone(edition, (date(2023, 1, 1), date(2024, 5, 1)))
    came = someone(edition, (date(2024, 5, 1), None))
    came_and_went = someone(edition, (date(2024, 2, 1), date(2024, 3, 1)))
    went_and_returned = someone(edition, (date(2023, 1, 1), date(2024, 1, 1)), (date(2024, 6, 1), None))
    someone(edition, (date(2022, 1, 1), date(2023, 6, 1)))  # long gone
    someone(edition, (date(2024, 11, 30), None))  # not yet

    def ids(figure_id):
        return {person.public_id for person in registry.answer(figure_id, PERIOD).persons}

    assert ids("listed_new") == {came.public_id, came_and_went.public_id}
    assert ids("listed_left") == {went.public_id, came_and_went.public_id}
    assert ids("listed_through") == {p.public_id for p in (stayed, went, came, came_and_went, went_and_returned)}


def test_period_leaves_out_its_first_day_and_holds_its_last(edition):
    someone(edition, (T0, None))  # on the list when the first day closes
    someone(edition, (T1, None))  # came on the last day
    someone(edition, (date(2023, 1, 1), T1))  # gone on the last day

    assert registry.answer("listed_new", PERIOD).value == 1
    assert registry.answer("listed_left", PERIOD).value == 1
    assert registry.answer("listed_through", PERIOD).value == 3


def test_monthly_mean_has_one_decimal(edition):
    for _ in range(3):
        someone(edition, (date(2024, 5, 1), None))

    assert str(registry.answer("listed_new", PERIOD).extras["monthly_mean"]) == "0.3"  # 3 / 12 = 0.25, half up
    assert registry.answer("listed_new", {**PERIOD, "from": str(T1)}).extras["monthly_mean"] is None


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (T0, T1, 12),
        (date(2023, 9, 30), date(2023, 10, 31), 1),
        (date(2024, 2, 29), date(2024, 3, 31), 1),
        (date(2024, 1, 14), date(2024, 3, 14), 2),
        (date(2024, 1, 14), date(2024, 1, 14), 0),
        (date(2025, 1, 31), date(2025, 3, 14), 1 + Fraction(14, 31)),
        (date(2025, 1, 20), date(2025, 2, 3), Fraction(14, 31)),
    ],
)
def test_months_between_closings(first, last, months):
    assert months_between(first, last) == months


def test_period_ends_on_the_edition_day_when_no_end_is_given(edition):
    someone(edition, (date(2024, 5, 1), None))

    answer = registry.answer("listed_new", {"list": "pd-demo", "from": str(T0)})

    assert (answer.value, answer.as_of) == (1, T1)


@pytest.mark.parametrize(
    ("texts", "parameter"),
    [
        ({"list": "pd-demo", "to": str(T1)}, "from"),
        ({**PERIOD, "from": "2024-11-01"}, "from"),
        ({**PERIOD, "as_of": "2024-10-30"}, "as_of"),
        ({**PERIOD, "list": "otra"}, "list"),
        ({**PERIOD, "list": ""}, "list"),
        ({**PERIOD, "list": "pd\x00demo"}, "list"),
        ({**PERIOD, "breakdown": "gender"}, "breakdown"),
    ],
)
def test_period_that_makes_no_sense_is_refused(edition, texts, parameter):
    with pytest.raises(BadParameter) as refusal:
        registry.answer("listed_new", texts)

    assert refusal.value.parameter == parameter


def test_minors_are_boys_and_girls(edition):
    on = (date(2024, 1, 1), None)
    for _ in range(2):
        someone(edition, on, minor_at_detention="yes", gender="man")
    girl = someone(edition, on, minor_at_detention="yes", gender="woman")
    someone(edition, on, minor_at_detention="no", gender="woman")
    someone(edition, on, minor_at_detention="unknown", gender="woman")

    answer = registry.answer("listed", {"list": "pd-demo", "breakdown": "minors"})

    assert (answer.value, rows(answer)) == (5, {"boys": 2, "girls": 1})
    assert [person.public_id for person in answer.persons_behind("girls")] == [girl.public_id]


def test_health_is_counted_at_the_last_point_and_names_nobody(edition):
    someone(edition, (date(2024, 1, 1), None))
    for day, yes in ((date(2024, 8, 31), 600), (date(2024, 9, 30), 653), (date(2024, 11, 30), 700)):
        for code, count in (("yes", yes), ("no", 400), ("unknown", 64)):
            records._row(
                records.SensitiveCount,
                edition,
                {"source_list": "pd-demo", "as_of": day, "dimension": "medical", "code": code, "count": count},
            )

    answer = registry.answer("listed", {"list": "pd-demo", "breakdown": "medical"})

    assert rows(answer) == {"yes": 653, "no": 400, "unknown": 64}
    with pytest.raises(BadParameter):
        answer.persons_behind("yes")
    assert rows(registry.answer("listed", {"list": "pd-demo", "breakdown": "mental"})) == {
        "yes": 0,
        "no": 0,
        "unknown": 0,
    }


def test_principal_offences_add_up_to_the_list(edition):
    first = someone(edition, (date(2024, 1, 1), None))
    someone(edition, (date(2024, 1, 1), None))
    records.charge(first, "sedicion", is_principal=True)
    records.charge(first, "desacato")

    answer = registry.answer("listed", {"list": "pd-demo", "breakdown": "offence"})

    assert rows(answer) == {"sedicion": 1, "desconocido": 1}


def test_custody_is_that_of_the_day_asked_about(edition):
    person = someone(edition, (date(2023, 1, 1), None))
    records.custody(person, "in_custody", date(2022, 1, 1), date(2024, 6, 1))
    records.custody(person, "serving_outside", date(2024, 6, 1))

    def custody(day):
        answer = registry.answer("listed", {"list": "pd-demo", "breakdown": "custody", "as_of": day})
        return rows(answer)

    assert custody("2024-05-31") == {"in_prison": 1, "outside": 0, "unknown": 0}
    assert custody("2024-06-01") == {"in_prison": 0, "outside": 1, "unknown": 0}
