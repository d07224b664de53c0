"""What the form's faults leave in logs: which fault, and no word of what was written."""

from __future__ import annotations

import logging
import os

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import Client
from django.utils.log import AdminEmailHandler
from django.views.debug import SafeExceptionReporterFilter

from config.localdb import locate
from config.settings.databases import databases, intake_database
from intake import slot
from tests.intake.letters import is_empty, mailbox
from tests.website.test_telling import CODE, FORM, SAID, receipt_in, send

MARK = "ZQXSABANALAR"
WORDS = {**SAID, "name": f"{MARK} Pérez", "text": f"{MARK} salió.", "contact": MARK, "consent_contact": "on"}


@pytest.fixture
def key(db):
    return mailbox()


def fails(fault: Exception):
    def never(*_args, **_named):
        raise fault

    return never


@pytest.mark.parametrize(("fault", "status"), [(ValueError(MARK), 500), (OperationalError(MARK), 503)])
@pytest.mark.parametrize("step", ["admit", "drop", "questions", "ticket"])
def test_a_fault_is_told_without_what_was_written(public: Client, key, monkeypatch, caplog, capfd, fault, status, step):
    receipt = receipt_in(send(public, **SAID).content.decode()) if step == "questions" else ""
    with monkeypatch.context() as patched:
        patched.setattr(slot, step, fails(fault))
        if step == "questions":
            response = public.post(CODE, {"code": receipt})
        elif step == "ticket":  # asked for where the form's own is too old
            response = public.post(FORM, {**WORDS, "ticket": MARK})
        else:
            response = send(public, **WORDS)
    assert response.status_code == status
    assert type(fault).__name__ in caplog.text, "a fault that nobody hears of is never mended"
    said = caplog.text + "".join(capfd.readouterr()) + "".join(str(vars(record)) for record in caplog.records)
    assert MARK not in said
    if step in ("admit", "drop"):
        html = response.content.decode()
        assert WORDS["text"] in html and "No se ha perdido nada" in html


def test_what_is_refused_or_taken_is_in_no_log(public, key, caplog):
    send(public, **WORDS, web=MARK)
    send(public, **WORDS)
    public.post(CODE, {"code": MARK})
    public.get(FORM, {"q": MARK})
    assert MARK not in caplog.text


def test_no_fault_is_sent_by_e_mail(public, key, monkeypatch, settings):
    """Django would, to ADMINS, with all that was sent."""
    settings.ADMINS = [("x", "x@example.org")]
    settings.DEBUG = False
    monkeypatch.setattr(slot, "drop", fails(ValueError(MARK)))
    response = send(public, **WORDS)
    assert response.status_code == 500 and mail.outbox == []
    told = SafeExceptionReporterFilter().get_post_parameters(response.wsgi_request)
    assert told and set(told.values()) == {SafeExceptionReporterFilter.cleansed_substitute}
    handlers = [handler for name in ("django", "django.request", "") for handler in logging.getLogger(name).handlers]
    assert not [handler for handler in handlers if isinstance(handler, AdminEmailHandler)]


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="reads the log of the server of our own")
def test_the_log_of_the_database_holds_neither_the_statement_nor_the_row_that_failed(public, key, monkeypatch):
    """The worst case: what is kept is not sealed, and PostgreSQL refuses it."""
    log = locate().log
    before = log.stat().st_size
    monkeypatch.setattr(slot, "piece_id", lambda _digest: None)
    monkeypatch.setattr(slot, "_sealed", lambda *_given: MARK.encode() * 9)
    assert send(public, **WORDS).status_code == 500
    with log.open("rb") as file:
        file.seek(before)
        said = file.read().lower()
    assert b"not-null constraint" in said, "the fault itself is told"
    for form in (MARK.encode().lower(), MARK.encode().hex().encode()):
        assert form not in said
    assert is_empty()


def test_the_slot_sends_values_apart_from_statements():
    address = "postgres://x@localhost/todos"
    assert intake_database(address)["OPTIONS"]["server_side_binding"] is True
    for made in (databases("", ""), databases(address, address, address)):
        assert made["intake"]["OPTIONS"]["server_side_binding"] is True
        assert "server_side_binding" not in made["public"].get("OPTIONS", {})
