"""The whole difference of a dossier, subject by subject."""

from __future__ import annotations

from prisoners.models import Person
from publication.review import ledger, person, snapshots
from publication.review.lines import Section
from publication.review.proposal import Proposal
from publication.review.wording import Words
from sources.models import ListSnapshot


def sections(proposal: Proposal, words: Words) -> list[Section]:
    """Only subjects in which something changes."""
    if proposal.listed and isinstance(proposal.dossier, ListSnapshot):
        found = snapshots.sections(proposal.listed, words, proposal.dossier)
    else:
        found = (person if isinstance(proposal.dossier, Person) else ledger).sections(proposal, words)
    return [section for section in found if section.lines]
