"""Who was sent back to prison within some days of leaving it."""

from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Q

from reports import parameters
from reports.attributed import of_announcement
from reports.definitions import releases as definitions
from reports.figure import Counted, Figure, Parts, Question, Text, Unit
from reports.rounding import percent


def days_from(first: str, last: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(last) - F(first), output_field=DurationField())


def reimprisoned(question: Question) -> Counted:
    """A return counts when even the longest time that the dates allow is within the term, and perhaps when the
    shortest is: then also after a departure that has only possibly been.
    """
    day, term = question.as_of, timedelta(question["days"])
    times = {
        "longest": days_from("left_earliest", "reimprisoned_latest"),
        "shortest": days_from("left_by", "reimprisoned_earliest"),
    }
    of_the_announcement = of_announcement(question)
    releases = of_the_announcement.certain.annotate(**times)
    returned = Q(reimprisoned_latest__lte=day, longest__lte=term)
    perhaps = Q(reimprisoned_earliest__lte=day, shortest__lte=term) | Q(
        reimprisoned_earliest__isnull=True, reimprisoned_latest__isnull=False
    )
    certain = releases.filter(returned)
    observed = releases.filter(returned | Q(left_by__lte=day - term))
    value, n = certain.count(), observed.count()
    is_followed = releases.filter(
        left_by__lte=day - term
    ).exists()  # else only those who returned are left to divide by
    return Counted(
        certain,
        value,
        value,
        (value, of_the_announcement.possible.annotate(**times).filter(returned | perhaps).count()),
        {"n": n, "share": percent(value, n) if is_followed else None},
        {"n": question.record.persons(observed)},
    )


REIMPRISONED = Figure(
    id="reimprisoned",
    version=1,
    unit=Unit.RELEASES,
    definition=definitions.REIMPRISONED,
    count=reimprisoned,
    parameters=(parameters.ANNOUNCEMENT, parameters.DAYS),
    parts=Parts(
        (("value", Text("volvieron a prisión", "back in prison")),),
        "n",
        Text("sin constancia de que volvieran en ese plazo", "not known to have gone back in that time"),
    ),
)
