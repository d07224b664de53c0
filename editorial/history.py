"""Keeps the history triggers linear in the size of a statement."""

from django.db import connections

HASH_JOIN = """
DO $$
DECLARE named text;
BEGIN
  FOR named IN
    SELECT proc.oid::regprocedure::text FROM pg_proc proc
    WHERE starts_with(proc.proname, 'pgtrigger_update_') AND position('old_values' IN proc.prosrc) > 0
      AND proc.proconfig IS NULL AND proc.pronamespace = 'public'::regnamespace
  LOOP
    EXECUTE 'ALTER FUNCTION ' || named || ' SET enable_nestloop = off';
  END LOOP;
END $$
"""


def keep_linear(*, using: str, **kwargs) -> None:
    """After each migration: the update triggers join the rows before and after by hash.

    PL/pgSQL keeps the plan of the first call. When that changed one row, the plan is a nested loop, and a later
    statement of the same session that changes 1,000 persons compares a million pairs (seconds, and quadratic).
    """
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute(HASH_JOIN)
