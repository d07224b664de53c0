"""Who is let in, and what for: one backend, so that no second one is asked when this one refuses."""

from __future__ import annotations

from threading import Lock
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from editorial.accounts import throttling
from editorial.models import Editor, Freeze, Membership

ONE_HASH_AT_A_TIME = Lock()  # each takes most of a second and 100 MB: a flood must leave the process to others


class NewsroomBackend(AuthenticationBackend):
    """Signing in by password, counted first; and the permissions of the memberships in force today."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Editor | None:  # type: ignore[override]
        """The same answer and the same work for an unknown name, a wrong password and an account that is stopped."""
        if request is None:
            raise PermissionDenied("Passwords are checked for requests alone, where attempts are counted.")
        attempt = throttling.begin(request, credentials.get("username") or "")
        if attempt is None:
            raise PermissionDenied  # nothing is hashed
        with ONE_HASH_AT_A_TIME:
            editor = super().authenticate(request, **credentials)
        if editor is not None:
            attempt.forgive()
        return editor  # type: ignore[return-value]

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not Freeze.objects.in_force().filter(editor=user).exists()

    def get_user(self, user_id: Any) -> Editor | None:
        """As Django's, asked at each request: who is stopped is nobody, in one query."""
        frozen = Freeze.objects.in_force().filter(editor=OuterRef("pk"))
        return Editor.objects.filter(~Exists(frozen), pk=user_id, is_active=True).first()

    @classmethod
    def _stash_user(cls, user: Any) -> None:
        """allauth would tell whoever knows the password that the account is stopped."""
        return None

    def _get_user_permissions(self, user_obj: Editor) -> QuerySet[Permission]:
        """None: what an account may do is in no place but its memberships."""
        return Permission.objects.none()

    def _get_group_permissions(self, user_obj: Editor) -> QuerySet[Permission]:
        today = Membership.objects.in_force(on=timezone.localdate())
        return Permission.objects.filter(group__name__in=today.filter(editor=user_obj).values("role"))
