"""The case of a row: arrest, stage, charges, sentences, place of detention."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chronology.partial_date import PartialDate, Precision
from prisoners.consolidation.dossiers import Case, Dossier, Dossiers
from prisoners.consolidation.objections import may_have_begun
from prisoners.models import (
    Charge,
    ChargeRole,
    ChargeStage,
    Detention,
    DetentionKind,
    Event,
    Facility,
    FacilityStay,
    Municipality,
    OffenceInLaw,
    ProceduralStage,
    Sanction,
    Sentence,
    SentenceStep,
    Stage,
    Substitution,
)
from sources.models import ListSnapshot, SourceRecord

NEW_CODE_FROM = date(2022, 12, 1)  # Law 151/2022 in force
OLD_CODE, NEW_CODE = "ley-62-1987", "ley-151-2022"
NO_CHARGE = "sin_cargo"
SENTENCED = {
    ProceduralStage.SENTENCED_FIRST, ProceduralStage.APPEAL, ProceduralStage.CASSATION, ProceduralStage.FINAL,
    ProceduralStage.REVIEW, ProceduralStage.EXTINGUISHED,
}  # fmt: skip
KINDS = {
    ProceduralStage.SHORT_DETENTION: DetentionKind.SHORT_DETENTION,
    ProceduralStage.HOUSE_SIEGE: DetentionKind.HOUSE_SIEGE,
}


@dataclass
class References:
    """Reference rows that the rows of lists name by code, read once for an import."""

    events: dict[str, int] = field(default_factory=lambda: dict(Event.objects.values_list("code", "pk")))
    facilities: dict[str, int] = field(default_factory=lambda: dict(Facility.objects.values_list("code", "pk")))
    municipalities: set[str] = field(default_factory=lambda: set(Municipality.objects.values_list("pk", flat=True)))
    laws: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for offence, law in OffenceInLaw.objects.values_list("offence_id", "law"):
            self.laws.setdefault(offence, set()).add(law)

    def law_of(self, offence: str, detained_on: PartialDate | None) -> str:
        """The penal code in force on the day of the facts; another law when the offence stands in that one alone."""
        laws = self.laws.get(offence, set())
        if detained_on and detained_on.latest and detained_on.latest < NEW_CODE_FROM:
            law = OLD_CODE
        elif detained_on and detained_on.earliest and detained_on.earliest >= NEW_CODE_FROM:
            law = NEW_CODE
        else:
            law = ""
        if law in laws or not laws:
            return law
        return next(iter(laws)) if len(laws) == 1 else ""


def take_case(
    dossiers: Dossiers, dossier: Dossier, record: SourceRecord, snapshot: ListSnapshot, references: References
) -> None:
    """Adds what is missing to the arrest that the row means, or makes it; cites the row for each line it adds."""
    values: dict[str, Any] = record.values
    detained_on = _date(values, "detained_on")
    case = dossier.case_meant(detained_on)
    if case is None:
        case = Case(
            Detention(person=dossier.person, kind=KINDS.get(values.get("stage", ""), DetentionKind.CRIMINAL_CASE))
        )
        dossier.cases.append(case)
        dossiers.add(dossier, case.detention)
    if detained_on and _is_of_unknown_day(case.detention) and not may_have_begun(case.detention, detained_on):
        detained_on = None  # it stays a statement
    municipality = values.get("municipality")
    dossiers.fill(
        dossier,
        case.detention,
        {
            "detained_on": detained_on,
            "province_id": values.get("province"),
            "municipality_id": municipality if municipality in references.municipalities else None,
            "event_id": references.events.get(values.get("event", "")),
            "context": values.get("context"),
            "activity": values.get("activity"),
        },
    )
    dossiers.cite(dossier, record, detention=case.detention)
    _take_stage(dossiers, dossier, case, record, snapshot)
    _take_charges(dossiers, dossier, case, record, references)
    _take_request(dossiers, dossier, case, record)
    _take_sentence(dossiers, dossier, case, record)
    _take_stay(dossiers, dossier, case, record, references)


def _is_of_unknown_day(known: Detention) -> bool:
    return known.pk is not None and known.detained_on is None


def _take_stage(dossiers: Dossiers, dossier: Dossier, case: Case, record: SourceRecord, snapshot: ListSnapshot) -> None:
    """The day of a sentence dates its stage. Any other stage was reached at the latest on the day of the list."""
    code = record.values.get("stage")
    if not code or any(stage.stage == code for stage in case.stages):
        return
    from_on = _date(record.values, "decided_on") if code in SENTENCED else PartialDate(snapshot.as_of, Precision.BEFORE)
    stage = dossiers.add(dossier, Stage(detention=case.detention, stage=code, from_on=from_on))
    case.stages.append(stage)
    dossiers.cite(dossier, record, stage=stage)


def _take_charges(
    dossiers: Dossiers, dossier: Dossier, case: Case, record: SourceRecord, references: References
) -> None:
    """Missing offences. A charge becomes a conviction by a row of its own once a list says that there is a sentence."""
    values = record.values
    principal = values.get("principal_offence")
    offences = dict.fromkeys([*([principal] if principal else []), *values.get("offences", [])])
    is_sentenced = values.get("stage") in SENTENCED
    has_principal = any(charge.role == ChargeRole.PRINCIPAL for charge in case.charges)
    for offence in offences:
        known = {charge.stage for charge in case.charges if charge.offence_id == offence}
        if offence == NO_CHARGE or (known and (not is_sentenced or known != {ChargeStage.ACCUSATION})):
            continue
        role: str = ChargeRole.ADDITIONAL if principal or has_principal else ChargeRole.UNKNOWN
        if known:
            role = next(charge.role for charge in case.charges if charge.offence_id == offence)
        elif offence == principal and not has_principal:
            role = ChargeRole.PRINCIPAL
        charge = Charge(
            detention=case.detention, offence_id=offence, role=role,
            law=references.law_of(offence, case.detention.detained_on),
            stage=ChargeStage.CONVICTION if is_sentenced else ChargeStage.ACCUSATION,
        )  # fmt: skip
        case.charges.append(dossiers.add(dossier, charge))
        dossiers.cite(dossier, record, charge=charge)


def _take_request(dossiers: Dossiers, dossier: Dossier, case: Case, record: SourceRecord) -> None:
    months = record.values.get("prosecutor_request_months")
    if not months or any(sentence.step == SentenceStep.PROSECUTOR_REQUEST for sentence in case.sentences):
        return
    request = Sentence(
        detention=case.detention,
        step=SentenceStep.PROSECUTOR_REQUEST,
        sanction=Sanction.IMPRISONMENT,
        length_months=months,
    )
    case.sentences.append(dossiers.add(dossier, request))
    dossiers.cite(dossier, record, sentence=request)


def _take_sentence(dossiers: Dossiers, dossier: Dossier, case: Case, record: SourceRecord) -> None:
    """The sentence in force, when none is recorded; of the one that is, only what is missing and agrees."""
    values = record.values
    months, sanction = values.get("sentence_months"), values.get("sanction")
    if not sanction and not months:
        return
    sanction = sanction or Sanction.IMPRISONMENT
    substitute = values.get("substituted_by", "")
    wanted = {
        "length_months": months,
        "substituted_by": substitute if substitute in Substitution.values else "",
        "decided_on": _date(values, "decided_on"),
        "counted_from": _date(values, "counted_from"),
    }
    decided = [sentence for sentence in case.sentences if sentence.step != SentenceStep.PROSECUTOR_REQUEST]
    if not decided:
        sentence = Sentence(
            detention=case.detention, step=SentenceStep.FIRST_INSTANCE, sanction=sanction,
            is_operative=sanction != Sanction.ACQUITTAL, **{name: value for name, value in wanted.items() if value},
        )  # fmt: skip
        case.sentences.append(dossiers.add(dossier, sentence))
        dossiers.cite(dossier, record, sentence=sentence)
        return
    current = next((sentence for sentence in reversed(decided) if sentence.is_operative), decided[-1])
    agrees = current.sanction == sanction and all(
        not value or getattr(current, name) in (None, "", value) for name, value in wanted.items()
    )
    if agrees:
        dossiers.fill(dossier, current, wanted)
        dossiers.cite(dossier, record, sentence=current)


def _take_stay(dossiers: Dossiers, dossier: Dossier, case: Case, record: SourceRecord, references: References) -> None:
    """The place of detention, when none is recorded: another list's place would need a date to be a transfer."""
    facility = references.facilities.get(record.values.get("facility", ""))
    if facility is None or case.stays:
        return
    stay = dossiers.add(dossier, FacilityStay(detention=case.detention, facility_id=facility))
    case.stays.append(stay)
    dossiers.cite(dossier, record, stay=stay)


def _date(values: dict[str, Any], name: str) -> PartialDate | None:
    return PartialDate.parse(values[name]) if values.get(name) else None
