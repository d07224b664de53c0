"""The public record is written once: rows are closed, never changed; deleted only in an erasure.

The name of the setting is that of publication/places.py. TRUNCATE passes where the tests' flush switches off every
guard at once, as it does for the history tables.
"""

from django.db import migrations

VERSIONED = [
    "prisonerversion",
    "custodyspan",
    "listingspan",
    "chargeversion",
    "sentenceversion",
    "releaseversion",
    "termversion",
    "organisationversion",
    "announcementversion",
    "publishedfigureversion",
    "sensitivecount",
]
WRITTEN_ONCE = ["edition", "erasedrow"]

FUNCTIONS = """
CREATE FUNCTION publication_only_close() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE FUNCTION publication_only_erase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' AND COALESCE(current_setting('pgtrigger.ignore', true), '') <> '' THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'DELETE' AND current_setting('todos.erasing', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'rows of the public record are not deleted (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION publication_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' AND COALESCE(current_setting('pgtrigger.ignore', true), '') <> '' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'editions and erasures stay as they were written (%)', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION publication_only_close();
DROP FUNCTION publication_only_erase();
DROP FUNCTION publication_never();
"""


def guards(table: str) -> migrations.RunSQL:
    name = f"publication_{table}"
    if table in WRITTEN_ONCE:
        return migrations.RunSQL(
            f"CREATE TRIGGER never BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} FOR EACH STATEMENT"
            " EXECUTE FUNCTION publication_never();",
            reverse_sql=f"DROP TRIGGER never ON {name};",
        )
    return migrations.RunSQL(
        f"CREATE TRIGGER only_close BEFORE UPDATE ON {name} FOR EACH ROW EXECUTE FUNCTION publication_only_close();"
        f"CREATE TRIGGER only_erase BEFORE DELETE OR TRUNCATE ON {name} FOR EACH STATEMENT"
        " EXECUTE FUNCTION publication_only_erase();",
        reverse_sql=f"DROP TRIGGER only_close ON {name}; DROP TRIGGER only_erase ON {name};",
    )


class Migration(migrations.Migration):
    dependencies = [("publication", "0002_public_role")]
    operations = [
        migrations.RunSQL(FUNCTIONS, reverse_sql=DROP_FUNCTIONS),
        *(guards(table) for table in [*VERSIONED, *WRITTEN_ONCE]),
    ]
