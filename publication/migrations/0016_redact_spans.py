"""Closed custody spans, too, may be told to the month when the person may no longer be named (publication/redaction.py)."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION publication_only_close() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed record;
BEGIN
  IF current_setting('todos.erasing', true) = 'on' AND OLD.edition_to IS NOT NULL
     AND TG_TABLE_NAME IN (%s) THEN
    RETURN NEW;
  END IF;
  closed := NEW;
  closed.edition_to := NULL;
  IF OLD.edition_to IS NOT NULL OR NEW.edition_to IS NULL OR closed IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'a row of the public record may be closed once and never changed (%% %%)', TG_TABLE_NAME, OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""
BEFORE = "'publication_prisonerversion', 'publication_releaseversion'"
WITH_SPANS = f"{BEFORE}, 'publication_custodyspan'"


class Migration(migrations.Migration):
    dependencies = [("publication", "0015_classification_index")]
    operations = [migrations.RunSQL(FUNCTION % WITH_SPANS, reverse_sql=FUNCTION % BEFORE)]
