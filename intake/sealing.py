"""Sealing to a public key, and padding so that the size of what is sealed tells nothing.

HPKE (RFC 9180, base mode) with X25519, HKDF-SHA256 and ChaCha20-Poly1305, as the `cryptography` package has it. Whoever
seals can't open again: the half of the key that opens is with the newsroom, or made from a receipt (receipts.py).
"""

from __future__ import annotations

import hmac
import json
import os
from hashlib import scrypt
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
PIECE = 16 * 1024
"""Bytes in each piece of a report before it is sealed: the longest text fits in one, a picture takes several."""
QUESTION = 4 * 1024
"""Bytes in each question before it is sealed."""
LENGTH = 4  # bytes that say how long the content is
OVERHEAD = 32 + 16  # of a sealed text: the other half of the key, and the tag
QUESTION_INFO = b"todos mail slot: question 1"
SCRYPT = {"n": 2**17, "r": 8, "p": 1, "maxmem": 256 * 1024 * 1024, "dklen": 32}


class CanNotOpen(Exception):
    """The key is not the one to which this was sealed, or somebody changed what was sealed."""


class WrongPassphrase(CanNotOpen):
    """The passphrase does not open the private key."""


class TooLong(ValueError):
    """The content does not fit; `by` says how many bytes it is too long."""

    def __init__(self, by: int) -> None:
        super().__init__(f"{by} bytes too many")
        self.by = by


def piece_info(name: UUID) -> bytes:
    """What a piece is sealed for: its own place, so that none can be put into another's."""
    return b"todos mail slot: piece 2 " + name.bytes


def room(size: int) -> int:
    """How many bytes of content fit into `size` padded bytes."""
    return size - LENGTH


def pad(content: bytes, size: int) -> bytes:
    """`content` and zeros, `size` bytes in all. Raises TooLong."""
    if len(content) > room(size):
        raise TooLong(len(content) - room(size))
    return len(content).to_bytes(LENGTH, "big") + content + bytes(room(size) - len(content))


def unpad(padded: bytes) -> bytes:
    """What `pad` was given. Raises CanNotOpen for anything that `pad` does not write."""
    length = int.from_bytes(padded[:LENGTH], "big")
    if len(padded) < LENGTH + length or any(padded[LENGTH + length :]):
        raise CanNotOpen("not padded as a piece is")
    return padded[LENGTH : LENGTH + length]


def seal(content: bytes, public_key: bytes, *, size: int, info: bytes) -> bytes:
    """`content` padded to `size` bytes and sealed: always size + OVERHEAD bytes. Raises TooLong."""
    return SUITE.encrypt(pad(content, size), X25519PublicKey.from_public_bytes(bytes(public_key)), info=info)


def unseal(sealed: bytes, private_key: X25519PrivateKey, *, info: bytes) -> bytes:
    """What was sealed. Raises CanNotOpen."""
    try:
        return unpad(SUITE.decrypt(bytes(sealed), private_key, info=info))
    except (InvalidTag, ValueError) as error:
        raise CanNotOpen from error


def new_private_key() -> X25519PrivateKey:
    return X25519PrivateKey.generate()


def private_key_from(raw: bytes) -> X25519PrivateKey:
    """The private key of 32 bytes. Raises CanNotOpen for another number of them."""
    try:
        return X25519PrivateKey.from_private_bytes(raw)
    except ValueError as error:
        raise CanNotOpen from error


def public_half(private_key: X25519PrivateKey) -> bytes:
    return private_key.public_key().public_bytes_raw()


def lock(private_key: X25519PrivateKey, passphrase: str) -> bytes:
    """The private key sealed with a passphrase (scrypt, ChaCha20-Poly1305)."""
    salt, nonce = os.urandom(16), os.urandom(12)
    return salt + nonce + _cipher(passphrase, salt).encrypt(nonce, private_key.private_bytes_raw(), None)


def unlock(sealed: bytes, passphrase: str) -> X25519PrivateKey:
    """Raises WrongPassphrase."""
    sealed = bytes(sealed)
    salt, nonce, ciphertext = sealed[:16], sealed[16:28], sealed[28:]
    try:
        return private_key_from(_cipher(passphrase, salt).decrypt(nonce, ciphertext, None))
    except InvalidTag as error:
        raise WrongPassphrase from error


def _cipher(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(scrypt(passphrase.strip().encode(), salt=salt, **SCRYPT))  # type: ignore[arg-type]


def digest(key: bytes, *parts: bytes) -> bytes:
    """A keyed digest (HMAC-SHA256) of several parts, none of which can pass for two."""
    joined = b"".join(len(part).to_bytes(LENGTH, "big") + part for part in parts)
    return hmac.digest(key, joined, "sha256")


def as_json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
