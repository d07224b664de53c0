"""Screens of the door: the review of each dossier, and the editions."""

from publication.admin import consents, editions, page_texts, queues, review  # noqa: F401 - they register
