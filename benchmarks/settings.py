"""The production settings of one side (TODOS_SITE), on the databases of the benchmarks.

Everything that costs time in production is as in production. Differences: no real server, and static files keep their
plain names, for nothing was collected.
"""

import os

for name in ("SECRET_KEY", "ALLOWED_HOSTS"):
    os.environ.setdefault(name, "testserver")
for name in ("DATABASE_URL", "PUBLIC_DATABASE_URL"):
    os.environ.setdefault(name, "postgresql://nobody@nowhere/nothing")  # replaced below

from config.settings.databases import KEPT, KEPT_IN_PUBLIC, PUBLIC_ROLE  # noqa: E402
from config.settings.production import *  # noqa: E402, F403
from config.settings.production import SITE  # noqa: E402

SIZES = [int(size) for size in os.environ.get("TODOS_BENCH_SIZES", "").split(",") if size]
OURS = {
    "ENGINE": "config.localdb.postgresql",
    "NAME": "bench_template",
    **(KEPT_IN_PUBLIC if SITE == "public" else KEPT),
}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = False

if SITE == "public":
    ROOT_URLCONF = "benchmarks.urls"
    DATABASES = {
        "default": {**OURS, **KEPT_IN_PUBLIC, "USER": PUBLIC_ROLE},
        **{
            f"size_{size}": {**OURS, **KEPT_IN_PUBLIC, "NAME": f"bench_public_{size}", "USER": PUBLIC_ROLE}
            for size in SIZES
        },
    }
    DATABASE_ROUTERS = ["benchmarks.sizes.SizeRouter"]
    if "TODOS_BENCH_THIN" in os.environ:
        MIDDLEWARE = []
else:
    DATABASES = {"default": OURS}
    DATABASE_ROUTERS = []
    SECURE_SSL_REDIRECT = False
