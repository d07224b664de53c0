"""Publishing: what two editors agreed on becomes the next edition, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import patrol
from editorial.models import Dossier, Editor, PageText, Refused, WorkflowState
from editorial.models.dossier import written_by
from prisoners import naming
from prisoners.models import Person, Visibility
from publication import chain
from publication.changes import Changes
from publication.models import (
    PERSON_TABLES,
    AnnouncementVersion,
    Edition,
    MergedVersion,
    OrganisationVersion,
    PageTextVersion,
    PrisonerVersion,
    PublishedFigureVersion,
    SensitiveCount,
    TermVersion,
    Versioned,
)
from publication.projector import dossiers, ledger, listings, merged, prisoner, sensitive, terms
from publication.projector.identity import of_person
from publication.pseudonyms import Pseudonyms
from publication.redaction import redact
from publication.unnamed import NAMED
from releases.models import OfficialAnnouncement
from sources.models import ListSnapshot, PublishedFigure, SourceOrganisation

LOCK = 0x70646F73  # one publication at a time, whoever starts it
BATCH = 2000
DOSSIERS: tuple[type[Dossier], ...] = (
    Person, SourceOrganisation, ListSnapshot, PublishedFigure, OfficialAnnouncement, PageText,
)  # fmt: skip


def publish(
    *,
    note: str = "",
    note_en: str = "",
    as_of: date | None = None,
    published_at: datetime | None = None,
    by: Editor | None = None,
) -> Edition | None:
    """Writes everything approved into the public record as one new edition; None when there is nothing to publish.

    `as_of` is the day until which the edition speaks; by default today, or the demonstration's own day while nobody
    but invented persons is on the record. Dossiers that are being written or reviewed keep their last published form,
    and so do those of whoever would lose their name only because nothing carries it any longer (`losing_their_name`).
    Raises Refused where `by` would alone take somebody off the record, by an embargo of their own that nobody approved.
    """
    with transaction.atomic():
        lock()
        day = as_of or default_day()
        if by is not None and unapproved_embargoes(day).filter(Exists(written_by(Person, by))).exists():
            raise Refused(_("You set an embargo that nobody has approved yet: let a colleague approve it, or publish."))
        if not _has_work(day):
            return None
        return _publish(day, notes=(note, note_en), published_at=published_at or timezone.now(), by=by)


def lock() -> None:
    """Waits for any other publication or erasure to end; held until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def default_day() -> date:
    """The day until which an edition of now speaks."""
    public = Person.objects.publishable()
    if public.exists() and not public.filter(is_demo=False).exists():
        return settings.DEMONSTRATION_DATA_DATE
    return timezone.localdate()


def unapproved_embargoes(day: date) -> QuerySet[Person]:
    """Persons of the public record whom an edition of that day takes off it, though nobody has approved it yet.

    An embargo protects somebody, so it waits for no signature: whoever publishes sees it, and is somebody else.
    """
    waiting = Person.objects.embargoed(on=day).exclude(workflow_state__in=listings.AGREED)
    return waiting.filter(Exists(PrisonerVersion.objects.current().filter(public_id=OuterRef("public_id"))))


def losing_their_name(day: date) -> QuerySet[Person]:
    """Persons whom the public record names and an edition of that day would not, for lack of a basis alone.

    Of that decides what is written of organisations and lists, whatever their state: one editor's slip of the pen in
    one of them must not empty the record, for what one edition withholds is gone from the former ones. So an edition
    leaves these dossiers as they were published, and they stay approved. Whoever objected, is under embargo or was
    withheld by two editors loses the name all the same. Of two who were merged the one that stays is told.
    """
    own = PrisonerVersion.objects.current().filter(NAMED, public_id=OuterRef("public_id"))
    others = Person.objects.filter(merged_into=OuterRef("pk"), public_id__in=_named())
    meant = _persons(day).filter(visibility=Visibility.PUBLIC, merged_into=None).exclude(embargo_until__gte=day)
    return meant.filter(Exists(own) | Exists(others)).filter(naming.LACKS_BASIS, ~naming.IS_OBJECTED)


def names_kept() -> str:
    """What whoever publishes is told of those persons, before and after; empty where there are none."""
    count = losing_their_name(default_day()).count()
    if not count:
        return ""
    return ngettext(
        "%(count)d person would lose their name for ever, in former editions too, only because nothing carries it any "
        "longer: the record stays as it was published until that is mended, or two editors withhold the name.",
        "%(count)d persons would lose their name for ever, in former editions too, only because nothing carries it any "
        "longer: these records stay as they were published until that is mended, or two editors withhold the names.",
        count,
    ) % {"count": count}


def _named() -> QuerySet[Any]:
    """The public ids of those who are named now."""
    return PrisonerVersion.objects.current().filter(NAMED).values("public_id")


def _has_work(day: date) -> bool:
    if any(model.objects.filter(workflow_state=WorkflowState.APPROVED).exists() for model in DOSSIERS):
        return True
    hidden = Person.objects.embargoed(on=day).values("public_id")
    return PrisonerVersion.objects.current().filter(public_id__in=hidden).exists()


def _publish(day: date, *, notes: tuple[str, str], published_at: datetime, by: Editor | None) -> Edition | None:
    former = Edition.objects.newest()
    changes = Changes(number=former.number + 1 if former else 1)
    agreed = _hold_still(day)
    kept = _publish_persons(changes, day)
    _publish_merged(changes, _persons(day).exclude(_left_as_they_are(kept, day)))
    agreed[Person] = [key for key in agreed[Person] if key not in kept]
    _publish_ledger(changes, day)
    _mark_published(agreed, by=by)
    if not changes:
        return None
    erased = redact(changes.number)
    counts = {table: dict(found) for table, found in changes.counts.items()}
    for table, rows in erased.items():
        counts.setdefault(table, {})["erased"] = len(rows)
    edition = Edition(
        number=changes.number,
        published_at=published_at,
        as_of=day,
        note=notes[0],
        note_en=notes[1],
        counts=counts,
        previous_digest=former.digest if former else "",
        is_demo=PrisonerVersion.objects.current().filter(is_demo=True).exists(),
    )
    edition.digest = chain.of_edition(edition, opened=changes.opened, closed=changes.closed, erased=erased)
    edition.save(force_insert=True)
    patrol.draw(edition.number, edition.digest, agreed)
    _tell_the_planner(changes)
    return edition


def _tell_the_planner(changes: Changes) -> None:
    """Fresh statistics of what grew: without them a figure over new rows may be planned as a nested loop of hours."""
    grown = [table for table, found in changes.counts.items() if found.get("opened", 0) > BATCH // 20]
    with connection.cursor() as cursor:
        for table in grown:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def _left_as_they_are(kept: set[int], day: date) -> Q:
    """These persons, and who was merged into them: two change together. An embargo hides at once none the less."""
    return (Q(pk__in=kept) | Q(merged_into__in=kept)) & ~Q(embargo_until__gte=day)


def _publish_persons(changes: Changes, day: date) -> set[int]:
    """In the order of public ids, which are drawn: rows and pseudonyms in that of the import would stand as the lists
    do, and say of a pseudonym between which two names it belongs.

    Returns the keys of whoever would lose their name for lack of a basis alone: nothing of theirs was touched.
    """
    surroundings = prisoner.surroundings(day)
    pseudonyms = Pseudonyms()
    kept = set(losing_their_name(day).values_list("pk", flat=True))
    named = set(_named().values_list("public_id", flat=True))
    changing = _persons(day).exclude(_left_as_they_are(kept, day))
    keys = list(changing.order_by("public_id").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        wanted: dict[type[Versioned], list[Versioned]] = {model: [] for model in PERSON_TABLES}
        public_ids: list[UUID] = []
        loaded = dossiers.load(keys[start : start + BATCH], day=day)
        for dossier in sorted(loaded, key=lambda one: one.person.public_id):
            if dossier.person.public_id in named and _has_just_lost_its_basis(dossier, day):
                kept.add(dossier.person.pk)
                continue
            public_ids.append(dossier.person.public_id)
            if not is_hidden(dossier.person, day):
                for row in prisoner.rows(dossier, surroundings, pseudonym_number=pseudonyms.number):
                    wanted[type(row)].append(row)
        for model, rows in wanted.items():
            key = "public_id" if model is PrisonerVersion else "prisoner"
            changes.bring(model, model.objects.current().filter(**{f"{key}__in": public_ids}), rows)
    pseudonyms.keep()
    return kept


def _has_just_lost_its_basis(dossier: dossiers.Dossier, day: date) -> bool:
    """The same of one dossier as it was read: an organisation may be written while the edition is made."""
    person, standing = dossier.person, dossier.standing
    if is_hidden(person, day) or person.visibility != Visibility.PUBLIC or standing.is_objected:
        return False
    return of_person(person, dossier.detentions, standing).is_withheld


def _publish_merged(changes: Changes, persons: QuerySet[Person]) -> None:
    current = MergedVersion.objects.current().filter(prisoner__in=persons.values("public_id"))
    changes.bring(MergedVersion, current, merged.addresses(persons))


def _persons(day: date) -> QuerySet[Person]:
    """Persons whose public form may change: agreed on, or to be hidden at once.

    Two who were merged change together, once the dossier that stays is agreed on; nobody approves the other's.
    """
    own = Q(merged_into=None, workflow_state__in=listings.AGREED)
    agreed = own | Q(merged_into__workflow_state__in=listings.AGREED)
    return Person.objects.filter(agreed | Q(embargo_until__gte=day))


def is_hidden(person: Person, day: date) -> bool:
    """Whether an edition of that day says nothing of the person."""
    return person.is_embargoed_on(day) or person.visibility == Visibility.WITHDRAWN or person.merged_into_id is not None


def _publish_ledger(changes: Changes, day: date) -> None:
    changes.bring(TermVersion, TermVersion.objects.current(), terms.terms())
    for model, source, rows in (
        (OrganisationVersion, SourceOrganisation, lambda: ledger.organisations(day)),
        (AnnouncementVersion, OfficialAnnouncement, ledger.announcements),
        (PublishedFigureVersion, PublishedFigure, ledger.published_figures),
        (PageTextVersion, PageText, ledger.page_texts),
    ):
        _bring_agreed(changes, model, source, rows, day)
    counts = [*sensitive.counts(listings.load_lists(day)), *sensitive.minors(day)]
    changes.bring(SensitiveCount, SensitiveCount.objects.current(), counts)


def _bring_agreed(changes: Changes, model: Any, source: Any, rows: Callable[[], Iterable[Any]], day: date) -> None:
    """Replaces the public rows of what is agreed on or embargoed; what is being edited keeps its former row."""
    embargoed = set(source.objects.embargoed(on=day).values_list("code", flat=True))
    agreed = set(source.objects.publishable().values_list("code", flat=True))
    current = model.objects.current().filter(code__in=agreed | embargoed)
    changes.bring(model, current, [row for row in rows() if row.code not in embargoed])


def _hold_still(day: date) -> dict[type[Dossier], list[int]]:
    """Locks every dossier that is agreed on, so that nothing is read half edited; keys of those that become published.

    An edit saves its rows and reopens the dossier in one transaction: it comes before this and is left out, or waits.
    What an embargo holds back stays approved and waits.
    """
    found = {}
    for model in DOSSIERS:
        held = model.objects.publishable().select_for_update(no_key=True, of=("self",)).order_by("pk")
        found[model] = [
            key
            for key, state, until in held.values_list("pk", "workflow_state", "embargo_until")
            if state == WorkflowState.APPROVED and not (until and until >= day)
        ]
    return found


def _mark_published(agreed: dict[type[Dossier], list[int]], *, by: Editor | None) -> None:
    """Approved becomes published."""
    with pghistory.context(publishing=True, **({"user": by.pk} if by else {})):
        for model, keys in agreed.items():
            model.objects.filter(pk__in=keys).update(workflow_state=WorkflowState.PUBLISHED, updated_at=timezone.now())
