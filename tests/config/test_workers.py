"""What the suite itself rests on when it is spread over several workers."""

import pytest


@pytest.mark.xdist_group("here")
def test_group_stands_where_the_scheduler_looks_for_it(request):
    is_grouped = getattr(request.config.option, "loadgroup", False)
    assert request.node.nodeid.endswith("@here") == is_grouped
