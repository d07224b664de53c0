"""The public site: pages in two languages, and addresses that need none."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from website.views import addresses, feeds

urlpatterns = [
    path("", addresses.start, name="start"),
    path("id/<uuid:public_id>/", addresses.person, name="permanent_person"),
    path("api/v1/", include("api.urls")),
    path("feeds/releases.atom", feeds.releases, name="releases_feed"),
    path("feeds/editions.atom", feeds.editions, name="editions_feed"),
    path("healthz", addresses.healthz, name="healthz"),
    path("robots.txt", addresses.robots, name="robots"),
    *i18n_patterns(path("", include("website.urls")), prefix_default_language=True),
]

handler400 = "website.errors.bad_request"
handler403 = "website.errors.permission_denied"
handler404 = "website.errors.not_found"
handler500 = "website.errors.server_error"
