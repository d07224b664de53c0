from sources.models.citation import CitationBase, Credibility, Reliability
from sources.models.document import Document, DocumentKind
from sources.models.list import ColumnMapping, ListKind, SourceList
from sources.models.organisation import OrganisationKind, SourceOrganisation
from sources.models.published_figure import FigureRole, PublishedFigure
from sources.models.report import (
    CitizenReport,
    NoteKind,
    RejectReason,
    ReportAct,
    ReportMessage,
    ReportNote,
    ReportState,
    ReportVerb,
)
from sources.models.snapshot import LeftReason, ListEntry, ListSnapshot, SnapshotRow, SourceRecord

__all__ = [
    "CitationBase",
    "CitizenReport",
    "ColumnMapping",
    "Credibility",
    "Document",
    "DocumentKind",
    "FigureRole",
    "LeftReason",
    "ListEntry",
    "ListKind",
    "ListSnapshot",
    "NoteKind",
    "OrganisationKind",
    "PublishedFigure",
    "RejectReason",
    "Reliability",
    "ReportAct",
    "ReportMessage",
    "ReportNote",
    "ReportState",
    "ReportVerb",
    "SnapshotRow",
    "SourceList",
    "SourceOrganisation",
    "SourceRecord",
]
