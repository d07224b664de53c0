"""The whole difference of a dossier, subject by subject."""

from __future__ import annotations

from prisoners.models import Person
from publication.review import ledger, person
from publication.review.lines import Section
from publication.review.proposal import Proposal
from publication.review.wording import Words


def sections(proposal: Proposal, words: Words) -> list[Section]:
    """Only subjects in which something changes."""
    found = person.sections if isinstance(proposal.dossier, Person) else ledger.sections
    return [section for section in found(proposal, words) if section.lines]
