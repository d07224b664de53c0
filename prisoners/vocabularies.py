"""The words by which lists name places, prisons, offences and events: registered with the importer."""

from collections.abc import Mapping
from functools import partial

from prisoners.models import (
    PD_CATEGORIES,
    Activity,
    Context,
    Event,
    Facility,
    FacilityAlias,
    Gender,
    Municipality,
    MunicipalityAlias,
    Occupation,
    Offence,
    ProceduralStage,
    Province,
    Sanction,
)
from sources.import_list.vocabularies import fold, in_language, register, unambiguous, words_of_choices

HAVANA_ALIASES = {"habana": "CU-03", "ciudad de la habana": "CU-03", "ciudad habana": "CU-03", "isla de pinos": "CU-99"}


def register_all() -> None:
    for name, choices in (
        ("gender", Gender), ("occupation", Occupation), ("context", Context), ("activity", Activity),
        ("procedural_stage", ProceduralStage), ("sanction", Sanction),
    ):  # fmt: skip
        register(name, partial(words_of_choices, choices.choices), labels=partial(dict, choices.choices))
    register("pd_category", lambda: {fold(code): code for code in PD_CATEGORIES}, labels=lambda: PD_CATEGORIES)
    register("province", provinces, labels=lambda: dict(Province.objects.values_list("code", "name")))
    register("municipality", municipalities, labels=lambda: dict(Municipality.objects.values_list("code", "name")))
    register("offence", offences, labels=lambda: in_language(Offence.objects.values_list("code", "name_es", "name_en")))
    register("event", events, labels=lambda: in_language(Event.objects.values_list("code", "name_es", "name_en")))
    register("facility", facilities, labels=lambda: dict(Facility.objects.values_list("code", "name")))


def provinces() -> Mapping[str, str]:
    """Codes, with and without CU-, and names. “La Habana” is the city: the withdrawn province has only its code."""
    words = HAVANA_ALIASES.copy()
    for code, name, ended_on in Province.objects.values_list("code", "name", "ended_on"):
        words |= {fold(code): code, code.removeprefix("CU-"): code}
        if ended_on is None:
            words[fold(name)] = code
    return words


def municipalities() -> Mapping[str, str]:
    """Codes; names and aliases after their province's code, for a name alone is not unique (San Luis)."""
    words = {fold(code): code for code in Municipality.objects.values_list("code", flat=True)}
    named = list(Municipality.objects.values_list("province_id", "name", "code"))
    named += MunicipalityAlias.objects.values_list("municipality__province_id", "name", "municipality_id")
    return words | {fold(f"{province} {name}"): code for province, name, code in named}


def offences() -> Mapping[str, str]:
    names = [(name, code) for code, *both in Offence.objects.values_list("code", "name_es", "name_en") for name in both]
    return unambiguous(names) | {fold(code): code for code in Offence.objects.values_list("code", flat=True)}


def events() -> Mapping[str, str]:
    names = [(name, code) for code, *both in Event.objects.values_list("code", "name_es", "name_en") for name in both]
    return unambiguous(names) | {fold(code): code for code in Event.objects.values_list("code", flat=True)}


def facilities() -> Mapping[str, str]:
    """Codes, and names and aliases that mean one place only (Canaleta exists in two provinces)."""
    names = list(Facility.objects.values_list("name", "code"))
    names += [
        (f"{name} {province}", code)
        for name, province, code in Facility.objects.values_list("name", "province__name", "code")
    ]
    names += FacilityAlias.objects.values_list("name", "facility__code")
    return unambiguous(names) | {fold(code): code for code in Facility.objects.values_list("code", flat=True)}
