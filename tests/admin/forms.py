"""What a browser would post of a page of the admin."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse


class _Form(HTMLParser):
    """Collects the fields of the main form (the one whose id ends with _form), the empty lines of inlines left out."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._inside, self._select, self._area = False, "", ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self._inside = (given.get("id") or "").endswith("_form")
        if not self._inside:
            return
        name = given.get("name") or ""
        if tag == "input" and name and given.get("type") not in ("submit", "file"):
            is_ticked = given.get("type") in ("checkbox", "radio")
            if is_ticked and "checked" not in given:
                return
            self._add(name, given.get("value") or ("on" if is_ticked else ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self._add(self._select, given.get("value") or "")
        elif tag == "textarea":
            self._area = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] = (self.fields[self._area] + data).lstrip("\r\n")

    def _add(self, name: str, value: str) -> None:
        if "__prefix__" not in name:
            self.fields[name] = value


def posted(response: HttpResponse) -> dict[str, Any]:
    """The fields of a page as they stand, ready to be posted again."""
    form = _Form()
    form.feed(response.content.decode())
    return {name: value for name, value in form.fields.items() if name not in ("csrfmiddlewaretoken", "")}
