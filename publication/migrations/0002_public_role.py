"""The public site's role, and its right to read each table of the public record."""

from django.db import migrations

from publication.grants import CreatePublicRole, GrantPublicRead


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_tables")]
    operations = [
        CreatePublicRole(),
        GrantPublicRead(
            [
                "Edition",
                "ErasedRow",
                "PrisonerVersion",
                "CustodySpan",
                "ListingSpan",
                "ChargeVersion",
                "SentenceVersion",
                "ReleaseVersion",
                "TermVersion",
                "OrganisationVersion",
                "AnnouncementVersion",
                "PublishedFigureVersion",
                "SensitiveCount",
            ]
        ),
    ]
