"""The ledger of an announcement, day by day: against the figure, and against counting by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from chronology.partial_date import PartialDate
from publication.models import AnnouncementVersion
from reports import answers, registry
from reports.announcement_csv import gap_csv
from reports.gap import FACTS, Number, gap
from reports.record import Record
from tests.publication import records
from tests.publication.records import NOTHING, days

CODE = "anuncio-553"
ANNOUNCED = date(2025, 1, 14)
FIRST = date(2025, 1, 10)


@pytest.fixture
def edition(db):
    edition = records.edition(as_of=date(2025, 3, 31))
    records.organisation(edition, "pd-demo")
    records.organisation(edition, "otra", "Otra", is_accepted=False)
    records.announcement(edition, CODE, ANNOUNCED, number=8)
    return edition


def released(edition, *, on="pd-demo", since=date(2024, 1, 1), **columns):
    person = records.prisoner(edition)
    if on:
        records.listing(person, on, since, since + timedelta(30))
    records.release(person, **{"announcement": CODE, **columns})
    return person


def ledger(edition):
    answers.forget()
    announcement = AnnouncementVersion.objects.in_edition(edition.number).get(code=CODE)
    return gap(Record(edition), announcement)


def exactly(*numbers):
    return tuple(Number(number, number) for number in numbers)


def test_a_line_for_each_day_on_which_a_number_changes(edition):
    released(edition, left_on=date(2025, 1, 15), reported_on=date(2025, 1, 18))
    released(edition, left_on=date(2025, 1, 15), reported_on=date(2025, 1, 15))

    lines = ledger(edition).days(date(2025, 1, 31))

    assert [(str(one.day), one.verified.certain, one.known.certain, one.not_identified) for one in lines] == [
        ("2025-01-14", 0, 0, 8),
        ("2025-01-15", 2, 1, 6),
        ("2025-01-18", 2, 2, 6),
        ("2025-01-31", 2, 2, 6),
    ]


def test_nobody_before_the_announcement_and_no_line(edition):
    released(edition)

    assert ledger(edition).days(date(2025, 1, 13)) == []
    assert ledger(edition).on(date(2025, 1, 13)).verified == Number(0, 0)


def test_only_the_attributed_on_an_accepted_list_are_verified(edition):
    released(edition, on="otra")
    released(edition, on="")
    released(edition, attribution="none")
    released(edition, announcement="")
    counted = released(edition, since=date(2025, 1, 20))  # first listed five days after leaving

    found = ledger(edition)

    assert found.on(date(2025, 1, 19)).verified == Number(0, 0)
    assert found.persons("verified", date(2025, 1, 20)) == {counted.public_id}


def test_days_known_in_part_are_certain_and_possible_never_in_between(edition):
    first, last = date(2025, 1, 1), date(2025, 1, 31)
    released(edition, left_on=None, left_earliest=first, left_latest=last, reported_on=date(2025, 1, 20))

    found = ledger(edition)

    on = [found.on(date(2025, 1, day)) for day in (15, 20, 31)]
    assert [one.verified for one in on] == [Number(0, 1), Number(0, 1), Number(1, 1)]
    assert [one.known for one in on] == [Number(0, 0), Number(0, 1), Number(1, 1)]
    assert found.on(date(2025, 1, 15)).not_identified == 8


def test_what_followed(edition):
    back = {"reimprisoned_earliest": date(2025, 3, 1), "reimprisoned_latest": date(2025, 3, 31)}
    bounds = {"revoked_earliest": date(2025, 2, 1), "revoked_latest": date(2025, 2, 28)}
    sent_back = released(edition, revoked_on="2025-02", **bounds, **back)
    outside = released(edition, was_already_outside=True)
    expelled = released(edition, state_after="exiled")
    fled, died = released(edition), released(edition)
    records.custody(fled, "exiled", date(2025, 2, 10))
    records.custody(
        died, "deceased", date(2025, 2, 20), certain=days(date(2025, 2, 20)), possible=days(date(2025, 2, 1))
    )
    earlier = released(edition)
    records.custody(earlier, "exiled", date(2020, 1, 1), date(2021, 1, 1))

    found = ledger(edition)

    def on(day):
        one = found.on(day)
        return one.already_outside, one.revoked, one.back, one.exiled, one.died

    assert on(date(2025, 1, 15)) == exactly(1, 0, 0, 1, 0)
    assert on(date(2025, 2, 10)) == (*exactly(1), Number(0, 1), *exactly(0, 2), Number(0, 1))
    assert on(date(2025, 2, 28)) == exactly(1, 1, 0, 2, 1)
    assert on(date(2025, 3, 1))[2] == Number(0, 1)
    assert on(date(2025, 3, 31)) == exactly(1, 1, 1, 2, 1)
    last = date(2025, 3, 31)
    assert found.persons("back", last) == found.persons("revoked", last) == {sent_back.public_id}
    assert found.persons("exiled", last) == {expelled.public_id, fled.public_id}
    assert found.persons("already_outside", last) == {outside.public_id}


def test_a_revocation_of_unknown_day_is_certain_when_the_person_is_back(edition):
    released(edition, ground_official="no_work")
    released(edition, reimprisoned_earliest=date(2025, 2, 1), reimprisoned_latest=date(2025, 2, 3))

    found = ledger(edition)

    assert found.on(date(2025, 2, 2)).revoked == Number(0, 2)
    assert found.on(date(2025, 2, 3)).revoked == Number(1, 2)


def test_without_a_number_announced_nobody_is_missing(edition):
    records.announcement(edition, "sin-numero", number=None)
    announcement = AnnouncementVersion.objects.get(code="sin-numero")

    one = gap(Record(edition), announcement).on(date(2025, 3, 31))

    assert (one.announced, one.not_identified) == (None, None)


def test_more_verified_than_announced_leaves_nobody_unidentified(edition):
    for _ in range(9):
        released(edition)

    assert ledger(edition).on(date(2025, 3, 31)).not_identified == 0


def test_csv_gives_certain_and_possible_numbers(edition):
    released(edition)

    header, *lines = "".join(gap_csv(ledger(edition).days(date(2025, 1, 15)), CODE, 1)).removeprefix("\ufeff").split()

    assert header.startswith("day,announced,not_identified,verified,verified_possible,known,known_possible,")
    assert lines[1] == "2025-01-15,8,7,1,1,1,1,0,0,0,0,0,0,0,0,0,0,anuncio-553,1"


def test_one_query_and_none_when_asked_again(edition, django_assert_num_queries):
    released(edition)
    answers.forget()
    record = Record(edition)
    announcement = AnnouncementVersion.objects.get(code=CODE)
    with django_assert_num_queries(5):  # the mark of the edition, three times; accepted organisations; the departures
        gap(record, announcement).days(date(2025, 3, 31))
    with django_assert_num_queries(1):  # the mark
        gap(record, announcement).days(date(2025, 2, 1))


DAY = st.integers(0, 20).map(lambda n: FIRST + timedelta(n))
SPAN = st.tuples(DAY, st.integers(0, 6)).map(lambda pair: (pair[0], pair[0] + timedelta(pair[1])))


@st.composite
def departures(draw):
    """A person with up to two departures; bounds of days may be missing."""
    listings = draw(st.lists(st.tuples(st.sampled_from(["pd-demo", "otra"]), DAY), max_size=2))
    rows = []
    for _ in range(draw(st.integers(1, 2))):
        earliest, latest = draw(SPAN)
        kind = draw(st.sampled_from(["exact", "span", "unknown", "before"]))
        left = {
            "exact": (earliest, earliest),
            "span": (earliest, latest),
            "unknown": (None, None),
            "before": (None, latest),
        }
        back = draw(st.one_of(st.none(), SPAN))
        revoked_on = draw(st.sampled_from(["", "2025-01-20", "2025-01", "../2025-01-22", "2025-01-18/.."]))
        revoked = PartialDate.parse(revoked_on) if revoked_on else None
        rows.append(
            {
                "left_earliest": left[kind][0],
                "left_latest": left[kind][1],
                "reported_on": draw(DAY),
                "announcement": draw(st.sampled_from([CODE, CODE, CODE, ""])),
                "attribution": draw(st.sampled_from(["organisation", "organisation", "none"])),
                "was_already_outside": draw(st.booleans()),
                "state_after": draw(st.sampled_from(["serving_outside", "exiled"])),
                "reimprisoned_earliest": back and back[0],
                "reimprisoned_latest": back and back[1],
                "revoked_on": revoked_on,
                "revoked_earliest": revoked and revoked.earliest,
                "revoked_latest": revoked and revoked.latest,
            }
        )
    exile = draw(st.one_of(st.none(), SPAN))
    return listings, rows, exile


def write(everybody):
    edition = records.edition(as_of=FIRST + timedelta(30))
    records.organisation(edition, "pd-demo")
    records.organisation(edition, "otra", "Otra", is_accepted=False)
    records.announcement(edition, CODE, ANNOUNCED, number=3)
    for listings, rows, exile in everybody:
        person = records.prisoner(edition)
        for code, since in listings:
            records.listing(person, code, since, since + timedelta(2))
        for row in rows:
            records.release(person, left_on=None, **row)
        if exile:
            certain = days(exile[1]) if exile[1] >= exile[0] else NOTHING
            records.custody(person, "exiled", None, certain=certain, possible=days(exile[0]))
    return edition


def by_hand(everybody, day, *, at_most):
    """Whoever counts on that day, fact by fact; `at_most` takes the earliest day that the dates allow."""

    def has_come(earliest, latest):
        bound = earliest if at_most else latest
        return (bound is None and at_most) or (bound is not None and bound <= day)

    def revoked(row):
        if not (row["revoked_on"] or row["reimprisoned_latest"]):
            return False
        certain = row["revoked_latest"] or row["reimprisoned_latest"]
        is_certain = certain is not None and certain <= day
        return is_certain or (at_most and (row["revoked_earliest"] or date.min) <= day)

    found = dict.fromkeys(FACTS, 0)
    for listings, rows, exile in everybody:
        if not any(code == "pd-demo" and since <= day for code, since in listings):
            continue
        tied = [row for row in rows if row["announcement"] and row["attribution"] != "none"]
        gone = [row for row in tied if has_come(row["left_earliest"], row["left_latest"] or row["reported_on"])]

        def fled(row, exile=exile):
            if row["state_after"] == "exiled":
                return True
            if not exile or exile[0] < (row["left_earliest"] or date.min):
                return False
            return has_come(*exile)

        found["verified"] += bool(gone)
        found["known"] += any(row["reported_on"] <= day for row in gone)
        found["already_outside"] += any(row["was_already_outside"] for row in gone)
        found["revoked"] += any(revoked(row) for row in gone)
        found["back"] += any(
            row["reimprisoned_latest"] and has_come(row["reimprisoned_earliest"], row["reimprisoned_latest"])
            for row in gone
        )
        found["exiled"] += any(fled(row) for row in gone)
    return found


class TestAnyLedger(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(departures(), max_size=5))
    def test_each_day_agrees_with_the_figure_and_with_counting_by_hand(self, everybody):
        edition = write(everybody)
        found = ledger(edition)
        lines = {one.day: one for one in found.days(FIRST + timedelta(30))}
        held = None
        for day in (FIRST + timedelta(n) for n in range(31)):
            one = found.on(day)
            asked = {"announcement": CODE, "as_of": str(day)}
            happened = registry.answer("announced_verified", asked)
            known = registry.answer("announced_verified", {**asked, "known_by": str(day)})
            assert tuple(one.verified) == happened.possible
            assert tuple(one.known) == known.possible
            assert one.not_identified == happened.extras["not_identified"]
            assert found.persons("verified", day) == {person.public_id for person in happened.persons}
            least, most = (by_hand(everybody, day, at_most=at_most) for at_most in (False, True))
            assert {fact: tuple(getattr(one, fact)) for fact in FACTS} == {
                fact: (least[fact], most[fact]) for fact in FACTS
            }
            for fact in FACTS:
                assert getattr(one, fact).certain == len(found.persons(fact, day))
                assert getattr(one, fact).certain <= one.verified.certain
            held = lines.get(day, held)
            if held:  # the table's numbers hold until its next line
                assert [getattr(held, fact) for fact in FACTS] == [getattr(one, fact) for fact in FACTS]


def test_those_revoked_are_those_of_the_figure(edition):
    bounds = {"revoked_on": "2025-02", "revoked_earliest": date(2025, 2, 1), "revoked_latest": date(2025, 2, 28)}
    released(edition, **bounds)
    released(edition, ground_official="no_work")
    released(edition, reimprisoned_earliest=date(2025, 2, 3), reimprisoned_latest=date(2025, 2, 3))
    found = ledger(edition)
    for day in ("2025-01-20", "2025-02-02", "2025-02-03", "2025-02-28"):
        figure = registry.answer("revoked", {"announcement": CODE, "as_of": day})
        assert tuple(found.on(date.fromisoformat(day)).revoked) == figure.possible, day
