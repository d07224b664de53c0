"""Any record whatever: what must hold between the numbers of an answer, and against counting by hand."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reports import answers, registry
from reports.breakdowns import STATES
from tests.publication import records
from tests.publication.records import NOTHING, days

FIRST = date(2024, 1, 1)
DAY = st.integers(0, 20).map(lambda n: FIRST + timedelta(n))
LISTS = ("pd-demo", "j11j-demo", "consolidated")


@st.composite
def people(draw):
    """A chain of states over certain days, possible days around them, list memberships, columns."""
    bounds = sorted(draw(st.lists(DAY, max_size=4, unique=True)))
    chain = zip(bounds, [*bounds[1:], None], strict=False)
    states = [(draw(st.sampled_from(STATES)), from_, to) for from_, to in chain]
    widened = [draw(st.integers(0, 4)) for _ in states]
    perhaps = draw(st.lists(st.tuples(st.sampled_from(STATES), DAY, st.integers(1, 5)), max_size=1))
    listings = [
        (draw(st.sampled_from(LISTS)), from_, from_ + timedelta(draw(st.integers(1, 9))))
        for from_ in draw(st.lists(DAY, max_size=4))
    ]
    columns = {
        "gender": draw(st.sampled_from(["man", "woman", "trans_woman", "unknown"])),
        "province": draw(st.sampled_from(["CU-03", "CU-02", ""])),
        "context": draw(st.sampled_from(["j11", "after_11j", "before_11j", "unknown"])),
        "minor_at_detention": draw(st.sampled_from(["yes", "no", "unknown"])),
        "is_withheld": draw(st.booleans()),
    }
    return states, widened, perhaps, listings, columns, draw(st.integers(1, 2))


def write(everybody):
    editions = {number: records.edition(number, as_of=FIRST) for number in (1, 2)}
    records.organisation(editions[1], "pd-demo")
    records.organisation(editions[1], "j11j-demo")
    for states, widened, perhaps, listings, columns, number in everybody:
        person = records.prisoner(editions[number], **columns)
        for (state, from_, to), more in zip(states, widened, strict=True):
            possible = days(from_ - timedelta(more), to and to + timedelta(more))
            records.custody(person, state, from_, to, possible=possible, edition=editions[number])
        for state, from_, length in perhaps:
            possible = days(from_, from_ + timedelta(length))
            records.custody(person, state, None, certain=NOTHING, possible=possible, edition=editions[number])
        for code, from_, to in listings:
            records.listing(person, code, from_, to, edition=editions[number])


def holds(from_, to, day):
    return from_ <= day and (to is None or day < to)


class TestAnyRecord(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(people(), max_size=6), DAY, DAY, st.integers(1, 2), st.integers(0, 6))
    def test_numbers_of_an_answer_agree(self, everybody, one, other, edition, choice):
        answers.forget()
        write(everybody)
        known = [person for person in everybody if person[5] <= edition]
        first, last = sorted((one, other))

        def ask(figure_id, **texts):
            texts = {name.rstrip("_"): str(text) for name, text in texts.items()}
            return registry.answer(figure_id, texts, edition=edition)

        for figure_id, texts in (
            ("in_prison", {}),
            ("custody", {}),
            ("consolidated", {}),
            ("listed", {"list": "pd-demo"}),
            ("overlap", {"lists": ",".join(LISTS)}),
        ):
            breakdowns = [breakdown for breakdown in registry.figure(figure_id).breakdowns if breakdown.pairs]
            breakdown = breakdowns[choice % len(breakdowns)]
            answer = ask(figure_id, as_of=one, breakdown=breakdown.code, **texts)
            rows = {row.code: row.value for row in answer.breakdown if not row.is_sum}
            assert answer.value == len(set(answer.persons))
            assert answer.possible[0] == answer.value <= answer.possible[1]
            assert not breakdown.is_whole or sum(rows.values()) == answer.value
            assert all(answer.persons_behind(code).count() == number for code, number in rows.items() if number)

        def state(person, day):
            return next((state for state, from_, to in person[0] if holds(from_, to, day)), None)

        assert ask("in_prison", as_of=one).value == sum(state(person, one) == "in_custody" for person in known)
        assert ask("custody", as_of=one).value == sum(state(person, one) is not None for person in known)

        def on_list(person, day):
            return any(code == "pd-demo" and holds(from_, to, day) for code, from_, to in person[3])

        span = [first + timedelta(n) for n in range((last - first).days + 1)]
        before = [person for person in known if on_list(person, first)]
        new = [p for p in known if not on_list(p, first) and any(on_list(p, day) for day in span[1:])]
        period = {"list": "pd-demo", "from_": first, "to": last}
        assert ask("listed_new", **period).value == len(new)
        assert ask("listed_through", **period).value == len(before) + len(new)
        assert ask("listed_left", **period).value == sum(not on_list(p, last) for p in before + new)
        stock = ask("listed", list="pd-demo", as_of=last).value
        assert stock == len(before) + len(new) - ask("listed_left", **period).value
