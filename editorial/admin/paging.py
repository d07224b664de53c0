"""Pages of a list that never count a whole table."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST = 1_000


class CappedPaginator(Paginator):
    """Counts no further than `MOST` rows: who needs more pages than that searches or filters instead."""

    @cached_property
    def _counted(self) -> int:
        rows = self.object_list
        if not hasattr(rows, "order_by"):
            return len(rows)
        return rows.order_by()[: MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST)

    @property
    def is_capped(self) -> bool:
        """True when there are more rows than the pages show."""
        return self._counted > MOST
