"""An undone import takes its persons, matches and questions with it: those that no editor has decided upon.

The newsroom's role may delete rows of these three tables for that alone; the owner's commands are trusted.
"""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION prisoners_only_undecided_go() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE decided boolean;
BEGIN
  IF editorial_by_owner() THEN RETURN OLD; END IF;
  IF TG_TABLE_NAME = 'prisoners_person' THEN
    decided := OLD.workflow_state <> 'draft' OR EXISTS (
      SELECT FROM prisoners_personevent past
      WHERE past.pgh_obj_id = OLD.id AND past.workflow_state IN ('approved', 'published'));
  ELSE
    decided := OLD.decided_by_id IS NOT NULL;
  END IF;
  IF decided THEN
    RAISE insufficient_privilege USING MESSAGE = 'an editor has decided upon this row of ' || TG_TABLE_NAME;
  END IF;
  RETURN OLD;
END $$
"""
TRIGGER = """
CREATE OR REPLACE TRIGGER only_undecided_go BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION prisoners_only_undecided_go()
"""
TABLES = ("prisoners_person", "prisoners_rowmatch", "prisoners_listchange")


class Migration(migrations.Migration):
    dependencies = [("prisoners", "0011_list_changes")]

    operations = [
        migrations.RunSQL(GUARD, "DROP FUNCTION prisoners_only_undecided_go"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER only_undecided_go ON {table}")
            for table in TABLES
        ),
    ]
