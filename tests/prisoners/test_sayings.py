"""Who says what of a person, since when; why the dossier says what it says; and an editor's choice of one value."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.acting import acting_as
from editorial.models import Refused, WorkflowState
from prisoners.incoming.deciding import decide
from prisoners.incoming.held import Holdings
from prisoners.incoming.undoing import undo_import
from prisoners.merging.merge import merge, unmerge
from prisoners.merging.split import split, unsplit
from prisoners.models import Citation, FieldChoice, ListChange, ListChoice, Person, Sentence
from prisoners.sayings.choosing import choose, may_be_chosen
from prisoners.sayings.held import differ
from prisoners.sayings.lines import lines_of
from prisoners.sayings.reasons import Reason, Reasons, Rule
from prisoners.sayings.table import Saying, sayings
from sources.models import SourceRecord
from tests.lists import DAY, LATER, bring, load_reference, make_list
from tests.prisoners.test_consolidation import full
from tests.publication import working_copy as wc
from tests.publication.working_copy import editor

pytestmark = pytest.mark.django_db
THIRD = date(2024, 12, 31)
OTHER = "registro-b"
NAMES = ("Odalys Brito Caimital", "Anabel Cuza Guayabal", "Reinier Duvergel Caguairán", "Yordan Zaldívar Manjuarí",
         "Osmel Figueredo Mamoncillar")  # fmt: skip


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def of(name: str) -> Saying:
    (person,) = Person.objects.all()
    (found,) = [each for each in sayings(lines_of([person.pk]), Holdings([person.pk])) if each.name == name]
    return found


def why(saying: Saying) -> Reason | None:
    (person,) = Person.objects.all()
    return Reasons([person.pk], [saying]).of(saying)


def is_decided(saying: Saying) -> bool:
    return Reasons([Person.objects.get().pk], [saying]).is_decided(saying)


def words(name: str) -> list[tuple[str, object, str, str]]:
    return [
        (word.line.source_list, word.value, f"{word.since:%m-%d}", f"{word.until:%m-%d}" if word.until else "")
        for word in of(name).words
    ]


def take(name: str, source_list: str, **values):
    saying = of(name)
    word = next(each for each in saying.last_words if each.line.source_list == source_list)
    return choose(
        Person.objects.get(), name, saying.ours.row, word.record,
        **{"ours": str(saying.ours.value), "by": editor(), **values},
    )  # fmt: skip


def keep(name: str, **values):
    saying = of(name)
    return choose(
        Person.objects.get(), name, saying.ours.row, None,
        **{"ours": str(saying.ours.value), "by": editor(), **values},
    )  # fmt: skip


def two_lists() -> None:
    """registro-a says 60 months, registro-b 84."""
    bring([full()])
    bring([full("b", sentence_months=84)], make_list(OTHER))


def test_each_line_says_since_when_and_until_when():
    bring([full()])
    bring([full(sentence_months=84)], as_of=LATER)
    bring([full(sentence_months=84, note="otra nota")], as_of=THIRD)
    bring([full("b", sentence_months=60)], make_list(OTHER), as_of=LATER)
    assert words("sentence_months") == [
        ("registro-a", 60, "10-31", "10-31"), ("registro-a", 84, "11-30", ""), (OTHER, 60, "11-30", ""),
    ]  # fmt: skip
    saying = of("sentence_months")
    assert [word.value for word in saying.last_words] == [84, 60] and saying.is_disputed


def test_a_line_that_left_its_list_has_said_it_until_then():
    bring([full(), full("2", "Lisandra Duarte Tomeguín", gender="woman", detained_on="2019-01-02", birth_date="1971")])
    bring([full("2", "Lisandra Duarte Tomeguín", gender="woman", detained_on="2019-01-02", birth_date="1971")],
          as_of=LATER)  # fmt: skip
    person = Person.objects.get(surname_1="Pérez")
    found = sayings(lines_of([person.pk]), Holdings([person.pk]))
    assert {(word.until, word.is_last) for saying in found for word in saying.words} == {(date(2024, 10, 31), True)}


def test_a_word_that_came_back_is_told_with_the_gap():
    bring([full()])
    bring([full(gender="woman")], as_of=LATER)
    bring([full()], as_of=THIRD)
    assert [(value, until) for _list, value, _since, until in words("gender")] == [
        ("man", "10-31"), ("woman", "11-30"), ("man", ""),
    ]  # fmt: skip
    assert not of("gender").is_disputed


def test_an_undone_import_says_nothing():
    bring([full()])
    report = bring([full(sentence_months=84)], as_of=LATER)
    undo_import(report.snapshot, by=editor(), reason="Era de otro mes.")
    assert [value for _list, value, *_days in words("sentence_months")] == [60]


def test_the_first_list_that_said_so_is_the_reason():
    two_lists()
    reason = why(of("sentence_months"))
    assert reason and (reason.rule, reason.word.line.source_list) == (Rule.FIRST_SAID, "registro-a")
    assert not is_decided(of("sentence_months"))


def test_who_wrote_it_by_hand_is_the_reason():
    two_lists()
    by = editor()
    with acting_as(by, comment="Lo dice la sentencia."):
        Sentence.objects.filter(is_operative=True).update(length_months=72)
    reason = why(of("sentence_months"))
    assert reason and (reason.rule, reason.by, reason.why) == (Rule.WRITTEN, by.username, "Lo dice la sentencia.")
    assert is_decided(of("sentence_months"))


def test_what_a_split_brought_came_by_it():
    two_lists()
    (person,), by = Person.objects.all(), editor()
    entry = SourceRecord.objects.get(entry__source_list__code=OTHER).entry_id
    with acting_as(by):
        done = split(person, [entry], by=by, reason="Son dos.")
    found = [each for each in sayings(lines_of([done.other_id]), Holdings([done.other_id])) if each.ours.column]
    reasons = Reasons([done.other_id], found)
    told = {(why.rule, why.by, why.why, why.word.line.source_list) for each in found if (why := reasons.of(each))}
    assert told == {(Rule.SPLIT, by.username, "Son dos.", OTHER)}
    with acting_as(by):
        unsplit(done, by=by)
    back = [each for each in sayings(lines_of([person.pk]), Holdings([person.pk])) if each.ours.column]
    assert Rule.WRITTEN not in {why.rule for each in back if (why := Reasons([person.pk], back).of(each))}


def test_what_a_merge_filled_came_by_it():
    two_lists()
    person, by = Person.objects.get(), editor()
    Person.objects.filter(pk=person.pk).update(gender="unknown")
    other = Person.objects.create(slug="otra", name_display="Yoandri Pérez Sabanalar", gender="man")
    with acting_as(by):
        done = merge(person, other, by=by, reason="La familia lo confirma.", is_confirmed=True)
    reason = _reason_of(person, "gender")
    assert (reason.rule, reason.by, reason.why) == (Rule.MERGED, by.username, "La familia lo confirma.")
    assert _reason_of(person, "birth_date").rule is Rule.FIRST_SAID
    Person.objects.filter(pk=person.pk).update(gender="woman")
    with acting_as(by):
        unmerge(done, by=by)
    assert _reason_of(person, "gender").rule is not Rule.MERGED


def _reason_of(person: Person, name: str) -> Reason:
    found = [each for each in sayings(lines_of([person.pk]), Holdings([person.pk])) if each.name == name]
    reason = Reasons([person.pk], found).of(found[0])
    assert reason is not None
    return reason


def test_the_last_confirmation_is_ours_and_chosen_of_no_list():
    bring([full(confirmed_on="2024-10-20")])
    bring([full("b", confirmed_on="2024-10-25")], make_list(OTHER))
    saying = of("confirmed_on")
    assert saying.ours.value == "2024-10-25" and not saying.is_disputed and not may_be_chosen(saying)


def test_what_an_editor_answered_to_a_list_is_the_reason():
    bring([full()])
    bring([full(sentence_months=84)], as_of=LATER)
    by = editor()
    decide(ListChange.objects.get(), ListChoice.OURS, by=by)
    reason = why(of("sentence_months"))
    assert reason and (reason.rule, reason.by, reason.is_kept) == (Rule.CHOSEN, by.username, True)
    bring([full(sentence_months=96)], as_of=THIRD)
    assert [word.value for word in why(of("sentence_months")).said_since] == [96]
    assert not is_decided(of("sentence_months"))


def test_taking_a_word_writes_it_with_its_source_and_reopens():
    two_lists()
    Person.objects.update(workflow_state=WorkflowState.DRAFT)
    done = take("sentence_months", OTHER, reason="Lo confirmó la familia.")
    sentence = Sentence.objects.get(is_operative=True)
    assert sentence.length_months == 84
    line = SourceRecord.objects.get(entry__source_list__code=OTHER)
    assert Citation.objects.get(sentence=sentence, field="length_months").record == line
    assert Person.objects.get().last_edited_by == done.by
    reason = why(of("sentence_months"))
    assert reason and (reason.rule, reason.why, reason.is_kept) == (Rule.CHOSEN, "Lo confirmó la familia.", False)
    assert not ListChange.objects.open().exists(), "what the import asked is answered with it"


def test_taking_a_name_writes_its_parts():
    bring([full()])
    bring([full(name="DUARTE TOMEGUIN, LISANDRA")], as_of=LATER)
    take("name", "registro-a")
    person = Person.objects.get()
    assert (person.surname_1, person.surname_2) == ("Duarte", "Tomeguin")
    assert why(of("name")).rule is Rule.CHOSEN


def test_keeping_ours_is_remembered_until_a_list_says_another_thing():
    two_lists()
    keep("sentence_months")
    assert is_decided(of("sentence_months")) and Sentence.objects.get(is_operative=True).length_months == 60
    bring([full("b", sentence_months=84, note="otra nota")], make_list(OTHER), as_of=LATER)
    assert is_decided(of("sentence_months"))
    bring([full("b", sentence_months=96)], make_list(OTHER), as_of=THIRD)
    assert [word.value for word in why(of("sentence_months")).said_since] == [96]
    assert not is_decided(of("sentence_months"))


def test_a_choice_speaks_no_longer_when_somebody_wrote_another_value():
    two_lists()
    keep("sentence_months")
    Sentence.objects.filter(is_operative=True).update(length_months=72)
    assert why(of("sentence_months")).rule is not Rule.CHOSEN


def test_what_changed_meanwhile_is_refused_and_nothing_happens():
    two_lists()
    with pytest.raises(Refused):
        take("sentence_months", OTHER, ours="72")
    assert Sentence.objects.get(is_operative=True).length_months == 60 and not FieldChoice.objects.exists()


def test_a_word_that_is_no_other_value_of_ours_is_refused_and_nothing_happens():
    bring([full()])
    bring([full("b", municipality="Reparto sin código")], make_list(OTHER))
    for field in ("municipality", "gender"):
        with pytest.raises(Refused):
            take(field, OTHER)
    assert not FieldChoice.objects.exists()


def test_offences_are_chosen_in_the_dossier():
    bring([full(offences="desacato")])
    assert not may_be_chosen(of("offences"))
    with pytest.raises(Refused):
        keep("offences", ours="")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(["a"], ["a", "b"], False), (["a", "b"], ["b", "c"], True), ([], ["a"], False)],
)
def test_a_list_that_names_fewer_offences_contradicts_nobody(one, other, expected):
    assert differ("offences", one, other) is expected


def test_queries_do_not_grow_with_persons():
    def asked(count: int) -> int:
        persons = list(Person.objects.values_list("pk", flat=True)[:count])
        with CaptureQueriesContext(connection) as queries:
            found = sayings(lines_of(persons), Holdings(persons))
            why = Reasons(persons, found)
            assert all(why.of(each) or True for each in found)
        return len(queries)

    two_lists()
    one = asked(1)
    more = [full(str(number), name, birth_date=f"19{number}-01-01", detained_on=f"20{number - 40}-01-01")
            for number, name in enumerate(NAMES, start=51)]  # fmt: skip
    bring([full("1"), *more], as_of=LATER)
    assert Person.objects.count() == 6
    assert asked(20) == one <= 40


def test_a_list_that_still_says_prison_after_our_release_disagrees_with_us():
    bring([full(status="in_custody")])
    person = Person.objects.get()
    assert not of("status").is_disputed
    left = wc.release(person.detentions.get(), f"{DAY:%Y-%m-%d}")
    saying = of("status")
    assert (saying.ours.part, saying.ours.row, saying.ours.value) == ("custody", left.pk, "serving_outside")
    assert saying.is_disputed and not may_be_chosen(saying)
    choose(person, "status", left.pk, None, ours="serving_outside", by=editor(), reason="Lo dice su madre.")
    assert is_decided(of("status"))
    with pytest.raises(Refused):
        choose(person, "status", left.pk, of("status").words[0].record, ours="serving_outside", by=editor())


def test_a_list_of_before_the_release_does_not_disagree():
    bring([full(status="in_custody")])
    wc.release(Person.objects.get().detentions.get(), f"{LATER:%Y-%m-%d}")
    assert not of("status").is_disputed
