"""The data folder of the server: made whole or not at all, the same on every machine."""

import os
import shutil
from pathlib import Path

from config.localdb.account import acting_as_root, ourselves
from config.localdb.binaries import LocalDBError, run
from config.localdb.layout import DATABASE, OWNER, PORT, ROLES, Layout

FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17

# The whole configuration: initdb's own file is not read. What is not named here has PostgreSQL's default.
# The log says which fault there was, never the statement nor the row: these may hold what somebody told in confidence.
SETTINGS = f"""
listen_addresses = ''
port = {PORT}
max_connections = 100
shared_buffers = '128MB'
max_wal_size = '512MB'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, mdy'
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
default_text_search_config = 'pg_catalog.simple'
idle_in_transaction_session_timeout = '10min'
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""


def is_made(layout: Layout) -> bool:
    """True when the data folder is there, whole."""
    return (layout.data / "PG_VERSION").exists()


def refuse_another_version(layout: Layout) -> None:
    """Raises LocalDBError where the data are another version's: an empty cluster beside them would look like a loss.

    Whoever names the programs (TODOS_PG_BIN) has chosen the version.
    """
    if is_made(layout) or os.environ.get("TODOS_PG_BIN"):
        return
    others = sorted(layout.home.parent.glob("postgresql-*/data/PG_VERSION"))
    if others:
        home = others[-1].parents[1]
        raise LocalDBError(
            f"{home} holds the data of another version of PostgreSQL, whose programs are missing here. "
            "Install them again (make run does), or move that folder away to begin anew."
        )


def make(layout: Layout, programs: Path) -> None:
    """Make the data folder. A death in the middle leaves nothing that the next start would take for a cluster.

    programs: those that the server's account may run. Call it with the start lock held.
    """
    _sweep_unfinished(layout)
    # A name of its own: the initdb of a killed process may still be writing into the earlier one.
    new = layout.home / f"data.unfinished.{os.getpid()}"
    new.mkdir(mode=0o700)
    if acting_as_root():
        os.chown(new, layout.account.pw_uid, layout.account.pw_gid)
    options = [
        "--username",
        OWNER,
        "--encoding",
        "UTF8",
        "--auth-local=peer",
        "--auth-host=reject",
        "--no-instructions",
    ]
    if os.environ.get("TODOS_LOCALDB_FAST"):
        options.append("--no-sync")
    run(programs / "initdb", ["-D", new, *options, *_locale(layout.major)], account=layout.account)
    new.replace(layout.data)
    _sweep_unfinished(layout)  # what an orphaned initdb wrote while it was being removed


def _sweep_unfinished(layout: Layout) -> None:
    for unfinished in layout.home.glob("data.unfinished.*"):
        shutil.rmtree(unfinished, ignore_errors=True)


def _locale(major: int) -> list[str]:
    """The same letters everywhere: lower('Á') and trigrams with ñ must work under LC_ALL=C, in cron and in containers.

    lc_ctype C would make pg_trgm drop ñ, even with the builtin provider.
    """
    if major >= FIRST_MAJOR_WITH_BUILTIN_LOCALE:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def write_rules(layout: Layout) -> list[str]:
    """Write the server's settings and who may log in; returns the options that make the server read them.

    In: the operating-system user who starts the server, as any of our roles. Nobody else.
    Written before each start, so that an older data folder learns of new ones; outside the data folder, because root
    must not write where another account could have laid a link.
    """
    name = ourselves().pw_name
    rules = {
        "config_file": SETTINGS,
        "hba_file": "local all all peer map=todos\n",
        "ident_file": "".join(f'todos "{name}" {role}\n' for role in ROLES),
    }
    options = []
    for setting, text in rules.items():
        path = layout.home / f"{setting}.conf"
        path.write_text(text)
        path.chmod(0o644)
        options.append(f"{setting}={path}")
    return options


def create_database(layout: Layout) -> None:
    """Create our database on the running server, once."""
    done = layout.home / "database-created"
    if done.exists():
        return
    where: list[str | Path] = ["--host", layout.socket, "--port", str(PORT), "--username", OWNER, "--no-password"]
    answer = run(layout.programs / "createdb", [*where, "--maintenance-db=postgres", DATABASE], check=False)
    if answer.returncode and "already exists" not in answer.stdout:
        raise LocalDBError(f"The database could not be created:\n{answer.stdout}")
    done.touch()
