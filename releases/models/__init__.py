from releases.models.announcement import AnnouncementComparison, Authority, ClaimedFigure, OfficialAnnouncement
from releases.models.citation import Citation
from releases.models.release import Attribution, MeasureAfter, Obligation, Release, Revocation
from releases.models.vocabulary import CustodyState, ReleaseType, RevocationGround

__all__ = [
    "AnnouncementComparison",
    "Attribution",
    "Authority",
    "Citation",
    "ClaimedFigure",
    "CustodyState",
    "MeasureAfter",
    "Obligation",
    "OfficialAnnouncement",
    "Release",
    "ReleaseType",
    "Revocation",
    "RevocationGround",
]
