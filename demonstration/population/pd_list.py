"""Twelve months of the pd-demo list and the two after (section 10.3): who came when, who left when."""

from datetime import date

from .cases import in_block
from .dates import PD, PD_MONTHS, T0, T1_PRIME
from .person import Membership

NEW = (13, 5, 13, 9, 27, 13, 19, 4, 5, 5, 13, 8)
LEFT = (0, 4, 10, 8, 2, 5, 6, 8, 7, 7, 5, 4)
NOVEMBER_2024 = date(2024, 11, 30)
NEW_AFTER, LEFT_AFTER = (
    {NOVEMBER_2024: 35, T1_PRIME: 20},
    {NOVEMBER_2024: 4, T1_PRIME: 7},
)

NEW_IN_CUSTODY = {"remand": 55, "unknown": 10}
NEW_PRECAUTIONARY, NEW_SHORT_SENTENCES, LATE_11J = 10, 11, 12
"""The 118 new of `after`: 16 + 10 with short sentences in b11, 5 in b18, and these; plus 12 of 11J found late."""


def _slots(numbers, months=PD_MONTHS):
    return [month for month, number in zip(months, numbers, strict=True) for _ in range(number)]


def enter(people, rng):
    """Give every person that was ever on pd-demo the row with its first and first missing snapshot."""
    first = _first_snapshots(people, rng)
    gone = _gone_snapshots(people, first, rng)
    listed = (
        "b01",
        "b03",
        "b06",
        "b08",
        "b11",
        "b12",
        "b14",
        "b15",
        "b18",
        "b19",
        "b20",
        "b21",
    )
    for person in people:
        if person.block in listed:
            as_of = first.get(person.key, T0)
            person.is_new_on_pd = T0 < as_of <= PD_MONTHS[-1]
            person.memberships.append(Membership(PD, as_of, gone.get(person.key)))


def _first_snapshots(people, rng):
    """First snapshot of the 134 and of b12; everybody else was there at T0."""
    b11, slots = in_block(people, "b11"), _slots(NEW)
    rng.shuffle(slots)
    first = {}

    def give(members, from_month, to_month):
        for person in members:
            month = next(m for m in slots if from_month <= m <= to_month)
            slots.remove(month)
            first[person.key] = month

    may, july, january = PD_MONTHS[6], PD_MONTHS[8], PD_MONTHS[2]
    give(
        [p for p in b11 if p.legal == "imprisonment" and p.sentence_months == 10],
        july,
        PD_MONTHS[-1],
    )
    give(
        [p for p in b11 if p.legal == "imprisonment" and p.sentence_months == 12],
        may,
        PD_MONTHS[-1],
    )
    newcomers = [p for p in in_block(people, "b21") if p.legal != "completed"]
    give(newcomers, PD_MONTHS[0], PD_MONTHS[4])
    give(
        [p for p in in_block(people, "b18") if p.sentence_months <= 12],
        PD_MONTHS[3],
        PD_MONTHS[5],
    )
    give(
        [p for p in b11 if p.legal == "imprisonment" and p.sentence_months == 18],
        january,
        PD_MONTHS[-1],
    )

    rest = [p for p in in_block(people, "b15") if p.legal == "remand"]
    for legal, number in NEW_IN_CUSTODY.items():
        rest += rng.sample([p for p in b11 if p.legal == legal], number)
    rest += rng.sample(
        [p for p in in_block(people, "b14") if p.legal == "precautionary_change"],
        NEW_PRECAUTIONARY,
    )
    short = [p for p in b11 if p.legal == "imprisonment" and 24 <= p.sentence_months <= 36 and not p.is_announced]
    rest += rng.sample(short, NEW_SHORT_SENTENCES)
    rest += rng.sample([p for p in in_block(people, "b01") if not p.is_announced], LATE_11J)
    give(rest, PD_MONTHS[0], PD_MONTHS[-1])
    if slots:
        raise ValueError(f"{len(slots)} places of new persons were not taken")
    slots_after = [month for month, number in NEW_AFTER.items() for _ in range(number)]
    rng.shuffle(slots_after)
    first.update((p.key, month) for p, month in zip(in_block(people, "b12"), slots_after, strict=True))
    return first


def _gone_snapshots(people, first, rng):
    """First snapshot without the 66 who left by T1 and the 11 who left in November and December 2024."""
    leavers = [p for p in people if p.block in ("b19", "b20", "b21")]
    newcomers = [p for p in leavers if p.key in first]
    slots = _slots(LEFT)
    rng.shuffle(slots)
    gone = {}
    for person in newcomers:
        gone[person.key] = next(month for month in slots if month > first[person.key])
        slots.remove(gone[person.key])
    gone.update(zip([p.key for p in leavers if p.key not in first], slots, strict=True))
    slots_after = [month for month, number in LEFT_AFTER.items() for _ in range(number)]
    gone.update((p.key, month) for p, month in zip(in_block(people, "b18"), slots_after, strict=True))
    return gone
