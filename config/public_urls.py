"""The public site: pages in two languages, and addresses that need none."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from website.views import addresses, feeds, oembed, sitemaps

urlpatterns = [
    path("", addresses.start, name="start"),
    path("id/<uuid:public_id>/", addresses.person, name="permanent_person"),
    path("api/v1/", include("api.urls")),
    path("feeds/releases.atom", feeds.releases_atom, name="releases_feed"),
    path("feeds/releases.json", feeds.releases_json, name="releases_feed_json"),
    path("feeds/returns.atom", feeds.returns_atom, name="returns_feed"),
    path("feeds/returns.json", feeds.returns_json, name="returns_feed_json"),
    path("feeds/people.atom", feeds.people_atom, name="people_feed"),
    path("feeds/people.json", feeds.people_json, name="people_feed_json"),
    path("feeds/editions.atom", feeds.editions_atom, name="editions_feed"),
    path("feeds/editions.json", feeds.editions_json, name="editions_feed_json"),
    path("oembed", oembed.oembed, name="oembed"),
    path("healthz", addresses.healthz, name="healthz"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    re_path(r"^sitemap-(?P<language>es|en)-(?P<number>[1-9][0-9]{0,3})\.xml$", sitemaps.pages, name="sitemap_pages"),
    path("robots.txt", addresses.robots, name="robots"),
    *i18n_patterns(path("", include("website.urls")), prefix_default_language=True),
]

handler400 = "website.errors.bad_request"
handler403 = "website.errors.permission_denied"
handler404 = "website.errors.not_found"
handler500 = "website.errors.server_error"
