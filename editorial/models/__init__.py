from editorial.models.dossier import Dossier, DossierQuerySet, Refused
from editorial.models.pending import Alarm, PendingChange
from editorial.models.people import Editor, Membership, Outlet, Recorded, Role, tracked
from editorial.moves import WorkflowState

__all__ = [
    "Alarm",
    "Dossier",
    "DossierQuerySet",
    "Editor",
    "Membership",
    "Outlet",
    "PendingChange",
    "Recorded",
    "Refused",
    "Role",
    "WorkflowState",
    "tracked",
]
