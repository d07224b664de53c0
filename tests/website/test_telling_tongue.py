"""Whoever changes the language of a form that came back loses nothing of what they wrote, and sends nothing."""

from __future__ import annotations

import re

from tests.intake.letters import ask, heads, is_empty
from tests.website.test_telling import CODE, FORM, SAID, key, receipt_in, send, ticket_in

__all__ = ["key"]  # a fixture


def tongue_of(html: str) -> str:
    """Where the button leads that takes what was typed along into the other language."""
    return re.search(r'<button class="tongue"[^>]* formaction="([^"]+)"', html)[1]


def test_what_was_typed_goes_along_into_the_other_language_and_is_not_sent(public, key):
    typed = {**SAID, "text": "Salió <b>.", "place": "Güines", "contact": "x@example.org", "consent_publish": "on"}
    refused = send(public, **typed)
    assert refused.status_code == 400, "the way to be reached lacks its tick"
    ticket = ticket_in(refused.content.decode())
    changed = public.post(tongue_of(refused.content.decode()), {**typed, "ticket": ticket, "tongue": "en"})
    html = changed.content.decode()
    assert changed.status_code == 200 and '<html lang="en">' in html
    assert "Salió &lt;b&gt;." in html and 'value="Güines"' in html and 'value="x@example.org"' in html
    assert re.search(r'name="consent_publish" value="on" checked', html)
    assert "Nothing was sent yet" in html and "aria-invalid" not in html and ticket_in(html) == ticket
    assert is_empty()
    assert tongue_of(html) == FORM, "and back"


def test_the_form_as_first_opened_takes_along_what_is_typed_too(public, key, record):
    """Also what a page of the record handed over, by POST: no address has it."""
    opened = public.get(FORM).content.decode()
    changed = public.post(tongue_of(opened), {"text": "Salió.", "ticket": ticket_in(opened), "tongue": "en"})
    assert '<html lang="en">' in changed.content.decode() and "Salió." in changed.content.decode()
    about = str(record.inside.public_id)
    opened = public.post(FORM, {"about": about, "kind": "release"}).content.decode()
    fields = {"about": about, "kind": "release", "ticket": ticket_in(opened), "tongue": "en"}
    html = public.post(tongue_of(opened), fields).content.decode()
    assert f'name="about" value="{about}"' in html and re.search(r'value="release" required checked', html)
    for page in (opened, html):
        assert '<a class="tongue"' not in page
    assert is_empty()


def test_an_answer_goes_along_into_the_other_language(public, key):
    receipt = receipt_in(send(public, **SAID).content.decode())
    ask(heads(key)[0], "¿Qué día fue?")
    shown = public.post(CODE, {"code": receipt}).content.decode()
    changed = public.post(tongue_of(shown), {"code": receipt, "text": "El lunes.", "tongue": "en"})
    html = changed.content.decode()
    assert '<html lang="en">' in html and "El lunes." in html and "¿Qué día fue?" in html and "aria-invalid" not in html
    assert len(heads(key)) == 1


def test_enter_presses_the_button_that_sends(public, key):
    """The first button of a form in the order of the page, wherever it stands."""
    html = send(public, **{**SAID, "text": ""}).content.decode()
    of_form = [one for one in re.findall(r"<button[^>]*>", html) if 'form="tell"' in one or 'class="send"' in one]
    assert "name=" not in of_form[0] and 'class="tongue"' in of_form[1]
