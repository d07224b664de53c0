"""The public record as one edition left it, and the queries that figures share."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from publication.models import (
    CustodySpan,
    Edition,
    ListingSpan,
    OrganisationVersion,
    PrisonerVersion,
    Versioned,
    VersionedQuerySet,
)
from reports import kept

CONSOLIDATED = "consolidated"
"""The derived list: on at least one list of an accepted organisation that counts the person as a prisoner."""


@dataclass(frozen=True)
class Record:
    edition: Edition

    def rows(self, model: type[Versioned]) -> VersionedQuerySet:
        return model.objects.in_edition(self.edition.number)

    def persons(self, rows: QuerySet) -> QuerySet[PrisonerVersion]:
        """The persons whom `rows` (with a column `prisoner`) speak of, each once."""
        return self.rows(PrisonerVersion).filter(public_id__in=rows.values("prisoner"))

    def listings(self, source_list: str) -> QuerySet[ListingSpan]:
        return self.rows(ListingSpan).filter(source_list=source_list)

    def on_list(self, source_list: str, day: date) -> QuerySet[PrisonerVersion]:
        """Persons whom that list named on that day (rule 9.3)."""
        return self.persons(self.listings(source_list).filter(days__contains=day))

    def number_on_list(self, source_list: str, day: date) -> int:
        """How many those are: the number that a dozen figures begin with, counted once."""
        about = ("on list", source_list, day)
        return kept.small_of_edition(self.edition, about, self.on_list(source_list, day).count)

    def custody(self, day: date) -> QuerySet[CustodySpan]:
        """States that certainly held on that day: at most one for each person."""
        return self.rows(CustodySpan).filter(certain__contains=day)

    def possible_custody(self, day: date) -> QuerySet[CustodySpan]:
        """States that certainly or possibly held on that day: where dates are part-known, several for a person."""
        return self.rows(CustodySpan).filter(Q(certain__contains=day) | Q(possible__contains=day))

    @property
    def lists_by_organisation(self) -> dict[str, list[str]]:
        """Codes of the lists of each organisation that has any, in the order of the organisations' names."""
        return {code: lists for code, _is_accepted, lists in self._organisations}

    def accepted_lists(self) -> list[str]:
        """Codes of the lists of accepted organisations, and of the list derived from them."""
        return [CONSOLIDATED, *(code for _, is_accepted, lists in self._organisations if is_accepted for code in lists)]

    @property
    def _organisations(self) -> list[tuple[str, bool, list[str]]]:
        """Those that have a list: code, whether accepted, codes of the lists."""

        def work() -> list[tuple[str, bool, list[str]]]:
            rows = self.rows(OrganisationVersion).order_by("name", "code")
            found = rows.values_list("code", "is_accepted", "document__lists")
            return [(code, accepted, [line["code"] for line in lists]) for code, accepted, lists in found if lists]

        return kept.small_of_edition(self.edition, ("lists by organisation",), work)


def who_are_in(rows: QuerySet) -> Exists:
    """A condition on persons: somewhere in `rows` (with a column `prisoner`). Negated, it is an anti-join."""
    return Exists(rows.filter(prisoner=OuterRef("public_id")))
