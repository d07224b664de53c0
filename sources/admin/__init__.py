"""Screens of who says so: organisations, their lists and mappings, snapshots and rows, documents, printed figures."""

from sources.admin import documents, lists, mailbox, organisations, published_figures, queues, snapshots  # noqa: F401 - they register
