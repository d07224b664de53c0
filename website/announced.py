"""One announcement on one day: its chain of numbers, the persons behind each, and the pages that show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from publication.models import AnnouncementVersion, PrisonerVersion, ReleaseVersion
from publication.selection.errors import BadParameter
from reports.definitions.gap import MEANINGS, NAMES, counted
from reports.gap import Gap, GapDay, Number, gap
from reports.record import Record
from reports.release_report import Report, release_report
from website.links import Links
from website.moment import Moment
from website.numbers import number as in_digits
from website.report_wording import part_of, said, share_of

CHAIN = ("announced", "verified", "not_identified", "already_outside", "revoked", "back", "exiled", "died")
WITHOUT_PERSONS = ("announced", "not_identified")


@dataclass(frozen=True)
class Step:
    """A number of the chain, what it is called after the number, what it counts, and where its persons are listed.

    `share`: of those announced, for those verified; else empty.
    """

    code: str
    number: Number
    name: str
    meaning: str
    address: str
    share: str = ""

    @property
    def has_persons(self) -> bool:
        return self.code not in WITHOUT_PERSONS


class Announced:
    """An announcement as one edition knows it, on the day that the page speaks of."""

    def __init__(self, moment: Moment, code: str) -> None:
        """Raises Http404 when the edition has no such announcement."""
        found = AnnouncementVersion.objects.in_edition(moment.edition.number).filter(code=code).first()
        if found is None:
            raise Http404
        self.moment, self.version = moment, found
        self.record = Record(moment.edition)

    def title(self, language: str) -> str:
        return self.version.document[f"title_{language}"] or self.version.code

    def in_short(self, language: str) -> str:
        """The title, and where its releases are followed, the two numbers that everybody asks for."""
        title, number = self.title(language), self.version.number
        if self.is_yet_to_come or not self.is_followed:
            return title
        verified = self.today.verified.certain
        numbers = {"announced": number, "verified": verified}
        known = [(code, n) for code, n in numbers.items() if n is not None]
        said = (f"{in_digits(n, language)} {counted(code, n, language)}" for code, n in known)
        return f"{title}: {', '.join(said)}"

    @property
    def is_yet_to_come(self) -> bool:
        """The day asked about is before that of the announcement, wherever in a part-known date that lies."""
        first = self.version.announced_earliest
        return first is not None and self.moment.as_of < first

    @cached_property
    def is_followed(self) -> bool:
        """Whether the edition ties anybody's release to it: else it can neither confirm nor refute the number."""
        tied = self.record.rows(ReleaseVersion).filter(announcement=self.version.code).exclude(attribution="none")
        return tied.exists()

    @cached_property
    def gap(self) -> Gap:
        return gap(self.record, self.version)

    @cached_property
    def today(self) -> GapDay:
        return self.gap.on(self.moment.as_of)

    @cached_property
    def days(self) -> list[GapDay]:
        """Never past the day until which the edition speaks."""
        return self.gap.days(min(self.moment.as_of, self.moment.edition.as_of))

    @property
    def shown_facts(self) -> list[str]:
        """Those of the chain that ever count anybody: a table has no empty columns."""
        return [code for code in CHAIN[3:] if any(getattr(day, code).possible for day in self.days)]

    @cached_property
    def report(self) -> Report:
        return release_report(self.record, self.version, self.moment.as_of)

    def chain(self, links: Links) -> list[Step]:
        """Without the number announced and those not identified where the State gave none."""
        steps = []
        for code in CHAIN:
            number = getattr(self.today, code)
            if number is not None:
                known = number if isinstance(number, Number) else Number(number, number)
                steps.append(self._step(code, known, links))
        return steps

    def _step(self, code: str, number: Number, links: Links) -> Step:
        language = links.language
        if code in WITHOUT_PERSONS:
            address = links.to("announcement", self.version.code) + ("#gap" if code == "not_identified" else "")
        else:
            address = links.to("announced", self.version.code, of=code)
        share = part_of(number.certain, self.version.number) if code == "verified" else ""
        return Step(
            code, number, self._called(code, number, language), MEANINGS[code].in_language(language), address, share
        )

    @staticmethod
    def _called(code: str, number: Number, language: str) -> str:
        return NAMES[code].in_language(language) if number.is_range else counted(code, number.certain, language)

    def name_of(self, of: str, language: str) -> str:
        """What the persons behind a number are called, with the measure or share.

        Raises BadParameter for a number that has none.
        """
        section, line = self._line(of)
        if section and line:
            label = f"{section.title.in_language(language)}: {line.label.in_language(language)}"
            more = said(line) if line.whole is None else share_of(line)
            return f"{label}, {more}" if more else label
        return NAMES[of].in_language(language)

    def persons(self, of: str) -> QuerySet[PrisonerVersion]:
        """In the order of their names, those without a name last. Raises BadParameter for a number that has none."""
        line = self._line(of)[1]
        ids: Iterable[UUID] = line.persons if line else self.gap.persons(of, self.moment.as_of)
        rows = self.record.rows(PrisonerVersion).filter(public_id__in=ids)
        return rows.order_by("is_withheld", "name_sort", "public_id")

    def _line(self, of: str):
        if of in self.gap.since:
            return None, None
        found = [(section, line) for section in self.report.sections for line in section.lines]
        for section, line in found:
            if line.code == of:
                return section, line
        known = [*self.gap.since, *(line.code for _, line in found)]
        message = _("nobody is counted under it; there are: %(known)s") % {"known": ", ".join(known)}
        raise BadParameter("of", message, known)
