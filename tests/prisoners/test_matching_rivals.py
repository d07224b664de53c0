"""Rows of one list: which of several is a person, and what the others lose to it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prisoners.matching.decision import Answer, Candidate, with_chances
from prisoners.matching.profile import Profile
from prisoners.matching.rivals import RIVAL, held_back, judge
from prisoners.matching.scorecard import shipped

CARD = replace(shipped(1_400), same=0.6, new=0.7)
BIRTH = (("birth.day", 1.0),)
SURNAMES = (("surname_1.exact", 1.0), ("surname_2.sound", 1.0))


def row(findings=BIRTH, **scores: float) -> list[Candidate]:
    """A row's candidates by their scores in bits, each born the same day."""
    ranked = sorted(scores.items(), key=lambda each: -each[1])
    return with_chances([Candidate(owner, score, findings, Profile()) for owner, score in ranked])


def answers(*rows, **known):
    return [each.answer for each in judge(rows, CARD, **known)]


def test_row_that_fits_best_is_taken_and_the_other_is_asked():
    assert answers(row(ana=9.0), row(ana=12.0)) == [Answer.REVIEW, Answer.SAME]


def test_of_two_rows_alike_the_first_is_taken_and_the_other_is_asked():
    assert answers(row(ana=12.0), row(ana=12.0)) == [Answer.SAME, Answer.REVIEW]


def repeated(*more: str, without: str = "") -> list[Candidate]:
    findings = [each for each in (*BIRTH, *SURNAMES) if each[0] != without] + [(name, 1.0) for name in more]
    return row(tuple(findings), ana=12.0)


@pytest.mark.parametrize("more", ["offences.none", "sentence.differs", "facility.differs", "second_given.missing"])
def test_second_row_with_surnames_and_birth_that_contradicts_nothing_lasting_is_taken_too(more):
    assert answers(row(ana=14.0), repeated()) == [Answer.SAME, Answer.SAME]
    assert answers(row(ana=14.0), repeated(more)) == [Answer.SAME, Answer.SAME]
    assert answers(repeated(), here={"ana"}) == [Answer.SAME]


@pytest.mark.parametrize("without", ["birth.day", "surname_1.exact", "surname_2.sound"])
def test_second_row_that_birth_and_both_surnames_do_not_vouch_for_is_asked(without):
    assert answers(row(ana=14.0), repeated(without=without)) == [Answer.SAME, Answer.REVIEW]


@pytest.mark.parametrize("more", ["arrest.other_year", "place.other_province", "birth.off_5", "gender.differs"])
def test_second_row_that_contradicts_something_lasting_is_asked(more):
    assert answers(row(ana=14.0), repeated(more)) == [Answer.SAME, Answer.REVIEW]


def test_second_row_of_a_person_whose_row_is_gone_is_asked():
    assert answers(repeated(), before={"ana"}) == [Answer.REVIEW]


def test_relative_who_fits_a_little_is_new_beside_the_right_row():
    assert answers(row(ana=2.0)) == [Answer.SAME]
    assert answers(row(ana=2.0), row(ana=12.0)) == [Answer.NEW, Answer.SAME]


def test_person_of_another_row_of_the_list_is_asked():
    assert answers(row(ana=12.0), here={"ana"}) == [Answer.REVIEW]


def test_person_of_a_row_that_is_gone_is_asked_and_loses_nothing():
    assert answers(row(ana=3.0), before={"ana"}) == [Answer.REVIEW]
    assert answers(row(ana=3.0), here={"ana"}) == [Answer.NEW]


def test_what_is_lost_stands_in_the_sum():
    lost, _kept = held_back([row(ana=2.0), row(ana=12.0)])
    found = dict(lost[0].findings)
    assert -6.65 <= found[RIVAL] < -6, "nearly what a list's rate of second rows is worth"
    assert abs(lost[0].score - (2.0 + found[RIVAL])) < 0.01
    assert dict(CARD.contributions(lost[0].findings))[RIVAL] == found[RIVAL]


def test_another_person_gains_what_the_first_loses():
    """Two brothers on both lists: who leans to the wrong one is set right by the brother's own row."""
    assert answers(row(ana=5.0, eva=4.5)) == [Answer.REVIEW]
    assert answers(row(ana=5.0, eva=4.5), row(ana=14.0, eva=0.0)) == [Answer.SAME, Answer.SAME]


scores = st.dictionaries(st.sampled_from("abcd"), st.floats(-20, 20), max_size=4)


@given(st.lists(scores, max_size=6))
def test_nobody_is_taken_twice_by_birth_alone_and_no_row_gains(lists):
    rows = [row(**each) for each in lists]
    taken = [each.best.owner for each in judge(rows, CARD) if each.answer is Answer.SAME]
    assert len(taken) == len(set(taken))
    for before, after in zip(rows, held_back(rows), strict=True):
        former = {each.owner: each.score for each in before}
        assert {each.owner for each in after} == set(former)
        assert all(each.score <= former[each.owner] for each in after)
        assert [each.score for each in after] == sorted((each.score for each in after), reverse=True)
