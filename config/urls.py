"""Both sides behind one address: the newsroom's admin, and the public site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config import public_urls
from config.public_urls import handler400, handler404, handler500

handler403 = "config.newsroom.permission_denied"

# Before the admin's addresses are read: its own form would let in by a password alone.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/account/", include("editorial.accounts.urls")),
    path("admin/", admin.site.urls),
    *public_urls.urlpatterns,
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
