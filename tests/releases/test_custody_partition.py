"""Whatever is recorded: one state a day, and never a claim that another reading of the dates would refute."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.partial_date import PartialDate, Precision
from releases.custody import FIRST, LAST, Departure, Held, in_order, spans
from releases.models.vocabulary import CustodyState

DAYS = st.dates(date(2019, 1, 1), date(2025, 12, 31))
PARTIAL = st.none() | st.builds(PartialDate, DAYS, st.sampled_from(Precision))
OUTSIDE = [state for state in CustodyState.values if state not in ("in_custody", "missing", "unknown")]
DEPARTURES = st.lists(
    st.builds(Departure, st.sampled_from(OUTSIDE), PARTIAL, DAYS, was_already_outside=st.booleans()), max_size=3
).map(tuple)
HISTORIES = st.lists(
    st.builds(
        Held,
        PARTIAL,
        not_before=st.none() | DAYS,
        known_by=st.none() | DAYS,
        departures=DEPARTURES,
        is_brief=st.sampled_from([False, False, True]),
        is_missing=st.sampled_from([False, False, True]),
        missing_from=PARTIAL,
    ),
    max_size=4,
)


@settings(max_examples=400, deadline=None)
@given(HISTORIES, st.none() | DAYS, DAYS)
def test_the_ten_states_partition_the_persons_detained_by_any_day(history, confirmed_on, day):
    found = spans(in_order(history), confirmed_on=confirmed_on, staleness=365)
    claimed = sorted(span.certain for span in found if span.certain)
    for before, after in pairwise(claimed):
        assert before[1] == after[0], "a gap or an overlap"
    if claimed:
        assert claimed[-1][1] == LAST
        assert len([1 for first, end in claimed if first <= day < end]) == (day >= claimed[0][0])
    for span in found:
        assert span.state in CustodyState.values
        assert span.possible[0] < span.possible[1]
        if span.certain:
            assert span.possible[0] <= span.certain[0] < span.certain[1] <= span.possible[1]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_certain_state_is_refuted_by_any_reading_of_the_dates(data):
    """Draws true days, blurs them, and compares what is derived from the blurred ones with the truth."""
    count = data.draw(st.integers(1, 3))
    true = sorted(data.draw(st.lists(DAYS, min_size=2 * count, max_size=2 * count, unique=True)))
    history, truth = [], []
    for arrest, leaving in zip(true[::2], true[1::2], strict=True):
        state = data.draw(st.sampled_from(OUTSIDE))
        history.append(
            Held(
                _blurred(data, arrest),
                known_by=arrest,
                departures=(Departure(state, _blurred(data, leaving), leaving),),
            )
        )
        truth += [(arrest, CustodyState.IN_CUSTODY), (leaving, state)]
    found = spans(history, confirmed_on=LAST - timedelta(days=400), staleness=365)
    for day in [*true, *(d - timedelta(days=1) for d in true), data.draw(DAYS)]:
        actual = [state for since, state in truth if since <= day]
        if not actual:
            continue
        assert actual[-1] in {s.state for s in found if s.possible[0] <= day < s.possible[1]}
        (claimed,) = [s.state for s in found if s.certain and s.certain[0] <= day < s.certain[1]] or ["unknown"]
        assert claimed in ("unknown", actual[-1])


def _blurred(data, day: date) -> PartialDate | None:
    precision = data.draw(st.sampled_from([None, *Precision]))
    if precision is None:
        return None
    moved = {
        Precision.BEFORE: day + timedelta(days=data.draw(st.integers(0, 90))),
        Precision.AFTER: day - timedelta(days=data.draw(st.integers(0, 90))),
        Precision.CIRCA_YEAR: day + timedelta(days=data.draw(st.integers(-300, 300))),
    }
    blurred = PartialDate(moved.get(precision, day), precision)
    assert (blurred.earliest or FIRST) <= day <= (blurred.latest or LAST)
    return blurred
