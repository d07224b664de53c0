"""A form that is sent twice is saved once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from editorial.accounts.forgetting import forget
from editorial.admin import once
from editorial.models import Editor, Role, Submission
from prisoners.models import CorrectionRequest, Person, PersonName
from tests.admin.conftest import make_person
from tests.admin.forms import posted

pytestmark = pytest.mark.usefixtures("vocabulary")

ADD = reverse("admin:prisoners_person_add")
SOMEBODY = {"name_display": "Yoandri Pérez Sabanalar", "given_names": "Yoandri", "slug": "yoandri"}


@pytest.fixture
def client(as_role):
    return as_role(Role.EDITOR)


def test_a_new_record_is_made_once(client):
    form = posted(client.get(ADD)) | SOMEBODY
    assert client.post(ADD, form).status_code == 302
    again = client.post(ADD, form | {"slug": "otro"}, follow=True)
    made = Person.objects.get()
    assert again.redirect_chain == [(reverse("admin:prisoners_person_change", args=[made.pk]), 302)]
    assert "se envió antes" in " ".join(str(message) for message in again.context["messages"])


def test_of_two_at_once_the_second_is_told_too(client, monkeypatch):
    """The second looked before the first had saved; the row of the form is what it meets then."""
    form = posted(client.get(ADD)) | SOMEBODY
    client.post(ADD, form)
    monkeypatch.setattr(once, "refuse_again", lambda key: None)
    assert client.post(ADD, form | {"slug": "otro"}).status_code == 302
    assert Person.objects.count() == 1


def test_a_form_with_a_mistake_is_not_yet_sent(client):
    form = posted(client.get(ADD)) | SOMEBODY
    answer = client.post(ADD, form | {"name_display": ""})
    assert answer.status_code == 200 and not Submission.objects.exists()
    assert client.post(ADD, posted(answer) | SOMEBODY).status_code == 302
    assert Person.objects.count() == 1


def test_each_page_makes_a_record_of_its_own(client):
    for number in (1, 2):
        client.post(ADD, posted(client.get(ADD)) | SOMEBODY | {"slug": f"yoandri-{number}"})
    assert Person.objects.count() == 2


def test_a_token_is_its_account_s_own(client, as_role):
    form = posted(client.get(ADD)) | SOMEBODY
    client.post(ADD, form)
    as_role(Role.REVIEWER).post(ADD, form | {"slug": "otro"})
    assert Person.objects.count() == 2


def test_lines_within_a_form_are_added_once(client):
    person = make_person()
    url = reverse("admin:prisoners_person_change", args=[person.pk])
    line = {"names-TOTAL_FORMS": "1", "names-0-kind": "variant", "names-0-text": "Yoandry"}
    form = posted(client.get(url)) | line
    for _turn in range(2):
        assert client.post(url, form).status_code == 302
    assert PersonName.objects.count() == 1


def test_other_words_sent_from_the_browser_s_history_are_no_repetition(client):
    person = make_person()
    url = reverse("admin:prisoners_person_change", args=[person.pk])
    form = posted(client.get(url))
    client.post(url, form | {"occupation": "maestra"})
    answer = client.post(url, form | {"occupation": "panadera"})
    assert answer.status_code == 200 and "maestra" in answer.content.decode()


def test_forms_are_forgotten_after_a_day(client):
    client.post(ADD, posted(client.get(ADD)) | SOMEBODY)
    forget(at=timezone.now())
    assert Submission.objects.exists()
    forget(at=timezone.now() + timedelta(hours=25))
    assert not Submission.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_request_sent_twice_leads_back_too(as_role):
    """Its row is held still where it is written, which a form that was sent before no longer does."""
    client = as_role(Role.COORDINATOR)
    asked = CorrectionRequest.objects.create(person=make_person(), level="hide", text="Pide que no se vea.")
    page = reverse("admin:prisoners_correctionrequest_change", args=[asked.pk])
    form = posted(client.get(page)) | {"text": "Pide que no se vea. Llamó otra vez."}
    assert client.post(page, form).status_code == 302
    again = client.post(page, form, follow=True)
    assert again.redirect_chain == [(page, 302)]
    assert "se envió antes" in " ".join(str(message) for message in again.context["messages"])


@pytest.mark.django_db(transaction=True)
def test_a_request_of_which_no_history_is_kept_has_none_to_go_back_to(as_role):
    client = as_role(Role.COORDINATOR)
    asked = CorrectionRequest.objects.create(person=make_person(), level="hide", text="Pide que no se vea.")
    restore = reverse("admin:prisoners_correctionrequest_restore", args=[asked.pk])
    assert client.post(restore, {"moment": "2021-07-11T00:00:00+00:00"}).status_code == 404


def test_a_view_called_by_itself_has_no_place_for_messages(client, editor):
    """As the benchmark of the newsroom calls it: neither sessions nor messages came before it."""
    person = make_person()
    request = RequestFactory().get("/")
    request.user = Editor.objects.get()
    answer = site._registry[Person].changeform_view(request, str(person.pk))
    assert answer.status_code == 200
