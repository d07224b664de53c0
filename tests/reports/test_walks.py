"""The way from one total to another: each reason, bad questions, and what is never shown."""

from dataclasses import replace
from datetime import date

import pytest

from reports import answers
from reports.errors import BadParameter
from reports.figure import Text
from reports.walks import WalkDoesNotAddUp, reasons, walk_of
from reports.walks.clauses import IN_ORDER
from reports.walks.ends import ENDS, filled
from reports.walks.reasons import Reason
from reports.walks.walk import refuse_a_gap
from tests.publication import records
from tests.publication.records import NOTHING, days

DAY = date(2025, 1, 14)
BEFORE, AFTER = date(2024, 1, 1), date(2025, 2, 1)


def walk(first, last, **texts):
    return walk_of({"from": first, "to": last, **{name: str(text) for name, text in texts.items()}})


def steps(found):
    return {step.code: step.sign * step.count for step in found.steps}


@pytest.fixture
def edition(db):
    edition = records.edition(as_of=DAY)
    for code, name in (("ceiba", "Registro Ceiba (demo)"), ("yagruma", "Registro Yagruma (demo)")):
        records.organisation(edition, code, name)
    records.organisation(edition, "prensa", "Prensa {list}", is_accepted=False)
    records.term(edition, "event", "11j", "11 de julio", "11 July")
    records.term(edition, "event", "17m-2024")
    return edition


def person(edition, state="in_custody", *lists, **columns):
    found = records.prisoner(edition, **columns)
    if state:
        records.custody(found, state, BEFORE)
    for code in lists:
        records.listing(found, code, BEFORE)
    return found


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("serving_outside", "serving_outside"),
        ("awaiting_outside", "awaiting_outside"),
        ("outside_unknown", "outside_unknown"),
        ("free", "free"),
        ("exiled", "exiled"),
        ("deceased", "deceased"),
        ("at_large", "at_large"),
        ("missing", "missing"),
        ("unknown", "not_confirmed"),
        ("", "no_detention"),
    ],
)
def test_who_is_on_the_list_and_not_in_prison_leaves_by_state(edition, state, reason):
    inside = person(edition, "in_custody", "ceiba")
    outside = person(edition, state, "ceiba")

    found = walk("listed", "behind_bars", list="ceiba")

    assert (found.first.value, steps(found), found.last.value, found.in_both) == (2, {f"out_{reason}": -1}, 1, 1)
    assert list(found.persons(f"out_{reason}")) == [outside]
    assert list(found.last.persons) == [inside]


def test_dates_in_part_later_arrests_and_no_arrest_are_three_reasons(edition):
    perhaps = person(edition, "", "ceiba")
    records.custody(perhaps, "in_custody", None, certain=NOTHING, possible=days(BEFORE, AFTER))
    records.custody(perhaps, "unknown", BEFORE, AFTER)
    later = person(edition, "", "ceiba")
    records.custody(later, "in_custody", AFTER)
    person(edition, "", "ceiba")

    found = walk("listed", "behind_bars", list="ceiba")

    assert steps(found) == {"out_dates_in_part": -1, "out_not_yet_detained": -1, "out_no_detention": -1}
    assert list(found.persons("out_dates_in_part")) == [perhaps]
    assert list(found.persons("out_not_yet_detained")) == [later]


def test_between_two_lists_people_leave_and_come(edition):
    person(edition, "", "ceiba", "yagruma")
    alone = person(edition, "", "ceiba")
    both_others = person(edition, "", "ceiba", "prensa")
    gone = person(edition, "", "ceiba")
    records.listing(gone, "yagruma", BEFORE, DAY)
    to_come = person(edition, "", "ceiba")
    records.listing(to_come, "yagruma", AFTER)
    person(edition, "", "yagruma")

    found = walk("listed", "listed", list="ceiba", to_list="yagruma")

    assert (found.first.value, found.last.value) == (5, 2)
    assert steps(found) == {
        "out_left_list": -1,
        "out_listed_later": -1,
        "out_one_source": -1,
        "out_on_other_lists": -1,
        "in_one_source": 1,
    }
    named = {code: list(found.persons(code)) for code in steps(found) if code.startswith("out")}
    assert named == {
        "out_left_list": [gone],
        "out_listed_later": [to_come],
        "out_one_source": [alone],
        "out_on_other_lists": [both_others],
    }
    assert "Registro Yagruma (demo)" in found.step("out_left_list").why.es
    assert "Registro Ceiba (demo)" in found.step("in_one_source").why.en


def test_who_is_in_prison_and_on_no_list_is_told_so(edition):
    person(edition, "in_custody")

    assert steps(walk("in_prison", "behind_bars", list="ceiba")) == {"out_on_no_list": -1}
    assert steps(walk("in_prison", "consolidated")) == {"out_on_no_list": -1}


def test_reasons_for_not_being_consolidated(edition):
    register = person(edition, "in_custody")
    records.listing(register, "ceiba", BEFORE, counts_as_prisoner=False)
    not_accepted = person(edition, "in_custody", "prensa")
    gone = person(edition, "in_custody")
    records.listing(gone, "consolidated", BEFORE, DAY)
    to_come = person(edition, "in_custody")
    records.listing(to_come, "consolidated", AFTER)

    found = walk("in_prison", "consolidated")

    assert {code: list(found.persons(code)) for code in steps(found)} == {
        "out_named_not_counted": [register],
        "out_not_accepted": [not_accepted],
        "out_no_longer_counted": [gone],
        "out_counted_later": [to_come],
    }


def test_who_comes_from_before_and_after_the_event(edition):
    person(edition, "in_custody", "ceiba", events=["11j"], context="j11")
    person(edition, "in_custody", events=["11j"], context="j11")
    person(edition, "in_custody", "ceiba", context="before_11j")
    person(edition, "in_custody", "ceiba", context="after_11j", events=["17m-2024"])
    person(edition, "in_custody", "ceiba", context="j11")

    found = walk("arrested_event_in_prison", "behind_bars", list="ceiba", event="11j")

    assert steps(found) == {"out_on_no_list": -1, "in_before_11j": 1, "in_after_11j": 1, "in_not_over_event": 1}
    assert "11 July" in found.step("in_not_over_event").why.en
    other = walk("arrested_event_in_prison", "behind_bars", list="ceiba", event="17m-2024")
    assert steps(other) == {"in_not_over_event": 3}, "before and after are said of 11J alone"


def classified(edition, *lines, **columns):
    said = [{"scheme": "coe", "value": value, "organisation": "yagruma", "stated_on": day} for value, day in lines]
    return person(edition, "in_custody", "consolidated", document=records.document(classifications=said), **columns)


def test_who_is_not_classified_is_told_apart_from_later_and_withheld(edition):
    classified(edition, ("coe_a", "2024-06-01"))
    later = classified(edition, ("coe_a", "2025-02-01"))
    perhaps = classified(edition, ("coe_e", "2025-01"))
    other = person(edition, "in_custody", "consolidated")
    hidden = person(edition, "in_custody", "consolidated", is_withheld=True)
    person(edition, "serving_outside", "consolidated", is_withheld=True)

    found = walk("consolidated", "coe_1900")

    assert steps(found) == {
        "out_serving_outside": -1,
        "out_withheld": -1,
        "out_classified_later": -2,
        "out_not_classified": -1,
    }
    assert set(found.persons("out_classified_later")) == {later, perhaps}
    assert list(found.persons("out_withheld")) == [hidden]
    assert list(found.persons("out_not_classified")) == [other]


def test_nobody_differs_between_equal_totals(edition):
    person(edition, "in_custody", "ceiba", "consolidated")

    assert walk("listed", "consolidated", list="ceiba").steps == ()


@pytest.mark.parametrize(
    ("texts", "parameter"),
    [
        ({}, "from"),
        ({"from": "listed", "list": "ceiba"}, "to"),
        ({"from": "nobody", "to": "listed"}, "from"),
        ({"from": "in_prison", "to": "custody"}, "to"),
        ({"from": "in_prison", "to": "in_prison"}, "to"),
        ({"from": "listed", "to": "listed", "list": "ceiba"}, "to"),
        ({"from": "listed", "to": "listed", "list": "ceiba", "to_list": "ceiba"}, "to"),
        ({"from": "listed", "to": "in_prison"}, "list"),
        ({"from": "listed", "to": "in_prison", "list": "nobody"}, "list"),
        ({"from": "listed", "to": "in_prison", "list": "consolidated"}, "list"),
        ({"from": "listed", "to": "listed", "list": "ceiba", "to_list": "nobody"}, "to_list"),
        ({"from": "behind_bars", "to": "in_prison", "list": "consolidated"}, "list"),
        ({"from": "consolidated", "to": "in_prison", "list": "ceiba"}, "list"),
        ({"from": "consolidated", "to": "listed", "list": "ceiba", "to_list": "ceiba"}, "list"),
        ({"from": "listed", "to": "consolidated", "list": "ceiba", "to_list": "yagruma"}, "to_list"),
        ({"from": "consolidated", "to": "in_prison", "event": "11j"}, "event"),
        ({"from": "consolidated", "to": "arrested_event_in_prison"}, "event"),
        ({"from": "consolidated", "to": "arrested_event_in_prison", "event": "12j"}, "event"),
        ({"from": "consolidated", "to": "in_prison", "as_of": "yesterday"}, "as_of"),
        ({"from": "consolidated", "to": "in_prison", "as_of": "1958-12-31"}, "as_of"),
        ({"from": "consolidated", "to": "in_prison", "edition": "none"}, "edition"),
        ({"from": "consolidated", "to": "in_prison", "province": "CU-03"}, "province"),
    ],
)
def test_bad_question_is_refused_by_name(edition, texts, parameter):
    with pytest.raises(BadParameter) as refused:
        walk_of(texts)

    assert refused.value.parameter == parameter


def test_step_that_there_is_not_is_refused_with_those_that_there_are(edition):
    person(edition, "free", "ceiba")
    found = walk("listed", "behind_bars", list="ceiba")

    with pytest.raises(BadParameter) as refused:
        found.persons("out_exiled")

    assert (refused.value.parameter, refused.value.known) == ("of", ("out_free",))


def test_list_of_the_second_alone_may_be_named_either_way(edition):
    person(edition, "in_custody", "ceiba")

    for named in ("list", "to_list"):
        assert walk("in_prison", "listed", **{named: "ceiba"}).last.value == 1


def test_walk_that_does_not_add_up_is_never_given(edition, monkeypatch):
    person(edition, "free", "ceiba")
    found = walk("listed", "behind_bars", list="ceiba")
    with pytest.raises(WalkDoesNotAddUp):
        refuse_a_gap(replace(found, steps=()))

    answers.forget()
    too_lax = replace(ENDS["behind_bars"], clauses=ENDS["listed"].clauses)
    monkeypatch.setitem(ENDS, "behind_bars", too_lax)
    with pytest.raises(WalkDoesNotAddUp, match="meet all of its clauses"):
        walk("listed", "behind_bars", list="ceiba")


def test_steps_that_went_missing_are_noticed(edition, monkeypatch):
    person(edition, "free", "ceiba")
    monkeypatch.setattr("reports.walks.walk.steps_between", lambda *given, **named: [])

    with pytest.raises(WalkDoesNotAddUp):
        walk("listed", "behind_bars", list="ceiba")


def test_name_with_braces_stays_as_it_is(edition):
    person(edition, "", "prensa")
    found = walk("listed", "consolidated", list="prensa")

    assert found.titles[0] == ("En la lista de Prensa {list}", "On the list of Prensa {list}")
    assert filled(Text("{list}", "{list} {event}"), {"list": Text("a", "b")}) == ("a", "b {event}")


def test_reasons_are_written_in_both_languages_and_named_once():
    found = [one for one in vars(reasons).values() if isinstance(one, Reason)]

    assert len({one.code for one in found}) == len(found) == 27
    for one in found:
        assert one.code.isascii()
        assert all(text.strip() for text in (*one.label, *one.why))
        assert "libre" not in one.label.es
        assert ": {list}" not in f"{one.why.es} {one.why.en}", "it reads as if that list were the one that names them"


def test_clauses_of_every_total_stand_in_order_of_precedence():
    for end in ENDS.values():
        assert list(end.clauses) == [clause for clause in IN_ORDER if clause in end.clauses]
