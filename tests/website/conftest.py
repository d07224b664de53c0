"""A small public record with one of everything, and no memory of the record before."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from config.settings.base import PUBLIC_MIDDLEWARE
from publication import selection
from publication.page_texts import CODES
from reports import answers
from tests.publication import records
from website import labels
from website.paths import WORDS

AS_OF = date(2025, 3, 31)
DETAINED = date(2021, 7, 11)
LEFT = date(2025, 1, 16)
PRIVATE = "Nombre Reservado Manjuarí"


def source(organisation="pd-demo", **fields):
    return {
        "kind": "list",
        "organisation": organisation,
        "label": "Lista",
        "as_of": "2024-10-31",
        "url": "https://example.org/lista",
        **fields,
    }


def detention(**fields):
    return {
        "detained_on": "2021-07-11",
        "kind": "unknown",
        "province": "CU-03",
        "municipality": "",
        "event": "11j",
        "context": "11j",
        "activity": "protest",
        "agency": "",
        "manner": "",
        "stages": [],
        "charges": [],
        "sentences": [],
        "stays": [],
        "releases": [],
        "sources": [source()],
        **fields,
    }


def release_line(**fields):
    return {
        "release_type": "conditional_release",
        "left_on": "2025-01-16",
        "reported_on": "2025-01-18",
        "measure_after": "",
        "court": "",
        "granted_on": "",
        "term_end": "",
        "exile_condition": "unknown",
        "was_already_outside": False,
        "announcement": "anuncio-553",
        "attribution": "organisation",
        "revocation": None,
        "sources": [source("j11j-demo", url="https://example.org/salida")],
        **fields,
    }


def terms(edition):
    for vocabulary, code, es, en in (
        ("province", "CU-03", "La Habana", "Havana"),
        ("event", "11j", "11 de julio de 2021", "11 July 2021"),
        ("offence", "sedicion", "sedición", "sedition"),
        ("release_type", "conditional_release", "libertad condicional", "conditional release"),
        ("release_type", "sentence_completed", "cumplimiento de la sanción", "completion of sentence"),
        ("sanction", "imprisonment", "privación de libertad", "imprisonment"),
        ("sentence_step", "first_instance", "primera instancia", "first instance"),
    ):
        records.term(edition, vocabulary, code, es, en)


@pytest.fixture(autouse=True)
def _forget():
    def forget():
        selection.forget()
        answers.forget()
        labels.forget()

    forget()
    yield
    forget()


@pytest.fixture
def public(db, settings) -> Client:
    """A reader of the public site under its restricted role, who sees what the test has not committed."""
    settings.MIDDLEWARE = [*PUBLIC_MIDDLEWARE, "config.sides.SideMiddleware"]
    return Client()


@pytest.fixture
def record(db):
    """Three persons: outside but not free, in prison, and one withheld."""
    edition = records.edition(1, as_of=AS_OF, note="Primera edición")
    terms(edition)
    snapshot = {"as_of": "2024-10-31", "row_count": 2, "new_count": 2, "gone_count": 0, "published_on": "", "url": ""}
    records.page_text(edition)
    line = {"code": "pd-demo", "name_es": "Lista Ceiba", "name_en": "Ceiba list", "kind": "p", "snapshots": [snapshot]}
    records.organisation(edition, lists=[line])
    records.organisation(edition, "j11j-demo", "Registro Framboyán (demo)")
    records.announcement(edition, document={"title_es": "Anuncio de 553", "title_en": "Announcement of 553"})
    records.published_figure(edition, "x01a", 172, metric="listed", group="x01", verdict="disagrees")
    outside = records.prisoner(
        edition,
        "Yoandri Pérez Sabanalar",
        province="CU-03",
        offences=["sedicion"],
        principal_offence="sedicion",
        detained_earliest=DETAINED,
        detained_latest=DETAINED,
        document=records.document(
            last_confirmed_on="2025-03-20",
            detentions=[detention(releases=[release_line()])],
            facts=[
                {
                    "field": "age_at_detention",
                    "value": "23",
                    "sources": [source()],
                    "stated": [{"organisation": "j11j-demo", "value": "24", "as_of": "2024-10-31"}],
                }
            ],
        ),
    )
    records.custody(outside, "in_custody", DETAINED, LEFT)
    records.custody(outside, "serving_outside", LEFT, detail="conditional_release")
    records.release(outside, left_on=LEFT, announcement="anuncio-553")
    inside = records.prisoner(
        edition,
        "Yanet Leyva Yarayó",
        gender="woman",
        province="CU-03",
        detained_earliest=DETAINED,
        detained_latest=DETAINED,
        document=records.document(detentions=[detention()]),
    )
    records.custody(inside, "in_custody", DETAINED)
    withheld = records.prisoner(edition, PRIVATE, is_withheld=True)
    records.custody(withheld, "in_custody", DETAINED)
    for person in (outside, inside, withheld):
        records.listing(person, "pd-demo", date(2024, 10, 31))
        records.listing(person, "consolidated", date(2024, 10, 31))
    return SimpleNamespace(edition=edition, outside=outside, inside=inside, withheld=withheld)


def addresses(record, language):
    """Every kind of page, in one language."""
    words = {
        "es": ("personas", "excarcelaciones", "anuncios", "cifras", "quienes", "cifras-publicadas"),
        "en": ("people", "releases", "announcements", "figures", "persons", "published-figures"),
    }
    people, releases, announcements, figures, who, published = words[language]
    differ = {"es": "por-que-difieren", "en": "why-they-differ"}[language]
    rest = {
        "es": ("listas", "organizaciones", "ediciones"),
        "en": ("lists", "organisations", "editions"),
    }
    texts = [WORDS[code][language] for code in CODES]
    return [
        f"/{language}/",
        f"/{language}/{people}/",
        f"/{language}/{people}/?q=peres&province=CU-03",
        f"/{language}/{people}/?q=nadie",
        f"/{language}/{people}/{record.outside.slug}/",
        f"/{language}/{people}/{record.inside.slug}/",
        f"/{language}/{releases}/",
        f"/{language}/{releases}/?release_type=conditional_release&announcement=anuncio-553&left_after=2025-01-01",
        f"/{language}/{announcements}/anuncio-553/",
        f"/{language}/{figures}/",
        f"/{language}/{figures}/in_prison/",
        f"/{language}/{figures}/{'tendencias' if language == 'es' else 'trends'}/",
        f"/{language}/{figures}/still_outside/",
        f"/{language}/{figures}/listed/?list=pd-demo&breakdown=custody",
        f"/{language}/{figures}/announced_verified/",
        f"/{language}/{figures}/in_prison/{who}/",
        f"/{language}/{published}/",
        f"/{language}/{figures}/{differ}/",
        f"/{language}/{figures}/{differ}/?from=listed&to=behind_bars&list=pd-demo&event=11j",
        f"/{language}/{figures}/{differ}/{who}/?from=listed&to=behind_bars&list=pd-demo&of=out_serving_outside",
        f"/{language}/{'listas' if language == 'es' else 'lists'}/?lists=pd-demo,consolidated&province=CU-03",
        *(f"/{language}/{word}/" for word in (*rest[language], *texts)),
    ]
