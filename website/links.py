"""Addresses within a page: every link keeps the edition and the day that the reader chose."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from website.moment import Moment, with_parameters

SECTIONS = {"person": "people", "announcement": "releases", "figure": "figures", "counted": "figures"}


class Links:
    """The links of one page. `moment` is None where the record has no part in it (an error page, an empty record)."""

    def __init__(self, request: HttpRequest, moment: Moment | None) -> None:
        self.request = request
        self.shows_record = moment is not None
        self.kept = moment.parameters if moment else {}

    def to(self, name: str, *arguments: str, **parameters: Any) -> str:
        """Another page, in this language, at this edition and day."""
        return with_parameters(reverse(name, args=arguments), {**self.kept, **parameters})

    def to_bare(self, name: str, *arguments: str) -> str:
        """The address that a form goes to; its fields carry the edition and the day."""
        return reverse(name, args=arguments)

    def at_edition(self, name: str, edition: int) -> str:
        return with_parameters(reverse(name), {"edition": edition})

    def newest(self) -> str:
        """This page without the edition and day chosen."""
        return self.here(edition=None, as_of=None)

    @property
    def section(self) -> str:
        """The part of the site that this page belongs to, by the name of its list."""
        match = self.request.resolver_match
        name = match.url_name or "" if match else ""
        return SECTIONS.get(name, name)

    def here(self, **changes: Any) -> str:
        """This page with other parameters; None takes one away. Any change goes back to the first page."""
        parameters = {name: values for name, values in self.request.GET.lists() if name != "cursor"}
        return with_parameters(self.request.path, {**parameters, **changes})

    def without(self, name: str, value: str) -> str:
        """This page with one value of a parameter taken away."""
        return self.here(**{name: [kept for kept in self.request.GET.getlist(name) if kept != value]})

    def in_language(self, language: str) -> str:
        """This page, with all its parameters, in another language. Of an error, the start page: nothing is repeated."""
        match = self.request.resolver_match
        with override(language):
            if not self.shows_record or match is None:
                return reverse("home")
            address = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        return with_parameters(address, dict(self.request.GET.lists()))

    def permanent(self, name: str, *arguments: str, edition: int, **parameters: Any) -> str:
        """The whole address of a page at one edition: what it shows will not change."""
        address = with_parameters(reverse(name, args=arguments), {**parameters, "edition": edition})
        return self.request.build_absolute_uri(address)
