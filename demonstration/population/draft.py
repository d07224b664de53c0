"""A person while the generator is still deciding; `freeze` turns the draft into a Person."""

from dataclasses import dataclass, field, fields
from datetime import date

from .person import (
    UNKNOWN_DATE,
    Charge,
    Membership,
    PartDate,
    Person,
    Release,
    Revocation,
)


@dataclass(slots=True)
class Draft:
    """Same fields as Person, plus four that only the generator needs.

    `legal` is the row of the case table (a sanction, a release figure, "remand" or "unknown"),
    `is_announced` marks the 212 of section 10.7, `birthday_offset` the days between the last birthday
    before the detention and the detention, `is_new_on_pd` the 134 of section 10.3.
    """

    key: int
    block: str
    context: str
    event: str | None = None
    given_names: str = ""
    surname_1: str = ""
    surname_2: str = ""
    gender: str = "man"
    birth: PartDate = UNKNOWN_DATE
    age_at_detention: int | None = None
    province: str = ""
    municipality: str = ""
    detained_on: PartDate = UNKNOWN_DATE
    activity: str = "other"
    affiliation: str = "none_known"
    is_parent: str = "unknown"
    charges: tuple[Charge, ...] = ()
    stage: str = "unknown"
    sanction: str | None = None
    substituted_by: str | None = None
    sentence_months: int | None = None
    prosecutor_request_months: int | None = None
    decided_on: date | None = None
    counted_from: date | None = None
    facility: str | None = None
    medical: str = "unknown"
    mental: str = "unknown"
    pd_category: str | None = None
    releases: tuple[Release, ...] = ()
    revocation: Revocation | None = None
    last_confirmed_on: date | None = None
    custody_at_t1: str | None = None
    custody_at_t2: str = ""
    memberships: list[Membership] = field(default_factory=list)
    legal: str = ""
    principal: str | None = None
    is_announced: bool = False
    is_new_on_pd: bool = False
    birthday_offset: int = 0

    @property
    def is_woman(self):
        """True for women and trans women (rule 9.10)."""
        return self.gender in ("woman", "trans_woman")

    @property
    def is_minor(self):
        """True when the person was under 18 on the day of detention."""
        return self.age_at_detention is not None and self.age_at_detention < 18

    def pd_membership(self):
        """The row of pd-demo, or None."""
        return next((m for m in self.memberships if m.list_code == "pd-demo"), None)

    def freeze(self):
        """The finished, immutable Person."""
        values = {f.name: getattr(self, f.name) for f in fields(Person)}
        values["memberships"] = tuple(self.memberships)
        return Person(**values)
