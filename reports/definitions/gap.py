"""The words of the ledger of an announcement: each number's name after it (“212 verified”), and what it counts."""

from reports.figure import Definition, Text

NAMES = {
    "announced": Text("anunciadas", "announced"),
    "verified": Text("verificadas", "verified"),
    "known": Text("conocidas", "known"),
    "not_identified": Text("no identificadas", "not identified"),
    "already_outside": Text("ya estaban fuera", "already outside"),
    "revoked": Text("con la salida revocada", "revoked"),
    "back": Text("de vuelta en prisión", "back in prison"),
    "exiled": Text("al exilio", "into exile"),
    "died": Text("fallecidas", "died"),
}
OF_ONE = {
    "announced": Text("anunciada", "announced"),
    "verified": Text("verificada", "verified"),
    "known": Text("conocida", "known"),
    "not_identified": Text("no identificada", "not identified"),
    "already_outside": Text("ya estaba fuera", "already outside"),
    "died": Text("fallecida", "died"),
}
"""Those of NAMES that one person bears in another form."""


def counted(code: str, n: int, language: str) -> str:
    """What follows the number: “1 verificada”, “2 verificadas”."""
    names = OF_ONE if n == 1 and code in OF_ONE else NAMES
    return names[code].in_language(language)


MEANINGS = {
    "announced": Text("El número que se anunció.", "The number that was announced."),
    "verified": Text(
        "Su excarcelación se atribuye al anuncio, y están o estuvieron en la lista de una organización.",
        "Their release is attributed to the announcement, and they are or were on the list of an organisation.",
    ),
    "known": Text(
        "De las excarceladas hasta ese día, de cuántas se sabía al cerrar.",
        "Of those released by that day, of how many it was known when it closed.",
    ),
    "not_identified": Text(
        "Nadie sabe en público quiénes son; no por eso son «presos comunes».",
        "Nobody knows in public who they are; that does not make them “common prisoners”.",
    ),
    "already_outside": Text(
        "De las verificadas, las que ya estaban fuera de prisión: el anuncio solo lo formalizó.",
        "Of those verified, who was outside prison before: the announcement only made it formal.",
    ),
    "revoked": Text(
        "De las verificadas, a las que se les retiró la salida hasta ese día.",
        "Of those verified, whose release was withdrawn by that day.",
    ),
    "back": Text(
        "De las verificadas, las que con certeza volvieron a prisión hasta ese día, aunque salieran otra vez.",
        "Of those verified, who was certainly back in prison by that day, even if let out again.",
    ),
    "exiled": Text(
        "De las verificadas, las que salieron a condición de irse del país o se exiliaron después.",
        "Of those verified, who left on condition of leaving the country or went into exile later.",
    ),
    "died": Text("De las verificadas, las que han muerto desde entonces.", "Of those verified, who has died since."),
}
EACH_DAY = Definition(
    Text("Anunciadas, verificadas y conocidas, día por día", "Announced, verified and known, day by day"),
    Text(
        "Dice de cada día cuántas personas habían sido excarceladas y de cuántas se sabía.",
        "It says of each day how many persons had been released and of how many it was known.",
    ),
    Text(
        "De cada día, al cerrar: cuántas de las personas verificadas habían sido excarceladas, por la fecha del hecho, "
        "y de cuántas se sabía ya, por la fecha en que se dio a conocer. Entran también las que ya estaban fuera y a "
        "las que el anuncio solo les formalizó la salida. De fechas conocidas en parte cuenta el último "
        "día posible; lo que pudo haber ocurrido antes se da como máximo.",
        "Of each day, at its close: how many of the persons verified had been released, by the day of the event, and "
        "of how many it was already known, by the day on which it was made known. Those who were outside already, and "
        "for whom the announcement only made it formal, are among them. Of dates known in part the last "
        "possible day counts; what may have happened before is given as a maximum.",
    ),
    "9.14",
)
