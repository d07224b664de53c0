"""Finds the persons about whom sources disagree without reading every document."""

from django.db import migrations

CREATE = """
CREATE INDEX prisoner_disputed ON publication_prisonerversion (id)
WHERE edition_to IS NULL AND jsonb_path_exists(document, '$.facts[*].stated[*]')
"""


class Migration(migrations.Migration):
    dependencies = [("publication", "0009_edition_in_words")]
    operations = [migrations.RunSQL(CREATE, reverse_sql="DROP INDEX prisoner_disputed")]
