"""The strict matcher: golden pairs, the brothers trap, doubts, and what editors decide."""

import pytest

from editorial.models import Editor, Refused
from prisoners.matching.decisions import decide, withdraw
from prisoners.matching.evidence import Bearer
from prisoners.matching.names import parse
from prisoners.matching.strict import Register, judge
from prisoners.models import Citation, Detention, MatchDecision, Person, RowMatch
from sources.models import ListEntry
from tests.lists import LATER, bring, load_reference, make_list, row


def bearer(text, key=1, *, year=None, province=None):
    return Bearer((parse(text),), frozenset([year] if year else []), frozenset([province] if province else []), key=key)


def verdict(row, *persons):
    return judge([row], Register(persons))[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yohandry Pérez Sabanalar", "PEREZ SABANALAR, Yoandri"),
        ("Yosbany de la Cruz Yarayó", "Yosvani De La Cruz"),
        ("Maykel Giménez Guayacanar", "Maikel Jiménez Guayacanar"),
    ],
)
def test_golden_same_pairs_are_put_before_an_editor(one, other):
    found = verdict(bearer(one, year=1990, province="CU-03"), bearer(other, 7, year=1990, province="CU-03"))
    assert found.same is None and [key for key, _evidence in found.candidates] == [7]


def test_golden_brothers_stay_two():
    found = verdict(
        bearer("Luis Miguel Díaz Yarayó", year=1988, province="CU-14"),
        bearer("Luis Manuel Díaz Yarayó", 7, year=1991, province="CU-14"),
    )
    assert found.is_new


def test_golden_namesakes_are_never_same():
    found = verdict(
        bearer("José Pérez Gómez", year=1970, province="CU-11"),
        bearer("José Pérez Gómez", 7, year=2001, province="CU-03"),
    )
    assert found.same is None and found.candidates


@pytest.mark.parametrize(
    ("mine", "theirs", "is_same"),
    [
        ({"year": 1990}, {"year": 1990}, True),
        ({"year": 1990, "province": "CU-03"}, {"year": 1990, "province": "CU-11"}, True),
        ({"province": "CU-03"}, {"year": 1990, "province": "CU-03"}, True),
        ({"year": 1990, "province": "CU-03"}, {"year": 1991, "province": "CU-03"}, False),
        ({"year": 1990, "province": "CU-03"}, {"year": 1970, "province": "CU-03"}, False),
        ({}, {}, False),
        ({}, {"year": 1990, "province": "CU-03"}, False),
        ({"province": "CU-03"}, {"province": "CU-11"}, False),
    ],
)
def test_name_alone_is_never_enough(mine, theirs, is_same):
    found = verdict(bearer("PÉREZ SABANALAR, YOANDRI", **mine), bearer("Yoandri Perez Sabanalar", 7, **theirs))
    assert (found.same is not None) == is_same
    assert is_same or found.candidates


@pytest.mark.parametrize("text", ["Juan Carlos Pérez", "PÉREZ, Juan Carlos"])
def test_missing_second_surname_is_unsure(text):
    found = verdict(bearer(text, year=1990), bearer("Juan Carlos Pérez Sabanalar", 7, year=1990))
    assert found.same is None and found.candidates


@pytest.mark.parametrize(
    "text", ["Juan Carlos Sabanalar Pérez", "Pérez Sabanalar Juan Carlos", "Juancarlos Pérez Sabanalar"]
)
def test_other_order_is_unsure(text):
    found = verdict(bearer(text, year=1990), bearer("Juan Carlos Pérez Sabanalar", 7, year=1990))
    assert found.same is None and found.candidates


def test_several_exact_bearers_are_unsure():
    one, other = (bearer("Yoandri Pérez Sabanalar", key, year=1990) for key in (7, 8))
    found = verdict(bearer("Yoandri Pérez Sabanalar", year=1990), one, other)
    assert found.same is None and len(found.candidates) == 2


def test_two_rows_of_one_list_never_become_one_person():
    rows = [bearer("Yoandri Pérez Sabanalar", key, year=1990) for key in (1, 2)]
    found = judge(rows, Register([bearer("Yoandri Pérez Sabanalar", 7, year=1990)]))
    assert all(each.same is None and each.candidates for each in found)
    assert judge(rows[:1], Register([bearer("Yoandri Pérez Sabanalar", 7, year=1990)]), taken=[7])[0].same is None


def test_second_new_row_of_one_name_waits_for_an_editor():
    first, second = judge([bearer("Yoandri Pérez Sabanalar", key) for key in (1, 2)], Register())
    assert first.is_new and [key for key, _ in second.twins] == [1]


@pytest.fixture
def editor(db):
    load_reference()
    return Editor.objects.create(username="editora")


def doubtful(**values):
    """Two lists of which the second leaves the second surname out; the entry and the person in doubt."""
    bring([row("1", "Yoandri Pérez Sabanalar", birth_date="1990", province="CU-03")])
    bring([row("x", "Yoandri Pérez", province="CU-03", **values)], make_list("registro-b"))
    return ListEntry.objects.get(row_key="x"), Person.objects.get()


def test_unsure_row_makes_nobody_and_gives_nothing(editor):
    entry, person = doubtful(gender="man")
    assert person.gender == "unknown" and not Citation.objects.filter(record__entry=entry).exists()
    match = RowMatch.objects.get(entry=entry)
    assert match.decision == "unsure" and match.explanation["name"] == "no_second_surname" and match.decided_by is None


def test_editor_says_same_and_the_facts_are_taken(editor):
    entry, person = doubtful(gender="man", status="in_custody")
    assert decide(entry, person, MatchDecision.SAME, by=editor) == person
    person.refresh_from_db()
    assert person.gender == "man" and person.last_edited_by == editor
    assert person.names.filter(text="Yoandri Pérez").exists()
    assert Citation.objects.filter(record__entry=entry, person=person).exists()
    assert RowMatch.objects.in_force().get(entry=entry).decided_by == editor


def test_editor_says_not_same_then_somebody_new(editor):
    entry, person = doubtful()
    assert decide(entry, person, MatchDecision.NOT_SAME, by=editor) is None
    made = decide(entry, None, MatchDecision.SAME, by=editor)
    assert made != person and made.name_display == "Yoandri Pérez" and made.detentions.count() == 1
    assert RowMatch.objects.in_force().get(entry=entry, person=person).decision == "not_same"


def test_decision_of_an_editor_stands_in_later_imports(editor):
    entry, person = doubtful()
    decide(entry, person, MatchDecision.SAME, by=editor)
    bring([row("x", "Yoandri Pérez", province="CU-11", gender="man")], make_list("registro-b"), as_of=LATER)
    person.refresh_from_db()
    assert Person.objects.count() == 1 and person.gender == "man"


@pytest.mark.parametrize("decision", ["unsure", "not_same"])
def test_decision_that_says_nothing_is_refused(editor, decision):
    entry, _person = doubtful()
    with pytest.raises(Refused):
        decide(entry, None, decision, by=editor)


def test_row_of_one_person_is_not_given_to_another(editor):
    entry, person = doubtful()
    decide(entry, None, MatchDecision.SAME, by=editor)
    with pytest.raises(Refused):
        decide(entry, person, MatchDecision.SAME, by=editor)


def test_withdrawn_decision_takes_its_citations_back_and_is_kept(editor):
    entry, person = doubtful(gender="man")
    decide(entry, person, MatchDecision.SAME, by=editor)
    match = RowMatch.objects.in_force().get(entry=entry)
    withdraw(match, by=editor)
    assert not Citation.objects.filter(record__entry=entry).exists()
    assert RowMatch.objects.filter(pk=match.pk, withdrawn_at__isnull=False).exists()
    with pytest.raises(Refused):
        withdraw(match, by=editor)


def test_failing_decision_leaves_nothing(editor, monkeypatch):
    from prisoners.consolidation import taking

    entry, person = doubtful()
    monkeypatch.setattr(taking, "take_entry", lambda entry: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        decide(entry, person, MatchDecision.SAME, by=editor)
    assert RowMatch.objects.in_force().get(entry=entry).decision == "unsure"


def test_invented_and_real_persons_never_meet(editor):
    bring([row("1", birth_date="1990")])
    bring([row("1", birth_date="1990")], make_list("registro-demo", is_demo=True))
    assert sorted(Person.objects.values_list("slug", flat=True)) == [
        "demo-yoandri-perez-sabanalar", "yoandri-perez-sabanalar",
    ]  # fmt: skip


def test_matcher_needs_the_same_queries_for_many_rows(editor, django_assert_max_num_queries):
    names = [f"Yoandri Pérez Sabanal{'aeiou'[n % 5] * (n // 5 + 1)}r" for n in range(40)]
    with django_assert_max_num_queries(75):
        bring([row(str(n), name, birth_date="1990", status="in_custody") for n, name in enumerate(names)])
    assert Detention.objects.count() == Person.objects.count()
