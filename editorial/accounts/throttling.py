"""How often somebody may guess: counted before anything is hashed, in the database, without any address.

Counted are failures of the last hour: of an account from devices that never signed in to it, of a network, and of a
known device. Strangers who guess at an account shut out other strangers, never the device that its holder uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network
from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from editorial.accounts.forgetting import forget
from editorial.models import Attempt, Editor

WINDOW = timedelta(hours=1)
PER_ACCOUNT, PER_NETWORK = 10, 30
DEVICE_COOKIE, DEVICE_IS_KNOWN_FOR = "device", timedelta(days=90)


@dataclass(frozen=True)
class Try:
    """An attempt that is under way: it counts as failed until it is forgiven."""

    own: str  # the subject that succeeding clears
    rows: list[int]

    def forgive(self) -> None:
        Attempt.objects.filter(pk__in=self.rows).delete()
        Attempt.objects.filter(subject=self.own).delete()


def begin(request: HttpRequest, name: str, *, what: str = "password") -> Try | None:
    """Counts an attempt at `what` the account knows, whether there is such an account or not; None: no more for now."""
    limits = _limits(request, name.strip().casefold(), what)
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        for subject, limit in sorted(limits.items()):
            # Attempts at once would each find room for one more.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [subject])
            if Attempt.objects.filter(subject=subject, at__gt=now - WINDOW).count() >= limit:
                return None
        forget(at=now)
        rows = Attempt.objects.bulk_create(Attempt(subject=subject, at=now) for subject in limits)
    return Try(own=next(iter(limits)), rows=[row.pk for row in rows])


def remember_device(request: HttpRequest, response: HttpResponse, editor: Editor) -> None:
    """After a whole sign-in: this browser is known for this account. The cookie opens nothing."""
    known = {"account": _digest("name", editor.username.casefold()), "device": token_urlsafe(16)}
    response.set_cookie(
        DEVICE_COOKIE, signing.dumps(known, salt=DEVICE_COOKIE), max_age=DEVICE_IS_KNOWN_FOR, httponly=True,
        path=settings.SESSION_COOKIE_PATH, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip


def network(request: HttpRequest) -> str:
    """The neighbourhood that the request comes from: /24 or /48. Behind proxies of ours, what the first of them saw.

    website/telling.py has the same for the citizens' form: no room is below both, and a test holds them together.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = [part for part in request.META.get("HTTP_X_FORWARDED_FOR", "").replace(" ", "").split(",") if part]
    if settings.PROXIES_IN_FRONT and len(forwarded) >= settings.PROXIES_IN_FRONT:
        address = forwarded[-settings.PROXIES_IN_FRONT]
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network(f"{known}/{24 if known.version == 4 else 48}", strict=False))


def _limits(request: HttpRequest, name: str, what: str) -> dict[str, int]:
    account = _digest("name", name)
    if device := _known_device(request, account):
        return {_digest(what, "device", device): PER_ACCOUNT}
    return {_digest(what, "account", name): PER_ACCOUNT, _digest(what, "network", network(request)): PER_NETWORK}


def _known_device(request: HttpRequest, account: str) -> str:
    try:
        known = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_COOKIE, max_age=DEVICE_IS_KNOWN_FOR)
    except signing.BadSignature:
        return ""
    return known["device"] if known["account"] == account else ""


def _digest(*parts: str) -> str:
    return salted_hmac("editorial.accounts.throttling", "\0".join(parts), algorithm="sha256").hexdigest()
