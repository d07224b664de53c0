"""The slot: what is put in, what the public side may do, and what nobody can tell from the tables."""

from __future__ import annotations

from datetime import date, timedelta
from secrets import token_bytes

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils.timezone import localdate

from intake import slot
from intake.admission import (
    PER_NETWORK,
    PER_NETWORK_WITHOUT_SCRIPT,
    USES_OF_A_TICKET,
    DailyKey,
    Refused,
    TooMany,
    admit,
    admit_parts,
)
from intake.models import MailboxKey, MailboxSecret, Piece, Question, Tally
from intake.opening import content_of, new_key
from intake.role import in_slot
from intake.sealing import OVERHEAD, PIECE, CanNotOpen, TooLong
from intake.tickets import BUSY_BITS, USUAL_BITS
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
    assert Piece.objects.count() == 1


def test_without_a_key_nothing_is_taken():
    assert not slot.is_open()
    with pytest.raises(slot.NoMailbox):
        drop()


def test_reports_go_to_the_newest_key_that_is_not_retired():
    mailbox()
    newer, _ = new_key(on=date(2026, 2, 1))
    drop()
    assert Piece.objects.get().key == newer
    MailboxKey.objects.filter(pk=newer.pk).update(retired_on=localdate())
    drop(text="más")
    assert Piece.objects.exclude(key=newer).count() == 1
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
    Question.objects.create(box=head.box, sealed=b"x" * 100, left_on=date(2026, 1, 1), expires_on=date(2100, 1, 1))
    ask(head, "¿Qué día?")
    assert [left.text for left in slot.questions(receipt, network=NETWORK)] == ["¿Qué día?"]


def test_an_answer_comes_to_the_same_box():
    key = mailbox()
    receipt = drop()
    answered = slot.drop(slot.Message({"text": "fue el lunes"}), under=fresh(), answering=receipt)
    assert answered == receipt
    assert len({head.box for head in heads(key)}) == 1


REFUSED = [
    "SELECT 1 FROM intake_piece",
    "SELECT count(*) FROM intake_piece",
    "INSERT INTO intake_piece (id, key_id, received_on, sealed) SELECT gen_random_uuid(), 1, now(), '' RETURNING id",
    "INSERT INTO intake_piece (id, key_id, received_on, sealed, is_filed) SELECT gen_random_uuid(), 1, now(), '', true",
    "UPDATE intake_piece SET is_filed = true",
    "DELETE FROM intake_piece",
    "TRUNCATE intake_piece",
    "SELECT * FROM intake_mailboxsecret",
    "UPDATE intake_mailboxkey SET public_key = ''",
    "INSERT INTO intake_mailboxkey (public_key, made_on) VALUES ('', now())",
    "INSERT INTO intake_question (id, box, sealed, left_on, expires_on) SELECT gen_random_uuid(), '', '', now(), now()",
    "DELETE FROM intake_question",
    "SELECT * FROM intake_tally",
    "UPDATE intake_tally SET amount = 0",
    "SELECT * FROM publication_edition",
    "SELECT * FROM prisoners_person",
    "SELECT * FROM editorial_editor",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_slots_role_may_put_in_and_nothing_else(statement):
    mailbox()
    drop()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), in_slot():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "table", ["intake_piece", "intake_mailboxkey", "intake_mailboxsecret", "intake_question", "intake_tally"]
)
def test_the_role_of_the_public_pages_reads_nothing_of_the_slot(table):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("SET LOCAL ROLE todos_public")
        connection.cursor().execute(f"SELECT * FROM {table}")


def test_the_secret_of_a_key_opens_with_its_passphrase():
    key, private_key = new_key(on=date(2026, 1, 1), passphrase="una frase que nadie adivina")
    assert private_key.private_bytes_raw() not in bytes(MailboxSecret.objects.get(key=key).sealed)


def let_in(network: str, *, is_solved: bool = True, ticket: bytes = b"") -> None:
    with in_slot() as using:
        admit(network, ticket=ticket or token_bytes(8), is_solved=is_solved, using=using)


@pytest.mark.parametrize(("is_solved", "most"), [(True, PER_NETWORK), (False, PER_NETWORK_WITHOUT_SCRIPT)])
def test_one_network_is_let_in_so_often_within_an_hour(is_solved, most):
    for _ in range(most):
        let_in("192.0.2.0/24", is_solved=is_solved)
    for _ in range(3):
        with pytest.raises(TooMany) as refusal:
            let_in("192.0.2.0/24", is_solved=is_solved)
        assert refusal.value.limit is Refused.NETWORK
    let_in("203.0.113.0/24", is_solved=is_solved)


def test_one_ticket_is_good_for_a_few_reports():
    for number in range(USES_OF_A_TICKET):
        let_in(f"192.0.{number}.0/24", ticket=b"one")
    with pytest.raises(TooMany):
        let_in("198.51.100.0/24", ticket=b"one")
    let_in("198.51.100.0/24", ticket=b"other")


def test_what_is_refused_is_not_counted(monkeypatch):
    monkeypatch.setattr("intake.admission.PARTS_A_DAY", 10)
    with in_slot() as using:
        admit_parts(8, using=using)
        for _ in range(3):
            with pytest.raises(TooMany) as refusal:
                admit_parts(3, using=using)
            assert refusal.value.limit is Refused.DISK
        admit_parts(2, using=using)


def test_words_are_taken_where_there_is_no_room_for_pictures(monkeypatch):
    monkeypatch.setattr("intake.admission.PARTS_A_DAY", 1)
    key = mailbox()
    with pytest.raises(TooMany):
        drop(files=(PICTURE,))
    drop()
    assert len(heads(key)) == 1


def test_many_reports_make_the_puzzle_harder(monkeypatch):
    monkeypatch.setattr("intake.admission.BUSY", 3)
    for number in range(4):
        assert slot.ticket().bits == USUAL_BITS
        let_in(f"192.0.{number}.0/24")
    assert slot.ticket().bits == BUSY_BITS


def test_a_refused_report_leaves_nothing(monkeypatch):
    monkeypatch.setattr("intake.admission.PER_NETWORK", 1)
    mailbox()
    drop()
    with pytest.raises(TooMany):
        drop(text="otro", files=(PICTURE,))
    assert Piece.objects.count() == 1


def test_former_hours_are_forgotten():
    mailbox()
    drop()
    Tally.objects.update(ends=1)
    let_in("192.0.2.0/24")
    assert not Tally.objects.filter(ends=1).exists()


def test_the_network_is_in_no_table():
    mailbox()
    drop()
    for row in Tally.objects.all():
        assert NETWORK.encode() not in bytes(row.counted)
        assert len(bytes(row.counted)) == 16


def test_a_new_day_has_a_new_key_and_the_former_is_gone():
    keys = DailyKey()
    today = localdate()
    first = keys.of(today)
    assert keys.of(today) == first
    third = keys.of(today + timedelta(days=2))
    assert third != first
    assert keys.of(today) == third, "there is no way back"
    assert first not in vars(keys).values()


def test_the_tally_is_in_no_log_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'intake_tally'")
        assert cursor.fetchone() == ("u",)
