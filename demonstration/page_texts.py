"""What the invented coalition says about itself: that it is invented, and how the program that shows it works."""

from __future__ import annotations

import re

from demonstration.accounts import OUTLETS
from editorial.acting import acting_as
from editorial.models import Editor, PageCode, PageText
from publication.page_texts import shipped

ABOUT_ES = """
Esto es una **demostración**. La coalición, sus medios y las personas detenidas de estas páginas son inventados;
son reales los anuncios del Estado y las cifras que otros publicaron. Quien instala el programa de verdad
escribe aquí quién es.

## Qué es #TODOS

Un registro de los presos políticos de Cuba que varias redacciones independientes llevan juntas. Las
organizaciones que los documentan tienen cada una su lista, con su definición; las listas se solapan y a veces
se contradicen. Aquí hay una ficha por persona, con quién dice qué, desde la detención hasta después de la
excarcelación.

## Cómo verificamos

- **Cada dato tiene su fuente**, pública o reservada. Lo que nadie respalda no se publica, y donde las fuentes
  discrepan se ven todas.
- **Nadie publica a solas.** Otra persona lee cada cambio antes que el público; una excarcelación, una muerte, una
  unión de fichas o una retirada las lee además otro medio.
- **Las cifras se pueden comprobar.** Cada una dice qué cuenta y muestra a las personas contadas. Cada edición
  queda numerada y sellada: un número impreso en marzo se puede volver a encontrar en diciembre, salvo lo que se
  retira por la seguridad de alguien.
- **Excarcelado no es libre.** Quien sale con libertad condicional o licencia extrapenal puede volver a prisión.
- **Nos corregimos a la vista**, y retiramos un nombre cuando mostrarlo pone a alguien en peligro.

## Qué medios la forman {{#outlets}}

Inventados también, y sin dirección por eso. Una coalición de verdad pone junto a cada medio la suya, donde ese medio
dice por qué vía se le escribe.

{outlets}

Otros dos prefieren que no se sepa.

## Cómo escribirnos sin riesgo

El formulario de esta demostración funciona, pero detrás no hay ninguna redacción: **no le confíe datos de nadie**.
Una coalición de verdad dice aquí por qué otras vías recibe reportes y cómo comprobar que son suyas. Estas
precauciones valen para cualquiera de ellas:

- No escriba desde el teléfono o la red del trabajo, ni desde un aparato que otros revisan.
- Cuente lo que vio y dónde se puede comprobar; deje fuera su nombre si no hace falta.
- Borre el mensaje del aparato después de enviarlo.
"""
ABOUT_EN = """
This is a **demonstration**. The coalition, its outlets and the people arrested on these pages are invented; the
announcements of the State and the figures that others published are real. Whoever installs the program in
earnest says here who they are.

## What #TODOS is

A record of Cuba's political prisoners that several independent newsrooms keep together. Each organisation that
documents them has a list of its own, by its own definition; the lists overlap and sometimes contradict each
other. Here is one record for each person, with who says what, from the arrest until after the release.

## How we verify

- **Each fact has its source**, public or confidential. What nobody supports is not published, and where sources
  disagree all of them are shown.
- **Nobody publishes alone.** Somebody else reads each change before the public does; a release, a death, a merge
  of records or a withdrawal is read by another outlet too.
- **Figures can be checked.** Each says what it counts and shows the persons counted. Each edition is numbered
  and sealed: a number printed in March can be found again in December, but for what is taken down for somebody's
  safety.
- **Out of prison is not free.** Whoever leaves on conditional release or extrapenal leave may be sent back.
- **We correct ourselves in the open**, and take down a name when showing it puts somebody in danger.

## Which outlets belong to it {{#outlets}}

Invented too, and therefore without an address. A real coalition gives beside each outlet its own, where that outlet
says by which way to write to it.

{outlets}

Two others prefer not to be known.

## How to write to us safely

The form of this demonstration works, but there is no newsroom behind it: **do not trust it with anybody's data**.
A real coalition says here by which other ways it takes reports, and how to make sure that they are its own. These
precautions hold for any of them:

- Do not write from a telephone or network of your work, or from a device that others look through.
- Say what you saw and where it can be checked; leave out your name where it is not needed.
- Delete the message from the device once it is sent.
"""


UNNAMED = ("marabu-demo", "dagame-demo")
"""Outlets may belong to a coalition without its being known."""


def _about(text: str, language: str) -> str:
    """With the invented outlets, and the section on how an outlet joins that the program comes with."""
    outlets = "\n".join(f"- **{name}**" for code, name in OUTLETS.items() if code not in UNNAMED)
    section = re.search(r"^## [^\n]*\{#join\}.*", shipped(PageCode.ABOUT)[f"body_{language}"], re.DOTALL | re.MULTILINE)
    assert section, "the text that the program comes with says how an outlet joins"
    return f"{_flowing(text.format(outlets=outlets))}\n\n{section[0]}"


def _flowing(text: str) -> str:
    """As an editor types it: a paragraph or a point is one line, however it is written here."""
    return re.sub(r"\n(?!\n|- )(?<!\n\n) *", " ", text.strip())


def make_page_texts(*, by: Editor, approved_by: Editor) -> None:
    """The page “who we are”, approved; it appears with the next edition."""
    words = {
        "title_es": "Quiénes somos", "title_en": "Who we are",
        "body_es": _about(ABOUT_ES, "es"), "body_en": _about(ABOUT_EN, "en"),
    }  # fmt: skip
    with acting_as(by):
        PageText.objects.get_or_create(code=PageCode.ABOUT, defaults={**words, "is_demo": True})
        PageText.objects.filter(is_demo=True).submit_all(by=by)
    with acting_as(approved_by, unreviewed="demonstration"):
        PageText.objects.filter(is_demo=True).approve_all(by=approved_by)
