"""What the State announced, against what is verified; and what became of those released."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from publication.models import ListingSpan, ReleaseVersion
from reports import breakdowns, parameters
from reports.attributed import of_announcement, of_announcement_or_period
from reports.definitions import releases as definitions
from reports.figure import Counted, Figure, Parts, Question, Text, Unit, number_of
from reports.record import who_are_in
from reports.rounding import percent

DEATH = "death_in_custody"


def announced_verified(question: Question) -> Counted:
    record, releases = question.record, of_announcement(question)
    listed = record.rows(ListingSpan).filter(
        source_list__in=record.accepted_lists(), days__overlap=DateRange(None, question.as_of + timedelta(1))
    )
    known = {"reported_on__lte": question["known_by"]} if question["known_by"] else {}
    certain, is_listed = releases.certain.filter(**known), who_are_in(listed)
    counted = number_of(
        record.persons(certain).filter(is_listed),
        possible=record.persons(releases.possible.filter(**known)).filter(is_listed),
    )
    known_on = question["announcement"].announced_earliest
    is_yet_to_come = known_on is not None and question.as_of < known_on
    announced = None if is_yet_to_come else question["announcement"].number
    counted.extras.update(
        announced=announced,
        not_identified=None if announced is None else max(0, announced - counted.size),
        share=percent(counted.size, announced),
    )
    parts = {name: record.persons(rows).filter(is_listed) for name, rows in _let_out(certain).items()}
    counted.extras.update({name: persons.count() for name, persons in parts.items()})
    counted.groups.update(parts)
    return counted


def _let_out(releases: QuerySet[ReleaseVersion]) -> dict[str, QuerySet[ReleaseVersion]]:
    """Those by which somebody left prison, and those that only made formal that somebody was outside. Without the
    deaths: nobody leaves prison by them.
    """
    alive = releases.exclude(release_type=DEATH)
    return {
        "left_prison": alive.filter(was_already_outside=False),
        "already_outside": alive.filter(was_already_outside=True),
    }


def release_type(question: Question) -> Counted:
    releases = of_announcement_or_period(question)
    counted = number_of(releases.certain, releases.possible)
    parts = {**_let_out(releases.certain), "died_inside": releases.certain.filter(release_type=DEATH)}
    counted.extras.update({name: rows.count() for name, rows in parts.items()})
    counted.groups.update({name: question.record.persons(rows) for name, rows in parts.items()})
    return counted


def free_among_released(question: Question) -> Counted:
    releases = of_announcement(question)
    counted = number_of(releases.certain.filter(extinguishes="yes"), releases.possible.filter(extinguishes="yes"))
    n = releases.certain.count()
    counted.extras.update(n=n, share=percent(counted.size, n))
    counted.groups["n"] = question.record.persons(releases.certain)
    return counted


def more_than_half(question: Question) -> Counted:
    releases = of_announcement(question)
    column = "less_reductions" if question["reductions"] == "deducted" else "more_than_half"
    counted = number_of(
        releases.certain.filter(**{column: "yes"}), possible=releases.possible.filter(**{column: "yes"})
    )
    others = {
        "no": releases.certain.filter(**{column: "no"}),
        "not_computable": releases.certain.exclude(**{f"{column}__in": ["yes", "no"]}),
    }
    no, not_computable = (rows.count() for rows in others.values())
    counted.extras.update(
        no=no,
        not_computable=not_computable,
        share_of_computable=percent(counted.size, counted.size + no),
        share_of_all=percent(counted.size, counted.size + no + not_computable),
    )
    counted.groups.update({answer: question.record.persons(rows) for answer, rows in others.items()})
    return counted


ANNOUNCED_VERIFIED = Figure(
    id="announced_verified",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.ANNOUNCED_VERIFIED,
    count=announced_verified,
    parameters=(parameters.ANNOUNCEMENT, parameters.KNOWN_BY),
    parts=Parts((("value", Text("verificadas", "verified")),), "announced", Text("no identificadas", "not identified")),
)
RELEASE_TYPE = Figure(
    id="release_type",
    version=1,
    unit=Unit.RELEASES,
    definition=definitions.RELEASE_TYPE,
    count=release_type,
    parameters=(parameters.ANNOUNCEMENT_OR_PERIOD, parameters.FROM, parameters.TO),
    breakdowns=(breakdowns.RELEASE_TYPE, breakdowns.MONTH_LEFT, breakdowns.DAY_LEFT),
    usual="release_type",
)
FREE_AMONG_RELEASED = Figure(
    id="free_among_released",
    version=1,
    unit=Unit.RELEASES,
    definition=definitions.FREE_AMONG_RELEASED,
    count=free_among_released,
    parameters=(parameters.ANNOUNCEMENT,),
    parts=Parts(
        (("value", Text("libres", "free")),),
        "n",
        Text("no libres, o sin que se sepa", "not free, or not known to be"),
    ),
)
MORE_THAN_HALF = Figure(
    id="more_than_half",
    version=1,
    unit=Unit.RELEASES,
    definition=definitions.MORE_THAN_HALF,
    count=more_than_half,
    parameters=(parameters.ANNOUNCEMENT, parameters.REDUCTIONS),
    parts=Parts(
        (
            ("value", Text("más de la mitad", "more than half")),
            ("no", Text("la mitad o menos", "half or less")),
            ("not_computable", Text("no se puede calcular", "cannot be computed")),
        )
    ),
)
