"""Two editors of one record: nothing is lost, and of what both changed the second sees both texts and chooses."""

import pytest
from django.urls import reverse

from editorial.models import Role
from editorial.past import events_of
from prisoners.models import Person
from tests.admin.conftest import make_person
from tests.admin.forms import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def first(as_role):
    return as_role(Role.EDITOR)


@pytest.fixture
def second(as_role):
    return as_role(Role.REVIEWER)


def page_of(person: Person) -> str:
    return reverse("admin:prisoners_person_change", args=[person.pk])


def opened(browser, person):
    return posted(browser.get(page_of(person)))


def test_second_sees_both_texts_and_chooses(first, second, person):
    mine, theirs = opened(second, person), opened(first, person)
    first.post(page_of(person), theirs | {"occupation": "maestra"})
    answer = second.post(page_of(person), mine | {"occupation": "panadera"})
    html = answer.content.decode()
    assert answer.status_code == 200 and "maestra" in html and 'value="panadera"' in html
    person.refresh_from_db()
    assert person.occupation == "maestra"
    second.post(page_of(person), posted(answer))
    person.refresh_from_db()
    assert person.occupation == "panadera"


def test_what_only_the_colleague_changed_is_taken(first, second, person):
    mine, theirs = opened(second, person), opened(first, person)
    first.post(page_of(person), theirs | {"biography_es": "Del colega."})
    answer = second.post(page_of(person), mine | {"occupation": "panadera"})
    assert "biografía" in answer.content.decode().lower()
    second.post(page_of(person), posted(answer))
    person.refresh_from_db()
    assert (person.biography_es, person.occupation) == ("Del colega.", "panadera")


def test_form_sent_twice_changes_once(second, person):
    mine = opened(second, person) | {"occupation": "panadera"}
    assert second.post(page_of(person), mine).status_code == 302
    assert second.post(page_of(person), mine).status_code == 302
    told = [(event.pgh_label, event.occupation) for event in events_of(Person).filter(pgh_obj_id=person.pk)]
    written = [occupation for _label, occupation in told]
    assert written.count("panadera") == len(written) - written.index("panadera") and "update" in dict(told)
