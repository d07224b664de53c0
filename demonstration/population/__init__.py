"""The 2,250 invented persons of the demonstration (domain reference, section 10).

`generate(seed)` returns a Population whose aggregates equal every number of sections 10.1 to 10.7 and 10.9.
`status(person, list_code, as_of)` says what a list's row says on one of SNAPSHOT_DATES.
"""

from .custody import custody_state, situation
from .dates import (
    CUBALEX,
    DATA_DATE,
    J11J,
    LISTS,
    OCDH,
    PD,
    PD_MONTHS,
    SNAPSHOT_DATES,
    T0,
    T1,
    T1_PRIME,
    T2,
    T3,
    T4,
)
from .defects import Defect, Defects
from .generation import SEED, Population, generate
from .listings import status
from .person import Charge, Membership, PartDate, Person, Release, Revocation

__all__ = [
    "CUBALEX", "DATA_DATE", "J11J", "LISTS", "OCDH", "PD", "PD_MONTHS", "SEED", "SNAPSHOT_DATES",
    "T0", "T1", "T1_PRIME", "T2", "T3", "T4",
    "Charge", "Defect", "Defects", "Membership", "PartDate", "Person", "Population", "Release", "Revocation",
    "custody_state", "generate", "situation", "status",
]  # fmt: skip
