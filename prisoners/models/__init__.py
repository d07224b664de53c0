from prisoners.models.citation import Citation
from prisoners.models.detention import (
    Activity, Agency, Context, Detention, DetentionKind, Manner, ProceduralStage, Stage,
)
from prisoners.models.event import Event, EventKind, EventPlace
from prisoners.models.facility import EndReason, Facility, FacilityAlias, FacilityKind, FacilityStay, Regime
from prisoners.models.matching import MatchDecision, RowMatch
from prisoners.models.offence import Charge, ChargeRole, ChargeStage, Family, Offence, OffenceInLaw
from prisoners.models.person import (
    Affiliation, Classification, Gender, NameKind, Occupation, Person, PersonName, Scheme, Visibility,
)
from prisoners.models.place import Municipality, MunicipalityAlias, Province
from prisoners.models.private import Address, FamilyContact, HealthCondition, IdentityNumber, PrivateDetails, Tombstone
from prisoners.models.sentence import Accessory, Court, Sanction, Sentence, SentenceStep, Substitution

__all__ = [
    "Accessory", "Activity", "Address", "Affiliation", "Agency", "Charge", "ChargeRole", "ChargeStage", "Citation",
    "Classification", "Context", "Court", "Detention", "DetentionKind", "EndReason", "Event", "EventKind", "EventPlace",
    "Facility", "FacilityAlias", "FacilityKind", "FacilityStay", "Family", "FamilyContact", "Gender", "HealthCondition",
    "IdentityNumber", "Manner", "MatchDecision", "Municipality", "MunicipalityAlias", "NameKind", "Occupation",
    "Offence", "OffenceInLaw", "Person", "PersonName", "PrivateDetails", "ProceduralStage", "Province", "Regime",
    "RowMatch", "Sanction", "Scheme", "Sentence", "SentenceStep", "Stage", "Substitution", "Tombstone", "Visibility",
]
