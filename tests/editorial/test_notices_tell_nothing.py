"""An e-mail that somebody else reads tells nothing. A whole scenario, and its outbox searched for markers."""

from __future__ import annotations

import base64
from datetime import timedelta
from email.header import decode_header, make_header
from email.message import Message
from urllib.parse import quote

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from editorial import reviewing, roles
from editorial.accounts import freezing
from editorial.acting import acting_as
from editorial.models import Alarm, Editor, Invitation, NoticeChoice, Outlet, Patrol, Role, When
from editorial.models.review import RISKS
from editorial.notices import SETTLED, send_due
from prisoners.models import Person
from tests.editorial.accounts import make_editor
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

SAFE = dict.fromkeys(RISKS, False)
RISKY = {**SAFE, "family": True}
MARKED = ("Yoandri Pérez Sabanalar", "Lisandra Duarte Tomeguín", "Odalys Ferrán Guásima", "Marcador-comentario",
          "Marcador-titulo", "Marcador-ocupacion", "Marcador-invitada", "Marcador-nombre")  # fmt: skip


@pytest.fixture
def newsroom(db, monkeypatch) -> dict[str, Editor]:
    """An editor of each role in each of two outlets, who want every e-mail, half of them in English."""
    monkeypatch.setattr(Person, "problems", lambda self: [])
    roles.establish()
    made = {f"{role}-{outlet}": make_editor(f"marcador-{role}-{outlet}", role, outlet=f"marcador-{outlet}")
            for role in Role.values for outlet in ("uno", "dos")}  # fmt: skip
    Editor.objects.update(first_name="Marcador-nombre", handed_over_at=timezone.now() - timedelta(days=30))
    for number, editor in enumerate(made.values()):
        NoticeChoice.objects.create(editor=editor, when=When.AT_ONCE, language=("es", "en")[number % 2])
    return made


def a_day_of_work(newsroom: dict[str, Editor]) -> list[Person]:
    """Each way in which something comes to wait for somebody."""
    author, reviewer, other = (newsroom[name] for name in ("editor-uno", "reviewer-dos", "coordinator-dos"))
    persons = [wc.person(name, workflow_state="draft") for name in MARKED[:3]]
    wc.cite(persons[0], wc.document(title="Marcador-titulo", url="https://example.org/marcador-direccion"))
    for person in persons:
        with acting_as(author):
            Person.objects.filter(pk=person.pk).update(occupation="Marcador-ocupacion")
            person.refresh_from_db()
            reviewing.submit(person, by=author, comment="Marcador-comentario")
    with acting_as(reviewer):
        reviewing.return_to_author(persons[1], by=reviewer, comment="Marcador-comentario")
        reviewing.approve(persons[2], by=reviewer, answers=RISKY, seen="a" * 64, comment="Marcador-comentario")
    Patrol.objects.create(kind="prisoners.person", dossier_id=persons[0].pk, edition=1, outlets=[])
    Alarm.objects.create(reason="own", kind="prisoners.person", dossier_id=persons[0].pk, editor_id=author.pk,
                         database_user="marcador-rol")  # fmt: skip
    Invitation.objects.create(email="marcador-invitada@example.org", outlet=Outlet.objects.first(), role=Role.EDITOR,
                              proposed_by=newsroom["administrator-uno"], proposed_at=timezone.now())  # fmt: skip
    freezing.freeze(newsroom["contributor-uno"], by=other)
    return persons


def forms(marker: str) -> set[bytes]:
    """A marker as it may be hidden in a message: each lower-cased, as the haystack is."""
    plain = [marker, marker.replace(" ", "-"), quote(marker), *marker.split()]
    encoded = [base64.b64encode(marker.encode()[shift:]).decode()[2:-4] for shift in range(3)]
    return {text.casefold().encode() for text in (*plain, *encoded) if len(text) > 5}


def all_of(message: Message) -> bytes:
    """The message as it is sent, with its headers and its body decoded too."""
    headers = "\n".join(f"{name}: {make_header(decode_header(value))}" for name, value in message.items())
    bodies = [part.get_payload(decode=True) or b"" for part in message.walk()]
    whole = b"\n".join([message.as_bytes(), headers.encode(), *bodies])
    return whole.decode(errors="replace").casefold().encode()


def test_no_e_mail_names_anybody_or_anything(newsroom):
    persons = a_day_of_work(newsroom)
    addresses = set(Editor.objects.exclude(email="").values_list("email", flat=True))
    markers = {*MARKED, "marcador", *(person.slug for person in persons), *(str(one.public_id) for one in persons)}
    with time_machine.travel(timezone.now() + SETTLED + timedelta(minutes=1), tick=False):
        assert all(not failure for _key, failure in send_due(at=timezone.now()))
    told = {message.to[0].split("@")[0].removeprefix("marcador-") for message in mail.outbox}
    assert told >= {"editor-uno", "reviewer-uno", "reviewer-dos", "coordinator-uno", "administrator-dos"}
    texts = set()
    for sent in mail.outbox:
        assert len(sent.recipients()) == 1
        message = sent.message()
        own = message["To"]
        del message["To"]
        seen = all_of(message)
        assert own.casefold().encode() not in seen
        for secret in (*addresses, *markers):
            for form in forms(secret):
                assert form not in seen, (secret, form)
        key = NoticeChoice.objects.get(editor__email=own).key
        texts.add(sent.subject + sent.body.replace(key, "KEY"))
    assert len(texts) == 2  # one in each language: none differs from another by what it is about
    assert any("Tiene algo pendiente" in text for text in texts) and any(
        "Something awaits you" in text for text in texts
    )


def test_the_search_finds_what_it_looks_for():
    """The search itself, on a message that tells."""
    sent = mail.EmailMessage("Acerca de Yoandri Pérez Sabanalar", "El título: Marcador-titulo", to=["a@example.org"])
    seen = all_of(sent.message())
    assert all(any(form in seen for form in forms(marker)) for marker in (MARKED[0], "Marcador-titulo"))
