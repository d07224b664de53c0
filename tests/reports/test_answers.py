"""What holds for every figure: parameters, editions, kept answers, number of queries."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Event

import pytest
import time_machine

from reports import answers, kept, registry
from reports.errors import BadParameter, NothingPublished, UnknownEdition, UnknownFigure, WrongMoment
from reports.kept import Kept
from reports.serial import answer_json
from tests.publication import records

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 14)
IDS = [figure.id for figure in registry.figures()]
CONTRACT = (
    "consolidated listed listed_new listed_left listed_through in_prison custody arrested_in_prison overlap "
    "announced_verified release_type free_among_released more_than_half "
    "sentence_length by_offence by_province reimprisoned"
)
OURS = (  # not of the contract
    "behind_bars arrested_event_in_prison coe_1900 "
    "prison_entered prison_left prison_through repeat_detentions one_organisation listing_lag "
    "time_inside months_left could_have_left revoked still_outside sentenced age_at_detention minors "
    "minors_by_province estimated_total"
)
ASKED = {
    "listed": {"list": "pd-demo"},
    "listed_new": {"list": "pd-demo", "from": "2023-10-31"},
    "listed_left": {"list": "pd-demo", "from": "2023-10-31"},
    "listed_through": {"list": "pd-demo", "from": "2023-10-31"},
    "arrested_in_prison": {"event": "11j"},
    "arrested_event_in_prison": {"event": "11j"},
    "behind_bars": {"list": "pd-demo"},
    "overlap": {"lists": "pd-demo,consolidated"},
    "estimated_total": {"lists": "pd-demo"},
    "listing_lag": {"list": "pd-demo"},
    "announced_verified": {"announcement": "anuncio-553"},
    "release_type": {"announcement": "anuncio-553"},
    "free_among_released": {"announcement": "anuncio-553"},
    "more_than_half": {"announcement": "anuncio-553"},
    "sentence_length": {"offence": "sedicion"},
    "reimprisoned": {"announcement": "anuncio-553"},
    "prison_entered": {"from": "2023-10-31"},
    "prison_left": {"from": "2023-10-31"},
    "prison_through": {"from": "2023-10-31"},
    "time_inside": {"announcement": "anuncio-553"},
    "months_left": {"announcement": "anuncio-553"},
    "could_have_left": {"announcement": "anuncio-553"},
    "revoked": {"announcement": "anuncio-553"},
    "still_outside": {"announcement": "anuncio-553"},
}
OF_ANNOUNCEMENT_OR_PERIOD = {"release_type", "time_inside", "months_left", "could_have_left"}


@pytest.fixture
def edition():
    edition = records.edition(as_of=DAY)
    records.organisation(edition)
    records.announcement(edition)
    records.term(edition, "event", "11j")
    records.term(edition, "offence", "sedicion")
    person = records.prisoner(edition, events=["11j"])
    records.listing(person, "consolidated", date(2024, 1, 1))
    records.custody(person, "in_custody", date(2024, 1, 1))
    return edition


def test_every_figure_of_the_contract_is_there():
    assert sorted(IDS) == sorted([*CONTRACT.split(), *OURS.split()])


def test_unknown_figure_names_those_that_there_are(edition):
    with pytest.raises(UnknownFigure, match="consolidated, listed, "):
        registry.answer("nada", {})


def test_nothing_published_yet_is_said():
    with pytest.raises(NothingPublished):
        registry.answer("consolidated", {})


@pytest.mark.parametrize("figure_id", IDS)
def test_every_figure_answers_with_all_that_it_must_carry(edition, figure_id):
    answer = registry.answer(figure_id, ASKED.get(figure_id, {}))

    assert (answer.as_of, answer.edition, answer.is_demo, answer.version) == (DAY, 1, True, 1)
    text = answer.figure.definition
    assert text.rule.startswith("9.")
    assert min(map(len, (*text.title, *text.text))) > 5
    assert answer.in_language("en").definition == text.text.en


@pytest.mark.parametrize("figure_id", IDS)
def test_every_breakdown_answers_in_both_languages(edition, figure_id):
    for breakdown in registry.figure(figure_id).breakdowns:
        texts = {**ASKED.get(figure_id, {}), "breakdown": breakdown.code}
        answer = registry.answer(figure_id, texts, language="en")
        assert answer.breakdown_code == breakdown.code
        assert all(row.label for row in answer.breakdown)
        assert all(row.label for row in answer.in_language("es").breakdown)


@pytest.mark.parametrize("figure_id", IDS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nada", "1"),
        ("nada", ""),
        ("as_of", "ayer"),
        ("as_of", "1958-12-31"),
        ("as_of", "2025-02-30"),
        ("as_of", "20250114"),
        ("as_of", "٢٠٢٥-01-14"),
        ("as_of", "2999-01-01"),
        ("breakdown", "nada"),
        ("edition", "uno"),
        ("edition", "0"),
        ("edition", "9" * 30),
    ],
)
def test_bad_parameter_is_refused_by_name(edition, figure_id, name, value):
    with pytest.raises(BadParameter) as refusal:
        registry.answer(figure_id, {**ASKED.get(figure_id, {}), name: value})

    assert refusal.value.parameter == name
    assert value == "" or value not in refusal.value.message.replace(figure_id, "")


@pytest.mark.parametrize("figure_id", [one for one in ASKED if one not in OF_ANNOUNCEMENT_OR_PERIOD])
def test_missing_parameter_is_refused_by_name(edition, figure_id):
    missing = next(iter(ASKED[figure_id]))

    with pytest.raises(BadParameter) as refusal:
        registry.answer(figure_id, {**ASKED[figure_id], missing: " "})

    assert refusal.value.parameter == missing


@pytest.mark.parametrize(
    ("figure_id", "name"),
    [
        ("listed", "list"),
        ("arrested_in_prison", "event"),
        ("announced_verified", "announcement"),
        ("sentence_length", "offence"),
        ("by_offence", "mode"),
        ("more_than_half", "reductions"),
        ("could_have_left", "part"),
    ],
)
@pytest.mark.parametrize("value", ["nada", "'; --", "x" * 500, "\x00"])
def test_unknown_code_is_refused_by_name(edition, figure_id, name, value):
    with pytest.raises(BadParameter) as refusal:
        registry.answer(figure_id, {**ASKED.get(figure_id, {}), name: value})

    assert refusal.value.parameter == name


@time_machine.travel("2025-06-01 12:00Z", tick=False)
def test_days_until_today_may_be_asked_about(edition):
    assert registry.answer("in_prison", {"as_of": "2025-06-01"}).value == 1
    with pytest.raises(BadParameter, match="1959-01-01 .* 2025-06-01"):
        registry.answer("in_prison", {"as_of": "2025-06-02"})


@time_machine.travel("2025-06-01 12:00Z", tick=False)
@pytest.mark.parametrize(
    ("figure_id", "name", "value"),
    [
        ("listed_new", "to", "2025-06-02"),
        ("listed_new", "from", "1958-12-31"),
        ("announced_verified", "known_by", "2025-06-02"),
        ("overlap", "lists", "pd-demo@2025-06-02"),
    ],
)
def test_no_day_of_a_question_is_beyond_what_can_be_known(edition, figure_id, name, value):
    with pytest.raises(WrongMoment) as refusal:
        registry.answer(figure_id, {**ASKED.get(figure_id, {}), name: value})
    assert refusal.value.parameter == name


def test_question_may_name_the_day_on_which_it_was_known(edition):
    second = records.edition(2, as_of=DAY, published_at=datetime(2025, 2, 1, 12, tzinfo=UTC))
    records.custody(records.prisoner(second), "in_custody", date(2024, 1, 1))

    first = registry.answer("in_prison", {"known_at": "2025-01-31"})
    assert (first.value, first.edition, "known_at" in first.parameters) == (1, 1, False)
    assert registry.answer("in_prison", {"known_at": "2025-02-01"}).edition == 2
    with pytest.raises(WrongMoment):
        registry.answer("in_prison", {"known_at": "2025-02-01", "edition": "1"})


def test_earlier_edition_gives_the_number_it_gave(edition):
    second = records.edition(2, as_of=date(2025, 3, 31))
    person = records.prisoner(second)
    records.listing(person, "consolidated", date(2024, 1, 1))

    assert registry.answer("consolidated", {}).value == 2
    assert registry.answer("consolidated", {"edition": "1"}).value == 1
    first = registry.answer("consolidated", {}, edition=1)
    assert (first.value, first.as_of, first.persons_address) == (
        1,
        DAY,
        "/api/v1/figures/consolidated/persons/?edition=1",
    )
    with pytest.raises(UnknownEdition):
        registry.answer("consolidated", {"edition": "3"})


def test_address_repeats_the_question_and_names_the_edition(edition):
    answer = registry.answer(
        "overlap", {"lists": "pd-demo@2024-10-31,consolidated", "as_of": "2025-01-14", "breakdown": ""}
    )

    question = "lists=pd-demo@2024-10-31,consolidated&as_of=2025-01-14&edition=1"
    assert answer.address == f"/api/v1/figures/overlap/?{question}"
    assert answer.persons_address == f"/api/v1/figures/overlap/persons/?{question}"


@pytest.mark.parametrize("figure_id", IDS)
def test_kept_answer_costs_one_query_in_any_language(edition, figure_id, django_assert_num_queries):
    first = registry.answer(figure_id, ASKED.get(figure_id, {}))

    with django_assert_num_queries(1):
        again = registry.answer(figure_id, ASKED.get(figure_id, {}), language="en")

    assert again.counted is first.counted


@pytest.mark.parametrize("figure_id", IDS)
def test_first_answer_costs_few_queries(edition, figure_id, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        registry.answer(figure_id, ASKED.get(figure_id, {}))


def test_new_edition_is_counted_anew(edition):
    assert registry.answer("in_prison", {}).value == 1
    second = records.edition(2, as_of=DAY)
    records.custody(records.prisoner(second), "in_custody", date(2024, 1, 1))

    assert registry.answer("in_prison", {}).value == 2


def test_persons_are_read_anew_and_the_nameless_come_last(edition):
    records.listing(records.prisoner(edition, is_withheld=True), "consolidated", date(2024, 1, 1))
    answers.forget()
    answer = registry.answer("consolidated", {})

    assert [person.is_withheld for person in answer.persons] == [False, True]
    assert answer.persons is not answer.persons


def test_sixteen_who_ask_at_once_cause_one_computation():
    store, all_here, done, worked = Kept(10), Barrier(16), Event(), []

    def work():
        worked.append(1)
        done.wait(5)
        return "found"

    def ask(_):
        all_here.wait(5)
        return store.get("key", work)

    with ThreadPoolExecutor(16) as pool:
        asked = [pool.submit(ask, number) for number in range(16)]
        done.set()
        assert {future.result() for future in asked} == {"found"}
    assert worked == [1]


def test_crawler_of_days_does_not_drive_out_what_everybody_asks(edition, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(kept.of_other_days, "size", 5)
    monkeypatch.setattr(kept.of_today, "size", 5)
    registry.answer("in_prison", {})
    for back in range(1, 20):
        registry.answer("in_prison", {"as_of": str(DAY - timedelta(back))})
    with django_assert_max_num_queries(1):
        registry.answer("in_prison", {})


@pytest.mark.parametrize(
    ("asked", "is_own"),
    [
        ({}, True),
        ({"as_of": "2025-01-14", "list": "pd-demo"}, True),
        ({"from": "2023-10-31", "to": "2025-01-14"}, True),
        ({"as_of": "2025-01-13"}, False),
        ({"from": "2023-10-31", "to": "2024-06-30"}, False),
        ({"known_by": "2024-12-01"}, False),
    ],
)
def test_own_day_is_the_one_that_nobody_has_to_choose(edition, asked, is_own):
    assert answers.is_of_own_day(answers.asked_of(asked, edition), edition) is is_own


def test_own_day_is_counted_once_whether_named_or_not(edition, django_assert_max_num_queries):
    plain = registry.answer("in_prison", {"breakdown": "gender"})
    with django_assert_max_num_queries(1):
        named = registry.answer("in_prison", {"breakdown": "gender", "as_of": str(DAY)})
    assert (named.value, named.breakdown) == (plain.value, plain.breakdown)
    assert (plain.parameters, named.parameters) == (
        {"breakdown": "gender"}, {"breakdown": "gender", "as_of": str(DAY)},
    )  # fmt: skip


def test_period_that_ended_before_is_not_that_of_the_own_day(edition):
    asked = {"from": "2023-10-31", "to": "2024-06-30"}
    assert registry.answer("prison_entered", asked).as_of == date(2024, 6, 30)
    assert registry.answer("prison_entered", {**asked, "as_of": str(DAY)}).as_of == DAY


def test_failure_is_not_kept_and_the_oldest_is_forgotten():
    store = Kept(2)

    def fail():
        raise BadParameter("x", "no")

    with pytest.raises(BadParameter):
        store.get("a", fail)
    assert [store.get(key, lambda key=key: key.upper()) for key in "abc"] == ["A", "B", "C"]
    assert store.get("a", lambda: "again") == "again"
    assert store.get("c", lambda: "again") == "C"


def test_shares_are_of_all_and_of_those_of_whom_it_is_known():
    edition = records.edition(as_of=DAY)
    for gender in ("man", "woman", "unknown"):
        records.listing(records.prisoner(edition, gender=gender), "consolidated", date(2024, 1, 1))

    answer = registry.answer("consolidated", {"breakdown": "gender"})
    rows = {row.code: (str(row.share), row.of_known and str(row.of_known)) for row in answer.breakdown}

    assert rows == {
        "man": ("33.3", "50.0"), "woman": ("33.3", "50.0"), "unknown": ("33.3", None), "women": ("33.3", "50.0"),
    }  # fmt: skip
    assert [row["share_of_known"] for row in answer_json(answer)["breakdown"] if row["code"] == "man"] == [50.0]
    places = registry.answer("consolidated", {"breakdown": "custody"}).breakdown
    assert {row.of_known for row in places} == {None}  # known of nobody


def test_an_answer_says_when_its_edition_was_published(edition):
    assert answer_json(registry.answer("in_prison", {}))["computed_at"] == edition.published_at.isoformat()
