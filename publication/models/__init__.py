from publication.models.edition import Edition, ErasedRow
from publication.models.ledger import (
    AnnouncementVersion,
    OrganisationVersion,
    PageTextVersion,
    PublishedFigureVersion,
    SensitiveCount,
    TermVersion,
)
from publication.models.merged import MergedVersion
from publication.models.prisoner import PrisonerVersion
from publication.models.pseudonym import Pseudonym
from publication.models.spans import CustodySpan, ListingSpan
from publication.models.steps import ChargeVersion, ReleaseVersion, SentenceVersion
from publication.models.versioned import Versioned, VersionedQuerySet

PERSON_TABLES = (PrisonerVersion, CustodySpan, ListingSpan, ChargeVersion, SentenceVersion, ReleaseVersion)
LEDGER_TABLES = (
    TermVersion, OrganisationVersion, AnnouncementVersion, PublishedFigureVersion, SensitiveCount, PageTextVersion,
)  # fmt: skip
VERSIONED_TABLES = (*PERSON_TABLES, MergedVersion, *LEDGER_TABLES)

__all__ = [
    "LEDGER_TABLES",
    "PERSON_TABLES",
    "VERSIONED_TABLES",
    "AnnouncementVersion",
    "ChargeVersion",
    "CustodySpan",
    "Edition",
    "ErasedRow",
    "ListingSpan",
    "MergedVersion",
    "OrganisationVersion",
    "PageTextVersion",
    "PrisonerVersion",
    "Pseudonym",
    "PublishedFigureVersion",
    "ReleaseVersion",
    "SensitiveCount",
    "SentenceVersion",
    "TermVersion",
    "Versioned",
    "VersionedQuerySet",
]
