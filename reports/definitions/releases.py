"""Definitions of the figures about releases."""

from reports.figure import Definition, Text

ANNOUNCED_VERIFIED = Definition(
    Text("Anunciadas y verificadas", "Announced and verified"),
    Text(
        "Personas distintas que salieron de prisión al cerrar el día indicado o antes, cuya salida está atribuida"
        " al anuncio y que están o estuvieron en la lista de al menos una organización aceptada. announced: "
        "número anunciado por el Estado; not_identified: la diferencia, personas sin identificar, que no por eso "
        "son presos comunes; share: verificadas entre anunciadas. Con known_by se cuentan solo las salidas dadas "
        "a conocer en ese día o antes.",
        "Distinct persons who left prison on the day or before, whose release is attributed to the announcement "
        "and who are or were on the list of at least one accepted organisation. announced: the number that the "
        "State announced; not_identified: the difference, persons not identified, which does not make them common"
        " prisoners; share: verified of announced. With known_by, only releases made known on that day or before "
        "are counted.",
    ),
    "9.14",
)
RELEASE_TYPE = Definition(
    Text("Salidas de prisión por figura legal", "Releases by legal figure"),
    Text(
        "Salidas de prisión (no personas: alguien puede salir más de una vez) atribuidas a un anuncio hasta el "
        "cierre del día indicado, o bien ocurridas después del primer día (from) y hasta el último (to), "
        "incluido. La figura desconocida se muestra. Salir de prisión no es ser libre.",
        "Releases from prison (not persons: somebody may leave more than once) attributed to an announcement up "
        "to the close of the day, or else after the first day (from) and up to the last (to), included. Releases "
        "by an unknown figure are shown. Leaving prison is not being free.",
    ),
    "9.13",
)
FREE_AMONG_RELEASED = Definition(
    Text("Libres entre los excarcelados", "Free among the released"),
    Text(
        "Salidas de prisión atribuidas al anuncio hasta el cierre del día indicado cuya figura legal extinguió la"
        " pena: solo esas personas quedaron libres. n: todas las salidas atribuidas; share: porcentaje.",
        "Releases from prison attributed to the announcement up to the close of the day by a legal figure that "
        "extinguished the penalty: only these persons became free. n: all releases attributed; share: percentage.",
    ),
    "9.13",
)
MORE_THAN_HALF = Definition(
    Text("Habían cumplido más de la mitad de la condena", "Had served more than half of their sentence"),
    Text(
        "Salidas de prisión atribuidas al anuncio hasta el cierre del día indicado en las que los días cumplidos,"
        " con la prisión provisional y contados una vez, eran estrictamente más de la mitad de los días de la "
        "pena vigente según el calendario, sin descontar rebajas. no: las demás que pueden calcularse; "
        "not_computable: sin pena o sin fechas suficientes. Dos porcentajes: de las calculables y de todas.",
        "Releases from prison attributed to the announcement up to the close of the day in which the days served,"
        " remand included and counted once, were strictly more than half of the days of the sentence in force by "
        "the calendar, reductions not deducted. no: the others that can be computed; not_computable: no sentence,"
        " or dates that do not suffice. Two percentages: of the computable ones and of all.",
    ),
    "9.7",
)
REIMPRISONED = Definition(
    Text("Devueltos a prisión", "Back in prison"),
    Text(
        "Salidas de prisión atribuidas al anuncio tras las cuales la persona volvió con certeza a prisión en el "
        "plazo dado (en días desde la salida, incluido el último). n: salidas con al menos ese plazo de "
        "seguimiento hasta el cierre del día indicado, o con reingreso dentro de él; share: porcentaje sobre n. "
        "Cuando el seguimiento es corto, n es pequeño y el porcentaje engaña.",
        "Releases from prison attributed to the announcement after which the person was certainly back in prison "
        "within the given number of days of leaving, the last one included. n: releases followed for at least "
        "that long up to the close of the day, or with a return within it; share: percentage of n. While the "
        "follow-up is short, n is small and the percentage misleads.",
    ),
    "9.9",
)
