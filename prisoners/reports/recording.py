"""A report becomes a source in one step: a sealed document without a name, and a draft that cites it.

The document is a testimony: it never reaches the public record, whatever cites it. The draft goes the way of every
other: nothing of it is public before a colleague has approved it. How a release or a return is drafted, the room above
knows and registers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from editorial import refusals
from editorial.models import Editor, Refused
from intake.vocabulary import How, Kind
from prisoners.consolidation.persons import Slugs
from prisoners.matching import profiles
from prisoners.models import Citation, Detention, Person, ReportLink
from prisoners.reports.candidates import is_demonstration, where
from prisoners.reports.dates import day_or_month
from sources.models import CitizenReport, Document, DocumentKind, Reliability, ReportAct, ReportVerb

SEEN = (How.SELF, How.SAW)


@dataclass(frozen=True)
class Told:
    """What of a report makes a draft."""

    kind: str
    name: str
    place: str
    when: str
    how: str
    language: str
    received_on: date

    @property
    def reliability(self) -> Reliability:
        return Reliability.DIRECT if self.how in SEEN else Reliability.SECOND_HAND


@dataclass(frozen=True)
class Recorded:
    """`row`: what was drafted, or the person. `why_not`: why nothing could be drafted, in words."""

    document: Document
    person: Person
    row: models.Model
    why_not: str = ""


Drafter = Callable[[Person, Told, Document], models.Model]
_drafters: dict[str, Drafter] = {}


def register(kind: str, drafter: Drafter) -> None:
    """`drafter` writes the draft of a kind of report, with its citation; raises Refused where there is nothing to."""
    _drafters[kind] = drafter


@transaction.atomic
def link(report: CitizenReport, person: Person, *, by: Editor, on: date, seen: int) -> None:
    """Says whom the report is about. Raises Refused."""
    row = CitizenReport.locked(report.pk, seen=seen)
    if not row.is_open:
        raise Refused(_("This report is closed: take it up again first."))
    if person.merged_into_id is not None:
        raise Refused(_("This person was merged into another."))
    ReportLink.objects.update_or_create(report=row, defaults={"person": person, "by": by, "on": on})
    row.save(update_fields=["version"])
    ReportAct.objects.create(by=by, verb=ReportVerb.LINK, reports=[row.pk])


@transaction.atomic
def record(report: CitizenReport, told: Told, *, by: Editor, on: date, seen: int) -> Recorded:
    """Makes the document and the draft, and closes the report. All or nothing. Raises Refused."""
    if told.kind == Kind.REMOVAL:
        raise Refused(_("This report asks for a name to be taken off: make it a request."))
    person = person_of(report)
    if person is None and told.kind != Kind.NEW:
        raise Refused(_("Say first whom the report is about."))
    report.move("accept", by=by, on=on, seen=seen)
    document = _document(report, told, on=on)
    row: models.Model
    why_not = ""
    if person is None:
        row = person = _somebody_new(told, document, by=by)
        ReportLink.objects.create(report=report, person=person, by=by, on=on)
    else:
        row, why_not = _draft(person, told, document)
        person.refresh_from_db()
    person.reopen(by=by)
    return Recorded(document, person, row, why_not)


def person_of(report: CitizenReport) -> Person | None:
    known = ReportLink.objects.select_related("person__merged_into").filter(report=report).first()
    return (known.person.merged_into or known.person) if known else None


def _document(report: CitizenReport, told: Told, *, on: date) -> Document:
    """Recorded again after it was taken up again, it is the same document."""
    if report.document is None:
        report.document = Document.objects.create(
            kind=DocumentKind.TESTIMONY, title=f"Reporte ciudadano {report}", language=told.language[:2], accessed_at=on
        )
        report.save(update_fields=["document", "version"])
    return report.document


def _draft(person: Person, told: Told, document: Document) -> tuple[models.Model, str]:
    """The draft; where there is none to be made, the person, with why."""
    drafter = _drafters.get(told.kind)
    if drafter is None:
        return person, ""
    try:
        with transaction.atomic():
            row = drafter(person, told, document)
            connection.check_constraints()
        return row, ""
    except Refused as refused:
        return person, str(refused)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "?"
        return person, refusals.in_words(name)


def _somebody_new(told: Told, document: Document, *, by: Editor) -> Person:
    """A draft of a person with a detention, from the words of the form; the editor completes it."""
    written = " ".join(told.name.split())
    if not written:
        raise Refused(_("The report tells no name: add the person by hand, then say whom it is about."))
    is_demo = is_demonstration()
    name = profiles.load_corpus().words.read(written)[0]
    person = Person.objects.create(
        slug=Slugs().free(name, is_demo=is_demo), name_display=name.display[:200], given_names=name.given[:100],
        surname_1=name.surname_1[:60], surname_2=name.surname_2[:60], is_demo=is_demo, last_edited_by=by,
    )  # fmt: skip
    place = where(told.place)
    detention = Detention.objects.create(
        person=person, detained_on=day_or_month(told.when), province_id=place.get("province"),
        municipality_id=place.get("municipality"),
    )  # fmt: skip
    cited = {"person": person, "document": document, "reliability": told.reliability}
    Citation.objects.bulk_create([Citation(**cited), Citation(**cited, detention=detention)])
    return person
