"""On the way back the table of arrivals is dropped: what has not been gathered, or is just coming, must not go with it."""

from django.db import migrations

GATHER = """
LOCK TABLE intake_arrival IN EXCLUSIVE MODE;
SELECT intake_gather();
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_narrower_role")]
    operations = [migrations.RunSQL(migrations.RunSQL.noop, GATHER)]
