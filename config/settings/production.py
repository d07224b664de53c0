"""A real deployment of one of the two sites; refuses to start without its secrets.

TODOS_SITE is `newsroom` (admin, editors, every room) or `public` (the public record alone, under the restricted role).
"""

from .base import *  # noqa: F403
from .base import DJANGO_APPS, MIDDLEWARE, PUBLIC_APPS, PUBLIC_MIDDLEWARE, PUBLIC_TEMPLATES, env
from .databases import databases, public_database

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
    TEMPLATES = PUBLIC_TEMPLATES
else:
    DATABASES = databases(env.str("DATABASE_URL"), env.str("PUBLIC_DATABASE_URL"))
    DATABASE_ROUTERS = ["config.sides.SideRouter"]
