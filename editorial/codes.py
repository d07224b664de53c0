"""Vocabulary codes: stable, ASCII, and held by the database as well as by forms."""

from django.db.models import CheckConstraint, Q, TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """A yes or no about a person always has a third value: nobody has said."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("unknown")


def valid_code(field: str, codes: type[TextChoices], *, blank: bool = False) -> CheckConstraint:
    """A constraint: `field` holds one of `codes`, or, with `blank`, nothing."""
    allowed = [*codes.values, ""] if blank else codes.values
    return CheckConstraint(condition=Q(**{f"{field}__in": allowed}), name=f"%(app_label)s_%(class)s_{field}_code")
