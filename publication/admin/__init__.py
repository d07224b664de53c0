"""Screens of the door: the review of each dossier, and the editions."""

from publication.admin import editions, queues, review  # noqa: F401 - they register
