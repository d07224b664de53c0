"""The functions and triggers of four_eyes.py, as SQL. No placeholder sign in them: a history context would read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from editorial import moves
from editorial.models.people import APPROVES_AFTER
from editorial.models.review import RISKS

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


# Whoever asks: the login, or the role that it took. Owners are trusted, for they could switch every trigger off.
INVOKER = """
CREATE OR REPLACE FUNCTION editorial_invoker() RETURNS name LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('role'), 'none'), session_user)::name
$$
"""
IS_OWNER = """
CREATE OR REPLACE FUNCTION editorial_by_owner() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT pg_has_role(editorial_invoker(), relowner, 'MEMBER') FROM pg_class
  WHERE oid = 'public.editorial_alarm'::regclass
$$
"""
# The editor in whose name the transaction writes (pghistory's context); NULL for the program itself. Who is no owner
# proves the name by the seal, which only a process that serves signed-in editors has (acting.py).
ACTING = """
CREATE OR REPLACE FUNCTION editorial_acting() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  told jsonb := NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb;
  editor text := told ->> 'user';
  salt text := split_part(told ->> 'proof', ':', 1);
  proven boolean := editorial_by_owner();
BEGIN
  IF NOT proven THEN
    SELECT encode(sha256(convert_to(
      key || encode(sha256(convert_to(key || salt || ':' || editor, 'UTF8')), 'hex'), 'UTF8')), 'hex')
      = split_part(told ->> 'proof', ':', 2) INTO proven FROM public.editorial_seal;
  END IF;
  RETURN CASE WHEN proven THEN editor::bigint END;
END $$
"""
# The program itself, on the owner's side alone: imports, commands, and what nobody reads before it is approved because
# it ships with the program or is invented (acting_as(..., unreviewed="why")).
IS_PROGRAM = """
CREATE OR REPLACE FUNCTION editorial_by_program() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT editorial_by_owner() AND (told ->> 'user' IS NULL OR told ->> 'unreviewed' IS NOT NULL)
  FROM (SELECT NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb AS told) context
$$
"""
# The proof serves one request: what is kept of a context would serve whoever reads it.
FORGET_PROOF = """
CREATE OR REPLACE FUNCTION editorial_forget_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.metadata := NEW.metadata - 'proof';
  RETURN NEW;
END $$
"""
FORGET_PROOF_TRIGGER = """
CREATE OR REPLACE TRIGGER forget_proof BEFORE INSERT OR UPDATE ON pghistory_context
FOR EACH ROW EXECUTE FUNCTION editorial_forget_proof()
"""
# A membership is in force on its days as the newsroom's calendar counts them.
OUTLETS = """
CREATE OR REPLACE FUNCTION editorial_outlets(editors bigint[]) RETURNS bigint[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(DISTINCT outlet_id), '{}')
  FROM editorial_membership, (SELECT (now() AT TIME ZONE 'ZONE')::date AS day) today
  WHERE editor_id = ANY (editors) AND starts_on <= day AND (ends_on IS NULL OR ends_on >= day)
$$
""".replace("ZONE'", f"{settings.TIME_ZONE}'")
# Whose signature counts, when it was given: an account that has been its holder's for long enough and is not frozen.
ENTITLED = """
CREATE OR REPLACE FUNCTION editorial_entitled(of_editor bigint, signed_at timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(bool_and(signed_at >= handed_over_at + interval 'SECONDS s'
    AND NOT EXISTS (SELECT FROM editorial_freeze frozen WHERE frozen.editor_id = of_editor
                    AND frozen.seconded_by_id IS NOT NULL AND frozen.lifted_by_id IS NULL)), false)
  FROM editorial_editor WHERE id = of_editor
$$
""".replace("SECONDS", f"{APPROVES_AFTER.total_seconds():.0f}")
# A signature is its signer's own: no row of a review is written in another's name.
SIGNED = """
CREATE OR REPLACE FUNCTION editorial_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF editorial_by_program() OR NEW.by_id = editorial_acting() THEN RETURN NEW; END IF;
  INSERT INTO editorial_alarm (at, reason, kind, dossier_id, editor_id, database_user)
  VALUES (clock_timestamp(), 'forged', NEW.kind, NEW.dossier_id, editorial_acting(), editorial_invoker());
  RAISE WARNING USING MESSAGE = concat_ws(' ', 'refused:', NEW.kind, NEW.dossier_id, 'a signature');
  RETURN NULL;
END $$
"""
SIGNED_TRIGGER = """
CREATE OR REPLACE TRIGGER signed BEFORE INSERT ON editorial_review
FOR EACH ROW EXECUTE FUNCTION editorial_signed()
"""
# No account grows older by being told so: whoever writes the day of its handing over may only put it off.
HANDED_OVER = """
CREATE OR REPLACE FUNCTION editorial_handed_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT editorial_by_owner() THEN
    NEW.handed_over_at := greatest(
      NEW.handed_over_at, CASE WHEN TG_OP = 'UPDATE' THEN OLD.handed_over_at ELSE clock_timestamp() END);
  END IF;
  RETURN NEW;
END $$
"""
HANDED_OVER_TRIGGER = """
CREATE OR REPLACE TRIGGER handed_over BEFORE INSERT OR UPDATE ON editorial_editor
FOR EACH ROW EXECUTE FUNCTION editorial_handed_over()
"""
# The public record: who is no owner writes it only while a signed-in editor publishes.
SOMEBODY = """
CREATE OR REPLACE FUNCTION editorial_somebody() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF editorial_acting() IS NULL AND NOT editorial_by_owner() THEN
    RAISE insufficient_privilege USING MESSAGE = 'no signed-in editor stands behind this change of ' || TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$
"""
# A call of one's own would lead any dossier back to draft.
CLOSE_TOUCH = "REVOKE ALL ON FUNCTION editorial_touch(text, bigint[], bigint[], text) FROM PUBLIC"


def guard_function() -> str:
    """Refuses every move of a dossier that the path does not have, and every approval that is not another's.

    Where an editor approves, not the program: the approver's own row of this round's review answers the risk test, and
    where anybody of this round answered with a yes, another editor has signed too. That row is written before the move.
    """
    pairs = ", ".join(f"('{start}', '{end}')" for start, end in sorted(moves.allowed()))
    questions = ", ".join(f"'{name}'" for name in sorted(RISKS))
    return f"""
CREATE OR REPLACE FUNCTION editorial_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  of_kind text := TG_ARGV[0];
  acting bigint := editorial_acting();
  is_program boolean := editorial_by_program();
  reason text;
  authors bigint[];
  theirs bigint[];
  is_read boolean;
  is_risky boolean;
  is_seconded boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.workflow_state <> 'draft' THEN reason := 'not_a_draft'; END IF;
  ELSIF NEW.workflow_state = OLD.workflow_state THEN
    IF NEW.workflow_state IN ('in_review', 'approved', 'published')
       AND (NEW.approved_by_id, NEW.submitted_by_id, NEW.submitted_at)
         IS DISTINCT FROM (OLD.approved_by_id, OLD.submitted_by_id, OLD.submitted_at) THEN
      reason := 'forged';
    END IF;
  ELSIF (OLD.workflow_state, NEW.workflow_state) NOT IN ({pairs}) THEN
    reason := 'move';
  ELSIF OLD.workflow_state = 'approved' AND NEW.workflow_state <> 'draft' AND
        (NEW.submitted_by_id, NEW.submitted_at, coalesce(NEW.approved_by_id, OLD.approved_by_id))
          IS DISTINCT FROM (OLD.submitted_by_id, OLD.submitted_at, OLD.approved_by_id) THEN
    reason := 'forged';
  ELSIF NEW.workflow_state = 'in_review' THEN
    IF OLD.workflow_state <> 'approved' AND NEW.submitted_by_id IS DISTINCT FROM acting AND NOT is_program THEN
      reason := 'forged';
    END IF;
  ELSIF NEW.workflow_state = 'approved' THEN
    SELECT array_agg(DISTINCT editor_id) FILTER (WHERE editor_id IS NOT NULL)
      || array_remove(ARRAY[NEW.submitted_by_id, OLD.last_edited_by_id, NEW.last_edited_by_id], NULL)
    INTO authors FROM editorial_pendingchange WHERE kind = of_kind AND dossier_id = NEW.id;
    IF NEW.approved_by_id IS NULL OR NEW.submitted_by_id IS NULL
       OR NEW.submitted_by_id IS DISTINCT FROM OLD.submitted_by_id THEN
      reason := 'nobody';
    ELSIF NEW.approved_by_id = ANY (authors) THEN
      reason := 'own';
    ELSIF acting <> NEW.approved_by_id OR acting IS NULL AND NOT editorial_by_owner() THEN
      reason := 'forged';
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
    IF reason IS NULL AND NOT is_program THEN
      SELECT bool_or(by_id = acting AND verb = 'approve' AND answers ?& ARRAY[{questions}]),
        bool_or(EXISTS (SELECT FROM jsonb_each(answers) WHERE value <> 'false')),
        bool_or(by_id <> ALL (authors || acting) AND editorial_entitled(by_id, at))
      INTO is_read, is_risky, is_seconded FROM editorial_review
      WHERE kind = of_kind AND dossier_id = NEW.id AND verb IN ('sign', 'approve') AND at >= OLD.submitted_at;
      IF NOT editorial_entitled(acting, clock_timestamp()) THEN
        reason := 'account';
      ELSIF is_risky AND NOT is_seconded THEN
        reason := 'alone';
      ELSIF is_read IS NOT TRUE THEN
        reason := 'unread';
      END IF;
    END IF;
  ELSIF NEW.workflow_state = 'published' THEN
    DELETE FROM editorial_pendingchange WHERE kind = of_kind AND dossier_id = NEW.id;
  END IF;
  IF reason IS NULL THEN RETURN NEW; END IF;
  INSERT INTO editorial_alarm (at, reason, kind, dossier_id, editor_id, database_user)
  VALUES (clock_timestamp(), reason, of_kind, NEW.id,
          coalesce(acting, CASE WHEN reason <> 'forged' THEN NEW.approved_by_id END), editorial_invoker());
  RAISE WARNING USING MESSAGE = concat_ws(' ', 'refused:', of_kind, NEW.id, reason);
  RETURN NULL;
END $$
"""  # noqa: S608 - names of our own


def guard_trigger(kind: str, table: str) -> str:
    return f"""
CREATE OR REPLACE TRIGGER four_eyes_guard BEFORE INSERT OR UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION editorial_guard('{kind}')
"""


def somebody_trigger(table: str) -> str:
    return f"""
CREATE OR REPLACE TRIGGER somebody BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION editorial_somebody()
"""


def touch_function(dossiers: Mapping[str, str]) -> str:
    """Notes a change of these dossiers and leads them back to draft. A change that nobody stands behind is an error."""
    cases = "\n".join(
        f"""  WHEN '{kind}' THEN
    UPDATE {table} SET workflow_state = 'draft', submitted_by_id = NULL, submitted_at = NULL, approved_by_id = NULL,
      approved_at = NULL WHERE id = ANY (keys) AND workflow_state <> 'draft';"""  # noqa: S608 - names of our own
        for kind, table in sorted(dossiers.items())
    )
    return f"""
CREATE OR REPLACE FUNCTION editorial_touch(of_kind text, keys bigint[], sensitive bigint[], of_table text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE acting bigint := editorial_acting();
BEGIN
  IF keys IS NULL THEN RETURN; END IF;
  IF acting IS NULL AND NOT editorial_by_owner() THEN
    RAISE insufficient_privilege USING MESSAGE = 'no signed-in editor stands behind this change of ' || of_table;
  END IF;
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
"""  # noqa: S608 - names of our own


def watch(watched: Watched) -> list[str]:
    """One function and three triggers: transition tables belong to one kind of statement."""
    mark = f"{watched.kind.partition('.')[2]}_{watched.table}"  # a citation may belong to two kinds of dossier
    name = f"watch_{mark}"

    def owners(row: str) -> str:
        owner = watched.owner.format(row=row)
        return owner if watched.has_many else f"ARRAY[{owner}]"

    def sensitive(old: str, new: str) -> str:
        return "true" if watched.always else watched.sensitive.format(old=old, new=new)

    def changed(rows: str, keys: str, is_sensitive: str) -> str:
        return f"""
    SELECT array_agg(DISTINCT key), array_agg(DISTINCT key) FILTER (WHERE is_sensitive) INTO keys, sensitive
    FROM (SELECT unnest({keys}) AS key, {is_sensitive} AS is_sensitive FROM {rows}) changed
    WHERE key IS NOT NULL;"""  # noqa: S608 - names of our own

    ignored = "'{" + ",".join(PATH + watched.derived) + "}'::text[]"
    differing = f"""new_rows n JOIN old_rows o USING (id)
      WHERE n.* IS DISTINCT FROM o.* AND to_jsonb(n) - {ignored} IS DISTINCT FROM to_jsonb(o) - {ignored}"""
    function = f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_nestloop = off AS $$
DECLARE keys bigint[]; sensitive bigint[];
BEGIN
  IF TG_OP = 'UPDATE' THEN{changed(differing, f"{owners('o')} || {owners('n')}", sensitive("o", "n"))}
  ELSIF TG_OP = 'INSERT' THEN{changed("new_rows n", owners("n"), sensitive("n", "n"))}
  ELSE{changed("old_rows o", owners("o"), sensitive("o", "o"))}
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
