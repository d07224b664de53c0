"""Locks between processes. The kernel drops them however a process ends, so none is ever stale."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

_held: set[int] = set()


def _forget_in_child() -> None:
    # A fork shares its parent's locks. The child lets go of its copies: it must not keep the parent's start lock, nor
    # count as the same user of the server as its parent.
    for descriptor in _held:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_forget_in_child)


def _open(path: Path) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    _held.add(descriptor)
    return descriptor


def _close(descriptor: int) -> None:
    if descriptor in _held:  # not in a child that has let go of it
        _held.discard(descriptor)
        os.close(descriptor)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other process or thread is inside, then keep all others out."""
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        _close(descriptor)


def join(path: Path) -> int:
    """Be one of any number of holders; returns what `leave` needs."""
    descriptor = _open(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def leave(descriptor: int) -> bool:
    """Stop holding; True when nobody else holds it. Call it inside `alone`, or two may both be told False."""
    try:
        # A refused upgrade drops our share as well, so that the next one to leave can be the last.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        _close(descriptor)
