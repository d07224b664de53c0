"""What the coalition says about itself: guarded and readable as every table of the public record (0002, 0003)."""

from django.db import migrations, models

from publication.grants import GrantPublicRead

TABLE = "publication_pagetextversion"
GUARDS = f"""
CREATE TRIGGER only_close BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION publication_only_close();
CREATE TRIGGER only_erase BEFORE DELETE OR TRUNCATE ON {TABLE} FOR EACH STATEMENT
  EXECUTE FUNCTION publication_only_erase();
"""
NO_GUARDS = f"DROP TRIGGER only_close ON {TABLE}; DROP TRIGGER only_erase ON {TABLE};"


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0010_disputed'),
    ]

    operations = [
        migrations.CreateModel(
            name='PageTextVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition_from', models.PositiveIntegerField()),
                ('edition_to', models.PositiveIntegerField(null=True)),
                ('salt', models.CharField(max_length=32)),
                ('digest', models.CharField(max_length=64)),
                ('code', models.CharField(max_length=20)),
                ('title_es', models.CharField(max_length=120)),
                ('title_en', models.CharField(max_length=120)),
                ('body_es', models.TextField()),
                ('body_en', models.TextField()),
                ('is_demo', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('edition_to__isnull', True), ('edition_to__gt', models.F('edition_from')), _connector='OR'), name='publication_pagetextversion_closed_later')],
            },
        ),
        migrations.RunSQL(GUARDS, reverse_sql=NO_GUARDS),
        GrantPublicRead(["PageTextVersion"]),
    ]
