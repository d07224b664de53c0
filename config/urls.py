"""Both sides behind one address: the newsroom's admin, and the public site."""

from django.contrib import admin
from django.urls import path

from config import public_urls
from config.public_urls import handler400, handler404, handler500

handler403 = "config.newsroom.permission_denied"

urlpatterns = [path("admin/", admin.site.urls), *public_urls.urlpatterns]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
