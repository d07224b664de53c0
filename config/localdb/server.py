"""The server process: is it up, start it, stop it. Everything here is called with the start lock held."""

import os
import shlex
import signal
import stat
import time
from enum import IntEnum
from pathlib import Path

from config.localdb import cluster
from config.localdb.account import acting_as_root, reachable_programs
from config.localdb.binaries import LocalDBError, run
from config.localdb.layout import OWNER, PORT, Layout

PATIENCE = 60.0  # seconds for a server that says it is starting (recovering from a crash)
GRACE = 3.0  # seconds for a server process that doesn't answer at all
# Backends orphaned by a killed server hold its shared memory for a moment; seconds between tries.
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Answer(IntEnum):
    """What pg_isready's exit code means."""

    ACCEPTING = 0
    STARTING = 1
    NONE = 2
    NOT_ASKED = 3


def ask(layout: Layout) -> Answer:
    """Whether the server takes connections now."""
    where: list[str | Path] = [
        "--host",
        layout.socket,
        "--port",
        str(PORT),
        "--username",
        OWNER,
        "--dbname",
        "postgres",
    ]
    return Answer(run(layout.programs / "pg_isready", ["--quiet", "--timeout=2", *where], check=False).returncode)


def process_of(layout: Layout, lock_file: Path) -> int | None:
    """The pid in a lock file when that process is alive and is the server of this data folder, else None.

    A pid alone proves nothing: it may be dead, a zombie, or given to another program since. The server is told by
    the data folder among its arguments. Without /proc (not Linux) the pid is believed.
    """
    try:
        pid = int(lock_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    process = Path("/proc", str(pid))
    if not Path("/proc/self").exists():
        return pid
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        arguments = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return None
    return pid if state not in "ZX" and os.fsencode(layout.data) in arguments else None


def pid_of(layout: Layout) -> int | None:
    """The process of the server of this data folder; None when it isn't running."""
    return process_of(layout, layout.data / "postmaster.pid")


def bring_up(layout: Layout) -> None:
    """Have the server accepting connections and the database made, whatever state it was left in."""
    answer = ask(layout)
    limits = {Answer.STARTING: time.monotonic() + PATIENCE, Answer.NONE: time.monotonic() + GRACE}
    while answer in limits and pid_of(layout) and time.monotonic() < limits[answer]:
        time.sleep(0.05)
        answer = ask(layout)
    if answer is not Answer.ACCEPTING:
        stop(layout)  # a server whose socket is gone, or that hangs
        start(layout)
    cluster.create_database(layout)


def start(layout: Layout) -> None:
    """Start the server, making its data folder first when there is none."""
    programs = reachable_programs(layout.programs, layout.account, layout.home)
    if not cluster.is_made(layout):
        cluster.make(layout, programs)
    _make_socket_folder(layout)
    settings = [f"unix_socket_directories={layout.socket}", *cluster.write_rules(layout)]
    if os.environ.get("TODOS_LOCALDB_FAST"):
        settings += FAST
    options = " ".join(f"-c {shlex.quote(setting)}" for setting in settings)
    arguments: list[str | Path] = ["-D", layout.data, "-l", layout.log, "-w", "-t", "120", "-o", options, "start"]
    for pause in PAUSES:
        _clear_stale_locks(layout)
        result = run(programs / "pg_ctl", arguments, account=layout.account, check=False)
        if result.returncode == 0:
            return
        time.sleep(pause)
    said = layout.log.read_text(errors="replace")[-1500:] if layout.log.exists() else ""
    raise LocalDBError(f"The local PostgreSQL did not start ({layout.home}):\n{result.stdout}\n{said}")


def stop(layout: Layout, *, within: float = 30.0) -> None:
    """Stop the server without waiting for its clients; after `within` seconds, at once. Not running: nothing to do.

    By signal, so that it works whichever programs are installed by now.
    """
    for number in (signal.SIGINT, signal.SIGQUIT):
        pid = pid_of(layout)
        if pid is None:
            return
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        limit = time.monotonic() + within
        while pid_of(layout) == pid and time.monotonic() < limit:
            time.sleep(0.02)


def _make_socket_folder(layout: Layout) -> None:
    folder = layout.socket
    folder.mkdir(exist_ok=True)
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in {os.geteuid(), layout.account.pw_uid}:
        raise LocalDBError(f"{folder} is somebody else's. Remove it, or set TODOS_LOCALDB_DIR to a short path.")
    folder.chmod(0o711)
    if acting_as_root():
        os.chown(folder, layout.account.pw_uid, layout.account.pw_gid)


def _clear_stale_locks(layout: Layout) -> None:
    # PostgreSQL would refuse to start because of a zombie, or of a pid that another program has got since.
    for lock_file in (layout.data / "postmaster.pid", layout.socket / f".s.PGSQL.{PORT}.lock"):
        if process_of(layout, lock_file) is None:
            lock_file.unlink(missing_ok=True)
