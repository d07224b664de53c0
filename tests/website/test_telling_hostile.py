"""Every field of the form, every hostile value: no fault of ours, a clear refusal, and nothing typed is lost.

Each field is given a part of the values alone, and all of them together with every other field; `make soak` gives each
field each value alone.
"""

from __future__ import annotations

import html
import os
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intake.tickets import read_ticket, solve
from tests.intake.letters import mailbox
from tests.website.hostile import PLAIN, SHAPES, VALUES
from tests.website.test_hostile import judge
from tests.website.test_telling import CODE, FORM, SAID, opened, ticket_in
from website.telling import Answer, Receipt, Report
from website.unseen import SIZE

SOAK = bool(os.environ.get("TODOS_SOAK"))
PART = 6
FIELDS = [name for name in Report.base_fields if name != "pictures"]
FREE = ("text", "name", "place", "when", "contact")
KEPT = "Salió de Boniato el lunes, con sus papeles."


@pytest.fixture
def reader(public, db, monkeypatch):
    mailbox()
    public.raise_request_exception = False
    for limit in ("PER_NETWORK", "USES_OF_A_TICKET", "LOOKS_PER_NETWORK", "IN_ALL"):
        monkeypatch.setattr(f"intake.admission.{limit}", 10**6, raising=False)
    return public


def post(reader, fields: dict[str, str], address: str = FORM):
    """As the bytes stand; values are quoted already."""
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    return reader.generic("POST", address, body, content_type="application/x-www-form-urlencoded")


def filled(reader) -> dict[str, str]:
    ticket = ticket_in(opened(reader))
    said = {**SAID, "text": KEPT, "ticket": ticket, "solved": solve(read_ticket(ticket))}
    return {name: quote(value, safe="") for name, value in said.items()}


def check(response, what: str) -> str:
    body = judge(response, what)
    assert response.status_code in (200, 400), (response.status_code, what)
    assert len(body) % SIZE == 0, what
    page = body.decode()
    if response.status_code == 400:
        assert "aria-invalid" in page or 'class="refused"' in page or "<code>" in page, what
    return page


def test_there_are_sixty_values_and_every_field_meets_every_one():
    assert len(VALUES) >= 60
    assert {"level", "requester", "about", "ticket"} <= set(FIELDS)


@pytest.mark.parametrize("name", list(VALUES))
def test_no_value_in_every_field_at_once_is_a_fault_of_ours(reader, name):
    check(post(reader, dict.fromkeys(FIELDS, VALUES[name])), name)
    said = filled(reader)
    others = {field: VALUES[name] for field in FIELDS if field not in said}
    check(post(reader, {**said, **others}), f"{name}, with a good ticket")
    check(post(reader, {"about": VALUES[name], "kind": VALUES[name]}), f"{name}, opening the form")


@pytest.mark.parametrize("field", FIELDS)
def test_a_bad_value_is_refused_and_what_else_was_typed_comes_back(reader, field):
    values, first = list(VALUES), FIELDS.index(field) * PART
    said = filled(reader)
    for n in range(len(values) if SOAK else PART):
        name = values[(first + n) % len(values)]
        page = check(post(reader, {**said, field: VALUES[name]}), f"{field} ({name})")
        if 'class="receipt"' in page:
            continue
        assert field == "text" or KEPT in page, f"{field} ({name})"
        if field in FREE and name in PLAIN and len(PLAIN[name]) < 1_000:
            typed = PLAIN[name].replace("\r\n", "\n")
            assert typed in html.unescape(page).replace("\r\n", "\n"), f"{field} ({name})"


@pytest.mark.parametrize("field", [*Receipt.base_fields, *Answer.base_fields])
def test_no_value_of_an_answer_is_a_fault_of_ours(reader, field):
    values = list(VALUES) if SOAK else list(VALUES)[::12]
    for name in values:
        sent = {"code": "0" * 20, "text": quote(KEPT), field: VALUES[name]}
        page = check(post(reader, sent, CODE), f"{field} ({name})")
        assert field in ("code", "text") or KEPT in page, f"{field} ({name})"


@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_of_a_form_is_a_fault_of_ours(reader, name):
    shape = SHAPES[name].format(name="kind", NAME="KIND") if "{" in SHAPES[name] else SHAPES[name]
    for body in (shape, f"text=x&{shape}", f"{shape}&{shape}"):
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "zqx"):
            judge(reader.generic("POST", FORM, body, content_type=kind), f"{name} as {kind}")


@pytest.mark.parametrize("name", ["script", "nul", "megabyte", "lone byte", "emoji"])
def test_no_file_is_a_fault_of_ours(reader, name):
    ticket = ticket_in(opened(reader))
    sent = {**SAID, "text": KEPT, "ticket": ticket, "solved": solve(read_ticket(ticket))}
    content = PLAIN.get(name, "\x00").encode()
    file = SimpleUploadedFile(PLAIN.get(name, "x")[:200] or "x", content, "image/png\r\nX: y")
    page = check(reader.post(FORM, {**sent, "pictures": file}), name)
    assert KEPT in page and 'id="pictures-error"' in page


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"--x\r\n\r\n", b"\xff" * 100, b"--x\r\nContent-Disposition: form-data; name=text\r\n"]
)
def test_a_form_that_breaks_off_is_refused(reader, body):
    response = reader.generic("POST", FORM, body, content_type="multipart/form-data; boundary=x")
    assert response.status_code == 400
    judge(response, "broken off")
    assert len(response.content) == SIZE
