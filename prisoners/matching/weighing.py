"""The rows of a list weighed against the persons of the working copy, however long the list is."""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager

from prisoners.matching.candidates import AT_ONCE, near
from prisoners.matching.corpus import Corpus
from prisoners.matching.decision import Candidate, likely, weigh
from prisoners.matching.profile import Profile
from prisoners.matching.scorecard import Scorecard


def weigh_rows(
    rows: Sequence[Sequence[Profile]],
    corpus: Corpus,
    scorecard: Scorecard,
    *,
    persons: int,
    is_demo: bool,
    ruled_out: Callable[[int], Container[int]] = lambda _place: (),
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[list[Candidate]]:
    """For each row (its readings) the candidates who may change its decision, the likeliest first.

    `persons`: how many there are. `ruled_out(place of a row)`: persons with whom it is not compared. `progress(done,
    of)` is told from time to time.
    """
    found: list[list[Candidate]] = [[] for _row in rows]
    with _collector_at_rest():
        looked_up = near(rows, corpus.spelling, persons=persons, is_demo=is_demo)
        for done, (place, standing) in enumerate(looked_up):
            if done % AT_ONCE == 0:
                progress(done, len(rows))
            denied = ruled_out(place)
            known = [(person, of) for person, of in standing if person not in denied]
            found[place] = likely(weigh(rows[place], known, scorecard, corpus.frequencies))
    return found


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Comparing makes many small objects and no cycles: a third of the time would go into looking for these."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
