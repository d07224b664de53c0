"""Taking names apart and folding them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prisoners.matching.likeness import sound_of_words
from prisoners.matching.names import parse, plain, sound


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Juan Carlos Pérez Sabanalar", ("Juan Carlos", "Pérez", "Sabanalar")),
        ("PÉREZ SABANALAR, Juan Carlos", ("Juan Carlos", "Pérez", "Sabanalar")),
        ("DE LA CRUZ YARAYÓ, Yosbany", ("Yosbany", "De la Cruz", "Yarayó")),
        ("Yosbany de la Cruz Yarayó", ("Yosbany", "de la Cruz", "Yarayó")),
        ("María del Carmen Soto Jutiar", ("María del Carmen", "Soto", "Jutiar")),
        ("Pedro La O Yarayó", ("Pedro", "La O", "Yarayó")),
        ("Luis Montes de Oca Almiquí", ("Luis", "Montes de Oca", "Almiquí")),
        ("Ana O'Farrill Manjuarí", ("Ana", "O'Farrill", "Manjuarí")),
        ("Yosvani De La Cruz", ("Yosvani", "De La Cruz", "")),
        ("PEREZ, Yoandri", ("Yoandri", "Perez", "")),
    ],
)
def test_name_is_taken_apart(text, parts):
    name = parse(text)
    assert (name.given, name.surname_1, name.surname_2) == parts


@pytest.mark.parametrize(
    "text", ['Maykel "El Ceibo" Soto Jutiar', "Maykel «El Ceibo» Soto Jutiar", "Maykel Soto Jutiar (El Ceibo)",
             "Maykel Soto Jutiar alias El Ceibo", "Maykel Soto Jutiar, conocido como El Ceibo"],
)  # fmt: skip
def test_nickname_is_set_apart(text):
    name = parse(text)
    assert (name.display, name.alias) == ("Maykel Soto Jutiar", "El Ceibo")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yoel", "Joel"), ("Yordanis", "Jordanis"), ("Yunior", "Junior"), ("Ismary", "Ysmari"), ("Yoandri", "Yohandry"),
        ("Johan", "Yoan"), ("Heriberto", "Eriberto"), ("Yuniesky", "Yunieskis"), ("Yosvany", "Yosbani"),
        ("Olivia", "Olibia"), ("Yoandris", "Yoandriz"), ("Lisbeth", "Lizbet"), ("Arsenio", "Arcenio"),
        ("Maikel", "Maiquel"),
        ("Erick", "Eric"), ("Kirenia", "Quirenia"), ("Llanet", "Yanet"), ("Gerardo", "Jerardo"), ("Jesenia", "Yesenia"),
        ("Yannier", "Yanier"), ("Xiomara", "Siomara"), ("Félix", "Felis"), ("Walter", "Wualter"),
    ],
)  # fmt: skip
def test_usual_respellings_of_given_names_sound_alike(one, other):
    assert sound(plain(one), is_given=True) == sound(plain(other), is_given=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Giménez", "Jiménez"), ("Peña", "PENA"), ("Rivero", "Ribero"), ("Ortiz", "Ortis"), ("Suárez", "Suares"),
     ("Llanes", "Yanes"), ("Guillén", "Guiyén"), ("De la Cruz", "de  la cruz")],
)  # fmt: skip
def test_usual_respellings_of_surnames_sound_alike(one, other):
    assert sound_of_words(plain(one)) == sound_of_words(plain(other))


def test_other_names_sound_different():
    assert sound("miguel", is_given=True) != sound("manuel", is_given=True)


@given(st.text())
def test_plain_is_stable(text):
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_any_text_can_be_taken_apart(text):
    name = parse(text)
    assert isinstance(name.words, tuple)


@given(st.lists(st.sampled_from(["Yoandri", "Pérez", "Sabanalar", "de la Cruz", "Luis"]), min_size=2, max_size=4))
def test_display_of_a_name_is_taken_apart_the_same_way(words):
    name = parse(" ".join(words))
    assert plain(parse(name.display).display) == plain(name.display)
