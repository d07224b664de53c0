"""What a row says and what a dossier says of the same things, in words, and whether the two agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from editorial.bilingual import reads_english
from prisoners.consolidation.dossiers import Dossier
from prisoners.incoming.comparing import conflicts
from prisoners.incoming.held import current_sentence
from prisoners.models import Facility, Gender, Municipality, Offence, Province

LABELLED = {
    "name": gettext_lazy("name"), "birth_date": gettext_lazy("birth date"),
    "age_at_detention": gettext_lazy("age when detained"), "gender": gettext_lazy("gender"),
    "detained_on": gettext_lazy("detained on"), "province": gettext_lazy("province"),
    "municipality": gettext_lazy("municipality"), "facility": gettext_lazy("place of detention"),
    "offences": gettext_lazy("offences"), "sentence": gettext_lazy("sentence"),
}  # fmt: skip
Said = dict[str, list[str]]


@dataclass
class Cell:
    """What the dossier says of one thing. `verdict`: see below."""

    text: str
    verdict: str


def verdict(name: str, row: list[str], person: list[str]) -> str:
    """agrees: all that the row says is also said of the person; adds: the dossier says nothing; resembles: a name that
    may be the other's, written otherwise; else differs."""
    if not row or set(row) <= set(person):
        return "agrees" if row else ""
    if name == "name" and person and not conflicts("name", row[0], person[0]):
        return "resembles"
    return "differs" if person else "adds"


class Places:
    """Names of territories, places of detention and offences, each table read once."""

    def __init__(self) -> None:
        self.provinces = dict(Province.objects.values_list("code", "name"))
        self.municipalities = dict(Municipality.objects.values_list("code", "name"))
        name = "name_en" if reads_english() else "name_es"
        self.offences = dict(Offence.objects.values_list("code", name))
        self.facilities = {code: (key, told) for key, code, told in Facility.objects.values_list("pk", "code", "name")}
        self.facility_names = dict(self.facilities.values())


def row_says(values: dict[str, Any], places: Places) -> Said:
    parts = (values.get("given_names"), values.get("surname_1"), values.get("surname_2"))
    offences = {*(values.get("offences") or []), values.get("principal_offence")}
    facility = values.get("facility", "")
    return {
        "name": _said(values.get("name") or " ".join(filter(None, parts))),
        "birth_date": _said(_day(values.get("birth_date"))),
        "age_at_detention": _said(values.get("age_at_detention")),
        "gender": _said(dict(Gender.choices).get(values.get("gender", ""))),
        "detained_on": _said(_day(values.get("detained_on"))),
        "province": _said(places.provinces.get(values.get("province", ""))),
        "municipality": _said(places.municipalities.get(values.get("municipality", ""), values.get("municipality"))),
        "facility": _said(places.facilities.get(facility, (0, facility))[1]),
        "offences": _said(*(places.offences.get(code, code) for code in offences)),
        "sentence": _said(_months(values.get("sentence_months"))),
    }


def dossier_says(dossier: Dossier, places: Places) -> Said:
    person, held = dossier.person, [case.detention for case in dossier.cases]
    offences = {charge.offence_id for case in dossier.cases for charge in case.charges}
    stays = [case.stays[-1].facility_id for case in dossier.cases if case.stays]
    sentences = [found for case in dossier.cases if (found := current_sentence(case.sentences))]
    return {
        "name": _said(person.name_display),
        "birth_date": _said(_day(person.birth_date)),
        "age_at_detention": _said(person.age_at_detention_stated),
        "gender": _said("" if person.gender == Gender.UNKNOWN else person.get_gender_display()),
        "detained_on": _said(*(_day(each.detained_on) for each in held)),
        "province": _said(*(places.provinces.get(each.province_id) for each in held)),
        "municipality": _said(*(places.municipalities.get(each.municipality_id) for each in held)),
        "facility": _said(*(places.facility_names.get(key) for key in stays)),
        "offences": _said(*(places.offences.get(code) for code in offences)),
        "sentence": _said(*(_months(each.length_months) for each in sentences)),
    }


def _months(number: int | None) -> str:
    return _("%(number)s months") % {"number": number} if number else ""


def _said(*values: Any) -> list[str]:
    return sorted({str(value) for value in values if value not in (None, "")})


def _day(known: PartialDate | str | None) -> str:
    if not known:
        return ""
    return in_words(PartialDate.parse(known) if isinstance(known, str) else known)
