"""Pictures of a report: held in memory, cleaned by another process, never written to a disk as they came."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile

from intake.slot import File

MOST_FILES = 3
LARGEST = 12 * 1024 * 1024  # bytes of one picture
LARGEST_REQUEST = MOST_FILES * LARGEST
MOST_READ = 40 * 1024 * 1024
"""Bytes of a request that is read for its words although its pictures are too large; the web server in front lets no
more through (docs/deployment.md)."""
PATIENCE = 15  # seconds for one picture, on a busy machine
AT_ONCE = BoundedSemaphore(2)
"""Pictures that one process has cleaned at the same time: a decoder takes a core and half a gigabyte."""
ROOT = Path(__file__).resolve().parents[1]


class Unusable(ValueError):
    """Not a picture that we can clean: not a JPEG, PNG or WebP, broken, or larger than we take."""


class Busy(Exception):
    """So many pictures are being cleaned that this one's turn did not come."""


class InMemory(MemoryFileUploadHandler):
    """Keeps what is uploaded in memory: a file of Django's own kind would be on the disk for a while."""

    is_too_large = False
    """Whether the pictures were left out, and the words alone were read."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any, **named: Any) -> None:
        """Raises RequestDataTooBig, which is answered with 413, before anything is read."""
        if content_length > MOST_READ:
            raise RequestDataTooBig
        self.is_too_large = content_length > LARGEST_REQUEST
        self.activated = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_too_large:
            raise SkipFile
        super().new_file(*args, **kwargs)


def cleaned(content: bytes) -> File:
    """The picture without anything but its pixels. Raises Unusable, Busy.

    What was sent is not kept, but its SHA-256: whoever shows the original later can prove that it is the one.
    """
    if not content or len(content) > LARGEST:
        raise Unusable
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Busy
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "intake.cleaning"],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env={}, timeout=PATIENCE,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unusable from None
    finally:
        AT_ONCE.release()
    if done.returncode or not done.stdout:
        raise Unusable
    return File(done.stdout, "image/jpeg", sha256(content).hexdigest())
