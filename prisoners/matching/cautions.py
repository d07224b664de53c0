"""What an editor must know of the matcher before leaning on it: on the queue, before an import, on its own page."""

from django.utils.translation import gettext as _

from prisoners.matching.in_force import orphaned_limits, scorecard_in_force
from prisoners.matching.precision import is_only_demo, stop_in_force
from prisoners.models import Person

MANY = 30_000  # persons, from which on rows without a second surname and a birth have too many namesakes


def cautions(persons: int) -> list[str]:
    """Whether it is stopped, and what the size of the record means for it."""
    told = []
    if stop_in_force(is_demo=is_only_demo()):
        told.append(
            _("The matcher accepts nothing by itself: too many of its decisions were wrong. Every row is asked.")
        )
    if scorecard_in_force(persons).is_outgrown_by(persons):
        told.append(_("There are ten times as many persons as the matcher was calibrated for: calibrate it again."))
    if orphaned_limits():
        told.append(
            _("The limits that were chosen on editors' answers belong to a former version of the matcher, and decide "
              "nothing now: calibrate it again.")
        )  # fmt: skip
    if persons >= MANY:
        told.append(
            _("Among so many persons, about one row in eighteen is in doubt: namesakes with one surname and no birth.")
        )
    return told


def cautions_now() -> list[str]:
    return cautions(Person.objects.filter(merged_into=None).count())
