"""Processes that use the local server, as its tests launch them: real ones, in folders of their own."""

import functools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

PROJECT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not AS_ROOT, reason="only root can become another user; run the suite as root as well")

HOLD = "layout = localdb.ensure(); print('up', flush=True); sys.stdin.read()"
ASK = """
import psycopg
layout = localdb.ensure()
with psycopg.connect(host=str(layout.socket), port=5432, user="todos", dbname="todos") as connection:
    print(connection.execute("SELECT count(*) FROM pg_tables").fetchone()[0] > 0, flush=True)
"""


class Checkout:
    """One folder for a local server, and what may be done with it."""

    def __init__(self, folder: Path, *, project: Path = PROJECT, python: str = sys.executable) -> None:
        self.folder = folder
        self.project = project
        self.python = python
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("TODOS_LOCALDB", "PG"))},
            "TODOS_LOCALDB_DIR": str(folder),
            "TODOS_LOCALDB_FAST": "1",
            "PYTHONPATH": str(project),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.launched: list[subprocess.Popen[str]] = []

    def launch(self, script: str, **environment: str) -> subprocess.Popen[str]:
        """Start a Python process with `localdb` and `sys` at hand."""
        process = subprocess.Popen(
            [self.python, "-c", f"import sys\nfrom config import localdb\n{script}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.project,
            env=self.environment | environment,
        )
        self.launched.append(process)
        return process

    def do(self, script: str, **environment: str) -> str:
        """Run a script to its end; what it printed. Fails the test when it fails."""
        process = self.launch(script, **environment)
        printed, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint
        return printed.strip()

    def hold(self, **environment: str) -> subprocess.Popen[str]:
        """A process that has the server up, and keeps it up until `let_go` or a kill."""
        process = self.launch(HOLD, **environment)
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n", process.communicate()[1]
        return process

    @functools.cached_property
    def home(self) -> Path:
        """The folder of the server."""
        return Path(self.do("print(localdb.locate().home)"))

    @functools.cached_property
    def socket(self) -> Path:
        """The folder of its socket."""
        return Path(self.do("print(localdb.locate().socket)"))

    @functools.cached_property
    def programs(self) -> Path:
        """The folder of its programs, as found."""
        return Path(self.do("print(localdb.locate().programs)"))

    def connect(self) -> psycopg.Connection:
        """A connection of the test's own, which doesn't count as a user of the server."""
        return psycopg.connect(
            host=str(self.socket), port=5432, user="todos", dbname="todos", autocommit=True, connect_timeout=5
        )

    def servers(self) -> list[int]:
        """The pids of the PostgreSQL servers that run on this checkout's data."""
        data = os.fsencode(self.home / "data")
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                arguments = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if Path(os.fsdecode(arguments[0])).name == "postgres" and data in arguments:
                found.append(int(process.name))
        return found

    def kill_server(self) -> None:
        """Kill the server as a crash would, and don't wait."""
        (pid,) = self.servers()
        os.kill(pid, signal.SIGKILL)

    def lock_file(self) -> Path:
        """PostgreSQL's own note of its pid."""
        return self.home / "data" / "postmaster.pid"

    def remove(self) -> None:
        """End every process launched here, the server too, and delete its files."""
        for process in self.launched:
            if process.poll() is None:
                process.kill()
            process.communicate()
        subprocess.run(
            [self.python, "-m", "config.localdb", "remove"],
            cwd=self.project,
            env=self.environment,
            capture_output=True,
            check=False,
        )


def let_go(process: subprocess.Popen[str]) -> None:
    """End a holding process cleanly."""
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 0, complaint


def wait_until(is_so, *, seconds: float = 10) -> None:
    """Wait for something to become true; fail the test when it doesn't."""
    limit = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < limit, f"not within {seconds} s"
        time.sleep(0.02)


@contextmanager
def open_folder(prefix: str = "todos-test-") -> Iterator[Path]:
    """A temporary folder that every account may pass through (pytest's own are closed to the server's account)."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def checkout_in(folder: Path, **how) -> Iterator[Checkout]:
    """A checkout whose server is stopped and removed in the end."""
    checkout = Checkout(folder, **how)
    try:
        yield checkout
    finally:
        checkout.remove()


def as_user(name: str, command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as another user of this machine; root only."""
    account = pwd.getpwnam(name)
    return subprocess.run(
        command,
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        cwd="/",
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
