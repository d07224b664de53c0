"""One formality is one row. Where one was written twice before, the migration names both and changes nothing."""

from django.db import migrations, models

TOLD = """
DO $$
DECLARE
    twice text;
BEGIN
    SELECT string_agg(told, '; ') INTO twice FROM (
        SELECT format('detention %s: releases %s', detention_id, string_agg(id::text, ', ' ORDER BY id)) AS told
        FROM releases_release GROUP BY detention_id, release_type_id, left_on HAVING count(*) > 1
    ) AS found;
    IF twice IS NOT NULL THEN
        RAISE EXCEPTION 'the same formality was entered twice: %', twice
            USING HINT = 'Move the citations to one of the two rows, remove the other, and migrate again.';
    END IF;
END $$"""


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0004_legal_basis'),
    ]

    operations = [
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(fields=('detention', 'release_type', 'left_on'), name='release_once', nulls_distinct=False, violation_error_code='release_once', violation_error_message='This detention has this release already.'),
        ),
    ]
