"""What the fields of a list's rows are called on the page, and their values in words; codes: import_list/fields.py."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from editorial.codes import Answer
from sources.import_list.fields import FIELDS, Kind
from sources.import_list.vocabularies import Labels

LABELS = {
    "row_key": _("row key"),
    "name": _("name"),
    "given_names": _("given names"),
    "surname_1": _("first surname"),
    "surname_2": _("second surname"),
    "alias": _("alias"),
    "birth_date": _("birth date"),
    "age_at_detention": _("age when detained"),
    "gender": _("gender"),
    "province": _("province"),
    "municipality": _("municipality"),
    "occupation_group": _("group of occupations"),
    "affiliation": _("prior affiliation"),
    "is_parent": _("is a parent"),
    "detained_on": _("detained on"),
    "event": _("event"),
    "context": _("context"),
    "activity": _("activity"),
    "principal_offence": _("principal offence"),
    "offences": _("offences"),
    "stage": _("stage"),
    "sanction": _("sanction"),
    "substituted_by": _("substituted by"),
    "sentence_months": _("sentence, months"),
    "prosecutor_request_months": _("prosecutor's request, months"),
    "decided_on": _("decided on"),
    "counted_from": _("counted from"),
    "facility": _("place of detention"),
    "status": _("where the list says the person is"),
    "release_type": _("figure"),
    "left_on": _("left prison on"),
    "reported_on": _("made known on"),
    "exile_condition": _("on condition of leaving the country"),
    "announcement": _("announcement"),
    "measure_after": _("measure afterwards"),
    "revoked_on": _("revoked on"),
    "reimprisoned_on": _("back in prison on"),
    "ground_official": _("official ground"),
    "ground_alleged": _("alleged ground"),
    "medical": _("serious condition reported"),
    "mental": _("mental-health condition reported"),
    "pd_category": _("Prisoners Defenders' category"),
    "confirmed_on": _("state last confirmed on"),
    "note": _("note"),
}
# The vocabulary of a field whose kind names it.
OF_KIND = {Kind.PROVINCE: "province", Kind.MUNICIPALITY: "municipality"}


class Words:
    """Values of rows as an editor reads them: codes by their labels, dates in words. One for a page."""

    def __init__(self) -> None:
        self._labels = Labels()

    def of(self, field: str, value: Any) -> Any:
        """The value in words; a number, a name or an unknown column as it is, nothing as an empty text."""
        known = FIELDS.get(field)
        if value in (None, "", []):
            return ""
        if known is None:
            return value
        if isinstance(value, list):
            return ", ".join(self._labels.of(known.codes, each) for each in value)
        if vocabulary := known.codes or OF_KIND.get(known.kind):
            return self._labels.of(vocabulary, value)
        if known.kind is Kind.ANSWER:
            return str(dict(Answer.choices).get(value, value))
        if known.kind in (Kind.DATE, Kind.DAY):
            return in_words(PartialDate.parse(value))
        return value
