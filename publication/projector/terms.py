"""Every code that the public record uses, with its labels and what pages show beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import TextChoices
from django.utils.translation import override

from editorial.codes import Answer
from prisoners.models import (
    Accessory,
    Activity,
    Agency,
    ChargeRole,
    ChargeStage,
    Context,
    Court,
    DetentionKind,
    Event,
    Facility,
    FacilityKind,
    Family,
    Gender,
    Manner,
    Municipality,
    Occupation,
    Offence,
    OffenceInLaw,
    ProceduralStage,
    Province,
    Regime,
    Sanction,
    Scheme,
    SentenceStep,
)
from publication.models import TermVersion
from publication.projector.labels import LAWS_IN_ENGLISH, SPANISH
from releases.models import Attribution, Authority, CustodyState, MeasureAfter, ReleaseType, RevocationGround
from sources.models import DocumentKind, FigureRole, ListKind, OrganisationKind
from sources.models.document import SEALED_KINDS

CLOSED: dict[str, type[TextChoices]] = {
    "custody_state": CustodyState,
    "gender": Gender,
    "context": Context,
    "activity": Activity,
    "sanction": Sanction,
    "sentence_step": SentenceStep,
    "procedural_stage": ProceduralStage,
    "court": Court,
    "regime": Regime,
    "facility_kind": FacilityKind,
    "charge_role": ChargeRole,
    "charge_stage": ChargeStage,
    "family": Family,
    "detention_kind": DetentionKind,
    "agency": Agency,
    "manner": Manner,
    "attribution": Attribution,
    "measure_after": MeasureAfter,
    "accessory": Accessory,
    "scheme": Scheme,
    "list_kind": ListKind,
    "organisation_kind": OrganisationKind,
    "authority": Authority,
    "occupation": Occupation,
    "document_kind": DocumentKind,
    "answer": Answer,
    "figure_role": FigureRole,
}


def terms() -> Iterator[TermVersion]:
    for vocabulary in (*CLOSED, *OPEN):
        yield from of_vocabulary(vocabulary)


def of_vocabulary(vocabulary: str) -> Iterator[TermVersion]:
    """None of a vocabulary that there is not."""
    if vocabulary in CLOSED:
        yield from _closed(vocabulary, CLOSED[vocabulary])
        if vocabulary == "document_kind":
            yield _term("document_kind", "list", SPANISH["document_kind"]["list"], "list", 0)
    elif vocabulary in OPEN:
        yield from OPEN[vocabulary]()


def _term(vocabulary: str, code: str, es: str, en: str, order: int, **extra) -> TermVersion:
    return TermVersion(vocabulary=vocabulary, code=code, label_es=es, label_en=en, order=order, extra=extra)


def _closed(vocabulary: str, choices: type[TextChoices]) -> Iterator[TermVersion]:
    with override("en"):
        english = {choice.value: str(choice.label) for choice in choices}
    for order, (code, label) in enumerate(english.items(), start=1):
        if code not in SEALED_KINDS:
            yield _term(vocabulary, code, SPANISH[vocabulary][code], label, order)


def _laws() -> Iterator[TermVersion]:
    known = [*SPANISH["law"], *sorted(set(OffenceInLaw.objects.values_list("law", flat=True)) - set(SPANISH["law"]))]
    for order, code in enumerate(known, start=1):
        yield _term("law", code, SPANISH["law"].get(code, code), LAWS_IN_ENGLISH.get(code, code), order)


def _provinces() -> Iterator[TermVersion]:
    for row in Province.objects.order_by("order"):
        ended = str(row.ended_on or "")
        yield _term("province", row.code, row.name, row.name, row.order, capital=row.capital, ended_on=ended)


def _municipalities() -> Iterator[TermVersion]:
    towns = Municipality.objects.order_by("province__order", "name", "pk")
    for order, town in enumerate(towns, start=1):
        yield _term("municipality", town.code, town.name, town.name, order, province=town.province_id)


def _facilities() -> Iterator[TermVersion]:
    for order, place in enumerate(Facility.objects.order_by("name", "province", "pk"), start=1):
        about = {"province": place.province_id or "", "kind": place.kind, "regime": place.regime}
        yield _term("facility", place.code, place.name, place.name, order, **about)


def _offences() -> Iterator[TermVersion]:
    for order, row in enumerate(Offence.objects.order_by("order", "code"), start=1):
        yield _term("offence", row.code, row.name_es, row.name_en, order, family=row.family)


def _events() -> Iterator[TermVersion]:
    events = Event.objects.select_related("parent").order_by("starts_on", "code")
    for order, event in enumerate(events, start=1):
        yield _term(
            "event",
            event.code,
            event.name_es,
            event.name_en,
            order,
            parent=event.parent.code if event.parent else "",
            kind=event.kind,
            starts_on=str(event.starts_on or ""),
            ends_on=str(event.ends_on or ""),
            description_es=event.description_es,
            description_en=event.description_en,
        )


def _release_types() -> Iterator[TermVersion]:
    for way in ReleaseType.objects.order_by("order", "code"):
        yield _term(
            "release_type",
            way.code,
            way.name_es,
            way.name_en,
            way.order,
            extinguishes=way.extinguishes,
            is_revocable=way.is_revocable,
            state_after=way.state_after,
            explanation_es=way.explanation_es,
            explanation_en=way.explanation_en,
            basis_es=way.basis_es,
            basis_en=way.basis_en,
        )


def _grounds() -> Iterator[TermVersion]:
    for ground in RevocationGround.objects.order_by("order", "code"):
        yield _term("revocation_ground", ground.code, ground.name_es, ground.name_en, ground.order)


# Vocabularies that editors add to, each from a table of its own.
OPEN: dict[str, Callable[[], Iterator[TermVersion]]] = {
    "law": _laws,
    "province": _provinces,
    "municipality": _municipalities,
    "facility": _facilities,
    "offence": _offences,
    "event": _events,
    "release_type": _release_types,
    "revocation_ground": _grounds,
}
