"""Commands without a database: one line that says what to do, exit 2, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "address",
    [
        "postgres://nobody@127.0.0.1:1/nothing",
        "postgres://nobody@host.invalid/nothing",
        "garbage",
        "ftp://nobody@127.0.0.1/nothing",
        "postgres://nobody@127.0.0.1:1/nothing?bogus=1",
    ],
)
def test_command_without_a_database_ends_with_one_line(address):
    ended = subprocess.run(
        [sys.executable, "manage.py", "figure", "in_prison"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.development"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 2, ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1 and "Traceback" not in ended.stderr
    assert "DATABASE_URL" in ended.stderr
