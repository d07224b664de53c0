"""Nobody publishes alone, and the database says so: triggers that no form, script or statement goes around.

Two kinds. A *watch* stands on every table of a dossier: any change of content is noted with its author and leads the
dossier back to draft, so that what was approved is what is published. A *guard* stands on the dossier itself: a move
that the path does not have is refused, and an approval counts only if the approver wrote none of the pending changes;
where one of those is sensitive, the approver must work for an outlet that none of the authors works for.

A refused move changes nothing, says so as a warning, and is noted as an alarm that stays (raising an error would roll
the alarm back with the rest). The triggers are not pgtrigger's, which a script may switch off. Rooms register their
tables when the program starts; `install` runs after every migration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.db import connections

from editorial import moves
from editorial.rooms import is_last_room

# Columns of a dossier that are no content: the path itself, and the clock.
PATH = (
    "workflow_state", "last_edited_by_id", "submitted_by_id", "submitted_at", "approved_by_id", "approved_at",
    "updated_at", "created_at",
)  # fmt: skip


@dataclass(frozen=True)
class Watched:
    """A table of a dossier. `owner`: SQL of the dossier's key, of a row called {row}; an array where it `has_many`.

    `sensitive`: SQL over {old} and {new}, true where the change needs another outlet; of rows that come or go, the same
    with both the same row, unless `always`. `derived`: columns that the program works out, which nobody approves.
    """

    kind: str
    table: str
    owner: str
    sensitive: str = "false"
    always: bool = False
    has_many: bool = False
    derived: tuple[str, ...] = ()


_dossiers: dict[str, str] = {}
_watched: dict[str, Watched] = {}


def register(
    kind: str, table: str, *, parts: Iterable[Watched] = (), sensitive: str = "false", derived: tuple[str, ...] = ()
) -> None:
    """A kind of dossier with its table, and the tables that belong to it."""
    _dossiers[kind] = table
    for watched in (Watched(kind, table, "{row}.id", sensitive, derived=derived), *parts):
        _watched[f"{kind} {watched.table}"] = watched


def register_parts(*parts: Watched) -> None:
    """More tables of a dossier, of a room above the one that has the dossier."""
    for watched in parts:
        _watched[f"{watched.kind} {watched.table}"] = watched


def after_migrations(*, app_config: AppConfig, using: str, **_kwargs: Any) -> None:
    """The receiver of post_migrate: once, when the last of the installed rooms has its tables."""
    if is_last_room(app_config):
        install(using=using)


def install(*, using: str) -> None:
    """Functions and triggers, made equal to what is registered and to the table of moves."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    if "editorial_pendingchange" not in existing:
        return
    statements = [ACTING, OUTLETS, _guard_function(), _touch_function()]
    for kind, table in _dossiers.items():
        if table in existing:
            statements.append(_guard_trigger(kind, table))
    for watched in _watched.values():
        if watched.table in existing:
            statements += _watch(watched)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


# The editor in whose name the transaction writes (pghistory's context); NULL for the program itself.
ACTING = """
CREATE OR REPLACE FUNCTION editorial_acting() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'user')::bigint
$$
"""
OUTLETS = """
CREATE OR REPLACE FUNCTION editorial_outlets(editors bigint[]) RETURNS bigint[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(DISTINCT outlet_id), '{}') FROM editorial_membership
  WHERE editor_id = ANY (editors) AND starts_on <= current_date AND (ends_on IS NULL OR ends_on >= current_date)
$$
"""


def _guard_function() -> str:
    pairs = ", ".join(f"('{start}', '{end}')" for start, end in sorted(moves.allowed()))
    return f"""
CREATE OR REPLACE FUNCTION editorial_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  of_kind text := TG_ARGV[0];
  acting bigint := editorial_acting();
  reason text;
  authors bigint[];
  theirs bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.workflow_state <> 'draft' THEN reason := 'not_a_draft'; END IF;
  ELSIF NEW.workflow_state = OLD.workflow_state THEN
    IF NEW.workflow_state IN ('approved', 'published')
       AND (NEW.approved_by_id, NEW.submitted_by_id) IS DISTINCT FROM (OLD.approved_by_id, OLD.submitted_by_id) THEN
      reason := 'forged';
    END IF;
  ELSIF (OLD.workflow_state, NEW.workflow_state) NOT IN ({pairs}) THEN
    reason := 'move';
  ELSIF NEW.workflow_state = 'approved' THEN
    IF NEW.approved_by_id IS NULL OR NEW.submitted_by_id IS NULL
       OR NEW.submitted_by_id IS DISTINCT FROM OLD.submitted_by_id THEN
      reason := 'nobody';
    ELSIF acting IS NOT NULL AND acting <> NEW.approved_by_id THEN
      reason := 'forged';
    ELSE
      SELECT array_agg(DISTINCT editor_id) FILTER (WHERE editor_id IS NOT NULL)
        || array_remove(ARRAY[NEW.submitted_by_id, OLD.last_edited_by_id, NEW.last_edited_by_id], NULL)
      INTO authors FROM editorial_pendingchange WHERE kind = of_kind AND dossier_id = NEW.id;
      IF NEW.approved_by_id = ANY (authors) THEN
        reason := 'own';
      ELSIF EXISTS (SELECT FROM editorial_pendingchange
                    WHERE kind = of_kind AND dossier_id = NEW.id AND is_sensitive) THEN
        SELECT editorial_outlets(authors) || coalesce(array_agg(outlet), '{{}}') INTO theirs
        FROM editorial_pendingchange change, unnest(change.outlets) outlet
        WHERE change.kind = of_kind AND change.dossier_id = NEW.id;
        IF editorial_outlets(ARRAY[NEW.approved_by_id]) = '{{}}'
           OR editorial_outlets(ARRAY[NEW.approved_by_id]) && theirs THEN
          reason := 'same_outlet';
        END IF;
      END IF;
    END IF;
  ELSIF NEW.workflow_state = 'published' THEN
    DELETE FROM editorial_pendingchange WHERE kind = of_kind AND dossier_id = NEW.id;
  END IF;
  IF reason IS NULL THEN RETURN NEW; END IF;
  INSERT INTO editorial_alarm (at, reason, kind, dossier_id, editor_id, database_user)
  VALUES (clock_timestamp(), reason, of_kind, NEW.id, coalesce(acting, NEW.approved_by_id), session_user);
  RAISE WARNING USING MESSAGE = concat_ws(' ', 'refused:', of_kind, NEW.id, reason);
  RETURN NULL;
END $$
"""


def _guard_trigger(kind: str, table: str) -> str:
    return f"""
CREATE OR REPLACE TRIGGER four_eyes_guard BEFORE INSERT OR UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION editorial_guard('{kind}')
"""


def _touch_function() -> str:
    """Notes a change of these dossiers and leads them back to draft."""
    cases = "\n".join(
        f"""  WHEN '{kind}' THEN
    UPDATE {table} SET workflow_state = 'draft', submitted_by_id = NULL, submitted_at = NULL, approved_by_id = NULL,
      approved_at = NULL WHERE id = ANY (keys) AND workflow_state <> 'draft';"""
        for kind, table in sorted(_dossiers.items())
    )
    return f"""
CREATE OR REPLACE FUNCTION editorial_touch(of_kind text, keys bigint[], sensitive bigint[], of_table text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting bigint := editorial_acting();
BEGIN
  IF keys IS NULL THEN RETURN; END IF;
  INSERT INTO editorial_pendingchange (kind, dossier_id, editor_id, "table", is_sensitive, outlets, first_at)
  SELECT of_kind, key, acting, of_table, key = ANY (coalesce(sensitive, '{{}}')),
         CASE WHEN acting IS NULL THEN '{{}}' ELSE editorial_outlets(ARRAY[acting]) END, clock_timestamp()
  FROM unnest(keys) key
  WHERE acting IS NOT NULL OR key = ANY (coalesce(sensitive, '{{}}'))
  ON CONFLICT DO NOTHING;
  CASE of_kind
{cases}
  END CASE;
END $$
"""


def _watch(watched: Watched) -> list[str]:
    """One function and three triggers: transition tables belong to one kind of statement."""
    mark = f"{watched.kind.partition('.')[2]}_{watched.table}"  # a citation may belong to two kinds of dossier
    name = f"watch_{mark}"

    def owners(row: str) -> str:
        owner = watched.owner.format(row=row)
        return owner if watched.has_many else f"ARRAY[{owner}]"

    def sensitive(old: str, new: str) -> str:
        return "true" if watched.always else watched.sensitive.format(old=old, new=new)

    def changed(rows: str, keys: str, is_sensitive: str) -> str:
        return f"""SELECT array_agg(DISTINCT key), array_agg(DISTINCT key) FILTER (WHERE is_sensitive) INTO keys, sensitive
    FROM (SELECT unnest({keys}) AS key, {is_sensitive} AS is_sensitive FROM {rows}) changed WHERE key IS NOT NULL;"""

    ignored = "'{" + ",".join(PATH + watched.derived) + "}'::text[]"
    differing = f"""new_rows n JOIN old_rows o USING (id)
      WHERE n.* IS DISTINCT FROM o.* AND to_jsonb(n) - {ignored} IS DISTINCT FROM to_jsonb(o) - {ignored}"""
    function = f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
SET enable_nestloop = off AS $$
DECLARE keys bigint[]; sensitive bigint[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    {changed(differing, f"{owners('o')} || {owners('n')}", sensitive("o", "n"))}
  ELSIF TG_OP = 'INSERT' THEN
    {changed("new_rows n", owners("n"), sensitive("n", "n"))}
  ELSE
    {changed("old_rows o", owners("o"), sensitive("o", "o"))}
  END IF;
  PERFORM editorial_touch('{watched.kind}', keys, sensitive, TG_TABLE_NAME);
  RETURN NULL;
END $$
"""
    made = [function]
    for operation, tables in (
        ("INSERT", "NEW TABLE AS new_rows"),
        ("UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
        ("DELETE", "OLD TABLE AS old_rows"),
    ):
        made.append(
            f"CREATE OR REPLACE TRIGGER {operation.lower()}_{mark} AFTER {operation} ON {watched.table}"
            f" REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
    return made
