"""What can be wrong with an estimate."""


class NotEstimable(ValueError):
    """A model that this table can't tell: its parameters can't be told apart, or its likelihood has no maximum."""


class NotIdentifiable(NotEstimable):
    """More than one set of parameters fits what was seen equally well, and each gives another total."""


class NoMaximum(NotEstimable):
    """The likelihood grows without end as a parameter runs away: cells that nobody was found in."""
