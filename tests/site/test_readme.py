"""What the README and docs/api.md tell a newcomer to type does what they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("site")

ROOT = Path(__file__).resolve().parents[2]
SERVED = "http://127.0.0.1:8000"
TEXTS = "\n".join((ROOT / name).read_text() for name in ("README.md", "docs/api.md")).replace("\\\n", " ")
ADDRESSES = sorted({found.removeprefix(SERVED) for found in re.findall(rf"curl '({SERVED}[^']*)'", TEXTS)})
COMMANDS = re.findall(r"^\.venv/bin/python manage\.py (.*)$", TEXTS, re.MULTILINE)
READING = [command for command in COMMANDS if not command.startswith("publish")]


def test_examples_were_found():
    assert len(ADDRESSES) > 10
    assert len(READING) > 3


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_answers(site, address):
    assert site.get(address)[0] == 200


@pytest.mark.parametrize("command", READING)
def test_command_works(site, command):
    done = site.manage(*shlex.split(command))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_sample_shows_four_rows_read_and_three_refused(site):
    (command,) = [command for command in COMMANDS if "samples/lista" in command]
    said = site.manage(*shlex.split(command)).stdout
    for line in ("read 7", "new 4", "refused 3", "gone 702", "Dry run: nothing was written."):
        assert line in said.splitlines()
    assert len(re.findall(r"^line \d: ", said, re.MULTILINE)) == 3
