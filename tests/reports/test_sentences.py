from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports import registry
from tests.publication import records

pytestmark = pytest.mark.django_db

DAY = date(2024, 10, 31)
ASKED = {"offence": "sedicion", "list": "pd-demo"}


@pytest.fixture
def edition():
    edition = records.edition(as_of=DAY)
    records.organisation(edition)
    records.term(edition, "offence", "sedicion")
    return edition


def charged(edition, *months, offence="sedicion", on="pd-demo", is_principal=True, **sentence):
    person = records.prisoner(edition)
    records.listing(person, on, date(2022, 1, 1))
    records.charge(person, offence, is_principal=is_principal)
    for length in months:
        records.sentence(person, length, **sentence)
    return person


def asked(**texts):
    answer = registry.answer("sentence_length", {**ASKED, **texts})
    return {"mean": answer.value, **answer.extras}


def test_mean_and_median_of_those_sentenced(edition):
    charged(edition, 60)
    charged(edition, 72)
    charged(edition, 240)
    charged(edition)  # awaits trial
    charged(edition, None, sanction="life")
    charged(edition, 36, sanction="tcsi")

    assert asked() == {"mean": Decimal("10.3"), "n": 3, "charged": 6, "sentenced": 4, "median": Decimal("6.0")}
    assert registry.answer("sentence_length", ASKED).persons.count() == 3


def test_others_do_not_count(edition):
    charged(edition, 60)
    charged(edition, 600, offence="desacato")
    charged(edition, 600, is_principal=False)
    charged(edition, 600, on="otra")
    charged(edition, 600, from_=date(2024, 11, 1))  # not yet in force
    charged(edition, 600, from_=date(2022, 1, 1), to=DAY)  # replaced on that day
    charged(edition, 600, from_=None, step="prosecutor_request")

    assert asked() == {"mean": Decimal("5.0"), "n": 1, "charged": 4, "sentenced": 1, "median": Decimal("5.0")}


def test_longer_of_two_sentences_in_force_counts_once(edition):
    charged(edition, 60, 120)

    assert asked()["mean"] == Decimal("10.0")
    assert asked()["n"] == 1


@pytest.mark.parametrize(
    ("months", "days", "mean"), [(63, None, "5.3"), (0, 18, "0.0"), (0, 19, "0.1"), (None, 366, "1.0")]
)
def test_mean_is_rounded_half_up_from_exact_lengths(edition, months, days, mean):
    charged(edition, months, days=days)

    assert asked()["mean"] == Decimal(mean)


def test_nobody_charged_has_no_mean(edition):
    answer = registry.answer("sentence_length", {"offence": "sedicion"})

    assert (answer.value, answer.possible) == (None, (None, None))
    assert answer.extras == {"n": 0, "charged": 0, "sentenced": 0, "median": None}


def test_bands_are_of_the_longest_sentence_in_force(edition):
    charged(edition, 12)
    charged(edition, 13)
    charged(edition, 36, 241)
    charged(edition, None, sanction="life")
    charged(edition, None)
    with CaptureQueriesContext(connection) as found:
        rows = registry.answer("sentenced", {"list": "pd-demo"}).breakdown

    assert {row.code: row.value for row in rows if row.value} == {
        "to_1": 1, "to_3": 1, "over_20": 1, "life": 1, "unknown": 1,
    }  # fmt: skip
    assert max(one["sql"].count("MAX(") for one in found if "SELECT CASE" in one["sql"]) <= len(rows) + 1
