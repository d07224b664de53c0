"""The invented newsroom: outlets, editors, source organisations, their lists and column mappings."""

from __future__ import annotations

from datetime import UTC, date, datetime

from demonstration.accounts import ACCOUNTS, OUTLETS, enrol
from demonstration.lists import COLUMNS, WORDS
from demonstration.population import J11J
from demonstration.population.listings import J11J_DETAIL, J11J_TEXTS, PD_TEXTS
from editorial.acting import acting_as
from editorial.models import Editor, Membership, Outlet
from prisoners.models import Facility, Offence, Province
from releases.models import ReleaseType
from sources.models import (
    ColumnMapping,
    ListKind,
    OrganisationKind,
    SourceList,
    SourceOrganisation,
)

ORGANISATIONS = {
    "pd-demo": (
        "Registro Ceiba (demo)",
        "Personas que el registro considera presas políticas, dentro o fuera de prisión.",
        "Persons whom the register holds to be political prisoners, in prison or serving outside.",
    ),
    "j11j-demo": (
        "Registro Framboyán (demo)",
        "Personas detenidas por las protestas del 11 de julio de 2021, con su situación actual.",
        "Persons arrested over the protests of 11 July 2021, with their present situation.",
    ),
    "cubalex-demo": (
        "Registro Yagruma (demo)",
        "Personas a las que el registro presta ayuda legal por motivos políticos.",
        "Persons to whom the register gives legal aid for political reasons.",
    ),
    "ocdh-demo": (
        "Registro Jagüey (demo)",
        "Personas privadas de libertad por motivos políticos, según su observatorio.",
        "Persons deprived of liberty for political reasons, by its observatory.",
    ),
}
_LIST_NAMES = {
    "pd-demo": ("Presos políticos", "Political prisoners"),
    "j11j-demo": ("Detenidos del 11J", "Arrested over 11 July"),
    "cubalex-demo": ("Casos con ayuda legal", "Cases with legal aid"),
    "ocdh-demo": ("Presos por motivos políticos", "Prisoners for political reasons"),
}
_PD_STATES = {
    "imprisonment": "in_custody", "tcci": "in_custody", "remand": "in_custody", "in_custody": "in_custody",
    "substituted_tcsi": "serving_outside", "substituted_limitation": "serving_outside",
    "home_confinement": "serving_outside", "conditional_release": "serving_outside",
    "extrapenal_leave": "serving_outside", "precautionary_change": "awaiting_outside", "exiled": "exiled",
    "unknown": "unknown",
}  # fmt: skip
_J11J_STATES = {
    "released_no_charge": "free", "released_fine": "free", "sentence_completed": "free", "acquitted": "free",
    "conditional_release": "serving_outside", "extrapenal_leave": "serving_outside",
    "substituted_tcsi": "serving_outside", "substituted_limitation": "serving_outside",
    "home_confinement": "serving_outside",
}  # fmt: skip


def make_editors() -> dict[str, Editor]:
    """Ten outlets and the accounts of some of them, by user name."""
    outlets = {
        code: Outlet.objects.get_or_create(code=code, defaults={"name": name, "is_demo": True})[0]
        for code, name in OUTLETS.items()
    }
    editors = {}
    for account in ACCOUNTS:
        editor, is_new = Editor.objects.get_or_create(
            username=account.name,
            defaults={"is_staff": True, "is_demo": True, "handed_over_at": datetime(2025, 1, 1, tzinfo=UTC)},
        )
        if is_new:
            editor.set_password(account.password)
            editor.save()
            since = {"starts_on": date(2025, 1, 1), "role": account.role}
            Membership.objects.create(editor=editor, outlet=outlets[account.outlet], **since)
            enrol(editor)
        editors[account.name] = editor
    return editors


def make_organisations(*, by: Editor, approved_by: Editor) -> dict[str, SourceList]:
    """The four organisations with a list and a mapping each, approved; lists by code."""
    names = spanish_names()
    lists = {}
    for code, (name, es, en) in ORGANISATIONS.items():
        organisation, _ = SourceOrganisation.objects.get_or_create(
            code=code,
            defaults={
                "name": name, "kind": OrganisationKind.NGO, "definition_es": es, "definition_en": en,
                "accepted_for_inclusion": True, "licence": "CC0 1.0", "is_demo": True,
            },
        )  # fmt: skip
        lists[code], _ = SourceList.objects.get_or_create(
            code=code,
            defaults={
                "organisation": organisation,
                "name_es": _LIST_NAMES[code][0],
                "name_en": _LIST_NAMES[code][1],
                "kind": ListKind.ARRESTS if code == J11J else ListKind.PRISONERS,
            },
        )
        ColumnMapping.objects.get_or_create(
            organisation=organisation,
            name="default",
            defaults={"columns": COLUMNS[code], "words": _words(code, names)},
        )
    demo = SourceOrganisation.objects.filter(code__in=ORGANISATIONS)
    with acting_as(by):
        demo.submit_all(by=by)
    with acting_as(approved_by, unreviewed="demonstration"):
        demo.approve_all(by=approved_by)
    return lists


def spanish_names() -> dict[str, dict[str, str]]:
    """{vocabulary: {our code: Spanish name}} of what the lists write in full."""
    facilities = {
        one.code: f"{one.name} ({one.province.name})" if one.province else one.name
        for one in Facility.objects.select_related("province")
    }
    return {
        "offence": dict(Offence.objects.values_list("code", "name_es")),
        "facility": facilities,
        "release_type": dict(ReleaseType.objects.values_list("code", "name_es")),
        "province": dict(Province.objects.values_list("code", "name")),
    }


def _words(list_code: str, names: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    offences = {name: code for code, name in names["offence"].items()}
    states = {PD_TEXTS[found]: state for found, state in _PD_STATES.items()}
    if list_code == J11J:
        states = {text: state for state, text in J11J_TEXTS.items()}
        states |= {J11J_DETAIL[found]: state for found, state in _J11J_STATES.items()}
    return {
        **{field: words for field, words in WORDS.items() if field in COLUMNS[list_code]},
        "principal_offence": offences,
        "offences": offences,
        "facility": {name: code for code, name in names["facility"].items()},
        "release_type": {name: code for code, name in names["release_type"].items()},
        "status": states,
    }
