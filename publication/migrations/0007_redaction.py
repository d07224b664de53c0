"""Closed rows may be made withheld when the person may no longer be named (publication/redaction.py)."""

from django.db import migrations

CLOSE_OR_REDACT = """
CREATE OR REPLACE FUNCTION publication_only_close() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed record;
BEGIN
  IF current_setting('todos.erasing', true) = 'on' AND OLD.edition_to IS NOT NULL
     AND TG_TABLE_NAME IN ('publication_prisonerversion', 'publication_releaseversion') THEN
    RETURN NEW;
  END IF;
  closed := NEW;
  closed.edition_to := NULL;
  IF OLD.edition_to IS NOT NULL OR NEW.edition_to IS NULL OR closed IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'a row of the public record may be closed once and never changed (% %)', TG_TABLE_NAME, OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""
CLOSE_ALONE = """
CREATE OR REPLACE FUNCTION publication_only_close() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed record;
BEGIN
  closed := NEW;
  closed.edition_to := NULL;
  IF OLD.edition_to IS NOT NULL OR NEW.edition_to IS NULL OR closed IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'a row of the public record may be closed once and never changed (% %)', TG_TABLE_NAME, OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("publication", "0006_edition_names")]
    operations = [migrations.RunSQL(CLOSE_OR_REDACT, reverse_sql=CLOSE_ALONE)]
