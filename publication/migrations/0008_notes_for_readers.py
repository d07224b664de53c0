"""Editions and published figures speak to readers in both languages.

The editors' working note of a published figure was public by mistake. Its column goes, and the digests of the rows that
held it with it: no edition of a real record was published before. A demonstration from before is made anew.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0007_redaction'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='publishedfigureversion',
            name='note',
        ),
        migrations.AddField(
            model_name='edition',
            name='note_en',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='publishedfigureversion',
            name='note_en',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='publishedfigureversion',
            name='note_es',
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
