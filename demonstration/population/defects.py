"""Rows that are wrong on purpose, to show the editorial workflow (domain reference, section 10.8).

A defect says how one row of one list differs from the person; the persons themselves stay right. No row has
more than one defect and no person more than one row with a defect.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from .dates import J11J, PD
from .provinces import CODES
from .spelling import fold, respellings, without_accents

NUMBERS = {
    "duplicate_spelling": 40,
    "missing_surname_2": 25,
    "surnames_first": 18,
    "wrong_province": 12,
    "release_date_conflict": 9,
    "sentence_conflict": 5,
}


@dataclass(frozen=True, slots=True)
class Defect:
    """One wrong row: `changes` are pairs of field and the value that the row holds instead.

    Fields: given_names, surname_1, surname_2 (None when missing), name_text (the whole name as printed),
    province, left_on, sentence_months. `rule` is the spelling rule or the step that the list gives
    (prosecutor_request, first_instance, appeal).
    """

    kind: str
    key: int
    list_code: str
    changes: tuple[tuple[str, object], ...]
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Defects:
    """All wrong rows, the pairs of brothers that must stay apart, and the row missing in the 1,395."""

    rows: tuple[Defect, ...]
    brothers: tuple[tuple[int, int], ...]
    missing_from_first_consolidated: int

    def of_kind(self, kind):
        """The defects of one kind."""
        return tuple(row for row in self.rows if row.kind == kind)

    def of_row(self, key, list_code):
        """The defect of one row, or None."""
        return next(
            (row for row in self.rows if (row.key, row.list_code) == (key, list_code)),
            None,
        )


def choose(persons, brothers, rng):
    """Draw the defects among persons on two lists or more whom no one else resembles without second surname."""
    used = {key for pair in brothers for key in pair}
    bearers = Counter(_without_second_surname(p) for p in persons)
    candidates = [
        p for p in persons if p.key not in used and len(p.memberships) > 1 and bearers[_without_second_surname(p)] == 1
    ]
    rng.shuffle(candidates)
    makers = {
        "sentence_conflict": _sentence_conflict,
        "release_date_conflict": _release_date_conflict,
        "duplicate_spelling": _respelled,
        "wrong_province": _wrong_province,
        "surnames_first": _surnames_first,
        "missing_surname_2": _missing_surname_2,
    }
    rows = []
    for kind, make in makers.items():
        wanted = NUMBERS[kind]
        for person in candidates:
            if not wanted:
                break
            if person.key not in used and (row := make(person, wanted, rng)):
                rows.append(row)
                used.add(person.key)
                wanted -= 1
        if wanted:
            raise ValueError(f"{wanted} rows too few of {kind}")
    only_elsewhere = [p.key for p in persons if p.block == "b13" and len(p.memberships) == 1]
    return Defects(tuple(rows), brothers, rng.choice(only_elsewhere))


def _without_second_surname(person):
    return fold(person.given_names, given=True), fold(person.surname_1)


def _other_list(person, rng):
    """A list of the person's apart from the first one, which stays right."""
    return rng.choice([m.list_code for m in person.memberships][1:])


def _respelled(person, wanted, rng):
    """One name respelled by a rule of section 5.3; lists that respell also lose the accents of surnames."""
    found = [(rule, "surname_1", word) for rule, word in respellings(person.surname_1, given=False)]
    given = person.given_names.split()
    for index, name in enumerate(given):
        for rule, word in respellings(name):
            found.append(
                (
                    rule,
                    "given_names",
                    " ".join([*given[:index], word, *given[index + 1 :]]),
                )
            )
    if not found:
        return None
    found = [entry for entry in found if entry[0] != "doubled letter"] or found
    rule, field, text = rng.choice(found)
    changes = {
        "given_names": person.given_names,
        "surname_1": person.surname_1,
        field: text,
    }
    changes["surname_1"] = without_accents(changes["surname_1"])
    return Defect(
        "duplicate_spelling",
        person.key,
        _other_list(person, rng),
        tuple(changes.items()),
        rule,
    )


def _missing_surname_2(person, wanted, rng):
    return Defect(
        "missing_surname_2",
        person.key,
        _other_list(person, rng),
        (("surname_2", None),),
    )


def _surnames_first(person, wanted, rng):
    text = f"{person.surname_1} {person.surname_2}".upper() + f", {person.given_names}"
    return Defect("surnames_first", person.key, _other_list(person, rng), (("name_text", text),))


def _wrong_province(person, wanted, rng):
    other = rng.choice([code for code in CODES if code != person.province])
    return Defect("wrong_province", person.key, _other_list(person, rng), (("province", other),))


def _release_date_conflict(person, wanted, rng):
    """pd-demo and j11j-demo disagree by a day or two on a release of January 2025."""
    release = person.announcement_release
    codes = [m.list_code for m in person.memberships]
    if release is None or person.block != "b01" or person.revocation or release.left_on > date(2025, 1, 20):
        return None
    day = release.left_on + timedelta(days=rng.choice((-1, 1, 2) if release.left_on.day > 15 else (1, 2)))
    list_code = rng.choice([code for code in (PD, J11J) if code in codes])
    return Defect("release_date_conflict", person.key, list_code, (("left_on", day),))


def _sentence_conflict(person, wanted, rng):
    """One list gives the prosecutor's request, the first sentence or an older step as the sentence."""
    request = person.prosecutor_request_months
    if person.block != "b01" or person.effective_sanction != "imprisonment":
        return None
    if request is None or request <= person.sentence_months:
        return None
    step = (
        "prosecutor_request",
        "first_instance",
        "appeal",
        "first_instance",
        "prosecutor_request",
    )[wanted - 1]
    months = {
        "prosecutor_request": request,
        "first_instance": person.sentence_months + 12,
        "appeal": person.sentence_months - 12,
    }[step]
    return Defect(
        "sentence_conflict",
        person.key,
        _other_list(person, rng),
        (("sentence_months", months),),
        step,
    )
