"""The middle of numbers, and other points of their order."""

from django.db.models import Aggregate, FloatField


class Percentile(Aggregate):
    """`fraction` of the values lie below it (0.5: the median); between two of them, the proportional point."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()
