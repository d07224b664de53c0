"""The slot: what is put in, what the public side may do, and what nobody can tell from the tables."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils.timezone import localdate

from intake import slot
from intake.gathering import gather
from intake.models import Arrival, MailboxKey, MailboxSecret, Piece, Question
from intake.opening import content_of, head_of, new_key
from intake.sealing import OVERHEAD, PIECE, QUESTION, CanNotOpen, TooLong
from tests.intake.flood import pour
from tests.intake.letters import NETWORK, ask, drop, fresh, heads, mailbox

pytestmark = pytest.mark.django_db
PICTURE = slot.File(bytes(range(256)) * 200, "image/jpeg", "ab" * 32)


def test_a_report_is_read_with_the_newsrooms_key_alone():
    key = mailbox()
    drop(name="Yoandri Pérez Jutiar", files=(PICTURE,))
    (head,) = heads(key)
    assert head.said == {"kind": "release", "text": "salió de prisión", "name": "Yoandri Pérez Jutiar"}
    (file,) = head.files
    assert (file.kind, file.original_sha256) == (PICTURE.kind, PICTURE.original_sha256)
    assert content_of(file, Piece.objects.all(), key) == PICTURE.content
    with pytest.raises(CanNotOpen):
        heads(mailbox())


def test_pieces_are_equally_long_and_tell_nothing_but_a_day():
    mailbox()
    drop()
    drop(text="x" * 4000, files=(PICTURE,))
    assert {field.name for field in Arrival._meta.fields} == {"id", "key", "received_on", "sealed"}
    gather()
    assert {len(piece.sealed) for piece in Piece.objects.all()} == {PIECE + OVERHEAD}
    assert {field.name for field in Piece._meta.fields} == {"id", "key", "received_on", "sealed", "is_filed"}
    assert set(Piece.objects.values_list("received_on", flat=True)) == {localdate()}
    assert {piece.pk.version for piece in Piece.objects.all()} == {4}


def test_the_same_form_sent_twice_is_one_report():
    key = mailbox()
    ticket = fresh()
    receipts = {drop(under=ticket, files=(PICTURE,)) for _ in range(5)}
    assert len(receipts) == 1
    assert len(heads(key)) == 1


def test_a_form_corrected_and_sent_again_loses_neither():
    key = mailbox()
    ticket = fresh()
    assert drop(under=ticket, text="salió ayer") == drop(under=ticket, text="salió anteayer")
    assert {head.said["text"] for head in heads(key)} == {"salió ayer", "salió anteayer"}
    assert len({head.box for head in heads(key)}) == 1


def test_the_longest_text_fits_and_a_longer_one_is_refused_whole():
    key = mailbox()
    drop(text="ñ" * 4000, name="ñ" * 200, place="ñ" * 200, contact="ñ" * 200, when="ñ" * 200)
    assert len(heads(key)) == 1
    with pytest.raises(TooLong):
        drop(text="ñ" * 9000, files=(PICTURE,))
    assert Piece.objects.count() == 1 and not Arrival.objects.exists()


def test_without_a_key_nothing_is_taken():
    assert not slot.is_open()
    with pytest.raises(slot.NoMailbox):
        drop()


def test_reports_go_to_the_newest_key_that_is_not_retired():
    mailbox()
    newer, _ = new_key(on=date(2026, 2, 1))
    drop()
    assert Arrival.objects.get().key == newer
    MailboxKey.objects.filter(pk=newer.pk).update(retired_on=localdate())
    drop(text="más")
    assert Arrival.objects.exclude(key=newer).count() == 1
    MailboxKey.objects.update(retired_on=localdate())
    assert not slot.is_open()


def test_a_question_is_read_by_the_holder_of_the_receipt_alone():
    key = mailbox()
    receipt, other = drop(), drop(text="otra cosa")
    head = next(head for head in heads(key) if head.said["text"] == "salió de prisión")
    ask(head, "¿Qué día fue?\n¿Quién lo vio?")
    assert [(left.on, left.text) for left in slot.questions(receipt, network=NETWORK)] == [
        ("2026-01-02", "¿Qué día fue?\n¿Quién lo vio?")
    ]
    assert slot.questions(other, network=NETWORK) == []
    assert b"fue" not in bytes(Question.objects.get().sealed)


def test_a_question_is_not_shown_from_its_last_day_on():
    key = mailbox()
    receipt = drop()
    ask(heads(key)[0], "¿Qué día?", on=localdate() - timedelta(days=60), shown_for=timedelta(days=60))
    assert slot.questions(receipt, network=NETWORK) == []


def test_what_somebody_else_put_into_a_box_is_passed_over():
    key = mailbox()
    receipt = drop()
    head = heads(key)[0]
    junk = b"x" * (QUESTION + OVERHEAD)
    Question.objects.create(box=head.box, sealed=junk, left_on=date(2026, 1, 1), expires_on=date(2100, 1, 1))
    ask(head, "¿Qué día?")
    assert [left.text for left in slot.questions(receipt, network=NETWORK)] == ["¿Qué día?"]


def test_an_answer_comes_to_the_same_box():
    key = mailbox()
    receipt = drop()
    answered = slot.drop(slot.Message({"text": "fue el lunes"}), under=fresh(), answering=receipt)
    assert answered == receipt
    assert len({head.box for head in heads(key)}) == 1


def test_an_answer_that_shall_be_sealed_to_another_key_is_no_report_of_ours():
    """Whoever learns the name of a box can't have what the newsroom asks there sealed to a key of their own."""
    key = mailbox()
    drop()
    (head,) = heads(key)
    (ours,) = Piece.objects.all()
    pour([{"text": "responda aquí"}], box=head.box)
    with pytest.raises(CanNotOpen, match="somebody else"):
        head_of(Piece.objects.exclude(pk=ours.pk).get(), key)


def test_a_piece_in_the_place_of_another_does_not_open():
    key = mailbox()
    drop()
    drop(text="otra cosa")
    assert len(heads(key)) == 2
    one, other = Piece.objects.all()
    Piece.objects.filter(pk=one.pk).update(sealed=bytes(other.sealed))
    with pytest.raises(CanNotOpen):
        head_of(Piece.objects.get(pk=one.pk), key)
    assert head_of(other, key)


@pytest.mark.parametrize("length", [0, PIECE, PIECE + OVERHEAD - 1, PIECE + OVERHEAD + 1])
@pytest.mark.parametrize("model", [Arrival, Piece])
def test_nothing_of_another_length_is_kept(model, length):
    mailbox()
    row = model(id=uuid4(), key=MailboxKey.objects.get(), received_on=localdate(), sealed=b"x" * length)
    with pytest.raises(IntegrityError, match="equally_long"), transaction.atomic():
        row.save(force_insert=True)


def test_no_question_of_another_length_is_kept():
    with pytest.raises(IntegrityError, match="equally_long"), transaction.atomic():
        Question.objects.create(box=b"b" * 16, sealed=b"x", left_on=localdate(), expires_on=localdate())


@pytest.mark.parametrize(
    "table",
    ["intake_arrival", "intake_piece", "intake_mailboxkey", "intake_mailboxsecret", "intake_question", "intake_tally"],
)
def test_the_role_of_the_public_pages_reads_nothing_of_the_slot(table):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("SET LOCAL ROLE todos_public")
        connection.cursor().execute(f"SELECT * FROM {table}")


def test_the_secret_of_a_key_opens_with_its_passphrase():
    key, private_key = new_key(on=date(2026, 1, 1), passphrase="una frase que nadie adivina")
    assert private_key.private_bytes_raw() not in bytes(MailboxSecret.objects.get(key=key).sealed)
