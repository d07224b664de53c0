"""Editions: looked at, and published by those who may."""

from publication.admin import editions  # noqa: F401 - registers its table
