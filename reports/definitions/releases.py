"""Definitions of the figures about releases."""

from reports.figure import Definition, Text

ANNOUNCED_VERIFIED = Definition(
    Text("Anunciadas y verificadas", "Announced and verified"),
    Text(
        "Cuenta a las personas excarceladas por un anuncio del Estado que figuran en la lista de una organización.",
        "It counts the persons released after an announcement by the State who are on an organisation's list.",
    ),
    Text(
        "Personas distintas excarceladas al cerrar el día indicado o antes, cuya excarcelación está atribuida al "
        "anuncio y que están o estuvieron en la lista de al menos una organización aceptada. Cuentan también quienes "
        "ya estaban fuera y a quienes el anuncio solo les formalizó la salida: se dice cuántas son. La diferencia con "
        "el número que anunció el Estado son personas sin identificar, que no por eso son presos comunes. El "
        "porcentaje es el de las verificadas entre las anunciadas. Si se pide solo lo que se sabía un día, cuentan "
        "las excarcelaciones dadas a conocer ese día o antes.",
        "Distinct persons released on the day or before, whose release is attributed to the announcement and who are "
        "or were on the list of at least one accepted organisation. Those who were outside already, and for whom the "
        "announcement only made it formal, count too: it is said how many they are. The difference to the number that "
        "the State announced are persons not identified, which does not make them common prisoners. The "
        "percentage is that of the verified among the announced. When only what was known by a day is asked for, "
        "releases made known on that day or before are counted.",
    ),
    "9.14",
)
RELEASE_TYPE = Definition(
    Text("Excarcelaciones por figura legal", "Releases by legal figure"),
    Text(
        "Cuenta las excarcelaciones y dice por qué figura legal fue cada una.",
        "It counts releases and says by which legal figure each of them was.",
    ),
    Text(
        "Excarcelaciones (no personas: a alguien pueden excarcelarlo más de una vez) atribuidas a un anuncio hasta el "
        "cierre del día indicado, o bien ocurridas después del primer día y hasta el último, "
        "incluido. La figura desconocida se muestra. Se cuentan también las que solo formalizaron la situación de "
        "quien ya estaba fuera, y las muertes bajo custodia, que ponen fin a una detención sin que nadie salga: de "
        "unas y de otras se dice cuántas son. Salir de prisión no es ser libre.",
        "Releases (not persons: somebody may be released more than once) attributed to an announcement up "
        "to the close of the day, or else after the first day and up to the last, included. Releases "
        "by an unknown figure are shown. Those that only made formal the situation of somebody who was outside already "
        "are counted too, and so are deaths in custody, which end a detention without anybody leaving: it is said how "
        "many they are of each. Leaving prison is not being free.",
    ),
    "9.13",
)
FREE_AMONG_RELEASED = Definition(
    Text("Libres entre los excarcelados", "Free among the released"),
    Text(
        "Cuenta las excarcelaciones por un anuncio que extinguieron la pena: solo esas dejan libre a la persona.",
        "It counts the releases after an announcement that ended the penalty: only these set a person free.",
    ),
    Text(
        "Excarcelaciones atribuidas al anuncio hasta el cierre del día indicado cuya figura legal extinguió la pena: "
        "solo esas personas quedaron libres. El porcentaje es sobre todas las excarcelaciones atribuidas al anuncio.",
        "Releases attributed to the announcement up to the close of the day by a legal figure that "
        "extinguished the penalty: only these persons became free. The percentage is of all releases attributed "
        "to the announcement.",
    ),
    "9.13",
)
MORE_THAN_HALF = Definition(
    Text("Habían cumplido más de la mitad de la condena", "Had served more than half of their sentence"),
    Text(
        "Cuenta las excarcelaciones por un anuncio de quienes ya habían cumplido más de la mitad de la condena.",
        "It counts the releases after an announcement of those who had served more than half of the sentence.",
    ),
    Text(
        "Excarcelaciones atribuidas al anuncio hasta el cierre del día indicado en las que los días cumplidos, "
        "con la prisión provisional y contados una vez, eran estrictamente más de la mitad de los días de la pena "
        "vigente según el calendario; las rebajas solo se descuentan de ella si así se pide. Se dice también en "
        "cuántas eran la mitad o menos, y en cuántas no se puede calcular porque no hay pena o faltan fechas. Hay dos "
        "porcentajes: de las que pueden calcularse y de todas.",
        "Releases attributed to the announcement up to the close of the day in which the days served, "
        "remand included and counted once, were strictly more than half of the days of the sentence in force by "
        "the calendar; reductions are deducted from it only when that is asked for. Also given: in how many they were "
        "half or less, and for how many it cannot be computed, for want of a sentence or of dates. There are two "
        "percentages: of those that can be computed, and of all.",
    ),
    "9.7",
)
REIMPRISONED = Definition(
    Text("Devueltos a prisión", "Back in prison"),
    Text(
        "Cuenta las salidas por un anuncio tras las cuales la persona volvió a prisión dentro de un plazo.",
        "It counts the departures after an announcement after which the person was back in prison within a given time.",
    ),
    Text(
        "Salidas de prisión atribuidas al anuncio tras las cuales la persona volvió con certeza a prisión en el "
        "plazo dado (en días desde la salida, incluido el último). El porcentaje es sobre las salidas que se han "
        "podido seguir durante todo ese plazo hasta el cierre del día indicado, o con reingreso dentro de él; "
        "mientras ninguna se haya podido seguir tanto tiempo, no se da. Cuando son pocas, engaña.",
        "Releases from prison attributed to the announcement after which the person was certainly back in prison "
        "within the given number of days of leaving, the last one included. The percentage is of the releases "
        "followed for at least that long up to the close of the day, or with a return within it; while none has been "
        "followed for so long, none is given. Where they are few, it misleads.",
    ),
    "9.9",
)
