"""Who runs the server: PostgreSQL refuses root, and root must not open anybody's folders for it."""

import os
import pwd
import shutil
from hashlib import sha256
from pathlib import Path

from config.localdb.binaries import LocalDBError

STAND_INS = ("postgres", "nobody")


def acting_as_root() -> bool:
    """True when the server needs another account than ours."""
    return os.geteuid() == 0


def ourselves() -> pwd.struct_passwd:
    """The account of this process; LocalDBError when it has no name, which PostgreSQL can't do without."""
    try:
        return pwd.getpwuid(os.geteuid())
    except KeyError:
        raise LocalDBError(f"User id {os.geteuid()} has no name on this machine; PostgreSQL needs one.") from None


def stand_in() -> pwd.struct_passwd:
    """The account that runs a new server for root."""
    for name in STAND_INS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LocalDBError("Running as root, and neither 'postgres' nor 'nobody' exists to run the server.")


def owner_of(data: Path) -> pwd.struct_passwd | None:
    """The account that a data folder belongs to; None when there is none yet, or when it is root's.

    Installing Debian's PostgreSQL creates `postgres` on a machine where `nobody` ran our server until then.
    """
    try:
        owner = data.stat().st_uid
    except OSError:
        return None
    try:
        return pwd.getpwuid(owner) if owner else None
    except KeyError:
        raise LocalDBError(f"{data} belongs to user id {owner}, which this machine doesn't know. Remove it.") from None


def can_reach(account: pwd.struct_passwd, path: Path) -> bool:
    """True when the account may pass through every existing folder down to the path, and through the path itself."""
    path = path.resolve()
    for step in (path, *path.parents):
        try:
            found = step.stat()
        except FileNotFoundError:
            continue
        if found.st_uid == account.pw_uid:
            needed = 0o100
        elif found.st_gid == account.pw_gid:
            needed = 0o010
        else:
            needed = 0o001
        if not found.st_mode & needed:
            return False
    return True


def make_folder(folder: Path) -> None:
    """Make the folder and its missing parents; as root, others may pass through those made here, not list them.

    Folders that exist stay as they are: they belong to somebody.
    """
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    for step in reversed(missing):
        step.mkdir(exist_ok=True)
        if acting_as_root():
            step.chmod(0o711)  # whatever the umask was


def reachable_programs(programs: Path, account: pwd.struct_passwd, home: Path) -> Path:
    """Programs that the account may run: these, or a copy of them in `home` when they lie in a closed folder.

    Call it with the start lock held. A copy of other programs (an older wheel) is removed.
    """
    postgres = programs / "postgres"
    if not acting_as_root() or can_reach(account, postgres):
        return programs
    facts = postgres.stat()
    fingerprint = sha256(f"{postgres}:{facts.st_size}:{facts.st_mtime_ns}".encode()).hexdigest()[:10]
    copy = home / f"programs-{fingerprint}"
    if not copy.exists():
        for old in home.glob("programs-*"):
            shutil.rmtree(old, ignore_errors=True)
        unfinished = home / f"programs-{fingerprint}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        _copy_programs(programs, unfinished)
        unfinished.replace(copy)
    return copy / "package" / "install" / programs.name


def _copy_programs(programs: Path, target: Path) -> None:
    install = programs.parent
    shutil.copytree(install, target / "package" / "install", symlinks=True)
    libraries = install.parent.with_suffix(".libs")  # the wheel's programs look for ../../../<package>.libs
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
