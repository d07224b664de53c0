"""What a page asks of the database, as a process of the newsroom asks it."""

from __future__ import annotations

from django.test.utils import CaptureQueriesContext

# The tests share one connection between both sides: a request takes its role and gives it back.
ROLE_TAKEN = ("SET LOCAL ROLE", "RESET ROLE")
ROLE = len(ROLE_TAKEN)


def asked_in_production(captured: CaptureQueriesContext) -> list[str]:
    """Without what takes and gives back the role: a process of the newsroom has it from its start."""
    return [query["sql"] for query in captured if not query["sql"].startswith(ROLE_TAKEN)]
