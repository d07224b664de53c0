"""How a command ends: without a database, or with an address that can't be read, by one line and exit 2."""

import sys

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import InterfaceError, OperationalError, ProgrammingError, connections

from config.localdb import LocalDBError

ADVICE = "Is the server up, and DATABASE_URL right? (postgres://user:password@host:port/name)"


def run(arguments: list[str]) -> int:
    """Runs a management command; returns its exit code. `--traceback` shows where it failed."""
    try:
        execute_from_command_line(arguments)
    except (OperationalError, InterfaceError) as error:
        return _told(arguments, error, f"The database can't be used: {_line(error)} {ADVICE}")
    except ProgrammingError as error:  # an option of the address that the driver does not know
        if connections["default"].connection is not None:
            raise
        return _told(arguments, error, f"The database can't be used: {_line(error)} {ADVICE}")
    except (dj_database_url.UnknownSchemeError, dj_database_url.ParseError) as error:
        return _told(arguments, error, f"DATABASE_URL can't be read. {ADVICE}")
    except (LocalDBError, ImproperlyConfigured) as error:
        return _told(arguments, error, str(error))
    return 0


def _told(arguments: list[str], error: Exception, line: str) -> int:
    if "--traceback" in arguments:
        raise error
    sys.stderr.write(f"{line}\n")
    return 2


def _line(error: Exception) -> str:
    """What the server or its driver said, without line breaks; the address and its password are not in it."""
    said = " ".join(str(error).split())
    return said if said.endswith(".") else f"{said}."
