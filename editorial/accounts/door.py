"""The door of the newsroom: every request of an editor passes it, whatever page it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from editorial.accounts import confirming, leaving, sessions

ALWAYS = {"account_logout", "logout", "jsi18n", "notices_stop"}
ENROLMENT = ALWAYS | {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
OWN = ENROLMENT | {
    "mfa_list_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_change_password",
    "password_change", "own_sessions", "own_session_end", "own_notices",
}  # fmt: skip
"""Pages about nothing but one's own account: open to who works for no outlet today."""


class Door:
    """Lets in sessions that are open, began with a second factor, and belong to somebody who works here today.

    Whether a session has ended, an account is frozen or a membership is over is asked of the database at each request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.path.startswith(settings.SESSION_COOKIE_PATH) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        assert match is not None  # the request has a view
        session = sessions.current(request)
        if session is None or session.is_frozen:
            return turn_away(request)
        if not session.has_factor:
            return None if match.url_name in ENROLMENT else HttpResponseRedirect(reverse("mfa_index"))
        if not sessions.used_second_factor(request):
            return turn_away(request)
        if not (session.has_outlet or request.user.is_superuser) and match.url_name not in OWN:
            return leaving.page(request)
        if confirming.needs_confirming(request, match) and not confirming.is_confirmed(request):
            return confirming.ask(request)
        return None


def turn_away(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("The session has ended: after 15 minutes without use, after 12 hours, or because it was "
                             "ended elsewhere. Sign in again."))  # fmt: skip
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return HttpResponseRedirect(f"{reverse('account_login')}{'?' if query else ''}{query}")
