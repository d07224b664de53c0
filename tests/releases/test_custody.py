"""Where a person stands, from what is recorded: each rule by a history told in full."""

from datetime import date, timedelta

from chronology.partial_date import PartialDate
from releases.custody import FIRST, LAST, Departure, Held, Span, in_order, spans, state_after

STALENESS = 365
CONFIRMED = date(2025, 3, 31)
STALE = CONFIRMED + timedelta(days=366)


def day(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def held(on: str | None, left: str | None = None, to: str = "serving_outside", **more) -> Held:
    departures = ()
    if left is not None or "reported_on" in more:
        reported = more.pop("reported_on", None) or day(left).latest or day(left).value
        formality = more.pop("was_already_outside", False)
        departures = (Departure(to, day(left), reported, was_already_outside=formality),)
    return Held(day(on), departures=(*departures, *more.pop("then", ())), **more)


def figure(on: str, state: str) -> Departure:
    """A change of figure outside prison."""
    return Departure(state, day(on), day(on).latest, was_already_outside=True)


def told(*history: Held, confirmed_on=CONFIRMED) -> list[tuple]:
    """State, certain days and possible days, for reading; None is no bound."""
    open_end = {FIRST: None, LAST: None}
    return [
        (
            span.state,
            span.certain and tuple(str(open_end.get(d, d)) for d in span.certain),
            tuple(str(open_end.get(d, d)) for d in span.possible),
        )
        for span in spans(history, confirmed_on=confirmed_on, staleness=STALENESS)
    ]


def state_on(on: date, *history: Held, confirmed_on=CONFIRMED) -> str:
    found = spans(history, confirmed_on=confirmed_on, staleness=STALENESS)
    (state,) = [span.state for span in found if span.certain and span.certain[0] <= on < span.certain[1]]
    return state


def test_nobody_detained_has_no_state():
    assert spans([], staleness=STALENESS) == []


def test_in_prison_on_the_day_of_arrest_and_not_on_the_day_of_leaving():
    person = held("2021-07-11", "2025-01-15")
    assert state_on(date(2021, 7, 11), person) == "in_custody"
    assert state_on(date(2025, 1, 14), person) == "in_custody"
    assert state_on(date(2025, 1, 15), person) == "serving_outside"


def test_an_open_state_is_claimed_for_365_days_after_its_confirmation():
    person, confirmed = held("2021-07-11"), date(2024, 1, 15)
    assert state_on(confirmed + timedelta(days=365), person, confirmed_on=confirmed) == "in_custody"
    assert state_on(confirmed + timedelta(days=366), person, confirmed_on=confirmed) == "unknown"


def test_the_change_itself_confirms_the_state():
    person = held("2021-07-11", "2025-01-15")
    assert state_on(date(2026, 1, 15), person, confirmed_on=None) == "serving_outside"
    assert state_on(date(2026, 1, 16), person, confirmed_on=None) == "unknown"


def test_free_exiled_and_dead_never_go_stale():
    for final in ("free", "exiled", "deceased"):
        assert state_on(date(2099, 1, 1), held("2021-07-11", "2022-01-01", final), confirmed_on=None) == final


def test_a_month_of_arrest_is_certain_from_its_end():
    assert told(held("2021-07")) == [
        ("in_custody", ("2021-07-31", str(STALE)), ("2021-07-01", str(STALE))),
        ("unknown", (str(STALE), "None"), (str(STALE), "None")),
    ]


def test_a_month_of_leaving_is_unknown_between_its_bounds():
    assert told(held("2021-07-11", "2025-01", "free")) == [
        ("in_custody", ("2021-07-11", "2025-01-01"), ("2021-07-11", "2025-01-31")),
        ("unknown", ("2025-01-01", "2025-01-31"), ("2025-01-01", "2025-01-31")),
        ("free", ("2025-01-31", "None"), ("2025-01-01", "None")),
    ]


def test_an_unknown_day_of_leaving_is_not_after_it_was_made_known():
    assert told(held("2021-07-11", None, "free", reported_on=date(2022, 3, 1))) == [
        ("in_custody", None, ("2021-07-11", "2022-03-01")),
        ("unknown", ("2021-07-11", "2022-03-01"), ("2021-07-11", "2022-03-01")),
        ("free", ("2022-03-01", "None"), ("2021-07-11", "None")),
    ]


def test_an_unknown_arrest_lies_between_the_event_and_the_first_that_knew():
    person = held(None, not_before=date(2021, 7, 11), known_by=date(2021, 8, 31))
    assert told(person)[0] == ("in_custody", ("2021-08-31", str(STALE)), ("2021-07-11", str(STALE)))


def test_an_unknown_arrest_without_any_bound_is_possible_and_never_certain():
    assert told(held(None)) == [("in_custody", None, ("None", "None"))]


def test_an_arrest_before_a_day_is_certain_from_that_day():
    assert told(held("../2021-07-11"))[0][:2] == ("in_custody", ("2021-07-11", str(STALE)))


def test_an_arrest_after_a_day_is_certain_from_the_first_that_knew():
    assert told(held("2021-07-11/..", known_by=date(2021, 9, 1)))[0] == (
        "in_custody",
        ("2021-09-01", str(STALE)),
        ("2021-07-11", str(STALE)),
    )


def test_let_go_on_the_day_of_arrest_was_never_counted_in_prison():
    assert told(held("2021-07-11", "2021-07-11", "free")) == [("free", ("2021-07-11", "None"), ("2021-07-11", "None"))]


def test_revoked_and_held_again_is_in_prison_again():
    again = held("2025-04-29")
    assert state_on(date(2025, 4, 28), held("2021-07-11", "2025-01-15"), again) == "serving_outside"
    assert state_on(date(2025, 4, 29), held("2021-07-11", "2025-01-15"), again) == "in_custody"


def test_escaped_and_recaptured():
    first, again = held("2021-07-11", "2022-05-01", "at_large"), held("2022-06-01")
    assert state_on(date(2022, 5, 20), first, again) == "at_large"
    assert state_on(date(2022, 6, 1), first, again) == "in_custody"


def test_missing_while_nobody_says_where():
    person = held("2021-07-11", is_missing=True, missing_from=day("2021-07-14"))
    assert state_on(date(2021, 7, 13), person) == "in_custody"
    assert state_on(date(2021, 7, 14), person) == "missing"


def test_missing_since_an_unknown_day_claims_nothing_in_between():
    person = held("2021-07-11", is_missing=True, known_by=date(2021, 8, 1))
    assert [(state, certain) for state, certain, _ in told(person)][:3] == [
        ("in_custody", None),
        ("unknown", ("2021-07-11", "2021-08-01")),
        ("missing", ("2021-08-01", str(STALE))),
    ]


def test_a_short_detention_without_an_end_is_claimed_for_its_day_alone():
    person = held("2023-05-06", is_brief=True)
    assert state_on(date(2023, 5, 6), person) != "in_custody"
    assert state_on(date(2023, 5, 7), person) == "unknown"


def test_who_leaves_prison_only_for_abroad_is_exiled():
    assert state_after("serving_outside", exile_condition="yes") == "exiled"
    assert state_after("serving_outside", exile_condition="unknown") == "serving_outside"


def test_a_change_of_figure_leaves_the_person_outside_all_along():
    person = held("2021-07-11", "2024-02-01", then=[figure("2025-01-16", "serving_outside")])
    states = [state for state, certain, _ in told(person) if certain]
    assert states == ["in_custody", "serving_outside", "serving_outside", "unknown"]


def test_leave_then_conditional_release_then_the_end_of_the_sentence():
    later = [figure("2025-01-16", "serving_outside"), figure("2025-03", "free")]
    person = held("2021-07-11", "2024-02-01", then=later)
    assert state_on(date(2025, 2, 28), person) == "serving_outside"
    assert state_on(date(2025, 3, 15), person) == "unknown"
    assert state_on(date(2099, 1, 1), person) == "free"


def test_a_release_on_paper_alone_says_only_that_the_person_was_outside_by_then():
    person = held("2021-07-11", "2025-01-16", was_already_outside=True)
    assert state_on(date(2024, 1, 1), person) == "unknown"
    assert state_on(date(2025, 1, 16), person) == "serving_outside"


def test_detentions_are_put_in_the_order_of_their_dates():
    first, second, third = held("2019-01-05", "2019-02-01"), held("2019"), held(None, known_by=date(2020, 5, 1))
    assert in_order([third, second, first]) == [first, second, third]


def test_records_that_contradict_each_other_still_give_one_state_a_day():
    first, second = held("2021-07-11", "2024"), held("2023-06-01", "2023-06-20", "free")
    assert state_on(date(2024, 1, 1), first, second) in {"free", "unknown"}
    assert isinstance(spans([first, second], staleness=STALENESS)[0], Span)
