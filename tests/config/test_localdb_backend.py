"""Django's backend on the local server: first connection, crash under load, several Pythons."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.localdb_processes import Checkout, checkout_in, let_go, open_folder

DJANGO = """
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "config.localdb.postgresql", "NAME": "todos"}})
import django
django.setup()
from django.db import connection, connections, OperationalError, InterfaceError
def asked():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)
"""


@pytest.fixture
def checkout():
    with open_folder() as folder, checkout_in(folder / "db") as checkout:
        yield checkout


def test_first_connection_starts_the_server_and_the_exit_stops_it(checkout):
    assert checkout.do(f"{DJANGO}\nprint(localdb.is_ensured(), asked(), localdb.is_ensured())") == "False True True"
    assert checkout.servers() == []


def test_connection_to_a_running_server_keeps_it_up(checkout):
    first = checkout.hold()
    second = checkout.launch(f"{DJANGO}\nasked(); print('up', flush=True); sys.stdin.readline(); print(asked())")
    assert second.stdout.readline() == "up\n"
    let_go(first)
    assert len(checkout.servers()) == 1, "stopped under a connection"
    printed, complaint = second.communicate("go\n", timeout=30)
    assert printed == "True\n", complaint
    assert checkout.servers() == []


def test_nothing_starts_before_the_first_connection(checkout):
    checkout.do(f"{DJANGO}\nconnection.vendor, connection.settings_dict['HOST']")
    assert not checkout.folder.exists()


def test_environment_of_another_server_is_not_followed(checkout):
    elsewhere = {"PGHOST": "192.0.2.1", "PGPORT": "1", "PGUSER": "somebody", "PGDATABASE": "other"}
    script = f"{DJANGO}\nasked(); print(connection.connection.info.user, connection.connection.info.dbname)"
    assert checkout.do(script, **elsewhere) == "todos todos"


def test_server_killed_under_load_heals_by_itself(checkout):
    # Four threads ask all the time, each as a web worker does: a fresh or a checked connection per request.
    worker = checkout.launch(f"""{DJANGO}
import threading, time
failures, successes, ends = [], [], time.monotonic() + 120
def work():
    while time.monotonic() < ends:
        try:
            successes.append(asked() and time.monotonic())
        except (OperationalError, InterfaceError) as error:
            failures.append(error)
            connection.close()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
while len(successes) < 50 and threads[0].is_alive(): time.sleep(0.01)
ends = time.monotonic() + 6  # from here on: a busy machine may have needed longer to begin
print("loaded", flush=True)
for thread in threads: thread.join()
print(len(failures), ends - max(successes) < 1)
""")
    assert worker.stdout.readline() == "loaded\n", worker.communicate()[1]
    checkout.kill_server()
    printed, complaint = worker.communicate(timeout=60)
    assert worker.returncode == 0, complaint
    failures, still_served = printed.split()
    assert 1 <= int(failures) <= 8, "each of four threads may lose the request it was in, and one more"
    assert still_served == "True"
    assert checkout.servers() == []


def other_pythons() -> list[str]:
    ours = sys.version_info[:2]
    names = [f"python3.{minor}" for minor in (11, 12, 13, 14) if (3, minor) != ours]
    installed = [shutil.which(name) for name in names]
    installed += [str(path) for name in names for path in Path.home().glob(f".pyenv/versions/*/bin/{name}")]
    return [python for python in installed if python and _runs(python)]


def _runs(python: str) -> bool:
    """A pyenv shim of a version that is not chosen is found, and fails."""
    return subprocess.run([python, "-c", "import fcntl"], capture_output=True, check=False).returncode == 0


def test_another_python_shares_the_server(checkout):
    others = other_pythons()
    if not others:
        pytest.skip("only one Python from 3.11 on is installed here")
    holder = checkout.hold()
    servers = checkout.servers()
    other = Checkout(checkout.folder, python=others[-1])
    other.environment["TODOS_PG_BIN"] = str(checkout.programs)
    attached = other.hold()
    assert checkout.servers() == servers
    let_go(holder)
    assert checkout.servers() == servers, "stopped while the other Python used it"
    let_go(attached)
    assert checkout.servers() == []
