"""What lies in the mailbox when the story ends: a handful of invented reports, and one flood of the same words.

The passphrase is printed with the demonstration's accounts: whoever tries the newsroom unlocks the mailbox with it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localdate
from PIL import Image, ImageDraw

from intake import keys, slot
from intake.attachments import cleaned
from intake.tickets import read_ticket
from prisoners.models import Person

PASSPHRASE = "la guardarraya huele a tierra mojada"  # noqa: S105 - of invented reports alone
FLOOD = 6


def leave_reports() -> int:
    """Makes the key of the mailbox and drops the reports, as the form would; returns how many."""
    keys.make(on=localdate(), passphrase=PASSPHRASE)
    dropped = 0
    for said, files in _messages():
        ticket = read_ticket(slot.ticket().text)
        slot.drop(slot.Message(said, files), under=ticket)
        dropped += 1
    return dropped


def _messages() -> Iterator[tuple[dict[str, Any], tuple[slot.File, ...]]]:
    held, other, outside, wrong = _people()
    yield {
        "kind": "release", "name": held.name_display.lower(), "place": "La Habana", "when": "marzo de 2025",
        "text": "Lo soltaron por la mañana. Está en casa de su mamá. Le dieron un papel que dice licencia extrapenal.",
        "how": "saw", "relation": "neighbour", "language": "es", "consent_publish": True,
    }, (_paper(),)  # fmt: skip
    yield {
        "kind": "release", "name": f"{other.given_names} {other.surname_1}", "when": "29/03/2025",
        "text": "My cousin was let out. He has to sign every week at the police station.", "how": "told_by_person",
        "relation": "family", "contact": "prima.demo@example.org", "consent_contact": True, "language": "en",
    }, ()  # fmt: skip
    yield {
        "kind": "return", "name": outside.name_display, "about": str(outside.public_id), "when": "2025-03-30",
        "text": "Se lo llevaron de nuevo, dicen que por no presentarse al trabajo.", "how": "heard", "language": "es",
    }, ()  # fmt: skip
    yield {
        "kind": "new", "name": "Yusniel Aroche Guasimal", "place": "Cárdenas, Matanzas", "when": "12 de marzo de 2025",
        "text": "Lo detuvieron por pintar un cartel. Está en Canaleta esperando juicio.", "how": "told_by_person",
        "relation": "friend", "language": "es",
    }, ()  # fmt: skip
    yield {
        "kind": "error", "name": wrong.name_display, "about": str(wrong.public_id),
        "text": "La edad está mal: tenía dos años menos cuando lo detuvieron.", "relation": "self", "how": "self",
        "language": "es",
    }, ()  # fmt: skip
    yield {"kind": "new", "text": "Hay muchos presos.", "how": "read", "language": "es"}, ()
    for number in range(FLOOD):
        yield {
            "kind": "release", "name": "Todos los presos", "language": "es", "how": "read",
            "text": "Ya no queda nadie preso en Cuba" + "!" * number,
        }, ()  # fmt: skip


def _people() -> list[Person]:
    """People in prison, one who left, and any other, whom the story has published."""
    known = Person.objects.filter(is_demo=True, workflow_state="published", visibility="public").order_by("-pk")
    held = list(known.filter(detentions__ended_on=None, detentions__isnull=False).distinct()[5:8])
    left = known.filter(detentions__releases__revocation=None, detentions__releases__release_type__is_revocable="yes")
    return [held[0], held[1], left.distinct()[0], held[2]]


def _paper() -> slot.File:
    """A picture as somebody might send it: drawn here, of nothing."""
    drawn = Image.new("RGB", (640, 420), "#f4f1ea")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((40, 40, 600, 380), outline="#5b6670", width=3)
    for line in range(6):
        pen.line((80, 110 + 40 * line, 560 - 30 * (line % 3), 110 + 40 * line), fill="#8a8f94", width=6)
    made = io.BytesIO()
    drawn.save(made, "PNG")
    return cleaned(made.getvalue())
