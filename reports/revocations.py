"""Benefits revoked after an announcement, by the ground that the State gives and the one that is alleged."""

from django.db.models import Q

from reports import parameters
from reports.attributed import of_announcement
from reports.breakdowns import Breakdown, column
from reports.definitions import served as definitions
from reports.figure import Counted, Figure, Parts, Question, Text, Unit
from reports.rounding import percent

OFFICIAL = Breakdown(
    "ground_official",
    column("ground_official"),
    vocabulary="revocation_ground",
    largest_first=True,
    note=Text("Motivo que da el Estado.", "Ground given by the State."),
)
ALLEGED = Breakdown(
    "ground_alleged",
    column("ground_alleged"),
    vocabulary="revocation_ground",
    rest="none_alleged",
    largest_first=True,
    note=Text("Motivo que alega una organización.", "Ground alleged by an organisation."),
)


def revoked(question: Question) -> Counted:
    """A revocation without a day is certain only where the return to prison has one, and else possible."""
    day, releases = question.as_of, of_announcement(question)
    is_revoked = ~Q(revoked_on="", ground_official="", ground_alleged="", reimprisoned_latest__isnull=True)
    certain = Q(revoked_latest__lte=day) | Q(revoked_latest__isnull=True, reimprisoned_latest__lte=day)
    perhaps = Q(revoked_earliest__lte=day) | Q(revoked_earliest__isnull=True)
    rows = releases.certain.filter(is_revoked, certain)
    value, n = rows.count(), releases.certain.count()
    back = rows.filter(reimprisoned_latest__lte=day)
    return Counted(
        rows,
        value,
        value,
        (value, releases.possible.filter(is_revoked, certain | perhaps).count()),
        {"n": n, "share": percent(value, n), "back_in_prison": back.count()},
        {"n": question.record.persons(releases.certain), "back_in_prison": question.record.persons(back)},
    )


REVOKED = Figure(
    id="revoked",
    version=1,
    unit=Unit.RELEASES,
    definition=definitions.REVOKED,
    count=revoked,
    parameters=(parameters.ANNOUNCEMENT,),
    breakdowns=(OFFICIAL, ALLEGED),
    parts=Parts(
        (("value", Text("revocadas", "revoked")),), "n", Text("sin revocación conocida", "no revocation known")
    ),
    usual="ground_official",
)
