"""Settings that hold everywhere. Nothing here calls the network or has a secret."""

from datetime import date
from pathlib import Path
from typing import Any

import pgtrigger
from csp.constants import NONE, SELF
from environs import Env

from .accounts import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[2]
env = Env()

# The rooms of the house, lowest first (CONTRIBUTING.md). The public site runs with PUBLIC_APPS alone.
DJANGO_APPS = [
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
]
PUBLIC_APPS = ["publication", "reports", "website", "api", "intake"]
NEWSROOM_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "import_export",
    "pgtrigger",
    "pghistory",
    "chronology",
    "editorial",
    "sources",
    "prisoners",
    "releases",
    "demonstration",
]
INSTALLED_APPS = ["config", *DJANGO_APPS, *NEWSROOM_APPS, *PUBLIC_APPS]

PUBLIC_MIDDLEWARE = [
    "config.middleware.OurHost",
    "config.middleware.HeadersAlone",
    "config.middleware.WithoutTracking",
    "config.middleware.EquallyLong",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.DatabaseUnavailable",
    "config.middleware.PermissionsPolicy",
    "config.middleware.ContentSecurityPolicy",
    "config.packing.Packed",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.WellFormedText",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
NEWSROOM_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "editorial.acting.ActingEditor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "editorial.accounts.door.Door",
]
MIDDLEWARE = [*PUBLIC_MIDDLEWARE, "config.sides.SideMiddleware", *NEWSROOM_MIDDLEWARE]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "editorial.Editor"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Public pages: compiled templates, three to ten times faster than Django's; an engine for each language.
PUBLIC_TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": f"public-{language}",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "templates" / "website"],
        "OPTIONS": {"environment": f"website.environment.{environment}"},
    }
    for language, environment in (("es", "spanish"), ("en", "english"))
]
TEMPLATES = [
    *PUBLIC_TEMPLATES,
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Havana"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "static-collected"
STATICFILES_DIRS = [ROOT / "website" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = ROOT / "var" / "originals"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# History: statement-level triggers (row-level ones are quadratic in a big import), append-only.
PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_APPEND_ONLY = True
# By this a process that serves editors under the role todos_newsroom proves who acts (`manage.py newsroom_key`). A
# migration that is given one makes it the database's.
NEWSROOM_KEY = env.str("NEWSROOM_KEY", "")
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # a reader's GET touches no session

# Seconds for which a process takes the newest edition to be the newest: whatever is withdrawn is gone within them.
EDITION_IS_KNOWN_FOR = 0.5

# E-mails to editors (editorial/notices.py). A server that answers nothing holds nobody up for long.
EMAIL_TIMEOUT = 10

# Whether the citizens' form is served (intake/).
TAKES_REPORTS = True
# Whether filing lays what came to the other pieces first (intake/gathering.py), and the newsroom's role may. On a real
# site `purge` alone does, four times a day and as the owner: nobody can find out at which hour something came.
GATHERS_AT_ONCE = False

# Safety of every response; nothing is loaded from another host.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_PATH = "/admin/"
CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = 12 * 3600

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "#TODOS",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v[0-9]",
    "SERVE_INCLUDE_SCHEMA": False,
}

# Who names the entries of our feeds, for ever (RFC 4151): a name, not an address. Chosen once for a record; another
# would make every reader's program take all that it knows for new.
TAG_AUTHORITY = env.str("TAG_AUTHORITY", "hashtag-todos.example")

# Days after the last confirmation from which an open custody state is no longer claimed (domain rule 9.1).
STALENESS_DAYS = 365
# The demonstration set speaks of a past; its clock stands still on this day, the end of its reporting.
DEMONSTRATION_DATA_DATE = date(2025, 3, 31)

# No address, user agent or query is ever logged: readers in Cuba may be identified by a visit.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Faults of ours only: what somebody asked for and did not find is their business.
    # Django would write them to ADMINS too, in e-mails that hold what was sent.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        **{name: {"level": "ERROR"} for name in ("django.request", "django.security")},
    },
}
