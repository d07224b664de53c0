"""The words for codes, in both languages, as the edition published them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from publication.models import Edition, OrganisationVersion, TermVersion
from publication.organisation_names import named
from publication.selection.editions import mark_of

Label = dict[str, str]  # {"es": …, "en": …}
Labels = dict[str, dict[str, Label]]  # {vocabulary: {code: label}}

# Key of an answer or a document (publication/document.py) → vocabulary of its codes.
VOCABULARIES = {
    "accessory": "accessory",
    "activity": "activity",
    "agency": "agency",
    "attribution": "attribution",
    "context": "context",
    "court": "court",
    "custody_state": "custody_state",
    "event": "event",
    "events": "event",
    "facility": "facility",
    "gender": "gender",
    "ground_alleged": "revocation_ground",
    "ground_official": "revocation_ground",
    "law": "law",
    "lists": "list",
    "manner": "manner",
    "measure_after": "measure_after",
    "municipality": "municipality",
    "occupation_group": "occupation_group",
    "offence": "offence",
    "offences": "offence",
    "organisation": "organisation",
    "principal_offence": "offence",
    "province": "province",
    "regime": "regime",
    "release_type": "release_type",
    "role": "charge_role",
    "sanction": "sanction",
    "scheme": "classification_scheme",
    "source_list": "list",
    "state": "custody_state",
    "state_after": "custody_state",
    "step": "sentence_step",
    "substituted_by": "sanction",
}
# Keys that mean different things in different lines.
IN_LINES = {
    ("charges", "stage"): "charge_stage",
    ("stages", "stage"): "procedural_stage",
    ("detentions", "kind"): "detention_kind",
}


def labels_of(edition: Edition) -> Labels:
    """All terms, organisations and lists of the edition, read once."""
    return _labels(mark_of(edition))


@lru_cache(maxsize=4)
def _labels(mark: tuple[int, str, int]) -> Labels:
    labels: Labels = defaultdict(dict)
    terms = TermVersion.objects.in_edition(mark[0]).order_by("vocabulary", "order", "code")
    for vocabulary, code, es, en in terms.values_list("vocabulary", "code", "label_es", "label_en"):
        labels[vocabulary][code] = {"es": es, "en": en}
    organisations = OrganisationVersion.objects.in_edition(mark[0]).order_by("code")
    for code, name, document in organisations.values_list("code", "name", "document"):
        labels["organisation"][code] = {language: named(name, language) for language in ("es", "en")}
        for line in document.get("lists", ()):
            labels["list"].setdefault(line["code"], {"es": line["name_es"], "en": line["name_en"]})
    return dict(labels)


def labels_for(edition: Edition, *answers: Any) -> Labels:
    """The words of the codes that these answers hold; codes without words are left out."""
    return labels_of_codes(edition, codes_in(answers))


def labels_of_codes(edition: Edition, codes: Iterable[tuple[str, str]]) -> Labels:
    """The words of these codes, each with its vocabulary."""
    known = labels_of(edition)
    used: Labels = defaultdict(dict)
    for vocabulary, code in codes:
        label = known.get(vocabulary, {}).get(code)
        if label:
            used[vocabulary][code] = label
    return {vocabulary: dict(sorted(used[vocabulary].items())) for vocabulary in sorted(used)}


def codes_in(value: Any, line: str = "") -> Iterator[tuple[str, str]]:
    """Every code in an answer, with its vocabulary."""
    if isinstance(value, dict):
        for key, inner in value.items():
            vocabulary = IN_LINES.get((line, key)) or VOCABULARIES.get(key)
            if vocabulary and _is_codes(inner):
                yield from ((vocabulary, code) for code in ([inner] if isinstance(inner, str) else inner) if code)
            else:
                yield from codes_in(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from codes_in(inner, line)


def _is_codes(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
