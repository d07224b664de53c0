"""What the program says: every message that its code and its templates ask a translation for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib
from django.utils.translation.template import templatize
from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).resolve().parents[1]
ROOMS = (
    "api", "chronology", "config", "demonstration", "editorial", "intake", "prisoners", "publication", "releases",
    "reports", "sources", "website",
)  # fmt: skip
CALL = re.compile(r"\bn?p?gettext\(")
PLAIN = {"_", "say", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext"}
THEIRS = ("django", "allauth", "import_export")  # libraries with catalogues of their own

Message = tuple[str, str]
"""Context, empty where there is none, and the English text."""


def missing(catalogue: Path) -> list[str]:
    """Messages that neither this catalogue nor a library's has, each with the file that says it."""
    known = _entries(polib.pofile(str(catalogue)))
    language = catalogue.parent.parent.name
    for library in THEIRS:
        spec = find_spec(library)
        folders = spec.submodule_search_locations or [] if spec else []
        for folder in folders:
            for theirs in Path(folder).glob(f"**/locale/{language}/LC_MESSAGES/django.mo"):
                known |= _entries(polib.mofile(str(theirs)))
    return sorted({f"{where}: not in the catalogue: {text!r}" for where, (context, text) in said()
                   if (context, text) not in known})  # fmt: skip


def said(root: Path = ROOT) -> Iterator[tuple[str, Message]]:
    """(file, message) of all of it."""
    for path in (path for room in ROOMS for path in (root / room).rglob("*.py") if "migrations" not in path.parts):
        yield from _of(path.read_text(), path.relative_to(root))
    for path in (root / "templates").rglob("*.*"):
        name = path.relative_to(root)
        if name.parts[1] == "website":
            tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(path.read_text())
            for _line, _function, texts in extract_from_ast(tree):
                first = texts if isinstance(texts, str) else (texts or ("",))[0]
                if first:
                    yield str(name), ("", first)
        else:
            for line in templatize(path.read_text()).splitlines():
                yield from _of_template(line, name)


def _of_template(line: str, name: Path) -> Iterator[tuple[str, Message]]:
    """Django writes the calls of a template among noise: each is read up to the bracket that makes it complete."""
    for call in CALL.finditer(line):
        ends = (bracket.end() for bracket in re.finditer(r"\)", line) if bracket.start() > call.start())
        yield from next(filter(None, (list(_of(line[call.start() : end], name)) for end in ends)), [])


def _of(source: str, name: Path) -> Iterator[tuple[str, Message]]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if function in PLAIN and texts:
            yield str(name), ("", texts[0])
        elif function in WITH_CONTEXT and len(texts) > 1:
            yield str(name), (texts[0], texts[1])


def _entries(catalogue: polib.POFile | polib.MOFile) -> set[Message]:
    return {(entry.msgctxt or "", entry.msgid) for entry in catalogue if entry.msgstr or entry.msgstr_plural}
