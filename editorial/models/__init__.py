from editorial.models.accounts import Attempt, Freeze, Invitation, SignIn
from editorial.models.dossier import Dossier, DossierQuerySet, Refused
from editorial.models.notices import NoticeChoice, When
from editorial.models.page_text import PageCode, PageText
from editorial.models.pending import Alarm, PendingChange, Seal
from editorial.models.people import Editor, Membership, Outlet, Recorded, Role, tracked
from editorial.models.review import Claim, Patrol, Review, Verb
from editorial.models.submission import Submission
from editorial.moves import WorkflowState

__all__ = [
    "Alarm",
    "Attempt",
    "Claim",
    "Dossier",
    "DossierQuerySet",
    "Editor",
    "Freeze",
    "Invitation",
    "Membership",
    "NoticeChoice",
    "Outlet",
    "PageCode",
    "PageText",
    "Patrol",
    "PendingChange",
    "Recorded",
    "Refused",
    "Review",
    "Role",
    "Seal",
    "SignIn",
    "Submission",
    "Verb",
    "When",
    "WorkflowState",
    "tracked",
]
