"""The reference's acceptance numbers, from public rows written straight from the invented persons.

Independent of the door: states hold for the day asked about alone, charges and sentences are those of the person.
"""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection

from demonstration.population import CUBALEX, J11J, OCDH, PD, T0, T1, T1_PRIME, T2, custody_state, generate, status
from publication.models import (
    AnnouncementVersion,
    ChargeVersion,
    CustodySpan,
    Edition,
    ListingSpan,
    PrisonerVersion,
    ReleaseVersion,
    SentenceVersion,
)
from reports import registry
from reports.gap import gap
from reports.record import Record
from reports.release_report import release_report
from reports.walks import walk_of
from tests.publication import records
from tests.publication.records import days


def is_consolidated(person):
    on_lists = any(person.is_listed(code, at=day) for code, day in ((PD, T1_PRIME), (CUBALEX, T2), (OCDH, T2)))
    return on_lists or status(person, J11J, T1) == "En prisión"


def columns(person):
    is_minor = person.age_at_detention is not None and person.age_at_detention < 18
    return {
        "gender": person.gender,
        "minor_at_detention": "yes" if is_minor else "unknown" if person.age_at_detention is None else "no",
        "province": person.province,
        "context": person.context,
        "has_affiliation": "no" if person.affiliation == "none_known" else "unknown",
        "events": [person.event] if person.event else [],
    }


def rows_of(person, public_id):
    """The public rows of an invented person, by table."""
    yield PrisonerVersion(public_id=public_id, **columns(person))
    for day in (T1, T1_PRIME, T2):
        if state := custody_state(person, day):
            span = days(day, day + timedelta(1))
            yield CustodySpan(prisoner=public_id, state=state, certain=span, possible=span)
    for membership in person.memberships:
        span = days(membership.first_as_of, membership.gone_as_of)
        yield ListingSpan(prisoner=public_id, source_list=membership.list_code, days=span)
    if is_consolidated(person):
        yield ListingSpan(prisoner=public_id, source_list="consolidated", days=days(T2))
    for charge in person.charges:
        yield ChargeVersion(prisoner=public_id, offence=charge.code, is_principal=charge.principal)
    if person.sanction and person.decided_on:
        sentence = {"sanction": person.sanction, "months": person.sentence_months}
        yield SentenceVersion(prisoner=public_id, operative=days(person.decided_on), **sentence)
    if release := person.announcement_release:
        yield ReleaseVersion(
            prisoner=public_id,
            release_type=release.release_type,
            extinguishes="no",
            left_earliest=release.left_on,
            left_latest=release.left_on,
            reported_on=release.reported_on,
            announcement="anuncio-553",
            attribution="organisation",
        )


@pytest.fixture
def _record(db):
    edition = records.edition(as_of=date(2025, 3, 31))
    for code in (PD, J11J, CUBALEX, OCDH):
        records.organisation(edition, code)
    records.announcement(edition, number=553)
    records.term(edition, "event", "11j")
    records.term(edition, "offence", "sedicion")
    tables = {}
    for person in generate().persons:
        for row in rows_of(person, uuid.uuid4()):
            row.edition_from = edition.number
            tables.setdefault(type(row), []).append(row)
    for model, rows in tables.items():
        model.objects.bulk_create(rows, batch_size=2_000)
    with connection.cursor() as cursor:
        for model in tables:  # as publishing does: without statistics the planner takes thousands of rows for a few
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def ask(figure_id, **texts):
    return registry.answer(figure_id, {name.rstrip("_"): str(text) for name, text in texts.items()})


def rows(answer):
    return {row.code: row.value for row in answer.breakdown}


LEFT_ON_EACH_DAY = {15: 22, 16: 38, 17: 41, 18: 47, 19: 30, 20: 13}
"""January 2025: 191 in the first week."""

KNOWN_BY = {"2025-01-21": 170, "2025-01-22": 172, "2025-02-10": 191, "2025-03-31": 212}


def check_the_ledger():
    """What had happened and what was known of the 553, day by day (10.7)."""
    announcement = AnnouncementVersion.objects.get(code="anuncio-553")
    found = gap(Record(Edition.objects.get()), announcement)
    assert [found.on(date(2025, 1, day)).verified.certain for day in range(14, 21)] == [
        sum(number for on, number in LEFT_ON_EACH_DAY.items() if on <= day) for day in range(14, 21)
    ]
    assert {day: found.on(date.fromisoformat(day)).known.certain for day in KNOWN_BY} == KNOWN_BY
    last = found.on(date(2025, 3, 31))
    assert (last.announced, last.verified, last.not_identified) == (553, (212, 212), 341)
    report = release_report(Record(Edition.objects.get()), announcement, date(2025, 3, 31))
    assert report.verified == 212
    numbers = {line.code: line.value for section in report.sections for line in section.lines}
    told = ("when-week", "when-after", "sex-men", "sex-women", "context-11j", "figure-conditional_release")
    assert [numbers[code] for code in told] == [191, 21, 182, 30, 208, 196]


PERIOD = {"list": PD, "from_": T0, "to": T1}
ANNOUNCED = {"announcement": "anuncio-553"}


@pytest.mark.usefixtures("_record")
def test_acceptance_numbers():
    assert ask("consolidated", as_of=T2).value == 1396
    custody = rows(ask("consolidated", as_of=T2, breakdown="custody"))
    assert custody == {"in_prison": 1105, "outside": 255, "unknown": 36}
    assert rows(ask("consolidated", as_of=T2, breakdown="context")) == {
        "11j": 764,
        "before": 70,
        "after": 562,
        "unknown": 0,
    }
    assert rows(ask("consolidated", as_of=T2, breakdown="gender"))["women"] == 158
    assert rows(ask("by_province", as_of=T2))["CU-03"] == 470

    assert ask("listed", list=PD, as_of=T1).value == 1117
    assert rows(ask("listed", list=PD, as_of=T1, breakdown="gender"))["women"] == 120
    assert rows(ask("listed", list=PD, as_of=T1, breakdown="minors")) == {"boys": 29, "girls": 1}
    assert rows(ask("listed", list=PD, as_of=T1, breakdown="offence"))["sedicion"] == 219
    custody = rows(ask("listed", list=PD, as_of=T1, breakdown="custody"))
    assert custody == {"in_prison": 889, "outside": 228, "unknown": 0}
    assert [ask(f"listed_{what}", **PERIOD).value for what in ("new", "through", "left")] == [134, 1183, 66]
    assert float(ask("listed_new", **PERIOD).extras["monthly_mean"]) == 11.2

    for day in (T1, T2):
        still = ask("arrested_in_prison", event="11j", as_of=day)
        assert (float(still.value), still.extras) == (34.9, {"numerator": 554, "denominator": 1586})
    gender = rows(ask("arrested_in_prison", event="11j", as_of=T1, breakdown="gender"))
    assert (gender["man"], gender["women"]) == (518, 36)
    assert rows(ask("arrested_in_prison", event="11j", as_of=T1, breakdown="province"))["CU-03"] == 198
    assert rows(ask("arrested_in_prison", event="11j", as_of=T1, breakdown="affiliation"))["none_known"] == 492

    found = rows(ask("overlap", lists=f"{PD}@{T1},{J11J},consolidated", as_of=T2))

    def on_both(*pair):
        return sum(number for code, number in found.items() if {*pair} <= {*code.split("+")})

    assert on_both(PD, "consolidated") == 1106
    assert on_both(J11J, "consolidated") == 764
    assert on_both(PD, J11J) == 720
    assert ask("overlap", lists=f"{PD}@{T1},consolidated", as_of=T2).value == 1407

    verified = ask("announced_verified", **ANNOUNCED)
    assert verified.value == 212
    assert {name: float(value) for name, value in verified.extras.items()} == {
        "announced": 553, "not_identified": 341, "share": 38.3, "left_prison": 212, "already_outside": 0,
    }  # fmt: skip
    assert ask("announced_verified", known_by="2025-01-21", **ANNOUNCED).value == 170
    assert ask("announced_verified", as_of="2025-01-20", **ANNOUNCED).value == 191
    assert ask("free_among_released", **ANNOUNCED).value == 0
    types = rows(ask("release_type", **ANNOUNCED))
    assert types == {"conditional_release": 196, "extrapenal_leave": 12, "substituted_tcsi": 4}

    length = ask("sentence_length", offence="sedicion", list=PD, as_of=T1)
    assert float(length.value) == 10.0
    assert {name: length.extras[name] for name in ("n", "charged", "sentenced")} == {
        "n": 218, "charged": 219, "sentenced": 218,
    }  # fmt: skip

    check_the_ledger()
    states = ask("custody", as_of=T2)
    assert sum(row.value for row in states.breakdown) == states.value


def walked(first, last, as_of, **texts):
    found = walk_of({"from": first, "to": last, "as_of": str(as_of), **texts})
    return found.first.value, {step.code: step.sign * step.count for step in found.steps}, found.last.value


@pytest.mark.usefixtures("_record")
def test_acceptance_walks():
    first, steps, last = walked("listed", "behind_bars", T1, list=PD)
    assert (first, sum(steps.values()), last) == (1117, -228, 889)
    assert steps == {"out_serving_outside": -207, "out_awaiting_outside": -21}
    first, steps, last = walked("listed", "behind_bars", T1_PRIME, list=PD)
    assert (first, sum(steps.values()), last) == (1161, -230, 931)
    assert set(steps) == {"out_serving_outside", "out_awaiting_outside"}

    first, steps, last = walked("consolidated", "in_prison", T2)
    outside = steps.pop("out_serving_outside") + steps.pop("out_awaiting_outside")
    assert (first, outside, sum(steps.values()), last) == (1396, -255, -36, 1105)
    assert set(steps) <= {"out_outside_unknown", "out_not_confirmed"}

    found = walked("arrested_event_in_prison", "behind_bars", T1, list=PD, event="11j")
    assert found == (554, {"out_one_source": -14, "in_before_11j": 42, "in_after_11j": 307}, 889)
    first, steps, last = walked("listed", "consolidated", T2, list=PD)
    assert (first, sum(steps.values()), last) == (1161, 235, 1396)
