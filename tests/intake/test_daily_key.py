"""The key of the day: one for all processes of a server, and gone with its day in each of them."""

from __future__ import annotations

import os
from datetime import date, timedelta

from intake.daily_key import DailyKey

DAY = date(2026, 3, 1)


def in_another_process(keys: DailyKey, day: date) -> bytes:
    """The key as a worker of the same server has it."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.write(writes, keys.of(day))
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writes)
    with os.fdopen(reads, "rb") as told:
        return told.read()


def test_a_new_day_has_a_new_key_and_the_former_is_gone():
    keys = DailyKey()
    first = keys.of(DAY)
    assert keys.of(DAY) == first and len(first) == 32
    third = keys.of(DAY + timedelta(days=2))
    assert third != first
    assert keys.of(DAY) == third, "there is no way back"
    assert first not in bytes(keys._memory)


def test_workers_of_one_server_have_one_key_and_the_new_day_of_one_is_that_of_all():
    keys = DailyKey()
    first = keys.of(DAY)
    assert in_another_process(keys, DAY) == first
    next_day = in_another_process(keys, DAY + timedelta(days=1))
    assert first not in bytes(keys._memory), "the process that the others were forked from kept it"
    assert keys.of(DAY + timedelta(days=1)) == next_day != first


def test_a_worker_that_dies_in_its_turn_holds_nobody_up():
    keys = DailyKey()
    child = os.fork()
    if not child:
        with keys._alone():
            os._exit(1)
    os.waitpid(child, 0)
    assert keys.of(DAY)
