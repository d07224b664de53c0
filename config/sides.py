"""The two sides of the house in one process: which one a request belongs to, and which database role serves it.

In production each side is a process of its own (settings/production.py). `make run` and the tests serve both.
"""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse

from config.settings.databases import NEWSROOM_ROLE, PUBLIC_ROLE

_public: ContextVar[bool] = ContextVar("public", default=False)

PUBLIC = "public"
NEWSROOM_PREFIX = "/admin/"


@contextmanager
def public_side():
    """Inside, every query goes to the public side's database, whose role may read the public record alone."""
    token = _public.set(True)
    try:
        with _in_role(PUBLIC_ROLE):
            yield
    finally:
        _public.reset(token)


@contextmanager
def _in_role(role: str):
    """Where both sides share one connection (the tests share one transaction), the role is taken for as long as this
    lasts; elsewhere each side has its own login or its own connection."""
    if PUBLIC in settings.DATABASES:
        yield
        return
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
    try:
        yield
    finally:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("RESET ROLE")


def serve_editors() -> None:
    """From now on this process and its workers serve, as the newsroom's role; the owner's work must be done before.

    The key by which a request proves who acts is read as the owner: the role itself may not read it.
    """
    from editorial.models import Seal  # noqa: PLC0415 - the models are not ready when this module is read

    settings.NEWSROOM_KEY = Seal.objects.get().key
    database = connections.settings[DEFAULT_DB_ALIAS]
    database["OPTIONS"] = {**database["OPTIONS"], "options": f"-c role={NEWSROOM_ROLE}"}
    connections.close_all()  # workers are forked from here: a connection must not be shared


class SideMiddleware:
    """Serves /admin/ as the newsroom and every other address as the public side."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(NEWSROOM_PREFIX):
            with _in_role(NEWSROOM_ROLE):
                response = self.get_response(request)
            # Forms of the newsroom are checked by their origin, which browsers hide under the public side's policy.
            response.headers.setdefault("Referrer-Policy", "same-origin")
            return response
        # As where the public site stands alone: it takes no forms and has no guard of them; its pages answer 405.
        request.csrf_processing_done = True  # type: ignore[attr-defined]  # CsrfViewMiddleware looks at it
        with public_side():
            return self.get_response(request)


class SideRouter:
    """Sends the public side's queries to the restricted role; everything else to the owner."""

    def db_for_read(self, model, **hints) -> str:
        return PUBLIC if _public.get() and PUBLIC in settings.DATABASES else DEFAULT_DB_ALIAS

    db_for_write = db_for_read

    def allow_relation(self, one, other, **hints) -> bool:
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db == DEFAULT_DB_ALIAS
