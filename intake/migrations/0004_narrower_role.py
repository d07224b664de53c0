"""The form's role writes arrivals and asks for one box; limits are counted without waiting for another's row."""

from django.db import migrations

TODAY = "(now() AT TIME ZONE 'America/Havana')::date"

# The day has no column right: whoever inserts gets the database's. Before PostgreSQL 15 anybody might create a table.
ROLE = f"""
ALTER TABLE intake_arrival ALTER received_on SET DEFAULT {TODAY};
REVOKE ALL ON intake_piece, intake_question FROM todos_intake;
GRANT INSERT (id, key_id, sealed) ON intake_arrival TO todos_intake;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
"""
FORMER_ROLE = """
REVOKE ALL ON intake_arrival FROM todos_intake;
GRANT INSERT (id, key_id, received_on, sealed) ON intake_piece TO todos_intake;
GRANT SELECT ON intake_question TO todos_intake;
"""

# Whoever knows the name of a box reads it; nobody lists boxes.
QUESTIONS = f"""
CREATE FUNCTION intake_questions(asked bytea) RETURNS TABLE (left_on date, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT one.left_on, one.sealed FROM public.intake_question AS one
  WHERE one.box = asked AND one.expires_on > {TODAY} ORDER BY one.left_on, one.id
$$;
REVOKE ALL ON FUNCTION intake_questions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION intake_questions TO todos_intake;
"""

# At one stroke and in the order of random ids. The owner calls it; where a site is tried out, the newsroom may too.
GATHER = """
CREATE FUNCTION intake_gather() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH came AS (DELETE FROM public.intake_arrival RETURNING id, key_id, received_on, sealed), kept AS (
    INSERT INTO public.intake_piece (id, key_id, received_on, sealed)
    SELECT id, key_id, received_on, sealed FROM came ORDER BY id
    ON CONFLICT DO NOTHING RETURNING 1
  ) SELECT count(*) FROM kept
$$;
REVOKE ALL ON FUNCTION intake_gather FROM PUBLIC;
"""

# As in 0002, but for two things. Rows of former hours that somebody is counting at this moment are left for the next
# who comes: to wait for them while holding others was a deadlock at each edge of an hour. And no name is looked up
# outside pg_catalog.
ADMIT = """
CREATE OR REPLACE FUNCTION intake_admit(what bytea[], begins bigint[], over bigint[], costs int[], most int[])
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE counted_now int;
BEGIN
  DELETE FROM public.intake_tally WHERE id IN (
    SELECT id FROM public.intake_tally WHERE ends <= extract(epoch FROM now()) FOR UPDATE SKIP LOCKED
  );
  FOR n IN 1 .. cardinality(what) LOOP
    INSERT INTO public.intake_tally AS known (counted, period, ends, amount)
      VALUES (what[n], begins[n], over[n], costs[n])
      ON CONFLICT (counted, period) DO UPDATE SET amount = known.amount + costs[n]
      RETURNING amount INTO counted_now;
    IF counted_now > most[n] THEN
      FOR earlier IN 1 .. n LOOP
        UPDATE public.intake_tally SET amount = amount - costs[earlier]
          WHERE counted = what[earlier] AND period = begins[earlier];
      END LOOP;
      RETURN n;
    END IF;
  END LOOP;
  RETURN 0;
END $$;
"""
FORMER_ADMIT = """
CREATE OR REPLACE FUNCTION intake_admit(what bytea[], begins bigint[], over bigint[], costs int[], most int[])
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_arrivals")]
    operations = [
        migrations.RunSQL(ROLE, FORMER_ROLE),
        migrations.RunSQL(QUESTIONS, "DROP FUNCTION intake_questions"),
        migrations.RunSQL(GATHER, "DROP FUNCTION intake_gather"),
        migrations.RunSQL(ADMIT, FORMER_ADMIT),
    ]
