"""What nobody does with a browser left open: approving, exporting, publishing, managing people.

Before these, the password or the second factor must have been given in the last five minutes.
"""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, reverse

STEPS = {"approve"}
ENDINGS = ("_export", "_publish")
PEOPLE = ("editorial_editor_", "editorial_membership_", "editorial_outlet_", "people_")


def needs_confirming(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether this form is one of those. Looking at pages never is."""
    name = match.url_name or ""
    if request.method != "POST":
        return False
    if name.endswith("_changelist"):
        return request.POST.get("action", "").startswith(("approve", "export"))
    if "step" in match.kwargs:
        return match.kwargs["step"] in STEPS
    return name.endswith(ENDINGS) or name.startswith(PEOPLE)


def is_confirmed(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask(request: HttpRequest) -> HttpResponse:
    """The page that asks for the password; what was to be done is kept, and done when it is given."""
    return suspend_request(request, reverse("account_reauthenticate"))
