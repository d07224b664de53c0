"""Rows and persons: what the matcher leaves to an editor, what editors decide, and what stays decided."""

import pytest

from editorial.models import Editor, Refused
from prisoners.matching.decisions import decide, doubt, withdraw
from prisoners.models import Citation, Detention, MatchDecision, Person, RowDoubt, RowMatch
from sources.models import ListEntry
from tests.lists import LATER, bring, load_reference, make_list, row


@pytest.fixture
def editor(db):
    load_reference()
    return Editor.objects.create(username="editora")


def doubtful(**values):
    """Two lists of which the second leaves the second surname out; the entry and the person in doubt."""
    bring([row("1", "Yoandri Pérez Sabanalar", birth_date="1990", province="CU-03")])
    bring([row("x", "Yoandri Pérez", **values)], make_list("registro-b"))
    return ListEntry.objects.get(row_key="x"), Person.objects.get()


def test_unsure_row_makes_nobody_and_gives_nothing(editor):
    entry, person = doubtful(gender="man")
    assert person.gender == "unknown" and not Citation.objects.filter(record__entry=entry).exists()
    match = RowMatch.objects.get(entry=entry)
    assert match.decision == "unsure" and match.decided_by is None
    found = [name for name, _amount, _bits in match.explanation["findings"]]
    assert {"given.exact", "surname_1.exact", "surname_2.missing"} <= set(found)


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


def waiting(entry: ListEntry) -> bool:
    return RowMatch.objects.waiting().filter(entry=entry).exists()


@pytest.mark.parametrize(
    "values", [{}, {"note": "otra nota"}, {"status": "in_custody"}], ids=["unchanged", "note", "status"]
)
def test_not_same_is_remembered_while_the_facts_stand(editor, values):
    entry, person = doubtful()
    decide(entry, person, MatchDecision.NOT_SAME, by=editor)
    assert waiting(entry), "nobody is left, and the row is not lost"
    bring([row("x", "Yoandri Pérez", **values)], make_list("registro-b"), as_of=LATER)
    assert RowMatch.objects.in_force().get(entry=entry, person=person).decided_by == editor
    assert not RowMatch.objects.in_force().filter(entry=entry, decision="unsure").exists()


@pytest.mark.parametrize("birth_date", ["1990", "1990-05-01"])
def test_not_same_is_asked_anew_when_the_row_says_something_else(editor, birth_date):
    """Even where the matcher is sure now: an editor has denied it, and an editor answers again."""
    bring([row("1", "Yoandri Pérez Sabanalar", birth_date="1990-05-01", province="CU-03", detained_on="2021-07-11")])
    bring([row("x", "Yoandri Pérez")], make_list("registro-b"))
    entry, person = ListEntry.objects.get(row_key="x"), Person.objects.get()
    decide(entry, person, MatchDecision.NOT_SAME, by=editor)
    bring(
        [row("x", "Yoandri Pérez Sabanalar", birth_date=birth_date, province="CU-03", detained_on="2021-07-11")],
        make_list("registro-b"), as_of=LATER,
    )  # fmt: skip
    edge = RowMatch.objects.in_force().get(entry=entry, person=person)
    assert (edge.decision, edge.decided_by, edge.explanation["denied_by"]) == ("unsure", None, "editora")
    assert edge.explanation["changed"]["birth_date"] == [None, birth_date]
    assert Person.objects.count() == 1 and waiting(entry)


def test_unsure_is_kept_with_its_note_and_decides_nothing(editor):
    entry, person = doubtful()
    doubt(entry, by=editor, note=" Nadie contesta. ")
    (kept,) = RowDoubt.objects.all()
    assert (kept.by, kept.note) == (editor, "Nadie contesta.")
    assert RowMatch.objects.in_force().get(entry=entry).decision == "unsure" and waiting(entry)
    decide(entry, person, MatchDecision.SAME, by=editor)
    with pytest.raises(Refused):
        doubt(entry, by=editor)


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
    with django_assert_max_num_queries(95):
        bring([row(str(n), name, birth_date="1990", status="in_custody") for n, name in enumerate(names)])
    assert Detention.objects.count() == Person.objects.count()
