"""Numbers that stand for persons detained as minors. Not granted to the public role."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publication", "0003_append_only")]
    operations = [
        migrations.CreateModel(
            name="Pseudonym",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(null=True, unique=True)),
            ],
        ),
    ]
