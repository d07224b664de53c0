"""Sealing, padding and locking: only the right key opens, and length tells nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake import sealing
from intake.sealing import CanNotOpen, TooLong, WrongPassphrase

SIZE, INFO = 256, b"test"
KEY = sealing.new_private_key()
PUBLIC = sealing.public_half(KEY)


@given(st.binary(max_size=sealing.room(SIZE)))
@settings(max_examples=60)
def test_what_is_sealed_is_opened_again_and_always_equally_long(content):
    sealed = sealing.seal(content, PUBLIC, size=SIZE, info=INFO)
    assert len(sealed) == SIZE + sealing.OVERHEAD
    assert sealing.unseal(sealed, KEY, info=INFO) == content


@given(st.binary(min_size=8, max_size=40))
@settings(max_examples=30)
def test_nothing_of_the_content_is_in_what_is_sealed(content):
    sealed = sealing.seal(content, PUBLIC, size=SIZE, info=INFO)
    assert content not in sealed
    assert sealed != sealing.seal(content, PUBLIC, size=SIZE, info=INFO)


@given(st.integers(0, (SIZE + sealing.OVERHEAD) * 8 - 1))
@settings(max_examples=60)
def test_one_bit_changed_and_it_does_not_open(bit):
    sealed = bytearray(sealing.seal(b"salio", PUBLIC, size=SIZE, info=INFO))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(CanNotOpen):
        sealing.unseal(bytes(sealed), KEY, info=INFO)


def test_another_key_or_another_purpose_does_not_open():
    sealed = sealing.seal(b"salio", PUBLIC, size=SIZE, info=INFO)
    with pytest.raises(CanNotOpen):
        sealing.unseal(sealed, sealing.new_private_key(), info=INFO)
    with pytest.raises(CanNotOpen):
        sealing.unseal(sealed, KEY, info=b"another")


@pytest.mark.parametrize("garbage", [b"", b"x", bytes(47), bytes(500)])
def test_garbage_does_not_open(garbage):
    with pytest.raises(CanNotOpen):
        sealing.unseal(garbage, KEY, info=INFO)


def test_what_is_too_long_is_refused_and_says_by_how_much():
    with pytest.raises(TooLong) as refusal:
        sealing.seal(bytes(sealing.room(SIZE) + 3), PUBLIC, size=SIZE, info=INFO)
    assert refusal.value.by == 3


@pytest.mark.parametrize("padded", [b"", b"\x00\x00\x00\x09short", b"\x00\x00\x00\x01ab\x00", b"\xff\xff\xff\xff"])
def test_padding_that_we_do_not_write_is_refused(padded):
    with pytest.raises(CanNotOpen):
        sealing.unpad(padded)


def test_passphrase_locks_the_private_key():
    locked = sealing.lock(KEY, "una frase que nadie adivina")
    assert KEY.private_bytes_raw() not in locked
    assert sealing.unlock(locked, " una frase que nadie adivina\n").private_bytes_raw() == KEY.private_bytes_raw()
    with pytest.raises(WrongPassphrase):
        sealing.unlock(locked, "una frase que nadie adivinó")
    with pytest.raises(CanNotOpen):
        sealing.private_key_from(b"short")


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
@settings(max_examples=100)
def test_parts_of_a_digest_can_not_pass_for_others(one, other):
    assert (sealing.digest(b"k", *one) == sealing.digest(b"k", *other)) == (one == other)
