"""The whole program as `make run` starts it, on a database of its own, with the demonstration loaded.

One worker runs all of these tests (xdist_group): the demonstration is loaded once. Tests that publish come after the
others and never touch editions 1 to 4, to which the others pin what they ask.

While writing tests, loading can be skipped. Environment:
    TODOS_TEST_SITE_DB  folder of a loaded and stopped database, as TODOS_LOCALDB_DIR names it; a copy of it is used.
                        Made by `manage.py migrate` and `load_demonstration` with TODOS_LOCALDB_DIR=folder.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 900  # seconds for setting everything up on a slow machine

NEWEST = 4
"""The last edition of the demonstration."""


@dataclass
class Site:
    """A running site: its address, and how to ask it."""

    address: str
    environment: dict[str, str]
    log: Path

    def get(self, path: str, *, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body as they came over the wire; a redirection is followed."""
        request = urllib.request.Request(self.address + path, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read()

    def json(self, path: str, **parameters: Any) -> Any:
        query = f"?{urlencode(parameters)}" if parameters else ""
        status, _, body = self.get(path + query)
        assert status == 200, (status, path, parameters, body[:300])
        return json.loads(body)

    def figure(self, figure: str, **parameters: Any) -> dict[str, Any]:
        """A figure of the newest demonstration edition; `from_` stands for `from`."""
        asked = {name.rstrip("_"): value for name, value in parameters.items()}
        return self.json(f"/api/v1/figures/{figure}/", **{"edition": NEWEST, **asked})

    def breakdown(self, figure: str, by: str, **parameters: Any) -> dict[str, int]:
        rows = self.figure(figure, breakdown=by, **parameters)["breakdown"]
        return {row["code"]: row["value"] for row in rows}

    @cached_property
    def socket(self) -> str:
        """Where the site's database listens."""
        return self._python("-c", "from config.localdb import locate; print(locate().socket)").stdout.strip()

    def begin_a_new_hour(self) -> None:
        """Forgets how many reports came from this machine: it is one network, and without scripts five an hour are let
        in (intake/admission.py)."""
        owner = {"host": self.socket, "port": 5432, "user": "todos", "dbname": "todos"}
        with psycopg.connect(**owner, autocommit=True) as connection:  # type: ignore[arg-type]
            connection.execute("DELETE FROM intake_tally")

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._python("manage.py", *arguments)

    def _python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="todos-site-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # root's server runs under an account of its own, which must get there
        yield from _serve(folder)


def _serve(folder: Path) -> Iterator[Site]:
    if loaded := os.environ.get("TODOS_TEST_SITE_DB"):
        subprocess.run(["cp", "--archive", loaded, str(folder / "db")], check=True)  # the owner of the files too
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PUBLIC_DATABASE_URL")}
    environment = kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "TODOS_LOCALDB_DIR": str(folder / "db"),
        "TODOS_LOCALDB_FAST": "1",
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    log = folder / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            running = Site(f"http://127.0.0.1:{port}", environment, log)
            _wait(running, server)
            yield running
        finally:
            server.terminate()
            server.wait(timeout=60)


def _wait(running: Site, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            if running.get("/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    pytest.fail(f"the site did not come up:\n{running.log.read_text(errors='replace')[-3000:]}")
