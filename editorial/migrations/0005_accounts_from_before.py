"""Accounts from before invitations have been their holders' since they were made; invented ones, since ever."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("editorial", "0004_accounts")]

    operations = [
        migrations.RunSQL(
            "UPDATE editorial_editor SET handed_over_at = CASE WHEN is_demo THEN '2025-01-01' ELSE date_joined END",
            reverse_sql=migrations.RunSQL.noop,
        )
    ]
