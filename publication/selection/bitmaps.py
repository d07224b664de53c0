"""Sets of rows as whole numbers: bit n stands for row n. Intersection is `&`, union `|`, size `bit_count()`."""

from __future__ import annotations

from collections.abc import Iterable

CHUNK = 512


def bitmap(positions: Iterable[int], size: int) -> int:
    """The set of these positions, each below `size`."""
    bits = bytearray((size + 7) // 8)
    for position in positions:
        bits[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(bits, "little")


def everything(size: int) -> int:
    return (1 << size) - 1


def positions(bits: int, skip: int = 0, limit: int | None = None) -> list[int]:
    """The positions in ascending order, without the first `skip`, at most `limit`."""
    data = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    start = 0
    while start < len(data):
        inside = int.from_bytes(data[start : start + CHUNK], "little").bit_count()
        if inside > skip:
            break
        skip -= inside
        start += CHUNK
    found: list[int] = []
    for index in range(start, len(data)):
        byte = data[index]
        while byte:
            lowest = byte & -byte
            byte ^= lowest
            if skip:
                skip -= 1
                continue
            found.append((index << 3) + lowest.bit_length() - 1)
            if len(found) == limit:
                return found
    return found
