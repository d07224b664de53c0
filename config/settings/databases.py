"""Where the data is: a server named by an address, or the embedded one in `var/`."""

from typing import Any

import dj_database_url

PUBLIC_ROLE = "todos_public"
NEWSROOM_ROLE = "todos_newsroom"
INTAKE_ROLE = "todos_intake"
KEPT = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# The public side's first query notices a lost connection and is asked again (publication/selection/editions.py).
KEPT_IN_PUBLIC = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": False}


def public_database(address: str) -> dict[str, Any]:
    """The settings of the public site's connection, which logs in under the restricted role."""
    return {**dj_database_url.parse(address), **KEPT_IN_PUBLIC}


def intake_database(address: str) -> dict[str, Any]:
    """The settings of the mail slot's connection."""
    return without_values(public_database(address))


def without_values(database: dict[str, Any]) -> dict[str, Any]:
    """Values go to the server apart from the statement: where one fails and is written into the server's log, they are
    not in it."""
    return {**database, "OPTIONS": {**database.get("OPTIONS", {}), "server_side_binding": True}}


def databases(address: str, public_address: str, intake_address: str = "") -> dict[str, dict[str, Any]]:
    """`default`, which owns every table; `public`, which may read the public record and nothing else; `intake`, which
    may put citizens' reports in.

    Without addresses of their own, these log in as the owner and take their restricted role at once.
    """
    default: dict[str, Any]
    if address:
        default = {**dj_database_url.parse(address), **KEPT}
    else:
        default = {"ENGINE": "config.localdb.postgresql", "NAME": "todos", **KEPT}
    return {
        "default": default,
        "public": public_database(public_address) if public_address else _in_role(PUBLIC_ROLE, default),
        "intake": intake_database(intake_address) if intake_address else without_values(_in_role(INTAKE_ROLE, default)),
    }


def _in_role(role: str, default: dict[str, Any]) -> dict[str, Any]:
    options = {**default.get("OPTIONS", {}), "options": f"-c role={role}"}
    return {**default, **KEPT_IN_PUBLIC, "OPTIONS": options}
