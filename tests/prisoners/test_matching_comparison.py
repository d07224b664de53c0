"""Single findings: what two wordings of a name, and two statements of an age, have in common."""

import pytest

from prisoners.matching.comparison import compare
from prisoners.matching.frequencies import Frequencies
from prisoners.matching.names import name_of
from prisoners.matching.profile import of_values, pooled


def read(given="Luis", surname="Soto", **values):
    values = {"given_names": given, "surname_1": surname, **values}
    return of_values(values, name_of(values))


def names_of(one, other, frequencies=None):
    both = frequencies or Frequencies()
    found = [name for name, _amount in compare(one, other, both)]
    assert sorted(found) == sorted(name for name, _amount in compare(other, one, both)), "in either order the same"
    return set(found)


@pytest.mark.parametrize(
    ("one", "other", "finding"),
    [
        ("Juancarlos", "Juan Carlos", "given.joined"),
        ("Juancalos", "Juan Carlos", "given.joined_close"),
        ("Alejandrobrayan", "Alejandro B.", "given.begins"),
        ("Carlosluis", "Carlos", "given.begins"),
        ("Carlosxyz", "Carlos", "given.alike"),
        ("Ale", "Alejandro", "given.nickname"),
        ("Alex", "Alexander", "given.nickname"),
        ("Yose", "Pepe", "given.nickname"),
        ("Jse", "José", "given.close"),
        ("Yoel", "Noel", "given.close_known"),
        ("Ana", "Eva", "given.differs"),
    ],
)
def test_given_names(one, other, finding):
    assert finding in names_of(read(one), read(other))


@pytest.mark.parametrize(
    ("one", "other", "finding"),
    [
        ("Luis J.", "Luis José", "second_given.initial"),
        ("Luis C.", "Luis Ciarlos", "second_given.initial"),
        ("Luis Yniesky", "Luis Yuniesky", "second_given.close"),
        ("Luis Yoel", "Luis Noel", "second_given.close_known"),
        ("Luis Lázaro", "Luis José", "second_given.differs"),
        ("Luis", "Luis José", "second_given.missing"),
    ],
)
def test_second_given_names(one, other, finding):
    assert finding in names_of(read(one), read(other))


def test_slip_of_the_pen_that_many_make_is_no_name():
    """“Maicel”, three times among a hundred “Maikel”, is a misspelling; a tenth of them would be a name."""
    known = Frequencies()
    for name, count in (("Markel", 100), ("Marcel", 5)):
        for _ in range(count):
            known.add(read(name))
    assert "given.close" in names_of(read("Markel"), read("Marcel"), known)
    for _ in range(6):
        known.add(read("Marcel"))
    assert "given.close_known" in names_of(read("Markel"), read("Marcel"), known)


@pytest.mark.parametrize(
    ("age", "finding"),
    [(33, "birth.fits"), (34, "birth.fits"), (35, "birth.off_1"), (31, "birth.off_2"), (40, "birth.far")],
)
def test_age_without_a_date_is_held_against_birth_and_arrest(age, finding):
    """Born in 1987, arrested on 11 July 2021: 33 or 34."""
    known = read(birth_date="1987", detained_on="2021-07-11")
    assert finding in names_of(read(age_at_detention=age), known)


def test_age_without_anything_to_hold_it_against_finds_nothing():
    assert not any(name.startswith("birth") for name in names_of(read(age_at_detention=34), read(birth_date="1987")))


def test_age_of_one_source_is_kept_beside_the_birth_of_another():
    both = pooled([read(birth_date="1987-05-01"), read(age_at_detention=34)])
    assert both.born_as == "day" and both.age == 34
