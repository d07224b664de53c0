"""Receipts: 100 bits that people can copy by hand, and the box that they open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake import receipts
from intake.receipts import NotAReceipt, read_receipt, receipt_from


@given(st.binary(min_size=13, max_size=32))
@settings(max_examples=200)
def test_a_receipt_is_read_however_it_is_typed(random):
    receipt = receipt_from(random)
    assert len(receipt) == receipts.LETTERS + 3
    for typed in (receipt, receipt.lower(), receipt.replace("-", " "), f"  {receipt.replace('-', '')}\n"):
        assert read_receipt(typed) == receipt
    assert read_receipt(receipt.replace("0", "O").replace("1", "l").replace("V", "u")) == receipt


@given(st.integers(0, 2**100 - 1), st.integers(0, 2**100 - 1))
@settings(max_examples=100)
def test_each_of_a_hundred_bits_counts(one, other):
    def of(number):
        return receipt_from((number << 4).to_bytes(13, "big"))

    assert (of(one) == of(other)) == (one == other)


@pytest.mark.parametrize("text", ["", "7Q2MX", "7Q2MX-0B4TD-K9FGH-3WVN", "7Q2MX-0B4TD-K9FGH-3WVNPP",
                                  "7Q2MX-0B4TD-K9FGH-3WVN!",
                                  "７Q2MX-0B4TD-K9FGH-3WVNP", "\x00" * 20, "Ñ" * 20])  # fmt: skip
def test_what_is_no_receipt_is_refused(text):
    with pytest.raises(NotAReceipt):
        read_receipt(text)


def test_a_box_is_of_one_receipt_and_always_the_same():
    one, again, other = (receipts.box_of(receipt_from(bytes([n]) * 13)) for n in (1, 1, 2))
    assert (one.name, one.public_key) == (again.name, again.public_key)
    assert one.name != other.name
    assert one.public_key != other.public_key
    assert one.name not in one.private_key.private_bytes_raw()
