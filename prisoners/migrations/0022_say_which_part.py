from django.db import migrations

# Decided before an answer was asked for: what the editors wrote then is not known here.
SAY_SO = """
UPDATE prisoners_correctionrequest SET answer = 'Aceptada en parte.' WHERE decision = 'partly' AND answer = ''
"""


class Migration(migrations.Migration):

    dependencies = [
        ('prisoners', '0021_consents'),
    ]

    operations = [
        # Nothing to take back: the answer was missing.
        migrations.RunSQL(SAY_SO, migrations.RunSQL.noop),
    ]
