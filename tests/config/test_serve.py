"""`make run` refuses in one clear line, serves both sites, and leaves nothing running."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.config.localdb_processes import PROJECT, checkout_in, open_folder

PATIENCE = 180  # seconds to stop, beside other tests that keep the disk busy


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def checkout():
    with open_folder() as folder, checkout_in(folder / "db") as checkout:
        yield checkout


def serve(checkout, port, *options):
    environment = {name: value for name, value in checkout.environment.items() if name != "DATABASE_URL"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", *options],
        cwd=PROJECT,
        env=environment | {"PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings.development"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    checkout.launched.append(process)
    return process


def read_until(process, text, *, seconds=300):
    said, limit = "", time.monotonic() + seconds
    while text not in said:
        line = process.stdout.readline()
        assert line, said
        assert time.monotonic() < limit, said
        said += line
    return said


def status_of(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_taken_port_is_one_clear_line(checkout, free_port):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", free_port))
        listener.listen()
        said, _ = serve(checkout, free_port).communicate(timeout=60)
    assert said == f"CommandError: Port {free_port} is taken. Choose another: PORT={free_port + 1} make run\n"
    assert not checkout.folder.exists(), "work was done before the port was looked at"


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_bad_port_is_refused_with_exit_code_2(checkout, port):
    process = serve(checkout, port)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said == f"CommandError: PORT={port} is not a port: give a number from 1 to 65535.\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_signal_while_preparing_leaves_nothing_running(checkout, free_port, number):
    process = serve(checkout, free_port)
    read_until(process, "Translations")  # the database is up, the tables are being made
    os.kill(process.pid, number)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode
    assert "Traceback" not in said
    assert checkout.servers() == []


def test_both_sites_are_served_until_terminated(checkout, free_port):
    process = serve(checkout, free_port, "--empty")  # tests/site serves the demonstration
    said = read_until(process, "Ctrl-C stops everything")
    assert "Demonstration" not in said
    address = f"http://127.0.0.1:{free_port}"
    assert f"{address}/admin/" in said
    assert status_of(f"{address}/healthz") == 200
    assert status_of(f"{address}/admin/login/") == 200
    process.terminate()
    process.communicate(timeout=60)
    assert checkout.servers() == []
    with pytest.raises(OSError):
        urllib.request.urlopen(f"{address}/healthz", timeout=5)
