"""Who may be named: the rule, as conditions on persons, for one dossier and for a whole edition alike.

An adult may bear their name in public when the State named them in a public source, or two publishers did that do not
depend on each other, or a consent to it is in force; and when nobody objected (domain reference, 8.2). Whoever was
detained under 18 bears a pseudonym, and their name only by a consent to their identity (8.3).

*Two publishers* are two organisations, none of them this coalition. A list counts for its organisation, and a document
that is public and is cited for the person for its publisher. Whoever takes their names from another organisation, and a
document that repeats what another published, count as that other one (docs/decisions/0009).

*An objection* is a removal that two editors granted, or a withdrawn consent to the name. A later consent ends it: of
anybody who may give one where the name was hidden (A), of the person alone where the record was taken away (B), or
where it was the person's own consent that was withdrawn. “Later” is a day after: of the same day nobody knows which
came first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now, TruncDate

from prisoners.models import (
    Citation,
    Consent,
    CorrectionRequest,
    Detention,
    Giver,
    Level,
    MatchDecision,
    Person,
    RequestDecision,
    RowMatch,
    Scope,
)
from prisoners.models.consent import ADULT, NAMING
from sources.models import ListSnapshot, OrganisationKind, SnapshotRow, SourceOrganisation
from sources.models.document import PUBLISHED_KINDS, DocumentKind

PERSON = OuterRef("pk")
OF_WHOLE_PERSON = Q(detention=None, stage=None, charge=None, sentence=None, stay=None)
_LIST, _DOCUMENT, _REPEATED = "entry__source_list__organisation", "document__publisher", "document__derived_from"
_PUBLISHERS = (f"{_REPEATED}__derived_from", _REPEATED, f"{_DOCUMENT}__derived_from", _DOCUMENT)
"""Whose word a document is: the first of these that there is."""


def _in_force() -> QuerySet[ListSnapshot]:
    """Of the lists: neither undone nor replaced by one that two editors approved, nor under embargo today.

    Whether ours of it waits for review is another thing: the organisation has published it. So a list that somebody
    edits takes nobody's name away.
    """
    snapshots = ListSnapshot.objects.filter(undone_at=None)
    replaced = snapshots.publishable().filter(supersedes=OuterRef("pk"))
    return snapshots.exclude(embargo_until__gte=TruncDate(Now())).filter(~Exists(replaced))


def _of_lists(person: Any) -> QuerySet[Any]:
    """The lines of lists held to be about the person: `by`, `by_kind` say whose word each is."""
    standing = SnapshotRow.objects.filter(record__entry=OuterRef("entry"), snapshot__in=_in_force().values("pk"))
    lines = RowMatch.objects.in_force().filter(person=person, decision=MatchDecision.SAME).filter(Exists(standing))
    return lines.annotate(
        by=Coalesce(f"{_LIST}__derived_from", _LIST), by_kind=Coalesce(f"{_LIST}__derived_from__kind", f"{_LIST}__kind")
    ).exclude(by_kind=OrganisationKind.OWN)


def _of_documents(person: Any) -> QuerySet[Any]:
    """The public documents cited for the person as such: what is cited for a release alone need not name anybody."""
    cited = Citation.objects.filter(OF_WHOLE_PERSON, person=person, document__kind__in=PUBLISHED_KINDS)
    found = cited.exclude(document__url="", document__archived_url="").annotate(
        by=Coalesce(*_PUBLISHERS), by_kind=Coalesce(*(f"{publisher}__kind" for publisher in _PUBLISHERS))
    )
    return found.filter(Q(by_kind=None) | ~Q(by_kind=OrganisationKind.OWN))


def _named_by_the_state() -> Q:
    official = Q(by_kind=OrganisationKind.STATE) | Q(by=None, document__kind=DocumentKind.OFFICIAL_NOTE)
    lists = _of_lists(PERSON).filter(by_kind=OrganisationKind.STATE)
    return Q(Exists(lists)) | Q(Exists(_of_documents(PERSON).filter(official)))


def _named_by_two() -> Q:
    """One publisher, and another one: of lists, of a list and a document, of documents."""

    def beside(rows: QuerySet[Any]) -> Exists:
        return Exists(rows.filter(by__isnull=False).exclude(by=OuterRef("by")))

    lists, documents = _of_lists(PERSON), _of_documents(PERSON).filter(by__isnull=False)
    other_lists, other_documents = _of_lists(OuterRef("person")), _of_documents(OuterRef("person"))
    return (
        Q(Exists(lists.filter(beside(other_lists))))
        | Q(Exists(lists.filter(beside(other_documents))))
        | Q(Exists(documents.filter(beside(other_documents))))
    )


def _consents(*scopes: str) -> QuerySet[Consent]:
    return Consent.objects.in_force().of_scope(*scopes).filter(person=PERSON)


CONSENTED = Q(Exists(_consents(Scope.NAME)))
HAS_BASIS = CONSENTED | _named_by_the_state() | _named_by_two()


def _later(day: str, **only: Any) -> Exists:
    """A consent to the person's name that came after that day of an objection."""
    naming = Consent.objects.in_force().of_scope(*NAMING)
    return Exists(naming.filter(person=OuterRef(OuterRef("pk")), given_on__gt=OuterRef(day), **only))


def _taken_away() -> Q:
    """A removal granted that only the person's own consent ends; of whoever was merged into the person too."""
    own_alone = Q(level=Level.REMOVE, decision=RequestDecision.ACCEPTED) | Q(level=Level.ERASE)
    return Q(Exists(_removals().filter(own_alone).filter(~_later("day", given_by=Giver.SELF))))


def _hidden() -> Q:
    hiding = Q(level=Level.HIDE) | Q(level=Level.REMOVE, decision=RequestDecision.PARTLY)
    return Q(Exists(_removals().filter(hiding).filter(~_later("day"))))


def _removals() -> QuerySet[CorrectionRequest]:
    granted = CorrectionRequest.objects.removals().annotate(day=TruncDate("confirmed_at"))
    return granted.filter(Q(person=PERSON) | Q(person__merged_into=PERSON))


def _withdrawn() -> Q:
    """A consent to the name withdrawn, of the person or of whoever was merged into them."""
    gone = Consent.objects.filter(withdrawn_on__isnull=False).of_scope(*NAMING)
    gone = gone.filter(Q(person=PERSON) | Q(person__merged_into=PERSON))
    by_self = gone.filter(given_by=Giver.SELF).filter(~_later("withdrawn_on", given_by=Giver.SELF))
    by_others = gone.exclude(given_by=Giver.SELF).filter(~_later("withdrawn_on"))
    return Q(Exists(by_self)) | Q(Exists(by_others))


TAKEN_AWAY, HIDDEN, WITHDRAWN = _taken_away(), _hidden(), _withdrawn()
IS_OBJECTED = TAKEN_AWAY | HIDDEN | WITHDRAWN


def _under_age(one: str, other: str) -> Func:
    """Whether the `one` bound of the arrest lies before the person's birthday of 18, by the `other` bound of birth.

    Taken from the arrest, not added to the birth: whoever was born on 29 February is of age on 1 March.
    """
    between = {"template": f"({one}(%(expressions)s))", "arg_joiner": f") - interval '{ADULT} years' < {other}("}
    return Func(F("detained_on"), OuterRef("birth_date"), **between, output_field=BooleanField())


def _bears_pseudonym() -> Q:
    """May have been under 18 when detained, as publication/projector/identity.py decides it."""
    arrests = Detention.objects.filter(person=PERSON)
    may_have_been = Q(Exists(arrests.filter(_under_age("earliest_day", "latest_day"))))
    certainly = Q(Exists(arrests.filter(_under_age("latest_day", "earliest_day"))))
    return Q(age_at_detention_stated__lt=ADULT) | certainly | may_have_been & Q(age_at_detention_stated=None)


BEARS_PSEUDONYM = _bears_pseudonym()
LACKS_BASIS = ~BEARS_PSEUDONYM & ~HAS_BASIS
MINOR_CONSENTED = Q(Exists(_consents(Scope.MINOR_IDENTITY)))


def removal_asked() -> Q:
    """Somebody asked for the name to go, and two editors have not decided yet."""
    asked = CorrectionRequest.objects.open().exclude(level=Level.CORRECT).filter(confirmed_by=None)
    return Q(Exists(asked.filter(Q(person=PERSON) | Q(person__merged_into=PERSON))))


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether somebody may be named. `own_consent_on`: the newest of the person's own to the identity of
    whoever was a minor; `guardian_consents`: one of family or guardian to it is in force.

    Nothing is known of who has none: so nobody names them.
    """

    is_objected: bool = True
    has_basis: bool = False
    own_consent_on: date | None = None
    guardian_consents: bool = False


def standings(persons: Iterable[int]) -> dict[int, Standing]:
    """Of each of these persons, in one query."""
    minors = _consents(Scope.MINOR_IDENTITY)
    own = minors.filter(given_by=Giver.SELF).order_by("-given_on").values("given_on")[:1]
    rows = Person.objects.filter(pk__in=list(persons)).order_by()
    told = rows.values_list(
        "pk", _answer(IS_OBJECTED), _answer(HAS_BASIS), Subquery(own), Exists(minors.exclude(given_by=Giver.SELF))
    )
    return {key: Standing(*rest) for key, *rest in told}


def _answer(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


@dataclass(frozen=True)
class Told:
    """On what a name rests, for an editor: `publishers` that count, by name; the consents, the newest first."""

    is_minor: bool
    is_objected: bool
    has_basis: bool
    publishers: list[str]
    consents: list[Consent]

    @property
    def lacks_one(self) -> bool:
        """One publisher is not enough; a second, independent one would be."""
        return not self.has_basis and len(self.publishers) == 1


def told_of(person: Person) -> Told:
    names = set()
    for rows in (_of_lists(person.pk), _of_documents(person.pk)):
        names |= set(rows.filter(by__isnull=False).values_list("by", flat=True))
    publishers = SourceOrganisation.objects.filter(pk__in=names).order_by("name")
    is_objected, has_basis, is_minor = (
        Person.objects.filter(pk=person.pk)
        .values_list(_answer(IS_OBJECTED), _answer(HAS_BASIS), _answer(BEARS_PSEUDONYM))
        .get()
    )
    return Told(is_minor, is_objected, has_basis, [str(one) for one in publishers], list(person.consents.all()))
