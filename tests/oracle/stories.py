"""Random working copies as plain stories: what truly happened, blurred as sources blur it, and who lists whom when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

START = date(2021, 7, 11)
LISTS = {
    "pd-demo": ("pd-demo", "prisoners"),
    "pd-archivo-demo": ("pd-demo", "prisoners"),
    "j11j-demo": ("j11j-demo", "arrests"),
    "otra-demo": ("otra-demo", "prisoners"),
}
NOT_ACCEPTED = "otra-demo"
PROVINCES = ("CU-02", "CU-03", "CU-05")
EVENTS = {"11j": START, "11j-playa": START, "nuevitas": date(2022, 8, 18)}
PARTS_OF = {"11j-playa": "11j"}
OFFENCES = {
    "sedicion": ("state_security", 240),
    "propaganda": ("state_security", 96),
    "desacato": ("authority", 36),
    "desordenes": ("public_order", 36),
}
FIGURES = {  # code: state afterwards, whether the penalty ends
    "conditional_release": ("serving_outside", "no"),
    "extrapenal_leave": ("serving_outside", "no"),
    "sentence_completed": ("free", "yes"),
    "precautionary_change": ("awaiting_outside", "no"),
    "unknown_release": ("outside_unknown", "unknown"),
    "death_in_custody": ("deceased", "yes"),
    "escaped": ("at_large", "no"),
}
SNAPSHOT_DAYS = (
    date(2021, 7, 31), date(2021, 12, 31), date(2022, 8, 31), date(2023, 2, 28), date(2023, 3, 1), date(2024, 10, 31),
    date(2025, 1, 31),
)  # fmt: skip
GAPS = st.sampled_from((0, 1, 2, 6, 20, 45, 100, 300, 642, 900))


@dataclass(frozen=True)
class Left:
    figure: str
    left_on: str | None
    reported_on: date
    is_formality: bool = False
    exile: str = "no"
    attribution: str = "none"


@dataclass(frozen=True)
class Revoked:
    revoked_on: str | None
    back_on: str | None
    official: str | None
    alleged: str | None


@dataclass(frozen=True)
class Step:
    step: str
    sanction: str
    months: int | None
    days: int | None
    decided_on: str | None
    counted_from: str | None
    is_operative: bool
    superseded_on: date | None = None


@dataclass(frozen=True)
class Stay:
    true_day: date
    detained_on: str | None
    kind: str
    event: str | None
    context: str
    province: str | None
    follows: bool
    departures: tuple[Left, ...]
    revoked: Revoked | None
    returned_by: bool  # the next stay is the return that the revocation tells of
    missing_from: str | None
    is_missing: bool
    steps: tuple[Step, ...]
    charges: tuple[tuple[str, str, str], ...]  # offence, role, stage


@dataclass(frozen=True)
class Life:
    gender: str
    age: int | None
    birth: str | None
    affiliation: str
    visibility: str
    confirmed: date | None
    stays: tuple[Stay, ...]
    classified: dict[str, str | None]  # by test: the day on which an organisation said so
    lines: dict[int, tuple[str, bool]]  # by snapshot: the status stated, and whether on two lines
    has_double: bool  # another dossier of the same person, merged before edition 2
    change: str  # between the two editions


@dataclass(frozen=True)
class Snapshot:
    list: str
    as_of: date
    state: str
    replaces: bool


@dataclass(frozen=True)
class Story:
    lives: tuple[Life, ...]
    snapshots: tuple[Snapshot, ...]
    later: tuple[Snapshot, ...]  # approved for edition 2 only
    announced: int | None
    days: tuple[date, date]


def blurred(day: date, *, open_ended: bool = True) -> st.SearchStrategy[str | None]:
    """What a source says of a day: always true."""
    kinds = [str(day)] * 6 + [f"{day:%Y-%m}"] * 3 + [f"{day:%Y}", None, f"../{day + timedelta(12)}"]
    return st.sampled_from([*kinds, f"{day - timedelta(12)}/.."] if open_ended else kinds)


@st.composite
def steps(draw: st.DrawFn, arrest: date, counted: str | None) -> tuple[Step, ...]:
    """A request, a first sentence, perhaps an appeal that replaces it, perhaps a reduction."""
    sanction = draw(st.sampled_from(["imprisonment"] * 4 + ["tcci", "life", "tcsi", "fine"]))
    months, days = draw(st.sampled_from([(84, None), (60, 10), (22, None), (None, 25), (6, 0), (None, None)]))
    first = arrest + timedelta(draw(st.sampled_from((2, 60, 233))))
    said = draw(st.sampled_from([str(first)] * 4 + [f"{first:%Y-%m}", None]))
    found = [Step("prosecutor_request", "imprisonment", 120, None, None, None, False)]
    appealed = draw(st.booleans()) if said == str(first) else False
    second = first + timedelta(draw(st.sampled_from((1, 90))))
    found.append(Step("first_instance", sanction, months, days, said, counted, True, second if appealed else None))
    if appealed:
        found.append(
            Step("appeal", "imprisonment", 36, None, str(second), counted, draw(st.sampled_from([True, True, False])))
        )
    if draw(st.booleans()):
        third = second + timedelta(draw(st.sampled_from((0, 30, 400))))
        off = draw(st.sampled_from([(12, None), (None, 20), (100, None)]))
        found.append(Step("reduction", "imprisonment", *off, str(third), None, False))
    return tuple(found)


@st.composite
def stays(draw: st.DrawFn) -> tuple[Stay, ...]:
    day = START + timedelta(draw(st.sampled_from((0, 0, 7, 300, 560, -400))))
    found: list[Stay] = []
    number = draw(st.sampled_from((2, 1, 1, 1, 2, 2, 3, 3, 0)))
    was_exact = True
    for place in range(number):
        is_last = place == number - 1
        kind = draw(st.sampled_from(["criminal_case"] * 8 + ["short_detention", "house_siege"]))
        said = draw(blurred(day))
        leaving = day + timedelta(draw(GAPS))
        departures, revoked, back = [], None, leaving
        if kind != "house_siege" and (not is_last or draw(st.sampled_from((True, True, True, False)))):
            departures, back = draw(ways_out(day, leaving))
            if draw(st.booleans()) and departures[0].figure != "death_in_custody":
                back += timedelta(draw(GAPS))
                revoked = draw(revocations(back))
        counted = draw(st.sampled_from([said, said, str(day), None]))
        events = [code for code, begins in EVENTS.items() if begins <= day]
        follows = bool(place) and (not (was_exact and said == str(day)) or draw(st.booleans()))
        found.append(
            Stay(
                true_day=day,
                detained_on=said,
                kind=kind,
                event=draw(st.sampled_from([None, *events])),
                context=draw(st.sampled_from(["j11", "after_11j", "before_11j", "unknown"])),
                province=draw(st.sampled_from(["CU-03", "CU-02", None])),
                follows=follows,
                departures=tuple(departures),
                revoked=revoked,
                returned_by=revoked is not None,
                missing_from=draw(st.sampled_from([None, f"{day:%Y-%m}", str(day + timedelta(3))])),
                is_missing=not departures and draw(st.sampled_from((False, False, True))),
                steps=draw(st.one_of(steps(day, counted), steps(day, counted), st.just(()))),
                charges=tuple(draw(charges())),
            )
        )
        if departures and departures[-1].figure == "death_in_custody":
            break
        was_exact = bool(departures) and departures[-1].left_on == str(leaving) and said == str(day)
        day = back + timedelta(draw(GAPS) if revoked is None else 0)
    return tuple(found)


def charges() -> st.SearchStrategy[list[tuple[str, str, str]]]:
    one = st.tuples(
        st.sampled_from(list(OFFENCES)),
        st.sampled_from(["principal", "additional", "unknown"]),
        st.sampled_from(["accusation", "accusation", "conviction", "dropped"]),
    )
    return st.lists(one, max_size=3, unique_by=lambda charge: (charge[0], charge[2]))


@st.composite
def ways_out(draw: st.DrawFn, arrest: date, leaving: date) -> tuple[list[Left], date]:
    """The leaving and what followed, and the last true day of it."""
    found, day = [], leaving
    only_formal = draw(st.sampled_from([False] * 9 + [True]))
    for place in range(draw(st.sampled_from((1, 1, 2)))):
        figure = draw(st.sampled_from(list(FIGURES) if place == 0 else ["conditional_release", "sentence_completed"]))
        said = draw(blurred(day))
        late = draw(st.sampled_from((0, 0, 3, 40)))
        found.append(
            Left(
                figure=figure,
                left_on=said,
                reported_on=day + timedelta(late),
                is_formality=place > 0 or only_formal,
                exile=draw(st.sampled_from(["no", "no", "unknown", "yes"])),
                attribution=draw(st.sampled_from(["official", "organisation", "inferred_date", "none"])),
            )
        )
        if figure == "death_in_custody":
            break
        after = day + timedelta(draw(GAPS))
        if place == 0:
            leaving, day = day, after
    return found, day if len(found) > 1 else leaving


@st.composite
def revocations(draw: st.DrawFn, back: date) -> Revoked:
    grounds = st.sampled_from([None, "no_work", "opinion"])
    found = Revoked(
        draw(blurred(back, open_ended=False)), draw(blurred(back, open_ended=False)), draw(grounds), draw(grounds)
    )
    return found


@st.composite
def lives(draw: st.DrawFn, snapshots: int) -> Life:
    status = st.sampled_from(["in_custody", "serving_outside", ""])
    return Life(
        gender=draw(st.sampled_from(["man", "woman", "trans_woman", "trans_man", "non_binary", "unknown"])),
        age=draw(st.sampled_from([17, 18, 30, 30, 61, None])),
        birth=draw(st.sampled_from([None, None, "1990", "2004-01", "2003-07-12", "2010"])),
        affiliation=draw(st.sampled_from(["yes", "no", "unknown"])),
        visibility=draw(st.sampled_from(["public"] * 8 + ["withheld"] * 4 + ["withdrawn"])),
        confirmed=draw(st.none() | st.sampled_from(SNAPSHOT_DAYS)),
        stays=draw(stays()),
        lines=draw(
            st.dictionaries(st.integers(0, max(0, snapshots - 1)), st.tuples(status, st.booleans()), max_size=5)
        ),
        classified=draw(
            st.dictionaries(
                st.sampled_from(["coe_a", "coe_c", "coe_e"]),
                st.sampled_from([None, "2022", "2023-02", "2024-10-31", "../2023-03-01", "2023-03-01/.."]),
                max_size=2,
            )
        ),
        has_double=draw(st.sampled_from([False] * 5 + [True])),
        change=draw(st.sampled_from(["", "", "", "gender", "withheld", "left", "draft", "province"])),
    )


def snapshots(most: int) -> st.SearchStrategy[list[Snapshot]]:
    one = st.builds(
        Snapshot,
        st.sampled_from(list(LISTS)),
        st.sampled_from(SNAPSHOT_DAYS),
        st.sampled_from(["approved"] * 6 + ["draft"]),
        st.sampled_from([False, False, True]),
    )
    return st.lists(one, max_size=most)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    first, later = tuple(draw(snapshots(6))), tuple(draw(snapshots(2)))
    number = draw(st.integers(3, 6))
    days = sorted(draw(st.tuples(*[st.sampled_from((date(2023, 3, 1), date(2025, 1, 31), date(2026, 11, 1)))] * 2)))
    return Story(
        lives=tuple(draw(lives(len(first) + len(later))) for _ in range(number)),
        snapshots=first,
        later=later,
        announced=draw(st.sampled_from([None, 1, 2, 553])),
        days=(days[0], days[1]),
    )
