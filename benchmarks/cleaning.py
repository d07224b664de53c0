"""Pictures of strangers: how long a bomb, a polyglot and a picture that is none keep us, and a good one beside them.

Each is cleaned as the form does, by a process of its own; the floor is such a process that does nothing.
"""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from benchmarks.figures import Figure, Plan
from benchmarks.rounds import interleaved, milliseconds, once, ratio
from intake.attachments import LARGEST, ROOT, Unusable, cleaned


def run(plan: Plan) -> Iterator[Figure]:
    sent = {"bomb": bomb(50_000), "bomb_under_the_limit": bomb(4_800), "large": bomb(4_800, full=True),
            "polyglot": photo(600) + b"<script>alert(1)</script>", "heic": b"\0\0\0\x18ftypheic" + bytes(2_000_000),
            "twelve_megabytes_of_nothing": bytes(LARGEST), "photo_of_12_megapixels": photo(4_000)}  # fmt: skip
    times = interleaved(
        plan.rounds, drain=1, process=once(_a_process), **{name: once(_task(content)) for name, content in sent.items()}
    )
    for name in sent:
        yield Figure(f"cleaning.{name}_to_an_empty_process", ratio(times, name, "process"), "x")
        yield Figure(f"cleaning.{name}", milliseconds(times, name), "ms")


def _task(content: bytes) -> Callable[[], object]:
    def clean() -> bool:
        try:
            return bool(cleaned(content))
        except Unusable:
            return False

    return clean


def _a_process() -> None:
    subprocess.run([sys.executable, "-c", "import PIL.Image"], cwd=ROOT, env={}, check=True)


def photo(width: int) -> bytes:
    made = io.BytesIO()
    noise = Image.effect_noise((width, width * 3 // 4), 60).convert("RGB")
    noise.save(made, "JPEG")
    return made.getvalue()


def bomb(side: int, *, full: bool = False) -> bytes:
    """A PNG that says it has side × side pixels, all black; with all of them, or with the first million bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    pixels = (side * 3 + 1) * side if full else 10**6
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(pixels))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
