"""A network from which much came: asked for more work, let in with it, and nothing that was typed is lost."""

from __future__ import annotations

import re
import time

import pytest

from tests.intake.letters import ask, heads
from tests.website.test_telling import CODE, SAID, key, receipt_in, send, ticket_in

pytestmark = pytest.mark.django_db
__all__ = ["key"]  # a fixture


@pytest.fixture(autouse=True)
def _one_hour(monkeypatch):
    """As in tests/intake/test_admission.py: no hour ends in the midst of a test."""
    moment = time.time() + 7_200
    monkeypatch.setattr("intake.admission.time", lambda: moment)


def bits_in(html: str) -> int:
    return int(re.search(r'data-bits="([0-9]+)"', html)[1])


def test_a_network_from_which_much_came_is_asked_for_more_work_and_let_in(public, key, monkeypatch):
    monkeypatch.setattr("intake.admission.PER_NETWORK", 1)
    monkeypatch.setattr("intake.tickets.HARD_BITS", 17)
    for where in ("intake.slot", "intake.admission"):
        monkeypatch.setattr(f"{where}.HARD_BITS", 17)
    send(public, **SAID)
    html = send(public, **{**SAID, "text": "otra salida"}).content.decode()
    assert bits_in(html) == 17 and "otra salida" in html and "telling.js" in html
    again = send(public, ticket=ticket_in(html), **{**SAID, "text": "otra salida"})
    assert again.status_code == 200
    assert {head.said["text"] for head in heads(key)} == {SAID["text"], "otra salida"}


def test_without_the_work_it_is_not_let_in(public, key, monkeypatch):
    monkeypatch.setattr("intake.admission.PER_NETWORK", 1)
    send(public, **SAID)
    assert send(public, **SAID).status_code == 429
    assert send(public, **SAID).status_code == 429, "an easy puzzle is no work"
    assert len(heads(key)) == 1


def test_looks_of_a_network_go_on_for_more_work_and_the_code_stays_typed(public, key, monkeypatch):
    monkeypatch.setattr("intake.admission.LOOKS_PER_NETWORK", 1)
    for where in ("intake.slot", "intake.admission"):
        monkeypatch.setattr(f"{where}.HARD_BITS", 17)
    receipt = receipt_in(send(public, **SAID).content.decode())
    assert public.post(CODE, {"code": receipt}).status_code == 200
    refused = public.post(CODE, {"code": receipt})
    html = refused.content.decode()
    assert refused.status_code == 429
    assert f'value="{receipt}"' in html and bits_in(html) == 17 and "telling.js" in html
    assert public.post(CODE, {"code": receipt, "ticket": ticket_in(html), "solved": "1"}).status_code == 429
    assert send(public, address=CODE, ticket=ticket_in(html), code=receipt).status_code == 200
    assert "telling.js" not in public.get(CODE).content.decode(), "who looks for the first time needs no work"


def test_an_answer_is_not_lost_where_no_more_looks_are_allowed(public, key, monkeypatch):
    receipt = receipt_in(send(public, **SAID).content.decode())
    ask(heads(key)[0], "¿Qué día fue?")
    asked = public.post(CODE, {"code": receipt}).content.decode()
    monkeypatch.setattr("intake.admission.LOOKS_PER_NETWORK", 0)
    back = send(public, address=CODE, ticket=ticket_in(asked), code=receipt, text="fue el lunes", web="x")
    html = back.content.decode()
    assert back.status_code == 400 and "fue el lunes" in html
    assert "¿Qué día fue?" not in html and "No hay ninguna pregunta" not in html
