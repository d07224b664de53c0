"""What is known about one invented person: plain, frozen records without a database.

The words are those of the domain reference: release types of section 1.2, custody states of 1.4,
offence concepts of section 2, release and sentence fields of 7.3.
"""

from dataclasses import dataclass
from datetime import date

from .dates import DATA_DATE


@dataclass(frozen=True, slots=True)
class PartDate:
    """A day known as far as `precision` says: "day", "month", "year" or "unknown".

    `value` is the earliest possible day, and None exactly when the precision is "unknown".
    """

    value: date | None
    precision: str = "day"

    def __post_init__(self):
        if (self.value is None) != (self.precision == "unknown"):
            raise ValueError(f"{self.value} does not go with precision {self.precision}")


UNKNOWN_DATE = PartDate(None, "unknown")


@dataclass(frozen=True, slots=True)
class Charge:
    """One accusation: the offence concept (section 2), never a row of one law.

    Exactly one charge of a person is the principal one (rule 9.11 b). An empty tuple of charges means
    that the person was let go without charge; the code "desconocido" that the charge is not known.
    """

    code: str
    principal: bool


@dataclass(frozen=True, slots=True)
class Release:
    """How a stay in prison ended.

    `exile_condition` is "yes" or "no"; `attribution` is "anuncio-553" for the 212 releases of 10.7.
    `measure_after` is set for a change of precautionary measure only.
    """

    release_type: str
    left_on: date
    reported_on: date
    exile_condition: str = "no"
    attribution: str | None = None
    measure_after: str | None = None


@dataclass(frozen=True, slots=True)
class Revocation:
    """The benefit of 2025 was withdrawn. `ground_alleged` is the organisation's word, or None."""

    revoked_on: date
    reimprisoned_on: date
    ground_official: str
    ground_alleged: str | None


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place on one list.

    `first_as_of` is the first snapshot that holds the row, `gone_as_of` the first that no longer does.
    """

    list_code: str
    first_as_of: date
    gone_as_of: date | None = None

    def holds(self, day):
        """True when the row stands in the list as it was on `day`."""
        return self.first_as_of <= day and (self.gone_as_of is None or day < self.gone_as_of)


@dataclass(frozen=True, slots=True)
class Person:
    """One of the 2,250. None always means "not known", never "no"."""

    key: int
    block: str
    given_names: str
    surname_1: str
    surname_2: str
    gender: str
    birth: PartDate
    age_at_detention: int | None
    province: str
    municipality: str
    detained_on: PartDate
    context: str
    event: str | None
    activity: str
    affiliation: str
    is_parent: str
    charges: tuple[Charge, ...]
    stage: str
    sanction: str | None
    substituted_by: str | None
    sentence_months: int | None
    prosecutor_request_months: int | None
    decided_on: date | None
    counted_from: date | None
    facility: str | None
    medical: str
    mental: str
    pd_category: str | None
    releases: tuple[Release, ...]
    revocation: Revocation | None
    last_confirmed_on: date
    custody_at_t1: str | None
    custody_at_t2: str
    memberships: tuple[Membership, ...]

    @property
    def full_name(self):
        """Given names and both surnames."""
        return f"{self.given_names} {self.surname_1} {self.surname_2}"

    @property
    def principal_charge(self):
        """Code of the principal charge; None for a person without charge."""
        return next((charge.code for charge in self.charges if charge.principal), None)

    @property
    def effective_sanction(self):
        """The sanction that is served: the substitute where there is one (section 1.2, `subsidiar`)."""
        return self.substituted_by or self.sanction

    @property
    def announcement_release(self):
        """The release linked to the announcement of 553, or None."""
        return next((r for r in self.releases if r.attribution == "anuncio-553"), None)

    def is_listed(self, list_code, *, at):
        """True when the person stands in the list as it was at the end of the day `at`."""
        return any(m.list_code == list_code and m.holds(at) for m in self.memberships)

    def is_on_list(self, list_code, *, at=DATA_DATE):
        """True when the person stood on the list on some day up to `at`."""
        return any(m.list_code == list_code and m.first_as_of <= at for m in self.memberships)
