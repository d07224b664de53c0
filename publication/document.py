"""The shape of the JSON documents of the public record: a closed list of fields, written here and nowhere else.

Dates are EDTF texts as known (“2021-07”), never a false day; an unknown value is an empty text, an empty list or None.
Codes have their labels in TermVersion (vocabulary named in the comment).
"""

from typing import TypedDict


class Source(TypedDict):
    """Who says so. `kind` is `list` or a document kind; `as_of` the day of the list or of the document."""

    kind: str
    organisation: str  # organisation code, or empty
    label: str
    as_of: str
    url: str


class Statement(TypedDict):
    """What one organisation's list says of a field, on its latest day: beside the chosen value where they differ."""

    organisation: str
    value: str
    as_of: str


class Fact(TypedDict):
    """A field of the person: the chosen value, its sources, and every differing statement.

    `by_editors`: no public source states this very value; the editors chose it.
    """

    field: str  # name, birth_year, age_at_detention, gender, province, detained_on, offences, sentence, left_on …
    value: str
    by_editors: bool
    sources: list[Source]
    stated: list[Statement]


class Denial(TypedDict):
    """A list of a day on which the state told last had begun says another: in that of `as_of`, its latest that names
    the person, and in all that did from `since` on.
    """

    organisation: str
    value: str  # vocabulary custody_state
    since: str
    as_of: str


class ChargeLine(TypedDict):
    """`sources` of a line say all of it, as far as they speak of it. `sources_in_part`, of lines with several facts:
    lists that say some of them and something else of another.
    """

    offence: str  # vocabulary offence
    role: str  # vocabulary charge_role
    stage: str  # vocabulary charge_stage
    law: str  # vocabulary law
    sources: list[Source]


class SentenceLine(TypedDict):
    step: str  # vocabulary sentence_step
    court: str  # vocabulary court
    sanction: str  # vocabulary sanction
    months: int | None
    days: int | None
    substituted_by: str  # vocabulary sanction
    accessory: list[str]  # vocabulary accessory
    decided_on: str
    final_on: str
    counted_from: str
    is_operative: bool
    sources: list[Source]
    sources_in_part: list[Source]


class StayLine(TypedDict):
    facility: str  # vocabulary facility
    regime: str  # vocabulary regime
    from_on: str
    to_on: str
    sources: list[Source]


class StageLine(TypedDict):
    stage: str  # vocabulary procedural_stage
    from_on: str
    sources: list[Source]


class RevocationLine(TypedDict):
    revoked_on: str
    reimprisoned_on: str
    ground_official: str  # vocabulary revocation_ground
    ground_alleged: str  # vocabulary revocation_ground
    court: str
    sources: list[Source]
    sources_in_part: list[Source]


class ReleaseLine(TypedDict):
    release_type: str  # vocabulary release_type
    left_on: str
    reported_on: str
    measure_after: str  # vocabulary measure_after
    court: str
    granted_on: str
    term_end: str
    exile_condition: str
    was_already_outside: bool
    announcement: str
    attribution: str
    revocation: RevocationLine | None
    sources: list[Source]
    sources_in_part: list[Source]


class DetentionLine(TypedDict):
    """One arrest and everything after it, in the order of days."""

    detained_on: str
    kind: str  # vocabulary detention_kind
    province: str  # empty for a minor, as is the municipality
    municipality: str  # vocabulary municipality
    event: str  # vocabulary event
    context: str
    activity: str
    agency: str
    manner: str
    stages: list[StageLine]
    charges: list[ChargeLine]
    sentences: list[SentenceLine]
    stays: list[StayLine]
    releases: list[ReleaseLine]  # the one that ended it, then changes of figure outside prison
    sources: list[Source]
    sources_in_part: list[Source]


class ClassificationLine(TypedDict):
    scheme: str
    value: str
    organisation: str
    stated_on: str


class PrisonerDocument(TypedDict):
    other_names: list[str]  # legal, usual, alias and stage names; never the variants of sources
    occupation_group: str
    biography_es: str
    biography_en: str
    last_confirmed_on: str  # somebody said so of the state told last; empty: nobody has since it began
    state_denied: list[Denial]
    facts: list[Fact]
    detentions: list[DetentionLine]
    classifications: list[ClassificationLine]


class SnapshotLine(TypedDict):
    as_of: str
    row_count: int
    new_count: int
    gone_count: int
    published_on: str
    url: str


class ListDocument(TypedDict):
    code: str
    name_es: str
    name_en: str
    kind: str  # vocabulary list_kind
    snapshots: list[SnapshotLine]


class OrganisationDocument(TypedDict):
    url: str
    country: str
    licence: str
    definition_es: str
    definition_en: str
    lists: list[ListDocument]


class ClaimLine(TypedDict):
    label_es: str
    label_en: str
    number: int
    stated_on: str
    url: str


class ComparisonLine(TypedDict):
    organisation: str
    organisation_name: str
    number: int
    stated_on: str
    definition_es: str
    definition_en: str
    url: str


class AnnouncementDocument(TypedDict):
    title_es: str
    title_en: str
    wording_es: str
    wording_en: str
    scope_es: str
    scope_en: str
    names_published: str
    started_on: str
    ended_on: str
    url: str
    claimed: list[ClaimLine]
    comparisons: list[ComparisonLine]
