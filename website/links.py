"""Addresses within a page: every link keeps the edition and the day that the reader chose."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override

from website.moment import AXES, Moment, with_parameters

LANGUAGES = ("es", "en")
PLAIN = re.compile(r"[a-z0-9_-]+")  # an argument that stands in an address as it is
HOLES = ("x-x", "00000000-0000-0000-0000-000000000000")  # for an argument that is a slug, or an identifier
PLACE_IN_LIST = ("cursor", "after", "page_size")
SECTIONS = {
    "person": "people",
    "announcement": "releases",
    "announcement_report": "releases",
    "announced": "releases",
    "figure": "figures",
    "counted": "figures",
    "trends": "figures",
    "walk": "figures",
    "walk_persons": "figures",
    "lists": "organisations",
}


class Links:
    """The links of one page. `moment` is None where the record has no part in it (an error page, an empty record)."""

    def __init__(self, request: HttpRequest, moment: Moment | None) -> None:
        self.request, self.moment = request, moment
        self.shows_record = moment is not None
        self.kept = moment.parameters if moment else {}
        self.asked = _with_edition(request, moment)
        self.language = get_language() or "es"

    def to(self, name: str, *arguments: str, **parameters: Any) -> str:
        """Another page, in this language, at this edition and day."""
        return with_parameters(self.to_bare(name, *arguments), {**self.kept, **parameters})

    def to_bare(self, name: str, *arguments: str) -> str:
        """The address that a form goes to; its fields carry the edition and the day."""
        return _written(name, self.language, *arguments)

    def whole(self, name: str, *arguments: str, **parameters: Any) -> str:
        """The whole address of a page in this language, of no edition: it follows every new one."""
        return self.request.build_absolute_uri(with_parameters(self.to_bare(name, *map(str, arguments)), parameters))

    def lasting(self, name: str, *arguments: str, **parameters: Any) -> tuple[str, str]:
        """Whole addresses of a page: as it stands at this edition and day for ever, and as it follows every new one."""
        assert self.moment is not None
        day = {"as_of": self.kept["as_of"]} if "as_of" in self.kept else {}
        pinned = self.permanent(name, *arguments, edition=self.moment.edition.number, **{**parameters, **day})
        return pinned, self.whole(name, *arguments, **parameters)

    @property
    def oembed(self) -> str:
        """Where programs learn how to show this very page elsewhere."""
        here = self.request.build_absolute_uri(with_parameters(self.request.path, self.asked))
        return self.request.build_absolute_uri(with_parameters(reverse("oembed"), {"url": here}))

    def feed(self, name: str, **filters: Any) -> str:
        """A feed in this language. Whoever follows it follows every edition to come."""
        return with_parameters(self.to_bare(name), {"language": self.language, **filters})

    def if_there(self, name: str, **parameters: Any) -> str:
        """A page of another room in this language, without the edition and the day; empty while nobody has made it."""
        address = _address_if_there(name, self.language)
        return with_parameters(address, parameters) if address else ""

    def at_edition(self, name: str, edition: int) -> str:
        return with_parameters(_address(name, self.language), {"edition": edition})

    def newest(self) -> str:
        """This page without the edition and day chosen."""
        return self.here(edition=None, as_of=None)

    @property
    def besides(self) -> list[tuple[str, str]]:
        """What this page was asked besides its moment, for a form that asks it of another."""
        own = {name: values for name, values in self.asked.items() if name not in (*AXES, *PLACE_IN_LIST)}
        return [(name, value) for name, values in own.items() for value in values if value]

    @property
    def section(self) -> str:
        """The part of the site that this page belongs to, by the name of its list."""
        match = self.request.resolver_match
        name = match.url_name or "" if match else ""
        return SECTIONS.get(name, name)

    def here(self, **changes: Any) -> str:
        """This page with other parameters; None takes one away. Any change goes back to the first page."""
        parameters = {name: values for name, values in self.asked.items() if name != "cursor"}
        return with_parameters(self.request.path, {**parameters, **changes})

    def without(self, name: str, value: str) -> str:
        """This page with one value of a parameter taken away."""
        return self.here(**{name: [kept for kept in self.asked.get(name, ()) if kept != value]})

    def same_in(self, language: str) -> str:
        """This page in that language, without any parameter: of a page that shows no record."""
        match = self.request.resolver_match
        return _written(match.view_name, language) if match else _address("home", language)

    def in_language(self, language: str) -> str:
        """This page, with all its parameters, in that language. Of an error, the start page: nothing is repeated."""
        return self._here_in[language]

    @cached_property
    def _here_in(self) -> dict[str, str]:
        return {language: self._written_in(language) for language in LANGUAGES}

    def _written_in(self, language: str) -> str:
        match = self.request.resolver_match
        if not self.shows_record or match is None:
            return _address("home", language)
        address = _written(match.view_name, language, *match.args, *map(str, match.kwargs.values()))
        return with_parameters(address, self.asked)

    def absolute(self, address: str) -> str:
        """With the host, for whoever reads it elsewhere."""
        return self.request.build_absolute_uri(address)

    def permanent(self, name: str, *arguments: str, edition: int, **parameters: Any) -> str:
        """The whole address of a page at one edition: what it shows will not change."""
        address = with_parameters(self.to_bare(name, *map(str, arguments)), {**parameters, "edition": edition})
        return self.request.build_absolute_uri(address)


def _with_edition(request: HttpRequest, moment: Moment | None) -> dict[str, list[str]]:
    """The parameters of this page; a day by which something was known as the edition that was the newest then."""
    asked = dict(request.GET.lists())
    if moment and moment.is_known_at:
        del asked["known_at"]
        asked["edition"] = [str(moment.edition.number)]
    return asked


def _written(name: str, language: str, *arguments: str) -> str:
    if not arguments:
        return _address(name, language)
    if len(arguments) == 1 and PLAIN.fullmatch(arguments[0]):
        before, after = _around(name, language)
        return f"{before}{arguments[0]}{after}"
    with override(language):
        return reverse(name, args=arguments)


@cache
def _address(name: str, language: str) -> str:
    """The address of a page that has no argument; to be made once, for a page has twenty of them."""
    with override(language):
        return reverse(name)


@cache
def _address_if_there(name: str, language: str) -> str:
    try:
        return _address(name, language)
    except NoReverseMatch:
        return ""


@cache
def _around(name: str, language: str) -> tuple[str, str]:
    """What stands before and after the argument of an address; a list has one for each row."""
    with override(language):
        for hole in HOLES:
            try:
                before, after = reverse(name, args=[hole]).split(hole)
            except NoReverseMatch:
                continue
            return before, after
    raise NoReverseMatch(name)
