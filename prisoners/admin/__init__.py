"""Screens of persons: the list, the whole dossier on one page, its rows, what is private, and the matching queue."""

from prisoners.admin import detention, matching, parts, person, private, queues, reference  # noqa: F401 - they register
