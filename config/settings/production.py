"""A real deployment of one of the two sites; refuses to start without its secrets.

TODOS_SITE is `newsroom` (admin, editors, every room) or `public` (the public record alone, under the restricted role).
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DJANGO_APPS, MIDDLEWARE, PUBLIC_APPS, PUBLIC_MIDDLEWARE, PUBLIC_TEMPLATES, env
from .databases import databases, intake_database, public_database

SITE = env.str("TODOS_SITE", validate=lambda site: site in ("newsroom", "public"))
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
DEBUG = False
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
PROXIES_IN_FRONT = env.int("PROXIES_IN_FRONT", 1)

if SITE == "public":
    INSTALLED_APPS = [*DJANGO_APPS, *PUBLIC_APPS]
    MIDDLEWARE = PUBLIC_MIDDLEWARE
    ROOT_URLCONF = "config.public_urls"
    DATABASES = {"default": public_database(env.str("PUBLIC_DATABASE_URL"))}
    TAKES_REPORTS = bool(env.str("INTAKE_DATABASE_URL", ""))
    if TAKES_REPORTS:
        DATABASES["intake"] = intake_database(env.str("INTAKE_DATABASE_URL"))
    TEMPLATES = PUBLIC_TEMPLATES
else:
    DATABASES = databases(env.str("DATABASE_URL"), env.str("PUBLIC_DATABASE_URL"), env.str("INTAKE_DATABASE_URL", ""))
    DATABASE_ROUTERS = ["config.sides.SideRouter"]
    # Without a mail server no e-mail is sent: `send_notices` says so.
    EMAIL_BACKEND = ""
    if env.str("EMAIL_URL", ""):
        mail: Any = env.dj_email_url("EMAIL_URL")
        if "EMAIL_BACKEND" not in mail:
            raise ImproperlyConfigured("EMAIL_URL begins with submission:// (STARTTLS), smtp:// or consolemail://")
        EMAIL_BACKEND = mail["EMAIL_BACKEND"]
        EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
        EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]
        EMAIL_USE_TLS, EMAIL_USE_SSL = mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]
        DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM")
        NEWSROOM_URL = env.str("NEWSROOM_URL").rstrip("/")
