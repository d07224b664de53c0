"""One thing has one word in Spanish (docs/words.md): the words that stood for it once come back nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from config.catalogues import LOCALE
from demonstration.page_texts import ABOUT_EN, ABOUT_ES
from publication.page_texts import CODES, shipped
from reports import registry

INSTEAD = {
    r"avis(os?|ar|e|en|emos)": "reporte, reportar (aviso is an e-mail to editors)",
    r"llaves?(?! de acceso)": "clave (llave de acceso is a passkey)",
    r"guiones|scripts?": "JavaScript",
    r"rangos?": "intervalo",
    r"sucesos?|acontecimientos?": "hecho",
    r"basura": "spam",
    r"destierros?": "exilio forzado",
    r"(\d+|%\(\w+\)[sd]|más) letras": "caracteres",
    r"emparejador(es)?": "el cotejo",
    r"fusion\w*": "unir, unión",
    r"prófugos?": "en fuga",
    r"vídeos?": "video",
    r"dictad(or|ores|ura)|tiran[oía]+s?|esbirros?|represor(a|es)?": "no insult (domain rule 8.15)",
    r"castrist\w+|gusan[oae]\w*|mercenari[oa]s?": "no insult, not even as an echo of one (domain rule 8.15)",
}
ABOUT_SOMETHING_ELSE = (
    r"[Nn]otice",  # of e-mails to editors
    r"sanción accesoria",  # says what destierro was
)  # fmt: skip


def faults(text: str, *, about: str = "") -> list[str]:
    """The words of `text` that another one replaced. `about`: the English of it."""
    if any(re.search(pattern, f"{text} {about}") for pattern in ABOUT_SOMETHING_ELSE):
        return []
    return [instead for word, instead in INSTEAD.items() if re.search(rf"(?<!\w)({word})(?!\w)", text, re.IGNORECASE)]


def said(root: Path) -> Iterator[tuple[str, str, str]]:
    """Where, the Spanish, and its English where they stand together."""
    for entry in polib.pofile(str(LOCALE / "es" / "LC_MESSAGES" / "django.po")):
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            yield f"{entry.linenum} of the catalogue", text, entry.msgid
    texts = {code: shipped(code)["body_es"] for code in CODES} | {"demonstration": ABOUT_ES}
    texts |= {str(path): path.read_text() for path in (root / "templates").rglob("*.es.html")}
    for where, text in texts.items():
        for line in text.splitlines():
            yield where, line, ""
    for figure in registry.figures():
        told = figure.definition
        yield figure.id, " ".join(text.es for text in (told.title, told.short, told.text)), ""


def test_no_text_has_a_word_that_another_replaced(settings):
    found = {
        (where, text): instead for where, text, about in said(settings.ROOT) if (instead := faults(text, about=about))
    }
    assert not found


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("un aviso rechazado", "reporte"),
        ("Avisar de un error", "reporte"),
        ("El buzón no tiene llave.", "clave"),
        ("Sin guiones en la página", "JavaScript"),
        ("la cifra aparece como rango", "intervalo"),
        ("detenidos de un suceso", "hecho"),
        ("Tenidos por basura", "spam"),
        ("- **Destierro**: no es una figura legal.", "exilio"),
        ("Como máximo 4000 letras", "caracteres"),
        ("más de %(longest)d letras", "caracteres"),
        ("un vídeo", "video"),
        ("los esbirros de la dictadura", "insult"),
    ],
)
def test_a_word_that_came_back_is_seen(text, instead):
    assert [one for one in faults(text) if instead in one]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Avisos por correo", "Notices by e-mail"),
        ("Añadir una llave de acceso", "Add a passkey"),
        ("Destierro fue una sanción accesoria.", ""),
        ("Compruebe la dirección letra por letra.", ""),
        ("un video", ""),
    ],
)
def test_a_word_in_its_own_sense_is_not(text, about):
    assert not faults(text, about=about)


@pytest.mark.parametrize("english", [*(shipped(code)["body_en"] for code in CODES), ABOUT_EN])
def test_english_says_left_prison_and_never_parole(english):
    assert not re.search(r"\b(parole|paroled|can not|criminals?|regime)\b", english, re.IGNORECASE)
