"""Who uses the server: the first to come starts it, the last to leave stops it."""

import atexit
import contextlib
import os

from config.localdb import cluster, locks, server
from config.localdb.account import make_folder
from config.localdb.binaries import LocalDBError
from config.localdb.layout import Layout, locate


class _Presence:
    """This process among the users of the server. A fork begins anew: its parent may leave before it."""

    def __init__(self) -> None:
        self.share: int | None = None

    def forget(self) -> None:
        self.share = None


_here = _Presence()
os.register_at_fork(after_in_child=_here.forget)


def is_ensured() -> bool:
    """True when this process counts as a user of the server, so that nobody who leaves will stop it."""
    return _here.share is not None


def ensure() -> Layout:
    """Have the server up, and keep it up as long as this process lives. Returns where it is.

    Safe to call from any number of processes and threads at once, and again after the server died.
    Raises LocalDBError, saying what to do, when it can't be had.
    """
    layout = locate()
    try:
        make_folder(layout.home)
        with locks.alone(layout.home / "start.lock"):
            cluster.refuse_another_version(layout)
            if _here.share is None:
                _here.share = locks.join(layout.home / "users.lock")
            server.bring_up(layout)
    except PermissionError as error:
        raise LocalDBError(
            f"{error.filename} belongs to another user of this machine. "
            "Run as that user, or set TODOS_LOCALDB_DIR to a folder of yours."
        ) from error
    return layout


def shut_down() -> None:
    """Stop the server now, whoever uses it."""
    layout = locate()
    if layout.home.exists():
        with locks.alone(layout.home / "start.lock"):
            server.stop(layout)


@atexit.register
def _leave() -> None:
    share, _here.share = _here.share, None
    if share is None or os.environ.get("TODOS_LOCALDB_KEEP"):
        return
    # The folder was removed: there is no server to stop. A web worker may be told to go while it is leaving already.
    with contextlib.suppress(OSError, LocalDBError, SystemExit):
        layout = locate()
        with locks.alone(layout.home / "start.lock"):
            if locks.leave(share):
                server.stop(layout)
