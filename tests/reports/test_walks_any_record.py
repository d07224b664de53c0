"""Any record whatever: the steps of a walk are those of counting by hand, disjoint, and they sum exactly."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reports import answers
from reports.breakdowns import STATES
from reports.walks import walk_of
from reports.walks.ends import ENDS
from tests.publication import records
from tests.publication.records import NOTHING, days

FIRST = date(2024, 1, 1)
A_DAY = st.integers(0, 12).map(lambda n: FIRST + timedelta(n))
LISTS = ("ceiba", "ceiba-women", "yagruma", "prensa", "consolidated")
QUESTIONS = [(first, last) for first in ENDS for last in ENDS if first != last or first in ("listed", "behind_bars")]


@st.composite
def people(draw):
    bounds = sorted(draw(st.lists(A_DAY, max_size=3, unique=True)))
    chain = zip(bounds, [*bounds[1:], None], strict=False)
    sample = st.sampled_from
    return {
        "states": [(draw(sample(STATES)), from_, to) for from_, to in chain],
        "perhaps": draw(st.lists(st.tuples(sample(("in_custody", "free")), A_DAY, st.integers(1, 5)), max_size=1)),
        "listings": draw(st.lists(st.tuples(sample(LISTS), A_DAY, st.integers(1, 9), st.booleans()), max_size=3)),
        "classifications": draw(
            st.lists(
                st.tuples(
                    sample(("coe", "ai_poc")),
                    sample(("coe_a", "coe_e", "none")),
                    sample(("", "2024-01", "2024-01-05", "../2024-01-03", "2024-02-01")),
                ),
                max_size=2,
            )
        ),
        "events": draw(sample(([], ["11j"], ["17m-2024"]))),
        "context": draw(sample(("j11", "before_11j", "after_11j", "unknown"))),
        "is_withheld": draw(st.booleans()),
    }


def write(everybody):
    edition = records.edition(as_of=FIRST + timedelta(6))
    lists = [{"code": code, "name_es": code, "name_en": code, "kind": "prisoners"} for code in LISTS[:2]]
    records.organisation(edition, "ceiba", lists=lists)
    records.organisation(edition, "yagruma")
    records.organisation(edition, "prensa", is_accepted=False)
    records.term(edition, "event", "11j")
    for one in everybody:
        said = [
            {"scheme": scheme, "value": value, "organisation": "yagruma", "stated_on": day}
            for scheme, value, day in one["classifications"]
        ]
        document = {} if one["is_withheld"] else {"document": records.document(classifications=said)}
        columns = {name: one[name] for name in ("events", "context", "is_withheld")}
        row = records.prisoner(edition, **columns, **document)
        one["id"] = row.public_id
        for state, from_, to in one["states"]:
            records.custody(row, state, from_, to)
        for state, from_, length in one["perhaps"]:
            possible = days(from_, from_ + timedelta(length))
            records.custody(row, state, None, certain=NOTHING, possible=possible)
        for code, from_, length, counts in one["listings"]:
            records.listing(row, code, from_, from_ + timedelta(length), counts_as_prisoner=counts)


OWNERS = {"ceiba": "ceiba", "ceiba-women": "ceiba", "yagruma": "yagruma", "prensa": "prensa"}


class Oracle:
    """Who satisfies what, and why not, read from the drawn persons without a database.

    A method for each clause: why somebody does not meet it, None where it is met.
    """

    def __init__(self, day, edition_day):
        self.day, self.edition_day = day, edition_day

    def state(self, one):
        return next((s for s, a, b in one["states"] if a <= self.day and (b is None or self.day < b)), None)

    def on(self, one):
        return [(c, n) for c, a, length, n in one["listings"] if a <= self.day < a + timedelta(length)]

    def past(self, one, code):
        return any(c == code and a + timedelta(length) <= self.day for c, a, length, _ in one["listings"])

    def future(self, one, code):
        return any(c == code and a > self.day for c, a, _, _ in one["listings"])

    def said(self, one):
        if one["is_withheld"]:
            return []
        return [d for s, v, d in one["classifications"] if s == "coe" and v in ("coe_a", "coe_e")]

    def latest(self, text):
        known = {"": self.edition_day, "2024-01": date(2024, 1, 31), "../2024-01-03": date(2024, 1, 3)}
        return known[text] if text in known else date.fromisoformat(text)

    def custody(self, one, code):
        here = self.state(one)
        if here == "in_custody":
            return None
        if here not in (None, "unknown"):
            return here
        if any(s == "in_custody" and a <= self.day < a + timedelta(n) for s, a, n in one["perhaps"]):
            return "dates_in_part"
        if here == "unknown":
            return "not_confirmed"
        later = [a for _, a, _ in (*one["states"], *one["perhaps"]) if a > self.day]
        return "not_yet_detained" if later else "no_detention"

    def event(self, one, code):
        by_context = {"before_11j": "before_11j", "after_11j": "after_11j"}
        return None if "11j" in one["events"] else by_context.get(one["context"], "not_over_event")

    def list(self, one, code):
        on = [c for c, _ in self.on(one)]
        if code in on:
            return None
        if self.past(one, code):
            return "left_list"
        if self.future(one, code):
            return "listed_later"
        owners = {OWNERS[c] for c in on if c != "consolidated"}
        return ("on_no_list", "one_source")[len(owners)] if len(owners) < 2 else "on_other_lists"

    def counted(self, one, code):
        on = self.on(one)
        if "consolidated" in [c for c, _ in on]:
            return None
        if any(c != "prensa" and not counts for c, counts in on):
            return "named_not_counted"
        if on:
            return "not_accepted"
        if self.past(one, "consolidated"):
            return "no_longer_counted"
        return "counted_later" if self.future(one, "consolidated") else "on_no_list"

    def classified(self, one, code):
        if any(self.latest(text) <= self.day for text in self.said(one)):
            return None
        if one["is_withheld"]:
            return "withheld"
        return "classified_later" if self.said(one) else "not_classified"

    def reason(self, end, one, code):
        """The first clause that is not met says why; None: counted."""
        found = (getattr(self, clause)(one, code) for clause in CLAUSES[end])
        return next((reason for reason in found if reason), None)


CLAUSES = {
    "listed": ["list"],
    "behind_bars": ["custody", "list"],
    "consolidated": ["counted"],
    "in_prison": ["custody"],
    "arrested_event_in_prison": ["custody", "event"],
    "coe_1900": ["custody", "classified"],
}


class TestAnyRecord(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(people(), max_size=7), A_DAY, st.sampled_from(QUESTIONS))
    def test_steps_are_those_of_counting_by_hand(self, everybody, day, ends):
        answers.forget()
        write(everybody)
        first, last = ends
        lists = {"list": "ceiba", "to_list": "yagruma" if first == last else "ceiba"}
        needed = {name for end in ends for name in ENDS[end].needs}
        texts = {"from": first, "to": last, "as_of": str(day)}
        texts |= {"list": lists["list"]} if "list" in needed else {}
        texts |= {"to_list": lists["to_list"]} if first == last else {}
        texts |= {"event": "11j"} if "event" in needed else {}

        found = walk_of(texts)

        oracle = Oracle(day, FIRST + timedelta(6))
        expected = {}
        for one in everybody:
            why_not_first = oracle.reason(first, one, lists["list"])
            why_not_last = oracle.reason(last, one, lists["to_list"])
            if why_not_first is None and why_not_last:
                expected.setdefault(f"out_{why_not_last}", set()).add(one["id"])
            if why_not_last is None and why_not_first:
                expected.setdefault(f"in_{why_not_first}", set()).add(one["id"])
        shown = {step.code: {row.public_id for row in found.persons(step.code)} for step in found.steps}
        assert shown == expected
        assert {step.code: step.count for step in found.steps} == {code: len(ids) for code, ids in expected.items()}
        assert sum(map(len, shown.values())) == len(set().union(*shown.values())), "nobody is in two steps"
        assert found.first.value + sum(step.sign * step.count for step in found.steps) == found.last.value
        assert found.in_both == len(set(found.first.persons) & set(found.last.persons))
