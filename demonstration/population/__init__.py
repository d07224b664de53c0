"""The 2,250 invented persons of the demonstration (domain reference, section 10).

`generate(seed)` returns a Population whose aggregates equal every number of sections 10.1 to 10.7 and 10.9.
`status(person, list_code, as_of)` says what a list's row says on one of SNAPSHOT_DATES.

How the reference was read where it leaves a choice:

- The split of the 1,006 sentenced is by the sanction served (`effective_sanction`). The fifteen minors sentenced
  for sedition were given five years of prison, substituted: they count under the substitute, not among the 813.
- Age of the 212 is year of release minus year of birth (mean 36.0, eight of 60 and more). The age of 15 in A is
  one of the two minors awaiting trial, since nobody under 16 can be sentenced.
- The six of b03 have no `counted_from`: with their credited time unsettled, the share served is not computable.
- The 36 unknown were last heard of before 26 October 2023, more than 365 days before T1 and not only T2; else the
  ten of 11J among them would still be in prison at T1 and break the 554.
- A date without day, or no date at all, occurs only for people of 11J let go without a criminal case, and a date
  without day only from August 2021 on: the shares of 10.5 can be counted and no date of the 554 is in doubt.
- Home confinement exists since December 2022; people of 11J who serve it got it then, by the milder new law.
- The two of the 212 whose release was tied to exile, and the one exiled after revocation, are `exiled` from the
  day they left; they still count among the 212, of whom nobody is free.
- The four unknown sentences of the 554 are in b02, so that the 813 and the 18 of unknown stage do not meet them.
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
