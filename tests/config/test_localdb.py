"""The local server keeps its promises under crowds, kills and leftovers."""

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.config.localdb_processes import ASK, checkout_in, let_go, open_folder, wait_until


@pytest.fixture(scope="module")
def prepared():
    """A checkout whose data folder is made, server down; copied for each test, since making one takes a second."""
    with open_folder() as folder, checkout_in(folder / "db") as checkout:
        checkout.do(ASK)
        yield folder / "db"


@pytest.fixture
def checkout(prepared):
    with open_folder() as folder:
        subprocess.run(["cp", "-a", prepared, folder / "db"], check=True)
        with checkout_in(folder / "db") as checkout:
            yield checkout


@pytest.fixture
def fresh():
    with open_folder() as folder, checkout_in(folder / "db") as checkout:
        yield checkout


def test_eight_processes_at_once_on_a_fresh_folder_share_one_server(fresh):
    holders = [fresh.launch(f"{ASK}\nsys.stdin.read()") for _ in range(8)]
    for holder in holders:
        assert holder.stdout.readline() == "True\n", holder.communicate()[1]
    assert len(fresh.servers()) == 1
    for holder in holders:
        let_go(holder)
    assert fresh.servers() == []


def test_restart_keeps_the_data_and_a_second_process_attaches(checkout):
    first = checkout.hold()
    with checkout.connect() as connection:
        connection.execute("CREATE TABLE kept (n int)")
    let_go(first)
    assert checkout.servers() == []

    second = checkout.hold()
    servers = checkout.servers()
    with checkout.connect() as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    third = checkout.hold()
    let_go(second)
    assert checkout.servers() == servers, "stopped while somebody used it"
    let_go(third)
    assert checkout.servers() == []


def test_keep_leaves_the_server_up(checkout):
    let_go(checkout.hold(TODOS_LOCALDB_KEEP="1"))
    assert len(checkout.servers()) == 1


def test_fast_is_asked_for_and_never_the_default(checkout):
    let_go(checkout.hold())
    slow = checkout.hold(TODOS_LOCALDB_FAST="")
    with checkout.connect() as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
    let_go(slow)
    let_go_later = checkout.hold()
    with checkout.connect() as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    let_go(let_go_later)


def test_server_of_a_killed_process_is_stopped_by_the_next_clean_exit(checkout):
    victim = checkout.hold()
    victim.kill()
    victim.wait()
    assert len(checkout.servers()) == 1, "nothing left to test: the server ended with its parent"
    assert checkout.do(ASK) == "True"
    assert checkout.servers() == []


def test_killed_server_starts_again_at_once(checkout):
    holder = checkout.hold()
    checkout.kill_server()
    assert checkout.do(ASK) == "True"
    assert len(checkout.servers()) == 1
    let_go(holder)
    assert checkout.servers() == []


def test_killed_server_starts_again_while_an_orphan_still_works(checkout):
    # A backend in the middle of a computation outlives its server for a moment and holds its memory.
    holder = checkout.hold()
    with checkout.connect() as connection, ThreadPoolExecutor() as threads:
        work = threads.submit(connection.execute, "SELECT count(*) FROM generate_series(1, 12000000)")
        time.sleep(0.3)
        checkout.kill_server()
        assert checkout.do(ASK) == "True"
        work.exception(timeout=30)
    let_go(holder)
    assert checkout.servers() == []


def test_stale_pid_that_belongs_to_another_process_is_seen_through(checkout):
    let_go(checkout.hold())
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        lock_file = checkout.lock_file()
        lock_file.write_text(f"{stranger.pid}\n{lock_file.parent}\n1700000000\n5432\n\n\n\n")
        os.chown(lock_file, lock_file.parent.stat().st_uid, lock_file.parent.stat().st_gid)
        assert checkout.do(ASK) == "True"
        assert stranger.poll() is None, "a stranger was killed"
    finally:
        stranger.communicate()
    assert checkout.servers() == []


def test_server_whose_socket_was_swept_away_is_replaced(checkout):
    holder = checkout.hold()
    (before,) = checkout.servers()
    shutil.rmtree(checkout.socket)
    assert checkout.do(ASK) == "True"
    assert checkout.servers() not in ([], [before])
    let_go(holder)


@pytest.mark.parametrize("language", ["C", "es_CU.UTF-8"])
def test_letters_are_the_same_whatever_the_language_of_the_machine(fresh, language):
    let_go_later = fresh.hold(LC_ALL=language, LANG=language)
    with fresh.connect() as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT lower('ÁÑ')").fetchone() == ("áñ",)
        assert connection.execute("SELECT 'MUÑOZ ÁVILA' ILIKE 'muñoz áv%'").fetchone() == (True,)
        (trigrams,) = connection.execute("SELECT show_trgm('ñ')").fetchone()
        assert len(trigrams) == 2, "ñ was dropped"
        # 'C' orders the same on every machine; names are ordered by a folded column.
        assert connection.execute("SELECT 'Z' < 'a', datcollate = ANY ('{C,C.UTF-8}') FROM pg_database").fetchone() == (
            True,
            True,
        )
    let_go(let_go_later)


def test_death_in_the_middle_of_initdb_leaves_no_half_made_cluster(fresh):
    home = fresh.home
    victim = fresh.launch(ASK)
    wait_until(lambda: list(home.glob("data.unfinished.*/base")))
    victim.kill()
    victim.wait()
    assert not (home / "data").exists()
    assert fresh.do(ASK) == "True"
    assert fresh.do("import pathlib; print(len(list(localdb.locate().home.glob('data.unfinished.*'))))") == "0"
    assert fresh.servers() == []


def test_sixty_racing_starts_and_exits_leave_no_server_behind(checkout):
    crowd: list[subprocess.Popen[str]] = []
    for number in range(60):
        crowd.append(checkout.launch(ASK))
        if number % 6 == 5:  # about six alive at a time, each coming and going as it likes
            crowd[number - 5].wait()
    for process in crowd:
        printed, complaint = process.communicate(timeout=60)
        assert (process.returncode, printed) == (0, "True\n"), complaint
    assert checkout.servers() == []


def test_child_of_a_fork_counts_for_itself(checkout):
    # The parent leaves first: it must not take the server from under its child.
    parent = checkout.launch("""
import os
localdb.ensure()
hears, tells = os.pipe()
if os.fork():
    os.read(hears, 1)
    sys.exit()
localdb.ensure()
os.write(tells, b".")
sys.stdin.readline()
import psycopg
psycopg.connect(host=str(localdb.locate().socket), port=5432, user="todos", dbname="todos").close()
print("served", flush=True)
""")
    parent.wait(timeout=30)
    assert len(checkout.servers()) == 1
    printed, complaint = parent.communicate("go\n", timeout=30)
    assert printed == "served\n", complaint
    wait_until(lambda: checkout.servers() == [])


def test_child_of_a_fork_that_uses_nothing_holds_nothing(checkout):
    parent = checkout.launch("""
import os
localdb.ensure()
if os.fork():
    sys.exit()
os.close(1), os.close(2)
sys.stdin.readline()
""")
    parent.wait(timeout=30)
    assert checkout.servers() == []
    assert checkout.do(ASK) == "True"
    parent.communicate("go\n", timeout=30)


def test_missing_programs_are_named(fresh):
    process = fresh.launch(ASK, TODOS_PG_BIN="/nonexistent")
    assert "TODOS_PG_BIN=/nonexistent has no `postgres` program" in process.communicate()[1]


def test_folder_with_a_space_and_a_quote_works():
    with open_folder("it's a test ") as folder, checkout_in(folder / "Cuba's db") as checkout:
        assert checkout.do(ASK) == "True"
        assert checkout.servers() == []


def test_termination_by_signal_stops_the_server_under_manage_py(checkout):
    # manage.py turns SIGTERM into an exit; the launcher alone must not take signals over.
    holder = checkout.launch(
        "import signal; signal.signal(signal.SIGTERM, lambda *_: sys.exit(143)); localdb.ensure(); "
        "print('up', flush=True); sys.stdin.read()"
    )
    assert holder.stdout.readline() == "up\n"
    holder.send_signal(signal.SIGTERM)
    holder.wait()
    assert checkout.servers() == []
