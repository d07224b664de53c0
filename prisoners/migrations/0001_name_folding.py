"""Names without accents and case, for the index that the admin searches by."""

from django.db import migrations

FOLD = """
CREATE FUNCTION fold_name(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("chronology", "0001_extensions_and_partial_dates")]
    operations = [migrations.RunSQL(FOLD, reverse_sql="DROP FUNCTION fold_name(text);")]
