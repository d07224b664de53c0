"""Where the addresses of merged persons lead: guarded and readable as every table of the public record (0002, 0003)."""

from django.db import migrations, models

from publication.grants import GrantPublicRead

TABLE = "publication_mergedversion"
GUARDS = f"""
CREATE TRIGGER only_close BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION publication_only_close();
CREATE TRIGGER only_erase BEFORE DELETE OR TRUNCATE ON {TABLE} FOR EACH STATEMENT
  EXECUTE FUNCTION publication_only_erase();
"""
NO_GUARDS = f"DROP TRIGGER only_close ON {TABLE}; DROP TRIGGER only_erase ON {TABLE};"


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0011_page_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='MergedVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition_from', models.PositiveIntegerField()),
                ('edition_to', models.PositiveIntegerField(null=True)),
                ('salt', models.CharField(max_length=32)),
                ('digest', models.CharField(max_length=64)),
                ('prisoner', models.UUIDField()),
                ('into', models.UUIDField()),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('edition_to__isnull', True), ('edition_to__gt', models.F('edition_from')), _connector='OR'), name='publication_mergedversion_closed_later'), models.UniqueConstraint(condition=models.Q(('edition_to__isnull', True)), fields=('prisoner',), name='merged_into_one_person'), models.CheckConstraint(condition=models.Q(('prisoner', models.F('into')), _negated=True), name='merged_into_another')],
            },
        ),
        migrations.RunSQL(GUARDS, reverse_sql=NO_GUARDS),
        GrantPublicRead(["MergedVersion"]),
    ]
