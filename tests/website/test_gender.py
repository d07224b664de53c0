"""Nothing on a person's page agrees with a gender: the words are the same for women, men and whoever told nobody."""

import csv
import re
from pathlib import Path

import pytest

from publication.projector.labels import SPANISH
from tests.publication import records
from tests.website.conftest import LEFT, detention, release_line

OF_A_PERSON = re.compile(
    r"\b(detenid|pres|nombrad|acusad|condenad|convict|sancionad|citad|absuelt|liberad|excarcelad|fallecid|muert|evadid"
    r"|prófug|contad|confirmad|devuelt)[oa]s?\b",
    re.IGNORECASE,
)
AGREES_WITH_PERSON = re.compile(r"\bpersonas? (presa|convicta|condenada|devuelta|detenida)s?")
AGREES_WITH_ANOTHER = re.compile(r"Salida contada|acusación con petición|evasión de presos o detenidos")


def gendered(text: str) -> list[str]:
    for allowed in (AGREES_WITH_PERSON, AGREES_WITH_ANOTHER):
        text = allowed.sub("", text)
    return [found.group() for found in OF_A_PERSON.finditer(text)]


@pytest.mark.parametrize("gender", ["man", "woman", "unknown"])
def test_record_in_spanish_says_nothing_of_gender(public, record, gender):
    told = detention(
        releases=[release_line(was_already_outside=True)],
        stages=[{"stage": "charged", "from_on": "2021-08", "sources": []}],
        charges=[{"offence": "sedicion", "role": "", "stage": "conviction", "law": "", "sources": []}],
    )
    classified = [
        {"scheme": "pd", "value": value, "organisation": "pd-demo", "stated_on": ""}
        for value in ("convict_of_conscience", "condemned_of_conscience", "other_political")
    ]
    document = records.document(detentions=[told], classifications=classified, last_confirmed_on="2025-03-20")
    person = records.prisoner(record.edition, "Yuni Cuba Manjuarí", gender=gender, document=document)
    records.custody(person, "serving_outside", LEFT, detail="conditional_release")
    records.listing(person, "j11j-demo", LEFT, counts_as_prisoner=False)
    html = public.get(f"/es/personas/{person.slug}/").content.decode()
    shown = re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")])
    assert "persona convicta de conciencia" in shown
    assert gendered(shown) == []


@pytest.mark.parametrize(
    "vocabulary",
    ["custody_state", "procedural_stage", "charge_stage", "sentence_step", "measure_after", "revocation_ground"],
)
def test_words_of_a_vocabulary_agree_with_no_gender(vocabulary):
    assert [found for text in SPANISH.get(vocabulary, {}).values() for found in gendered(text)] == []


def test_legal_figures_agree_with_no_gender():
    with Path("releases/reference/release-types.csv").open(encoding="utf-8") as opened:
        assert [found for row in csv.reader(opened) for found in gendered(row[1])] == []
