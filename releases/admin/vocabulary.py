"""Release types and revocation grounds: looked up, never typed in."""

from django.contrib import admin

from editorial.admin.base import ReadOnlyAdmin
from releases.models import ReleaseType, RevocationGround


@admin.register(ReleaseType)
class ReleaseTypeAdmin(ReadOnlyAdmin):
    list_display = ("name_es", "code", "extinguishes", "is_revocable", "state_after")


@admin.register(RevocationGround)
class GroundAdmin(ReadOnlyAdmin):
    list_display = ("name_es", "code")
