"""Why two totals differ: the way from one to the other, person by person, each under the one reason that comes first.

`walk_of` answers; ends.py says between which totals one can walk, clauses.py what each demands, reasons.py why somebody
does not meet it.
"""

from reports.walks.walk import Step, Walk, WalkDoesNotAddUp, walk_of

__all__ = ["Step", "Walk", "WalkDoesNotAddUp", "walk_of"]
