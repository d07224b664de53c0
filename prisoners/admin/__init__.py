"""Screens of persons: the list, the whole dossier on one page, its rows, what is private, and the matching queue."""

from prisoners.admin import (  # noqa: F401 - they register
    consents,
    detention,
    incoming,
    matching,
    merging,
    parts,
    person,
    private,
    queues,
    reference,
    reports,
    requests,
    telling,
)
