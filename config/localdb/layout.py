"""Where the server's files are."""

import functools
import os
import string
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from pwd import struct_passwd

from config.localdb.account import acting_as_root, can_reach, ourselves, owner_of, stand_in
from config.localdb.binaries import LocalDBError, find_programs, major_version

PROJECT = Path(__file__).resolve().parents[2]
ROOTS_FOLDER = Path("/var/lib/todos-localdb")
OWNER = "todos"  # the role that owns the database
ROLES = (OWNER, "todos_public")  # the roles that the starter of the server may log in as
DATABASE = "todos"
PORT = 5432  # names the socket file only: the server listens on no network address
LONGEST_SOCKET_FOLDER = 80  # a socket's whole path is limited to 107 bytes
PLAIN = frozenset(string.ascii_letters + string.digits + "/._-+@ ")  # PostgreSQL reads the folder as a list
UNQUOTABLE = frozenset('"$`\\\n')  # pg_ctl hands the path to a shell between double quotes


@dataclass(frozen=True)
class Layout:
    """The folders of one server. Nothing here touches the disk."""

    home: Path  # of this major version; everything of the server lies in it, save perhaps the socket
    programs: Path  # as found; the account that runs the server may need a copy of them
    major: int
    account: struct_passwd  # runs the server

    @property
    def data(self) -> Path:
        """The data folder of the cluster."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server said."""
        return self.data / "server.log"

    @property
    def socket(self) -> Path:
        """The folder of the socket: the host to connect to. Outside `home` when that path would be too long."""
        inside = self.home / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER and PLAIN.issuperset(str(inside)):
            return inside
        # Not the TMPDIR of the moment: every process must come to the same answer.
        return Path("/tmp") / f"todos-{os.geteuid()}-{_short_name(self.home)}"  # noqa: S108


def _short_name(folder: Path) -> str:
    return sha256(os.fsencode(folder)).hexdigest()[:10]


def asked_folder() -> Path:
    """The folder that the user wants the server in: TODOS_LOCALDB_DIR, else `var/` of the checkout."""
    return Path(os.environ.get("TODOS_LOCALDB_DIR") or PROJECT / "var").resolve()


def folder_for_root(asked: Path) -> Path:
    """Where root's server goes when its account can't reach the asked folder (a checkout under /root)."""
    return ROOTS_FOLDER / _short_name(asked)


@functools.cache
def locate() -> Layout:
    """The layout for this process, decided once. LocalDBError when there are no programs or the path can't be used."""
    programs = find_programs()
    major = major_version(programs)
    asked = asked_folder()
    name = f"postgresql-{major}"
    if acting_as_root():
        spare = folder_for_root(asked)
        account = owner_of(asked / name / "data") or owner_of(spare / name / "data") or stand_in()
        home = (asked if can_reach(account, asked / name) else spare) / name
    else:
        account = ourselves()
        home = asked / name
    if UNQUOTABLE.intersection(str(home)):
        raise LocalDBError(f"{home}: PostgreSQL can't live in a path with \", $, ` or \\. Set TODOS_LOCALDB_DIR.")
    return Layout(home=home, programs=programs, major=major, account=account)
