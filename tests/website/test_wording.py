"""States, lengths and numbers in words. Who left prison is never called free."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from chronology.partial_date import PartialDate
from website import wording
from website.numbers import number, percent
from website.wording import OUTSIDE_NOT_FREE, STATES, State

SINCE = PartialDate.parse("2025-01-16")


def label(vocabulary, code):
    return {"conditional_release": "libertad condicional", "sentence_completed": "cumplimiento de la sanción"}[code]


def state(code, since=SINCE):
    return State(code, {"serving_outside": "conditional_release", "free": "sentence_completed"}.get(code, ""), since)


PHRASES = {
    "in_custody": ("en prisión desde el 16 de enero de 2025", "in prison since 16 January 2025"),
    "serving_outside": (
        "fuera de prisión, no libre: libertad condicional desde el 16 de enero de 2025",
        "outside prison, not free: libertad condicional since 16 January 2025",
    ),
    "awaiting_outside": (
        "fuera de prisión, no libre: a la espera de juicio con medida cautelar desde el 16 de enero de 2025",
        "outside prison, not free: awaiting trial under a precautionary measure since 16 January 2025",
    ),
    "outside_unknown": (
        "fuera de prisión, por figura legal desconocida, desde el 16 de enero de 2025",
        "outside prison, legal figure unknown since 16 January 2025",
    ),
    "free": (
        "libre desde el 16 de enero de 2025: cumplimiento de la sanción",
        "free since 16 January 2025: cumplimiento de la sanción",
    ),
    "exiled": ("en el exilio desde el 16 de enero de 2025", "in exile since 16 January 2025"),
    "at_large": ("en fuga desde el 16 de enero de 2025", "at large since 16 January 2025"),
    "missing": ("en paradero desconocido desde el 16 de enero de 2025", "whereabouts unknown since 16 January 2025"),
    "deceased": ("murió el 16 de enero de 2025", "died on 16 January 2025"),
    "unknown": ("sin información reciente desde el 16 de enero de 2025", "no recent information since 16 January 2025"),
}


@pytest.mark.parametrize("code", STATES)
def test_each_state_has_its_phrase(code):
    for language, expected in zip(("es", "en"), PHRASES[code], strict=True):
        with override(language):
            assert wording.phrase(state(code), label) == expected


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", [*STATES, ""])
def test_each_state_has_a_whole_sentence_with_and_without_a_day(code, language):
    with override(language):
        for since in (SINCE, None):
            text = wording.sentence(state(code, since), label)
            assert text.endswith(".") and text[0].isupper()
            assert not {"  ", " .", " ,", " :", "..", ",."} & {text[i : i + 2] for i in range(len(text))}
            assert "%" not in text
            phrase = wording.phrase(state(code, since), label)
            assert phrase == phrase.strip(" .,:") and "  " not in phrase and " ," not in phrase


@pytest.mark.parametrize("code", sorted(OUTSIDE_NOT_FREE))
def test_outside_is_said_not_to_be_free(code):
    with override("es"):
        assert "No es libre" in wording.sentence(state(code), label)
        assert "no libre" in wording.phrase(state(code), label)
    with override("en"):
        assert "not free" in wording.sentence(state(code), label)


def test_all_ten_states_are_known():
    assert set(STATES) == PHRASES.keys() and len(STATES) == 10


def test_death_in_custody_is_said():
    with override("es"):
        died = State("deceased", "death_in_custody", SINCE)
        assert wording.sentence(died, label) == "Murió bajo custodia el 16 de enero de 2025."


@pytest.mark.parametrize(
    ("months", "days", "es"),
    [
        (54, None, "4 años y 6 meses"),
        (12, None, "1 año"),
        (None, 20, "20 días"),
        (None, None, ""),
        (1, 1, "1 mes y 1 día"),
    ],
)
def test_lengths(months, days, es):
    with override("es"):
        assert wording.length(months, days) == es


@pytest.mark.parametrize(
    ("value", "es", "en"),
    [
        (0, "0", "0"),
        (553, "553", "553"),
        (1396, "1396", "1,396"),
        (12345, "12\u202f345", "12,345"),
        (1234567, "1\u202f234\u202f567", "1,234,567"),
        (Decimal("11.2"), "11,2", "11.2"),
        (Decimal("10.0"), "10", "10"),
        (-5, "−5", "−5"),
        (None, "—", "—"),
    ],
)
def test_numbers_follow_each_language(value, es, en):
    assert (number(value, "es"), number(value, "en")) == (es, en)


def test_shares_have_one_decimal_half_up():
    assert percent(Decimal("38.25"), "es") == "38,3\u00a0%"
    assert percent(35, "en") == "35.0%"
