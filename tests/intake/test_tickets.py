"""Tickets: signed, of a day, with a puzzle; and the same receipt for the same form."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intake.tickets import HARD_BITS, USUAL_BITS, BadTicket, new_ticket, read_ticket, solve


def test_a_ticket_comes_back_as_it_was():
    made = new_ticket(bits=USUAL_BITS)
    read = read_ticket(made.text)
    assert (read.nonce, read.bits, read.receipt) == (made.nonce, USUAL_BITS, made.receipt)
    assert new_ticket(bits=HARD_BITS).bits == HARD_BITS > USUAL_BITS
    assert new_ticket(bits=USUAL_BITS).receipt != made.receipt


def test_a_ticket_says_how_long_the_form_was_open():
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        made = new_ticket(bits=USUAL_BITS)
    with time_machine.travel("2026-03-01 12:00:21Z", tick=False):
        assert read_ticket(made.text).age == timedelta(seconds=21)
    with time_machine.travel("2026-03-02 11:59Z", tick=False):
        read_ticket(made.text)
    with time_machine.travel("2026-03-02 12:01Z", tick=False), pytest.raises(BadTicket):
        read_ticket(made.text)


@pytest.mark.parametrize(
    "spoil", [lambda t: "", lambda t: t[:-1], lambda t: "x" + t, lambda t: t.replace(":", ""), lambda t: "é" * 30]
)
def test_a_ticket_that_is_not_ours_is_refused(spoil):
    with pytest.raises(BadTicket):
        read_ticket(spoil(new_ticket(bits=USUAL_BITS).text))


def test_the_answer_of_a_puzzle_is_of_one_ticket():
    ticket = new_ticket(bits=USUAL_BITS)
    answer = solve(ticket)
    assert ticket.is_solved_by(answer)
    others = [new_ticket(bits=USUAL_BITS).is_solved_by(answer) for _ in range(20)]
    assert others.count(True) <= 1


@pytest.mark.parametrize("answer", ["", "-1", "1e3", " 7", "٣", "9" * 13, "0x1"])
def test_an_answer_is_plain_digits(answer):
    assert not new_ticket(bits=USUAL_BITS).is_solved_by(answer)


def test_the_receipt_can_not_be_had_from_the_ticket_alone(settings):
    ticket = new_ticket(bits=USUAL_BITS)
    receipt = ticket.receipt
    settings.SECRET_KEY = "another-secret-key-of-the-server-0123456789"
    assert ticket.receipt != receipt
