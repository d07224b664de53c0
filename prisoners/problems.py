"""What must be mended in a dossier before approval, and what an editor should look at: one check each, in SQL.

Every check is a condition on persons, so that one dossier and two thousand are judged alike, each in one query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, DateField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Now, TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from prisoners import naming
from prisoners.models import (
    Charge,
    Citation,
    Detention,
    FacilityStay,
    Gender,
    MatchDecision,
    Person,
    ProceduralStage,
    RowMatch,
    Sanction,
    Sentence,
    Stage,
    Visibility,
)
from prisoners.models.consent import ADULT
from prisoners.still_listed import STILL_LISTED
from prisoners.unstated import DENIED, NAMED, UNSAID
from sources.models import Document, DocumentKind

CALLS_WAIT = timedelta(hours=72)
"""Between a call from prison and the public: what was said, so soon after, would point at whoever called."""
SENTENCED = (ProceduralStage.SENTENCED_FIRST, ProceduralStage.FINAL, ProceduralStage.APPEAL, ProceduralStage.CASSATION)
OF_PERSON = {"person": OuterRef("pk")}
OF_DETENTION = {"detention__person": OuterRef("pk")}


@dataclass(frozen=True)
class Check:
    """`condition` holds for the persons who have the problem. `is_blocking`: it keeps a dossier from approval."""

    name: str
    message: str | Promise
    condition: Any
    is_blocking: bool = True


def of_person(person: Person) -> list[str]:
    """What keeps this dossier from approval, in plain words; empty when nothing."""
    return [*_merged(person), *_of(person, [*CHECKS, *CHECKS_OF_ONE], is_blocking=True)]


def _merged(person: Person) -> list[str]:
    """Nobody approves the dossier of somebody who is a part of another's: what hangs from it is not shown."""
    if person.merged_into_id is None:
        return []
    return [str(_("This person was merged into another: that dossier is the one to approve."))]


def warnings_of(person: Person) -> list[str]:
    """What an editor should look at, and may approve none the less."""
    return _of(person, [*CHECKS, *CHECKS_OF_ONE, stale()], is_blocking=False)


def all_of(person: Person) -> tuple[list[str], list[str]]:
    """Problems and warnings of this dossier, in one query."""
    checks = [*CHECKS, *CHECKS_OF_ONE, stale()]
    row = Person.objects.filter(pk=person.pk).annotate(**_answers(checks)).values(*map(_column, checks)).get()
    told = [check for check in checks if row[_column(check)]]
    return (
        [*_merged(person), *(str(check.message) for check in told if check.is_blocking)],
        [str(check.message) for check in told if not check.is_blocking],
    )


def with_problems(persons: QuerySet[Person]) -> QuerySet[Person]:
    """Those of these persons whom something keeps from approval, but for what is asked of one dossier alone."""
    return persons.filter(_any(check for check in CHECKS if check.is_blocking))


def without_problems(persons: QuerySet[Person]) -> QuerySet[Person]:
    """Those of these persons whom nothing keeps from approval: what a bulk approval may take."""
    return persons.exclude(pk__in=with_problems(persons.order_by()).values("pk"))


def by_person(persons: QuerySet[Person]) -> dict[int, list[str]]:
    """Problems and warnings of each of these persons who has any, in one query."""
    checks = [*CHECKS, stale()]
    rows = persons.order_by("pk").annotate(**_answers(checks)).values("pk", *(_column(check) for check in checks))
    found = {row["pk"]: [str(check.message) for check in checks if row[_column(check)]] for row in rows}
    return {person: messages for person, messages in found.items() if messages}


def stale() -> Check:
    """Nobody has confirmed for longer than the staleness where the person is; invented ones by their own calendar."""
    day = timezone.localdate() - timedelta(days=settings.STALENESS_DAYS)
    demo_day = settings.DEMONSTRATION_DATA_DATE - timedelta(days=settings.STALENESS_DAYS)
    return Check(
        "stale",
        _("Nobody has confirmed for a year where the person is."),
        Q(last_confirmed_on__lt=demo_day)
        | Q(is_demo=False, last_confirmed_on__lt=day)
        | Q(last_confirmed_on__isnull=True),
        is_blocking=False,
    )


def _of(person: Person, checks: Iterable[Check], *, is_blocking: bool) -> list[str]:
    wanted = [check for check in checks if check.is_blocking == is_blocking]
    row = Person.objects.filter(pk=person.pk).annotate(**_answers(wanted)).values(*map(_column, wanted)).get()
    return [str(check.message) for check in wanted if row[_column(check)]]


def _column(check: Check) -> str:
    return f"problem_{check.name}"


def _answers(checks: Iterable[Check]) -> dict[str, Any]:
    yes = Value(1, output_field=IntegerField())
    return {_column(check): Case(When(check.condition, then=yes), default=Value(0)) for check in checks}


def _any(checks: Iterable[Check]) -> Q:
    condition = Q(pk__isnull=True)
    for check in checks:
        condition |= Q(check.condition)
    return condition


def _earliest(field: str) -> Func:
    return Func(F(field), function="earliest_day")


def _latest(field: str) -> Func:
    return Func(F(field), function="latest_day")


def _uncited(model: Any, link: str) -> Exists:
    """A row of the dossier that neither a citation of its own nor one of its whole detention supports."""
    own = Citation.objects.filter(**{link: OuterRef("pk")})
    whole = Citation.objects.filter(detention=OuterRef("detention_id"), field="")
    return Exists(model.objects.filter(**OF_DETENTION).filter(~Exists(own), ~Exists(whole)))


def _lists_disagree(field: str) -> Exists:
    """Two lists whose lines are held to be about the person say different things of a field."""
    said = RowMatch.objects.in_force().filter(
        decision=MatchDecision.SAME, **{f"entry__records__values__{field}__isnull": False}
    )
    others = said.filter(person=OuterRef("person")).exclude(entry__source_list=OuterRef("entry__source_list"))
    value = f"entry__records__values__{field}"
    differing = others.annotate(other=F(value)).exclude(other=OuterRef("said"))
    return Exists(said.filter(**OF_PERSON).annotate(said=F(value)).filter(Exists(differing)))


def _just_called() -> QuerySet:
    """Calls of less than CALLS_WAIT ago, by the end of their last possible day; none came after it was written down."""
    first = TruncDate(Now() - CALLS_WAIT, tzinfo=timezone.get_default_timezone())
    calls = Document.objects.filter(kind=DocumentKind.CALL, created_at__gt=Now() - CALLS_WAIT)
    day = Func(F("published_on"), function="latest_day", output_field=DateField())
    return calls.annotate(day=day).filter(Q(published_on__isnull=True) | Q(day__gte=first)).values("pk")


NO_BASIS = NAMED & naming.LACKS_BASIS
DETENTIONS = Detention.objects.filter(**OF_PERSON)

CHECKS: list[Check] = [
    Check("no_detention", _("No detention is recorded."), ~Exists(DETENTIONS)),
    Check(
        "person_uncited",
        _("No source supports the person."),
        ~Exists(
            Citation.objects.filter(**OF_PERSON, detention=None, stage=None, charge=None, sentence=None, stay=None)
        ),
    ),
    Check(
        "detention_uncited",
        _("A detention has no source."),
        Exists(DETENTIONS.filter(~Exists(Citation.objects.filter(detention=OuterRef("pk"))))),
    ),
    Check("stage_uncited", _("A stage of the case has no source."), _uncited(Stage, "stage")),
    Check("charge_uncited", _("A charge has no source."), _uncited(Charge, "charge")),
    Check("sentence_uncited", _("A judicial step has no source."), _uncited(Sentence, "sentence")),
    Check("stay_uncited", _("A stay in a prison has no source."), _uncited(FacilityStay, "stay")),
    Check(
        "release_uncited",
        _("A release has no source."),
        Exists(DETENTIONS.filter(releases__isnull=False, releases__citations__isnull=True)),
    ),
    Check(
        "revocation_uncited",
        _("A revocation has no source."),
        Exists(DETENTIONS.filter(releases__revocation__isnull=False, releases__revocation__citations__isnull=True)),
    ),
    Check(
        "release_before_arrest",
        _("A release lies before its arrest."),
        Exists(DETENTIONS.annotate(left=_latest("ended_on"), held=_earliest("detained_on")).filter(left__lt=F("held"))),
    ),
    Check(
        "no_operative_step",
        _("The case has a sentence, and no judicial step is marked as operative."),
        Exists(
            DETENTIONS.filter(stages__stage__in=SENTENCED, sentences__isnull=False).filter(
                ~Exists(
                    Sentence.objects.filter(detention=OuterRef("pk")).filter(
                        Q(is_operative=True) | Q(sanction=Sanction.ACQUITTAL)
                    )
                )
            )
        ),
    ),
    Check(
        "minor_named_in_text",
        _("A minor bears a pseudonym: remove the biography, or hold the person back."),
        Q(age_at_detention_stated__lt=ADULT, visibility=Visibility.PUBLIC)
        & ~Q(biography_es="", biography_en="")
        & ~naming.MINOR_CONSENTED,
    ),
    Check(
        "taken_away",
        _(
            "A request to take this record away was granted: only a consent of the person's own, given after it, "
            "brings the name back. Choose “counted, not named”."
        ),
        NAMED & naming.TAKEN_AWAY,
    ),
    Check(
        "objected",
        _(
            "Somebody objected to the name: a request to hide it was granted, or a consent withdrawn. Choose “counted, "
            "not named”, or record a consent given after it."
        ),
        NAMED & (naming.HIDDEN | naming.WITHDRAWN),
    ),
    Check(
        "no_basis",
        _(
            "The name may not be published: neither the State nor two publishers independent of each other have named "
            "the person in public, and no consent is recorded. Cite a second source for the person, record a consent, "
            "or choose “counted, not named”."
        ),
        NO_BASIS,
    ),
    Check(
        "removal_asked",
        _("A request to take the name down waits for a decision."),
        NAMED & naming.removal_asked(),
        is_blocking=False,
    ),
    Check(
        "call_too_recent",
        _(
            "It cites a call of the last 72 hours, which would point at whoever called. Wait until they are over, or"
            " cite in its place what others have published."
        ),
        Exists(Citation.objects.filter(**OF_PERSON, document__in=_just_called()))
        | Exists(DETENTIONS.filter(releases__citations__document__in=_just_called()))
        | Exists(DETENTIONS.filter(releases__revocation__citations__document__in=_just_called())),
    ),
    Check(
        "no_province",
        _("The province of the arrest is missing."),
        Exists(DETENTIONS.filter(province__isnull=True)),
        is_blocking=False,
    ),
    Check("no_gender", _("The gender is missing."), Q(gender=Gender.UNKNOWN), is_blocking=False),
    Check(
        "no_age",
        _("Neither age nor birth date is known: it can't be said whether the person was a minor."),
        Q(age_at_detention_stated__isnull=True, birth_date__isnull=True),
        is_blocking=False,
    ),
    Check(
        "conflicting_arrest",
        _("Lists disagree on the day of the arrest."),
        _lists_disagree("detained_on"),
        is_blocking=False,
    ),
    Check(
        "conflicting_release",
        _("Lists disagree on the day of leaving prison."),
        _lists_disagree("left_on"),
        is_blocking=False,
    ),
    Check(
        "conflicting_sentence",
        _("Lists disagree on the sentence."),
        _lists_disagree("sentence_months"),
        is_blocking=False,
    ),
]

# For one dossier, on its page and at its approval: over a list of them, they would cost more than all others together.
CHECKS_OF_ONE: list[Check] = [
    Check(
        "still_listed",
        _(
            "A list of a later day than the release still holds the person to be in prison. Its day confirms nothing,"
            " and the public page tells that it says so: make sure that the release stands."
        ),
        STILL_LISTED,
        is_blocking=False,
    ),
    *(
        Check(
            f"unstated_{name}",
            format_lazy(
                _(
                    "No source cited states the {field}, and a list says otherwise. Cite one that states it, or keep"
                    " ours in “Who says what” and say there how the coalition verified it."
                ),
                field=field,
            ),
            condition,
        )
        for name, field, condition in DENIED
    ),
    *(
        Check(
            f"unsaid_{name}",
            format_lazy(
                _("No source cited states the {field}: the public page will tell that it is the coalition's own word."),
                field=field,
            ),
            condition,
            is_blocking=False,
        )
        for name, field, condition in UNSAID
    ),
]
