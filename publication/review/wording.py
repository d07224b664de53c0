"""The words of a difference: what each field of the public record is called, and what its value says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from chronology.partial_date import PartialDate
from chronology.wording import in_words, readers_language
from publication.models import Edition, TermVersion
from publication.projector.terms import of_vocabulary

# Field of a public document or row: what it is called.
LABELS = {
    "name": lazy("name"),
    "shown_as": lazy("shown to the public"),
    "slug": lazy("address"),
    "other_names": lazy("other names"),
    "gender": lazy("gender"),
    "minor_at_detention": lazy("minor when detained"),
    "age_at_detention": lazy("age when detained"),
    "birth_year": lazy("year of birth"),
    "occupation_group": lazy("occupation"),
    "has_affiliation": lazy("affiliation"),
    "last_confirmed_on": lazy("last confirmed on"),
    "state_denied": lazy("lists that put the person elsewhere"),
    "biography_es": lazy("biography, Spanish"),
    "biography_en": lazy("biography, English"),
    "events": lazy("events"),
    "event": lazy("event"),
    "detention_kind": lazy("kind"),
    "organisation_kind": lazy("kind"),
    "list_kind": lazy("kind"),
    "figure_role": lazy("role in its group"),
    "detained_on": lazy("detained on"),
    "province": lazy("province"),
    "municipality": lazy("municipality"),
    "context": lazy("context"),
    "activity": lazy("activity"),
    "agency": lazy("arrested by"),
    "manner": lazy("how arrested"),
    "stage": lazy("stage"),
    "charge_stage": lazy("stage of the charge"),
    "from_on": lazy("from"),
    "to_on": lazy("until"),
    "offence": lazy("offence"),
    "offences": lazy("offences"),
    "role": lazy("weight of the charge"),
    "law": lazy("law"),
    "step": lazy("judicial step"),
    "court": lazy("court"),
    "sanction": lazy("sanction"),
    "sentence": lazy("length of the sentence"),
    "months": lazy("months"),
    "days": lazy("days"),
    "substituted_by": lazy("substituted by"),
    "accessory": lazy("accessory sanctions"),
    "decided_on": lazy("decided on"),
    "final_on": lazy("final on"),
    "counted_from": lazy("counted from"),
    "is_operative": lazy("operative"),
    "facility": lazy("prison"),
    "regime": lazy("regime"),
    "release_type": lazy("legal figure"),
    "left_on": lazy("left prison on"),
    "reported_on": lazy("made known on"),
    "measure_after": lazy("measure afterwards"),
    "granted_on": lazy("granted on"),
    "term_end": lazy("end of the term"),
    "exile_condition": lazy("on condition of exile"),
    "was_already_outside": lazy("was already outside"),
    "announcement": lazy("announcement"),
    "attribution": lazy("tied by"),
    "revoked_on": lazy("revoked on"),
    "reimprisoned_on": lazy("back in prison on"),
    "ground_official": lazy("official ground"),
    "ground_alleged": lazy("alleged ground"),
    "scheme": lazy("classification"),
    "value": lazy("value"),
    "organisation": lazy("organisation"),
    "stated_on": lazy("stated on"),
    "is_accepted": lazy("accepted for inclusion"),
    "url": lazy("web address"),
    "country": lazy("country"),
    "licence": lazy("licence"),
    "definition_es": lazy("whom it counts, Spanish"),
    "definition_en": lazy("whom it counts, English"),
    "code": lazy("code"),
    "name_es": lazy("name, Spanish"),
    "name_en": lazy("name, English"),
    "as_of": lazy("as of"),
    "row_count": lazy("rows"),
    "new_count": lazy("new rows"),
    "gone_count": lazy("rows gone"),
    "published_on": lazy("published on"),
    "authority": lazy("authority"),
    "announced_on": lazy("announced on"),
    "number": lazy("number announced"),
    "title_es": lazy("title, Spanish"),
    "title_en": lazy("title, English"),
    "body_es": lazy("text, Spanish"),
    "body_en": lazy("text, English"),
    "wording_es": lazy("in its own words, Spanish"),
    "wording_en": lazy("in its own words, English"),
    "scope_es": lazy("scope, Spanish"),
    "scope_en": lazy("scope, English"),
    "names_published": lazy("names published"),
    "started_on": lazy("begun on"),
    "ended_on": lazy("ended on"),
    "label_es": lazy("label, Spanish"),
    "label_en": lazy("label, English"),
    "organisation_name": lazy("organisation"),
    "publisher_name": lazy("printed by"),
    "metric": lazy("what is counted"),
    "group": lazy("group of figures"),
    "note_es": lazy("note, Spanish"),
    "note_en": lazy("note, English"),
    "verdict": lazy("verdict on its group"),
    "verdict_es": lazy("reason, Spanish"),
    "verdict_en": lazy("reason, English"),
}

# Field → the vocabulary that its codes belong to, where the two differ in name.
VOCABULARIES = {
    "minor_at_detention": "answer",
    "has_affiliation": "answer",
    "exile_condition": "answer",
    "names_published": "answer",
    "more_than_half": "answer",
    "occupation_group": "occupation",
    "events": "event",
    "offences": "offence",
    "stage": "procedural_stage",
    "role": "charge_role",
    "step": "sentence_step",
    "substituted_by": "sanction",
    "ground_official": "revocation_ground",
    "ground_alleged": "revocation_ground",
    "state": "custody_state",
}
VOCABULARY_FIELDS = {
    "gender", "province", "municipality", "context", "activity", "agency", "manner", "law", "court", "sanction",
    "accessory", "facility", "regime", "release_type", "measure_after", "attribution", "event", "offence", "scheme",
    "authority", "detention_kind", "organisation_kind", "list_kind", "figure_role", "charge_stage",
}  # fmt: skip
VERDICTS = {"agrees": lazy("agrees"), "disagrees": lazy("disagrees"), "not_checked": lazy("not checked")}


class Words:
    """Codes in the reader's language. The public vocabulary is read once; a code that is new there, from the source."""

    def __init__(self, *, edition: Edition | None = None) -> None:
        """`edition`: the newest, where the caller has read it; its vocabulary is then kept for the next reader."""
        self.language = readers_language()
        self._edition = edition
        self._met: dict[str, dict[str, str]] = {}

    def label(self, field: str) -> str:
        return str(LABELS.get(field, field))

    def of(self, field: str, value: Any, *, vocabulary: str = "") -> str:
        """A value as a reader sees it; empty when the record says nothing."""
        if value is None or value == "" or value == []:
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return ", ".join(self.of(field, one, vocabulary=vocabulary) for one in value)
        if field in _TOLD:
            return _TOLD[field](self, value)
        vocabulary = vocabulary or VOCABULARIES.get(field, field if field in VOCABULARY_FIELDS else "")
        return self.term(vocabulary, str(value)) if vocabulary else str(value)

    def term(self, vocabulary: str, code: str) -> str:
        return self._known.get((vocabulary, code)) or self._fresh(vocabulary).get(code) or code

    def day(self, value: Any) -> str:
        """A date in words, part-known ones as far as they are known."""
        try:
            return in_words(PartialDate.parse(str(value)), self.language)
        except ValueError:
            return str(value)

    @cached_property
    def _known(self) -> dict[tuple[str, str], str]:
        if self._edition is None:
            return _public_terms(self.language)
        return _terms_of_edition(self._edition.number, self._edition.digest, self.language)

    def _fresh(self, vocabulary: str) -> dict[str, str]:
        """Of the working copy, for a code that no edition has yet; read once."""
        if vocabulary not in self._met:
            rows = of_vocabulary(vocabulary)
            self._met[vocabulary] = {row.code: getattr(row, f"label_{self.language}") for row in rows}
        return self._met[vocabulary]


def _public_terms(language: str) -> dict[tuple[str, str], str]:
    rows = TermVersion.objects.current().values_list("vocabulary", "code", f"label_{language}")
    return {(vocabulary, code): label for vocabulary, code, label in rows}


@lru_cache(maxsize=4)
def _terms_of_edition(number: int, digest: str, language: str) -> dict[tuple[str, str], str]:
    """Of the newest edition: nothing but the next edition changes a word of them."""
    return _public_terms(language)


def length(months: int | None, days: int | None = None) -> str:
    """“7 years, 6 months”."""
    years, rest = divmod(months or 0, 12)
    parts = [
        ngettext("%(count)d year", "%(count)d years", years) % {"count": years} if years else "",
        ngettext("%(count)d month", "%(count)d months", rest) % {"count": rest} if rest else "",
        ngettext("%(count)d day", "%(count)d days", days or 0) % {"count": days} if days else "",
    ]
    return ", ".join(part for part in parts if part)


def _days(words: Words, value: Any) -> str:
    return words.day(value)


def _months(_words: Words, value: Any) -> str:
    return length(int(value))


def _verdict(_words: Words, value: Any) -> str:
    return str(VERDICTS.get(value, value))


def _denial(words: Words, value: Any) -> str:
    state = words.term("custody_state", value["value"])
    days = {"since": words.day(value["since"]), "day": words.day(value["as_of"])}
    return f"{value['organisation']}: {state} ({_('from %(since)s to the list of %(day)s') % days})"


def _only_day(words: Words, value: Any) -> str:
    return in_words(date.fromisoformat(str(value)), words.language)


_TOLD: dict[str, Callable[[Words, Any], str]] = {
    **dict.fromkeys(
        ("detained_on", "last_confirmed_on", "from_on", "to_on", "decided_on", "final_on", "counted_from", "left_on",
         "granted_on", "term_end", "revoked_on", "reimprisoned_on", "announced_on", "started_on", "ended_on",
         "stated_on", "published_on"),
        _days,
    ),
    **dict.fromkeys(("reported_on", "as_of"), _only_day),
    "months": _months,
    "sentence": _months,
    "verdict": _verdict,
    "state_denied": _denial,
}  # fmt: skip
