"""Closed spans, charges and sentences, too, may be made such as a withheld person has (publication/redaction.py)."""

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
NOW = f"{BEFORE}, 'publication_custodyspan', 'publication_chargeversion', 'publication_sentenceversion'"


class Migration(migrations.Migration):
    dependencies = [("publication", "0015_classification_index")]
    operations = [migrations.RunSQL(FUNCTION % NOW, reverse_sql=FUNCTION % BEFORE)]
