"""The role of the newsroom's processes, and the key by which they prove who acts."""

from django.db import migrations, models

from editorial.database_roles import NEWSROOM_ROLE, CreateRole


class Migration(migrations.Migration):
    dependencies = [("editorial", "0005_accounts_from_before")]
    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
            ],
        ),
        CreateRole(NEWSROOM_ROLE),
    ]
