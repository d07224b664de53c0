"""The test suite: as development, with quick password hashing and both sides on one connection."""

from .development import *  # noqa: F403
from .development import DATABASES

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The public side shares the test's transaction, and takes the restricted role for the length of each request; so does
# the mail slot while it is used.
del DATABASES["public"], DATABASES["intake"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
NEWSROOM_KEY = "the-key-of-tests"
# Tests write editions in the midst of a second.
EDITION_IS_KNOWN_FOR = 0
