"""What a row of a list may say: the fields of `SourceRecord.values`, and how each is read.

A mapping (ColumnMapping) says which column of the file holds which field. Only the name is required, and the row key
where the mapping names it.
`values` holds what could be read, in the written forms below; an empty cell leaves its field out.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    NAME = "name"
    DATE = "date"  # EDTF text of chronology.PartialDate
    DAY = "day"  # ISO day, nothing less precise
    NUMBER = "number"  # whole number
    CODE = "code"  # a code of ours, or a word the mapping translates into one
    CODES = "codes"  # several, separated by ; or ,
    PROVINCE = "province"  # ISO 3166-2 code; the file may write a name
    MUNICIPALITY = "municipality"  # code of ours when it is known, else the text
    ANSWER = "answer"  # yes, no, unknown


@dataclass(frozen=True)
class Field:
    name: str
    kind: Kind
    codes: str = ""  # the vocabulary of a coded field


FIELDS = {
    field.name: field
    for field in (
        Field("row_key", Kind.TEXT),  # the organisation's own number of the row
        Field("name", Kind.NAME),  # the whole name in one cell, in any order
        Field("given_names", Kind.NAME),
        Field("surname_1", Kind.NAME),
        Field("surname_2", Kind.NAME),
        Field("alias", Kind.NAME),
        Field("birth_date", Kind.DATE),
        Field("age_at_detention", Kind.NUMBER),
        Field("gender", Kind.CODE, "gender"),
        Field("province", Kind.PROVINCE),
        Field("municipality", Kind.MUNICIPALITY),
        Field("occupation_group", Kind.CODE, "occupation"),
        Field("affiliation", Kind.ANSWER),
        Field("is_parent", Kind.ANSWER),
        Field("detained_on", Kind.DATE),
        Field("event", Kind.CODE, "event"),
        Field("context", Kind.CODE, "context"),
        Field("activity", Kind.CODE, "activity"),
        Field("principal_offence", Kind.CODE, "offence"),
        Field("offences", Kind.CODES, "offence"),
        Field("stage", Kind.CODE, "procedural_stage"),
        Field("sanction", Kind.CODE, "sanction"),
        Field("substituted_by", Kind.CODE, "sanction"),
        Field("sentence_months", Kind.NUMBER),
        Field("prosecutor_request_months", Kind.NUMBER),
        Field("decided_on", Kind.DATE),
        Field("counted_from", Kind.DATE),
        Field("facility", Kind.CODE, "facility"),
        Field("status", Kind.CODE, "custody_state"),  # where the list says the person is, on its day
        Field("release_type", Kind.CODE, "release_type"),
        Field("left_on", Kind.DATE),
        Field("reported_on", Kind.DAY),
        Field("exile_condition", Kind.ANSWER),
        Field("announcement", Kind.CODE, "announcement"),
        Field("measure_after", Kind.CODE, "measure_after"),
        Field("revoked_on", Kind.DATE),
        Field("reimprisoned_on", Kind.DATE),
        Field("ground_official", Kind.CODE, "revocation_ground"),
        Field("ground_alleged", Kind.CODE, "revocation_ground"),
        Field("medical", Kind.ANSWER),
        Field("mental", Kind.ANSWER),
        Field("pd_category", Kind.CODE, "pd_category"),
        Field("confirmed_on", Kind.DAY),  # last day on which the organisation confirmed the status; else the list's day
        Field("note", Kind.TEXT),
    )
}
# Whom a row speaks of: where the mapping names one of these, the file must have it.
NEEDED = {"row_key", "name", "given_names", "surname_1", "surname_2"}
