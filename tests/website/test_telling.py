"""The citizens' form: what it asks, what it answers, and what nobody can tell from either."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from threading import BoundedSemaphore

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from intake import vocabulary
from intake.tickets import WITHOUT_SCRIPT, read_ticket, solve
from publication.models import PrisonerVersion
from tests.intake.letters import ask, heads, is_empty, mailbox

FORM, CODE = "/es/reportar/", "/es/reportar/codigo/"
MARK = "Marca Secreta Sabanalar"
SAID = {"kind": "release", "name": "Yoandri Pérez Jutiar", "text": "Salió de Boniato el lunes."}


@pytest.fixture
def key(db):
    return mailbox()


def ticket_in(html: str) -> str:
    return re.search(r'name="ticket" value="([^"]+)"', html)[1]


def opened(public: Client, address: str = FORM, **asked) -> str:
    """The form; with what is asked, as a page of the record opens it."""
    return (public.post(address, asked) if asked else public.get(address)).content.decode()


def send(public: Client, *, address: str = FORM, ticket: str = "", **said):
    ticket = ticket or ticket_in(opened(public))
    return public.post(address, {"ticket": ticket, "solved": solve(read_ticket(ticket)), **said})


def receipt_in(html: str) -> str:
    return re.search(r'class="receipt"><strong>([0-9A-Z-]{23})<', html)[1]


def test_a_report_is_taken_and_answered_with_a_receipt(public, key):
    response = send(public, **SAID, place="Santiago de Cuba", when="el lunes", how="saw", relation="neighbour")
    assert response.status_code == 200
    (head,) = heads(key)
    assert head.said == {**SAID, "place": "Santiago de Cuba", "when": "el lunes", "how": "saw", "relation": "neighbour",
                         "language": "es"}  # fmt: skip
    assert receipt_in(response.content.decode())


def test_only_three_questions_must_be_answered(public, key):
    assert send(public, **SAID).status_code == 200
    for name in SAID:
        response = send(public, **{**SAID, name: ""})
        html = response.content.decode()
        assert response.status_code == 400
        assert f'id="{name}-error"' in html
        assert 'role="alert"' in html
    assert len(heads(key)) == 1


def test_what_was_typed_comes_back_with_what_is_wrong(public, key):
    filled = {"name": "María Ñáñez Tomeguín", "place": "Güines", "when": "ayer", "text": "a < b & c", "how": "heard",
              "relation": "friend", "contact": "555 <1>"}  # fmt: skip
    html = send(public, kind="", **filled).content.decode()
    for shown in ("María Ñáñez Tomeguín", "Güines", "ayer", "a &lt; b &amp; c", "555 &lt;1&gt;"):
        assert shown in html
    assert '<option value="heard" selected>' in html
    assert '<option value="friend" selected>' in html
    assert 'id="consent_contact-error"' in html


def test_a_way_of_contact_is_taken_with_consent_alone(public, key):
    assert send(public, **SAID, contact="yo@example.org").status_code == 400
    send(public, **SAID, contact="yo@example.org", consent_contact="on", consent_publish="on")
    (head,) = heads(key)
    assert head.said["contact"] == "yo@example.org"
    assert head.said["consent_contact"] is head.said["consent_publish"] is True


def test_a_form_sent_twice_makes_one_report_and_shows_one_receipt(public, key):
    ticket = ticket_in(opened(public))
    shown = {receipt_in(send(public, ticket=ticket, **SAID).content.decode()) for _ in range(3)}
    assert len(shown) == 1
    assert len(heads(key)) == 1


def test_without_scripts_patience_stands_for_the_puzzle(public, key):
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        ticket = ticket_in(opened(public))
        response = public.post(FORM, {"ticket": ticket, **SAID})
        assert response.status_code == 400
        html = response.content.decode()
        assert "veinte segundos" in html
        assert SAID["text"] in html
        assert ticket_in(html) == ticket
        clock.shift(WITHOUT_SCRIPT)
        assert public.post(FORM, {"ticket": ticket, **SAID}).status_code == 200
    assert len(heads(key)) == 1


def test_a_form_of_yesterday_comes_back_with_a_new_ticket_and_all_that_was_typed(public, key):
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        ticket = ticket_in(opened(public))
        clock.shift(timedelta(days=2))
        html = public.post(FORM, {"ticket": ticket, **SAID}).content.decode()
        assert SAID["text"] in html
        assert ticket_in(html) != ticket
    assert is_empty()


@pytest.mark.parametrize("ticket", ["", "x", "a:b:c", "\x00", "é" * 300])
def test_a_form_without_a_ticket_of_ours_is_not_taken(public, key, ticket):
    response = public.post(FORM, {"ticket": ticket, "solved": "1", **SAID})
    assert response.status_code == 400
    assert SAID["text"] in response.content.decode()
    assert is_empty()


REMOVAL = {"kind": "removal", "name": SAID["name"]}


def test_a_removal_says_how_far_it_should_go_and_need_not_say_why(public, key):
    response = send(public, **REMOVAL, text="")
    html = response.content.decode()
    assert response.status_code == 400
    assert 'id="level-error"' in html and 'id="text-error"' not in html
    assert re.search(r'value="removal" required checked', html)
    response = send(public, **REMOVAL, text="", level="erase", requester="family")
    assert "lo deciden dos editores de redacciones distintas" in response.content.decode()
    assert heads(key)[0].said == {**REMOVAL, "level": "erase", "requester": "family", "language": "es"}


def test_the_level_is_of_removals_alone(public, key):
    send(public, **SAID, level="erase", requester="family")
    assert heads(key)[0].said == {**SAID, "language": "es"}


def test_levels_and_who_asks_are_those_of_the_newsroom():
    from prisoners.models import Level, Requester  # noqa: PLC0415

    assert [*vocabulary.Level.values] == [one for one in Level.values if one != Level.CORRECT]
    assert set(vocabulary.Requester.values) == set(Requester.values) - {Requester.UNKNOWN}


def test_a_program_that_fills_every_line_is_told_so(public, key):
    response = send(public, **SAID, web="https://example.org")
    assert response.status_code == 400
    assert "solo la llenan los programas" in response.content.decode()
    assert is_empty()


def test_too_many_from_a_network_keep_what_was_typed(public, key, monkeypatch):
    monkeypatch.setattr("intake.admission.PER_NETWORK", 1)
    send(public, **SAID)
    response = send(public, **{**SAID, "text": "otra salida"})
    assert response.status_code == 429
    assert "otra salida" in response.content.decode()


def test_no_picture_is_looked_at_before_the_report_is_let_in(public, key, monkeypatch):
    def never(_content):
        raise AssertionError("work was done for somebody who is not let in")

    monkeypatch.setattr("website.telling.cleaned", never)
    monkeypatch.setattr("intake.admission.PER_NETWORK", 0)
    assert send(public, **SAID, pictures=[upload(picture())]).status_code == 429
    assert public.post(FORM, {"ticket": "x", **SAID, "pictures": [upload(picture())]}).status_code == 400


def test_when_too_many_pictures_are_read_at_once_the_form_comes_back(public, key, monkeypatch):
    monkeypatch.setattr("intake.attachments.PATIENCE", 0.01)
    monkeypatch.setattr("intake.attachments.AT_ONCE", BoundedSemaphore(1))
    from intake import attachments  # noqa: PLC0415

    with attachments.AT_ONCE:
        response = send(public, **SAID, pictures=[upload(picture())])
    assert response.status_code == 503
    assert SAID["text"] in response.content.decode()


def test_words_are_asked_for_alone_where_there_is_no_room_for_pictures(public, key, monkeypatch):
    monkeypatch.setattr("intake.admission.PARTS_A_DAY", 0)
    response = send(public, **SAID, pictures=[upload(picture())])
    assert response.status_code == 429
    assert "Envíe solo el texto" in response.content.decode()
    assert send(public, **SAID).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_no_other_site_makes_its_visitors_send(public, key, site):
    ticket = ticket_in(opened(public))
    sent = {"ticket": ticket, "solved": solve(read_ticket(ticket)), **SAID}
    assert public.post(FORM, sent, headers={"sec-fetch-site": site}).status_code == 400
    assert is_empty()
    assert public.post(FORM, sent, headers={"sec-fetch-site": "same-origin"}).status_code == 200


def test_without_a_key_the_form_says_that_nothing_is_taken(public, db):
    html = opened(public)
    assert "todavía no recibe reportes" in html
    assert "<textarea" not in html
    response = public.post(FORM, {"ticket": "x", **SAID})
    assert response.status_code == 400


def picture(mark: str = "") -> bytes:
    told = Image.Exif()
    told[0x010E] = mark
    made = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(made, "JPEG", exif=told)
    return made.getvalue()


def upload(content: bytes, name: str = f"{MARK}.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def test_pictures_come_cleaned_and_without_their_name(public, key):
    response = send(public, **SAID, pictures=[upload(picture(MARK)), upload(picture())])
    assert response.status_code == 200, response.content.decode()
    (head,) = heads(key)
    assert [file.kind for file in head.files] == ["image/jpeg"] * 2
    assert MARK not in str(head)


@pytest.mark.parametrize("sent", [[b"no picture"], [picture(), b"%PDF-1.7"], [picture()] * 4])
def test_what_can_not_be_cleaned_stops_the_report_and_says_why(public, key, sent):
    response = send(public, **SAID, pictures=[upload(content) for content in sent])
    html = response.content.decode()
    assert response.status_code == 400
    assert 'id="pictures-error"' in html
    assert "Vuelva a elegir sus imágenes" in html
    assert MARK not in html
    assert is_empty()


def test_pictures_that_are_too_large_are_left_out_and_the_words_come_back(public, key, monkeypatch):
    monkeypatch.setattr("intake.attachments.LARGEST_REQUEST", 10_000)
    response = send(public, **SAID, when="ayer", pictures=[upload(bytes(20_000))])
    html = response.content.decode()
    assert response.status_code == 400
    assert 'id="pictures-error"' in html and "Vuelva a elegir sus imágenes" in html
    assert SAID["text"] in html and 'value="ayer"' in html
    assert is_empty()


def test_what_is_far_too_large_is_refused_before_it_is_read(public, key, monkeypatch):
    monkeypatch.setattr("intake.attachments.MOST_READ", 10_000)
    response = send(public, **SAID, pictures=[upload(bytes(20_000))])
    assert response.status_code == 413
    assert "no se leyó ni se guardó nada" in response.content.decode()


def test_nothing_that_is_uploaded_touches_the_disk(public, key, monkeypatch):
    def never(*_args, **_named):
        raise AssertionError("an upload was written to the disk")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", never)
    assert send(public, **SAID, pictures=[upload(picture() + bytes(3 * 1024 * 1024))]).status_code == 200
    assert len(heads(key)[0].files) == 1


def test_the_history_of_the_browser_tells_nothing(public, key):
    for response in (public.get(FORM), send(public, **SAID), public.get(CODE)):
        assert "<title>#TODOS</title>" in response.content.decode()


def test_the_receipt_page_has_no_way_to_lose_the_receipt(public, key):
    assert 'class="tongue"' not in send(public, **SAID).content.decode()


def test_a_question_is_shown_to_its_receipt_and_answered(public, key):
    receipt = receipt_in(send(public, **SAID).content.decode())
    ask(heads(key)[0], "¿Qué día\nfue <b>?")
    html = public.post(CODE, {"code": receipt.lower().replace("-", " ")}).content.decode()
    assert "¿Qué día<br>fue &lt;b&gt;?" in html
    response = send(public, address=CODE, ticket=ticket_in(html), code=receipt, text="El lunes 13.")
    assert response.status_code == 200
    assert "Su respuesta está sellada y recibida" in response.content.decode()
    assert {head.said.get("text") for head in heads(key)} == {SAID["text"], "El lunes 13."}
    assert len({head.box for head in heads(key)}) == 1


def test_an_answer_that_is_not_taken_keeps_receipt_and_text(public, key):
    receipt = receipt_in(send(public, **SAID).content.decode())
    html = public.post(CODE, {"code": receipt, "text": "El lunes 13.", "ticket": "x"}).content.decode()
    assert "El lunes 13." in html
    assert f'name="code" value="{receipt}"' in html


def test_a_wrong_receipt_and_one_without_questions_are_answered_alike(public, key):
    receipt = receipt_in(send(public, **SAID).content.decode())

    def without_what_differs(code):
        html = public.post(CODE, {"code": code}).content.decode()
        for one in (code, ticket_in(html)):
            html = html.replace(one, "")
        return re.sub(r"<!--[0-9a-f]*-->", "", html)

    assert without_what_differs(receipt) == without_what_differs("00000-00000-00000-00000")


@pytest.mark.parametrize("code", ["", "x", "7Q2MX-0B4TD-K9FGH-3WVN", "a" * 10_000, "'; DROP TABLE", "\x00"])
def test_what_is_no_receipt_is_refused_with_a_sentence(public, key, code):
    response = public.post(CODE, {"code": code})
    assert response.status_code == 400
    assert 'id="code-error"' in response.content.decode()


def test_receipts_can_not_be_guessed_for_ever(public, key, monkeypatch):
    monkeypatch.setattr("intake.admission.LOOKS_PER_NETWORK", 2)
    codes = [public.post(CODE, {"code": f"{number:020}"}).status_code for number in range(3)]
    assert codes == [200, 200, 429]


def test_a_record_is_named_in_the_form_that_was_opened_from_it(public, key, record):
    person = PrisonerVersion.objects.current().filter(is_withheld=False).first()
    html = opened(public, about=str(person.public_id), kind="error")
    assert f'name="about" value="{person.public_id}"' in html
    assert f'value="{person.name_display}"' in html
    assert re.search(r'value="error" required checked', html)
    assert "about=" not in public.get(f"/es/personas/{person.slug}/").content.decode()
    send(public, **SAID, about=str(person.public_id))
    assert heads(key)[0].said["about"] == str(person.public_id)


def test_who_is_withheld_is_answered_as_who_never_was(public, key, record):
    held = PrisonerVersion.objects.current().filter(is_withheld=True).first()
    pages = {
        re.sub(r"<!--[0-9a-f]*-->", "", html.replace(ticket_in(html), ""))
        for html in (opened(public), opened(public, about=str(held.public_id)),
                     opened(public, about="00000000-0000-4000-8000-000000000000"))
    }  # fmt: skip
    assert len(pages) == 1


@pytest.mark.parametrize("asked", [{"about": "x"}, {"kind": "free"}, {"about": "1' OR 1=1"}, {"kind": "\u202e"}])
def test_what_the_form_does_not_know_is_refused_by_name(public, key, asked):
    response = public.post(FORM, asked)
    assert response.status_code == 400
    assert next(iter(asked)) in response.content.decode()


@pytest.mark.parametrize("name", ["about", "kind", "zzz"])
def test_the_address_of_the_form_says_nothing(public, key, name):
    """It stays in the history of the browser: whom the form was opened about is not in it."""
    response = public.get(FORM, {name: "00000000-0000-4000-8000-000000000000"})
    assert response.status_code == 400
    assert name in response.content.decode()


@pytest.mark.parametrize("address", [FORM, CODE])
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(public, key, address, method):
    assert getattr(public, method)(address).status_code == 405


def test_nothing_of_the_sender_is_in_any_table(public, key):
    """Address, device and words: searched in every column of every table, as text."""
    ticket = ticket_in(opened(public))
    sent = {"ticket": ticket, "solved": solve(read_ticket(ticket)), **SAID, "text": MARK, "contact": MARK,
            "consent_contact": "on"}  # fmt: skip
    response = public.post(FORM, sent, REMOTE_ADDR="198.51.100.77",
                           HTTP_USER_AGENT=f"Agente {MARK}",
                           HTTP_X_FORWARDED_FOR="198.51.100.78",
                           HTTP_REFERER=f"https://example.org/{MARK}")  # fmt: skip
    assert response.status_code == 200
    receipt = receipt_in(response.content.decode())
    sought = [MARK, "Sabanalar", "198.51.100", receipt, receipt.replace("-", ""), ticket]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row::text FROM "{table}" AS row')
            held = "\n".join(text for (text,) in cursor.fetchall())
            raw = held + bytes.fromhex("".join(re.findall(r"\\x((?:[0-9a-f]{2})+)", held))).decode("latin-1")
            assert not [one for one in sought if one in raw], table


def test_the_public_site_can_not_open_what_it_took():
    assert "intake.opening" not in {module for module in apps.app_configs}
    import website.telling  # noqa: PLC0415
    import website.views.telling as view  # noqa: PLC0415

    for module in (website.telling, view):
        assert not hasattr(module, "unseal")
        assert not hasattr(module, "opening")
