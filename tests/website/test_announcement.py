"""One announcement: its chain and ledger, the persons behind each number, the report, the paper, the card."""

import re
from datetime import date
from html import unescape

import pytest

from publication.models import Edition
from tests.publication import records
from tests.website.conftest import AS_OF
from website.announced import CHAIN

PAGE = "/es/anuncios/anuncio-553/"
ENGLISH = "/en/announcements/anuncio-553/"
CARD, REPORT, PDF = f"{PAGE}tarjeta/", f"{PAGE}informe/", f"{PAGE}informe.pdf"
EVERY = [
    (PAGE, ENGLISH),
    (CARD, f"{ENGLISH}card/"),
    (REPORT, f"{ENGLISH}report/"),
    (PDF, f"{ENGLISH}report.pdf"),
    (f"{PAGE}brecha.csv", f"{ENGLISH}gap.csv"),
    (f"{PAGE}quienes/", f"{ENGLISH}persons/"),
    (f"{PAGE}quienes/todos.csv", f"{ENGLISH}persons/todos.csv"),
]
ADDRESSES = [address for pair in EVERY for address in pair]


def text_of(public, address, status=200):
    response = public.get(address)
    assert response.status_code == status
    return response.content.decode()


def released(record, name="Luis Díaz Jutiarito", left_on=date(2025, 2, 1), **columns):
    person = records.prisoner(record.edition, name)
    records.listing(person, "pd-demo", date(2024, 1, 1))
    records.release(person, left_on=left_on, announcement="anuncio-553", **columns)
    return person


def follow(record, announcement):
    """Somebody's release is tied to that announcement."""
    person = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    records.listing(person, "pd-demo", date(2024, 1, 1))
    records.release(person, left_on=date(2025, 2, 1), announcement=announcement)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/es/anuncios/iglesia-52/", "ni confirma ni desmiente"),
        ("/en/announcements/iglesia-52/report/", "neither confirms nor"),
    ],
)
def test_an_announcement_that_nobody_is_tied_to_is_neither_confirmed_nor_refuted(public, record, address, words):
    records.announcement(record.edition, "iglesia-52", date(2010, 7, 7), number=52)
    html = text_of(public, address)
    assert words in html
    assert "no identificadas" not in html and "not identified" not in html and "iframe" not in html


def test_a_day_beyond_the_edition_is_said_to_be_unknown(public, record):
    assert "De este día no se sabe nada." in text_of(public, "/es/?as_of=2025-06-30")
    assert "De este día no se sabe nada." not in text_of(public, "/es/?as_of=2025-03-31")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers_and_keeps_its_tag(public, record, address):
    response = public.get(address)
    assert response.status_code == 200
    again = public.get(address, headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ADDRESSES)
def test_unknown_announcement_is_not_found(public, record, address):
    assert public.get(address.replace("anuncio-553", "nada")).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ["edition=9", "as_of=ayer", "otra=1"])
def test_what_cannot_be_used_is_refused(public, record, address, query):
    assert public.get(f"{address}?{query}").status_code == (404 if query.startswith("edition") else 400)


def test_every_number_of_the_chain_leads_to_as_many_persons(public, record):
    back = {"reimprisoned_earliest": date(2025, 3, 1), "reimprisoned_latest": date(2025, 3, 1), "revoked_on": "2025-03"}
    released(record, **back, was_already_outside=True, state_after="exiled")
    html = text_of(public, PAGE)
    steps = re.findall(r"<li><strong>(?:<a href=\"([^\"]+)\">)?(\d+)", html)
    assert [int(number) for _, number in steps] == [553, 2, 551, 1, 1, 1, 1, 0]
    for address, number in steps:
        if "?of=" in address:
            assert f"{number} persona" in unescape(text_of(public, unescape(address)))


def test_chain_gives_the_share_of_those_announced(public, record):
    records.announcement(record.edition, "anuncio-8", date(2025, 1, 14), number=8)
    follow(record, "anuncio-8")
    released(record)
    for address in (PAGE, REPORT, CARD):
        assert "0,4\u00a0%" in text_of(public, address)
    assert "1 of 8 (12.5%)" in text_of(public, "/en/announcements/anuncio-8/")


def test_chain_of_no_number_announced_says_so_and_gives_no_share(public, record):
    records.announcement(record.edition, "sin-numero", number=None, document={"title_es": "Sin número"})
    follow(record, "sin-numero")
    for address in ("/es/anuncios/sin-numero/", "/es/anuncios/sin-numero/informe/"):
        html = text_of(public, address)
        assert "no dio ningún número" in html
        assert "no identificadas</b>" not in html and 'class="strip"' not in html
    assert "El anuncio no dio ningún número." in text_of(public, "/es/anuncios/sin-numero/tarjeta/")
    assert public.get("/es/anuncios/sin-numero/informe.pdf").status_code == 200


@pytest.mark.parametrize("address", [PAGE, REPORT, CARD])
def test_before_the_announcement_nothing_is_counted(public, record, address):
    html = text_of(public, f"{address}?as_of=2025-01-13")
    assert "aún no se había anunciado" in html
    assert "verificadas</b>" not in html and "<svg" not in html


def test_on_the_day_of_the_announcement_nobody_is_verified_yet(public, record):
    html = text_of(public, f"{PAGE}?as_of=2025-01-14")
    assert "553 anunciadas, 0 verificadas" in html
    assert "aún no se había anunciado" not in html
    assert "no hay nadie verificado" in text_of(public, f"{REPORT}?as_of=2025-01-14")


def test_ledger_draws_both_lines_and_lists_each_day_that_changes_something(public, record):
    released(record, left_on=date(2025, 1, 20), reported_on=date(2025, 2, 10))
    html = text_of(public, PAGE)
    svg = html[html.index('<svg class="chart gap"') : html.index("</svg>", html.index('<svg class="chart gap"'))]
    assert "553 anunciadas" in svg and "stroke-dasharray" in svg and "20 de enero de 2025: 2, 1 conocida" in svg
    rows = re.findall(r'<th scope="row" class="when">([^<]+)</th>((?:<td class="number">[^<]*</td>)+)', html)
    assert [(day, re.findall(r">(\d+)<", cells)) for day, cells in rows] == [
        ("14 de enero de 2025", ["0", "0", "553"]),
        ("16 de enero de 2025", ["1", "1", "552"]),
        ("20 de enero de 2025", ["2", "1", "551"]),
        ("10 de febrero de 2025", ["2", "2", "551"]),
        ("31 de marzo de 2025", ["2", "2", "551"]),
    ]


def test_ledger_as_csv_has_the_same_days(public, record):
    lines = text_of(public, f"{PAGE}brecha.csv").removeprefix("\ufeff").split()
    assert [line.split(",")[:4] for line in lines[1:]] == [
        ["2025-01-14", "553", "553", "0"],
        ["2025-01-16", "553", "552", "1"],
        ["2025-03-31", "553", "552", "1"],
    ]


def test_ledger_never_goes_past_the_day_of_the_edition(public, record):
    lines = text_of(public, f"{PAGE}brecha.csv?as_of=2026-06-30").split()
    assert lines[-1].startswith(str(AS_OF))


def test_persons_behind_an_unknown_number_are_refused_with_those_that_there_are(public, record):
    html = text_of(public, f"{PAGE}quienes/?of=nadie", 400)
    assert "<code>back</code>" in html and "<code>sex-women</code>" in html
    assert public.get(f"{PAGE}quienes/todos.csv?of=nadie").status_code == 400


def test_persons_as_csv(public, record):
    header, line = text_of(public, f"{PAGE}quienes/todos.csv?of=verified").removeprefix("\ufeff").strip().split("\r\n")
    assert header.endswith(",address,announcement,of,as_of,edition")
    assert line.startswith(str(record.outside.public_id))
    assert line.endswith("anuncio-553,verified,2025-03-31,1")


def test_each_number_of_the_report_leads_to_as_many_persons(public, record):
    for place in range(3):
        released(record, f"Luis Díaz Jutiar{place:03}", days_inside=900 + place, sentence_months=60)
    html = text_of(public, REPORT)
    found = re.findall(r"href=\"([^\"]*\?of=([a-z0-9-]+))\">([^<]+)</a></td><td class=\"number\">([^<]*)<", html)
    assert {"when-week", "sex-men", "inside-mean", "sentence-mode-60", "free-no"} <= {of for _, of, _, _ in found}
    for address, _, number, share in found:
        if share:
            persons = (
                text_of(public, unescape(address)).split('class="rows people"')[1].split("<footer")[0].count("<li>")
            )
            assert persons == int(number)


def test_shares_of_fewer_than_twenty_are_fractions(public, record):
    released(record)
    assert "1 de 2 (50,0\u00a0%)" in text_of(public, REPORT)
    assert "1 of 2 (50.0%)" in text_of(public, f"{ENGLISH}report/")


def test_what_others_printed_stands_beside_its_number_and_nowhere_else(public, record):
    printed = {"publisher": "justicia-11j", "publisher_name": "Justicia 11J", "metric": "released_political"}
    records.published_figure(record.edition, "f01a", 212, as_of=date(2025, 3, 10), **printed)
    records.published_figure(record.edition, "f01b", 191, as_of=date(2025, 1, 20), **printed)
    after = {**printed, "metric": "released_political_after_20_jan"}
    records.published_figure(record.edition, "f01c", 21, as_of=date(2025, 3, 10), **after)
    records.published_figure(record.edition, "f99", 999, as_of=date(2024, 3, 10), **printed)  # of something earlier

    released(record)
    html = text_of(public, REPORT)

    def row(label):
        return re.search(rf"<tr><td>{label}.*?</tr>", html, re.DOTALL).group()

    assert "191" in row("en la primera semana") and "20 de enero de 2025" in row("en la primera semana")
    assert ": 21<" in row("después").replace("\n", "")
    assert "212" in html.split("Publicado por otros")[1][:400]
    assert "999" not in html
    other = records.announcement(record.edition, "indulto-2019", date(2019, 7, 19), number=2604)
    assert "212" not in text_of(public, f"/es/anuncios/{other.code}/informe/")


def test_the_portrait_that_was_printed_stands_line_by_line(public, record):
    told = {"publisher_name": "Justicia 11J", "as_of": date(2025, 3, 10)}
    portrait = {
        "released_men_percent": ("86", "hombres", "86\u00a0%"),
        "released_mean_age": ("36", "edad media al salir", "36 años"),
        "released_aged_60": ("8", "de 60 años o más al salir", "8"),
        "released_detained_at_17_18": ("6", "detenidas con 18 años o menos", "6"),
        "released_11j_percent": ("98", "11J", "98\u00a0%"),
        "released_mean_years_inside": ("3.5", "media", "3,5 años"),
        "released_common_sentence_years": ("5", "la más frecuente: 4 años", "5 años"),
        "released_sentence_10_15_years": ("29", "de ellas, de 10 a 15 años", "29"),
    }
    for place, (metric, (value, _, _)) in enumerate(portrait.items()):
        records.published_figure(record.edition, f"f41{place}", value, metric=metric, **told)
    released(record, sentence_months=48)
    html = text_of(public, REPORT)
    for _, label, said in portrait.values():
        row = re.search(rf"<tr><td>{label}.*?</tr>", html, re.DOTALL).group()
        assert f"(al 10 de marzo de 2025): {said}<" in row.replace("\n", ""), label
    assert html.count("(al 10 de marzo de 2025): ") == len(portrait)
    english = text_of(public, f"{ENGLISH}report/")
    assert "(as of 10 March 2025): 86%<" in english.replace("\n", "") and "86\u00a0%" not in english
    assert public.get(PDF).status_code == 200


def test_comparisons_say_by_how_much_and_of_which_day(public, record):
    def one(number, stated_on):
        told = {"organisation": "x", "organisation_name": "Otra", "definition_es": "", "definition_en": "", "url": ""}
        return {**told, "number": number, "stated_on": stated_on}

    stated = [
        (50, "2025-01-20"),
        (1, "2025-01-20"),
        (3, "2026-01-15"),
        (2, "2025-01~"),
        (1, ""),
        (3, ""),
        (9, "2025-02"),
    ]
    document = {"comparisons": [one(*pair) for pair in stated]}
    records.announcement(record.edition, "comparado", number=10, document=document)
    for day, known in ((date(2025, 1, 16), date(2025, 2, 1)), (date(2025, 1, 25), date(2025, 1, 25))):
        person = records.prisoner(record.edition, f"Luis Díaz Jutiar{day.day:03}")
        records.listing(person, "pd-demo", date(2024, 1, 1))
        records.release(person, left_on=day, reported_on=known, announcement="comparado")
    html = text_of(public, "/en/announcements/comparado/")
    assert re.findall(r'data-label="Beside ours">([^<]+)<', html) == [
        "By that day we count 1. Theirs is 49 higher. By then 0 of ours had been made known: theirs is 50 higher.",
        "By that day we count 1. Theirs is the same. By then 0 of ours had been made known: theirs is 1 higher.",
        "Our record speaks until 31 March 2025: 2 then. Theirs is 1 higher.",
        "The day is not stated. Ours reached that number on 25 January 2025: it rose from 1 to 2.",
        "The day is not stated. Ours reached that number on 16 January 2025: it rose from 0 to 1.",
        "The day is not stated. Ours had not reached that number by 31 March 2025: 2.",
        "The day is not stated; in that time ours is 2.",
    ]
    said_on = re.findall(r'data-label="Stated on">([^<]*)<', html)
    assert "not stated" in said_on and "" not in said_on


@pytest.mark.parametrize(("address", "language"), [(PDF, "es"), (f"{ENGLISH}report.pdf", "en")])
def test_paper_is_the_same_to_the_byte_and_says_what_it_is(public, record, address, language):
    response = public.get(address)
    written = response.content
    assert response.headers["Content-Type"] == "application/pdf"
    assert f'inline; filename="anuncio-553-2025-03-31-1-{language}.pdf"' == response.headers["Content-Disposition"]
    assert written.startswith(b"%PDF-1.") and written == public.get(address).content
    assert f"/Lang ({language})".encode() in written
    assert written.count(b"D:20250115") == 2, "its dates are those of the edition"
    assert b"Helvetica" not in written, "a font that the file has not"
    assert b"/ToUnicode" in written and b"/FontFile2" in written, "letters that can be selected, in the file"


def test_paper_has_what_the_page_has(public, record):
    from website.release_report_pdf import style

    said = []
    original = style.printable
    style._letter.cache_clear()
    try:
        style.printable = lambda text: said.append(text) or original(text)
        public.get(PDF)
    finally:
        style.printable = original
    told = " ".join(said)
    assert "Informe" in told and "Anuncio de 553" in told
    assert "datos de demostración inventados" in told and f"http://testserver{REPORT}?edition=1" in told
    assert "no identificadas" in told and "Cuándo salieron" in told


def test_paper_of_an_announcement_to_come_and_of_nobody_says_so(public, record):
    for query, is_short in (("?as_of=2025-01-13", True), ("?as_of=2025-01-14", True), ("", False)):
        pages = len(re.findall(rb"/Type /Page\b", public.get(PDF + query).content))
        assert (pages == 1) is is_short, query


def test_paper_of_a_letter_that_the_font_has_not():
    from website.release_report_pdf.style import linked, printable

    assert printable("Peña “€” 12\u202f345 – Dvořák Győző 漢") == "Peña “€” 12\u00a0345 – Dvorák Gyozo ?"
    assert linked("<b> & 'x'", 'http://x/?a=1&b="2"') == (
        "<a href=\"http://x/?a=1&amp;b=&quot;2&quot;\">&lt;b&gt; &amp; 'x'</a>"
    )


def test_announcement_takes_a_known_number_of_queries(public, record, django_assert_max_num_queries):
    public.get(PAGE)
    with django_assert_max_num_queries(13):
        public.get(PAGE)
    public.get(REPORT)
    with django_assert_max_num_queries(7):
        public.get(REPORT)


def test_an_earlier_edition_keeps_its_numbers(public, record):
    before = text_of(public, f"{PAGE}brecha.csv?edition=1")
    newer = records.edition(2, as_of=date(2025, 4, 30))
    person = records.prisoner(newer, "Luis Díaz Jutiarito")
    records.listing(person, "pd-demo", date(2024, 1, 1))
    records.release(person, left_on=date(2025, 1, 17), announcement="anuncio-553")
    assert Edition.objects.count() == 2
    assert text_of(public, f"{PAGE}brecha.csv?edition=1") == before
    assert text_of(public, f"{PAGE}brecha.csv") != before


def test_every_step_has_a_name_and_a_meaning_in_both_languages():
    from reports.definitions.gap import MEANINGS, NAMES

    assert all(text.es and text.en for code in CHAIN for text in (NAMES[code], MEANINGS[code]))
