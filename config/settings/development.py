"""For trying and developing: both sites in one process, an embedded database when DATABASE_URL is not set."""

from .base import *  # noqa: F403
from .base import ROOT, env
from .databases import databases

SECRET_KEY = env.str("SECRET_KEY", "development-only-not-a-secret-0123456789-abcdefghij")
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = databases(
    env.str("DATABASE_URL", ""), env.str("PUBLIC_DATABASE_URL", ""), env.str("INTAKE_DATABASE_URL", "")
)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys at http://localhost
DATABASE_ROUTERS = ["config.sides.SideRouter"]
# E-mails become files: nothing leaves this machine.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = ROOT / "var" / "mail"
DEFAULT_FROM_EMAIL = "newsroom@localhost"
GATHERS_AT_ONCE = True  # nothing runs by the hour here
NEWSROOM_URL = f"http://127.0.0.1:{env.str('PORT', '8000')}"
