"""The role of the mail slot, what it may do, and how much is let in."""

from django.db import migrations

# As in editorial/database_roles.py, which this room does not know.
CREATE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'todos_intake') THEN
    CREATE ROLE todos_intake LOGIN;
  END IF;
  IF NOT pg_has_role(current_user, 'todos_intake', 'MEMBER') THEN
    EXECUTE format('GRANT todos_intake TO %I', current_user);
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'This account may not create the role todos_intake. Ask a superuser of the server to run: CREATE ROLE todos_intake LOGIN; GRANT todos_intake TO %; then migrate again.', current_user;
END $$
"""

GRANT = """
GRANT USAGE ON SCHEMA public TO todos_intake;
GRANT SELECT (id, public_key, made_on, retired_on) ON intake_mailboxkey TO todos_intake;
GRANT INSERT (id, key_id, received_on, sealed) ON intake_piece TO todos_intake;
GRANT SELECT ON intake_question TO todos_intake;
"""
REVOKE = """
REVOKE ALL ON intake_mailboxkey, intake_piece, intake_question FROM todos_intake;
REVOKE USAGE ON SCHEMA public FROM todos_intake;
"""

# Counts everything or nothing, and says which limit was met first. In the order given, which is the same for all, so
# that two at once wait for each other and never both for the other.
ADMIT = """
ALTER TABLE intake_tally SET UNLOGGED;
CREATE FUNCTION intake_admit(what bytea[], begins bigint[], over bigint[], costs int[], most int[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE counted_now int;
BEGIN
  DELETE FROM intake_tally WHERE ends <= extract(epoch FROM now());
  FOR n IN 1 .. cardinality(what) LOOP
    INSERT INTO intake_tally AS known (counted, period, ends, amount)
      VALUES (what[n], begins[n], over[n], costs[n])
      ON CONFLICT (counted, period) DO UPDATE SET amount = known.amount + costs[n]
      RETURNING amount INTO counted_now;
    IF counted_now > most[n] THEN
      FOR earlier IN 1 .. n LOOP
        UPDATE intake_tally SET amount = amount - costs[earlier]
          WHERE counted = what[earlier] AND period = begins[earlier];
      END LOOP;
      RETURN n;
    END IF;
  END LOOP;
  RETURN 0;
END $$;
REVOKE ALL ON FUNCTION intake_admit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION intake_admit TO todos_intake;
"""
FORGET = "DROP FUNCTION intake_admit; ALTER TABLE intake_tally SET LOGGED;"


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_tables")]
    operations = [
        migrations.RunSQL(CREATE, migrations.RunSQL.noop),  # other databases of the server may use the role
        migrations.RunSQL(GRANT, REVOKE),
        migrations.RunSQL(ADMIT, FORGET),
    ]
