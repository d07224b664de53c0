"""The extensions every room uses, and the bounds of a partial date in SQL."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

BOUNDS = r"""
CREATE FUNCTION earliest_day(written text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE
    WHEN written LIKE '../%' THEN NULL
    WHEN written LIKE '%/..' THEN make_date(left(written, 4)::int, substr(written, 6, 2)::int, substr(written, 9, 2)::int)
    WHEN length(written) = 10 THEN make_date(left(written, 4)::int, substr(written, 6, 2)::int, substr(written, 9, 2)::int)
    WHEN length(written) = 7 THEN make_date(left(written, 4)::int, substr(written, 6, 2)::int, 1)
    WHEN length(written) = 8 THEN (make_date(left(written, 4)::int, substr(written, 6, 2)::int, 1) - interval '1 month')::date
    WHEN length(written) = 4 THEN make_date(written::int, 1, 1)
    WHEN length(written) = 5 THEN make_date(left(written, 4)::int - 1, 1, 1)
  END
$$;
CREATE FUNCTION latest_day(written text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE
    WHEN written LIKE '%/..' THEN NULL
    WHEN written LIKE '../%' THEN make_date(substr(written, 4, 4)::int, substr(written, 9, 2)::int, substr(written, 12, 2)::int)
    WHEN length(written) = 10 THEN make_date(left(written, 4)::int, substr(written, 6, 2)::int, substr(written, 9, 2)::int)
    WHEN length(written) = 7 THEN (make_date(left(written, 4)::int, substr(written, 6, 2)::int, 1) + interval '1 month - 1 day')::date
    WHEN length(written) = 8 THEN (make_date(left(written, 4)::int, substr(written, 6, 2)::int, 1) + interval '2 months - 1 day')::date
    WHEN length(written) = 4 THEN make_date(written::int, 12, 31)
    WHEN length(written) = 5 THEN make_date(left(written, 4)::int + 1, 12, 31)
  END
$$;
-- The last day (exclusive) of what certainly lasted from `start` until a part-known end; NULL when it has not ended.
CREATE FUNCTION certain_end(start date, written text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN written IS NOT NULL THEN GREATEST(start, public.earliest_day(written)) END
$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(
            BOUNDS,
            reverse_sql="DROP FUNCTION certain_end(date, text); DROP FUNCTION latest_day(text); DROP FUNCTION earliest_day(text);"
        ),
    ]
