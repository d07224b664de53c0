"""Screens of how detentions end, and of what the State announced."""

from releases.admin import announcements, dossier, person, release, vocabulary  # noqa: F401 - they register
