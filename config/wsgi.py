"""The web server's entry: both sites in development, one of them in production (TODOS_SITE)."""

import os

from django.core.wsgi import get_wsgi_application

from config.content_types import in_utf_8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
application = in_utf_8(get_wsgi_application())
