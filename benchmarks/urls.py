"""The addresses of the public site, and beside them what its pages are measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.naive_record import naive_record
from config.public_urls import handler400, handler403, handler404, handler500
from config.public_urls import urlpatterns as public

HELLO = b"<!doctype html><title>Hello</title><p>Hello, world."


def hello(request: HttpRequest) -> HttpResponse:
    """A page that says the same to everybody."""
    return HttpResponse(HELLO)


urlpatterns = [
    path("es/hello/", hello),
    path("es/naive/<slug:slug>/", naive_record),
    *public,
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
