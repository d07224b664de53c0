"""Whoever reviews a page text sees the page, in both languages, as readers would, before anything is approved."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from editorial import roles
from editorial.models import PageText, Role
from publication.page_texts import shipped
from publication.publishing import publish
from tests.editorial.accounts import make_editor, signed_in
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> PageText:
    roles.establish()
    return PageText.objects.create(code="about", **shipped("about"))


def seen(page: PageText) -> str:
    reviewer = signed_in(make_editor("revisora", Role.REVIEWER, outlet="dos"))
    answer = reviewer.get(reverse("admin:editorial_review_of", args=["editorial.pagetext", page.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_both_languages_stand_as_readers_would_see_them(page):
    html = seen(page)
    for language in ("es", "en"):
        (article,) = re.findall(rf'<article lang="{language}">(.*?)</article>', html, re.DOTALL)
        assert f"<h3>{shipped('about')[f'title_{language}']}</h3>" in article
        assert "<strong>" in article and "<li>" in article and "<h4>" in article
        assert "**" not in article and "{#" not in article and "](page:" not in article


def test_no_address_stands_twice_and_no_mark_up_of_an_editor_is_obeyed(page):
    PageText.objects.update(body_es='## Uno {#join}\n\n<h2 id="x">no</h2> <script>alert(1)</script>')
    html = seen(page)
    assert 'id="join"' not in html and "<h4>Uno</h4>" in html
    assert "&lt;h2 id=&quot;x&quot;&gt;no&lt;/h2&gt;" in html and "<script>alert" not in html


def test_other_dossiers_and_a_page_that_would_go_have_no_such_part(page):
    wc.lead(page)
    publish()
    assert "as-public-page" in seen(page)
    page.refresh_from_db()
    wc.change(PageText.objects.all(), embargo_until="2130-01-01", embargo_reason="porque sí")
    assert "as-public-page" not in seen(page)
