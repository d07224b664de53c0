"""Who says so, as the public may know it."""

from __future__ import annotations

from collections.abc import Iterable

from publication.document import Source
from publication.projector.dossiers import Cited
from publication.projector.identity import Identity


def public_sources(cited: Iterable[Cited], identity: Identity) -> list[Source]:
    """Each source once, a list as of its latest day.

    A press title or address would name a minor: of it, only its kind and publisher are told.
    """
    found: dict[tuple, Source] = {}
    for source in cited:
        is_list = source.kind == "list"
        label, url = (source.label, source.url) if is_list or identity.is_named else ("", "")
        line: Source = {
            "kind": source.kind,
            "organisation": source.organisation,
            "label": label,
            "as_of": source.day,
            "url": url,
        }
        key = ("list", source.organisation, label) if is_list else tuple(line.values())
        if key not in found or found[key]["as_of"] < line["as_of"]:
            found[key] = line
    return list(found.values())
