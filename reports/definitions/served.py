"""Definitions of the figures about time: served, still to serve, and since when a person could have left."""

from reports.figure import Definition, Text

TIME_INSIDE = Definition(
    Text("Tiempo en prisión antes de salir", "Time inside before leaving"),
    Text(
        "Dice cuántos años, como media, habían pasado en prisión quienes salieron.",
        "It says how many years those who left prison had been inside on average.",
    ),
    Text(
        "Años, con un decimal: media de los días entre la detención (que cuenta) y la salida (que no), de la estancia "
        "que terminó con esa salida, divididos entre 365,25. Solo se mide cuando ambos días se conocen enteros; se "
        "dice en cuántas salidas, en cuántas no se sabe, y la mediana. No cuentan las salidas que solo "
        "formalizaron una anterior.",
        "Years, with one decimal: mean of the days from the arrest (which counts) to the leaving (which does not) of "
        "the stay that this leaving ended, divided by 365.25. Measured only where both days are known exactly; given "
        "too are in how many departures that is so, in how many it is not known, and the median. Departures that "
        "only formalised an earlier one are not counted.",
    ),
    "9.15",
)
MONTHS_LEFT = Definition(
    Text("Lo que faltaba por cumplir al salir", "What was left to serve on leaving"),
    Text(
        "Cuenta las excarcelaciones por lo que quedaba de la condena, que fuera de prisión sigue viva.",
        "It counts releases by what was left of the sentence, which stays alive outside prison.",
    ),
    Text(
        "Salidas de prisión según lo que faltaba de la pena vigente: sus días según el calendario menos los días "
        "cumplidos en prisión, sin descontar rebajas. Los tramos son de meses de 30,4375 días; cada uno incluye su "
        "límite inferior y no el superior. Se muestra en cuántas no se sabe.",
        "Departures from prison by what was left of the sentence in force: its days by the calendar less the days "
        "served in prison, reductions not deducted. The bands are of months of 30.4375 days; each includes its lower "
        "end and not its upper one. Those for whom it is not known are shown.",
    ),
    "9.7",
)
COULD_HAVE_LEFT = Definition(
    Text("Podrían haber salido antes (indicativo)", "Could have left earlier (indicative)"),
    Text(
        "Cuenta las salidas de quienes ya habían cumplido la parte de la condena con la que suele pedirse la libertad "
        "condicional.",
        "It counts the departures of those who had already served the part of the sentence after which conditional "
        "release is usually asked for.",
    ),
    Text(
        "Estimación indicativa. Salidas de prisión en las que la parte elegida de la pena (un tercio, la mitad o dos "
        "tercios, según el caso, como lo explica la organización jurídica Cubalex) se había cumplido en prisión antes "
        "del día de la salida. La mediana y los cuartiles son de los días entre ese día y la salida; negativos cuando "
        "se salió antes. La parte que exige la ley depende de circunstancias que la ficha no recoge y está por "
        "contrastar con el texto oficial, y cumplirla no da por sí sola la libertad condicional: la decide un "
        "tribunal. Solo se mide donde se conocen todas las fechas; se dice en cuántas no.",
        "Indicative estimate. Departures from prison in which the chosen part of the sentence (a third, half or two "
        "thirds, according to the case, as the legal organisation Cubalex explains it) had been served in prison "
        "before the day of leaving. Median and quartiles are of the days from that day to the leaving; negative where "
        "the person left earlier. Which part the law asks for depends on circumstances that the record does not hold "
        "and is still to be checked against the official text, and having served it does not by itself bring "
        "conditional release: a court decides. Measured only where all dates are known; it is said in how many they "
        "are not.",
    ),
    "9.8",
)
AGE_AT_DETENTION = Definition(
    Text("Edad al ser detenidas", "Age when detained"),
    Text(
        "Dice qué edad tenían, como media, las personas de una lista cuando fueron detenidas.",
        "It says how old the persons on a list were on average when they were detained.",
    ),
    Text(
        "Años, con un decimal: media de la edad, en años cumplidos, al ser detenidas por primera vez, de las personas "
        "de la lista cuya edad es pública. De los menores de 18 años y de quienes se cuentan sin nombre no se publica "
        "la edad: los menores se cuentan en su tramo y no entran en la media. Cuando la edad sale solo del año de "
        "nacimiento puede errar en medio año. Se dice de cuántas personas es la media y de cuántas no se sabe.",
        "Years, with one decimal: mean of the age in completed years when first detained, of the persons on the list "
        "whose age is public. Of those under 18 and of those counted without a name the age is not published: minors "
        "are counted in their band and are not part of the mean. Where the age comes from the year of birth alone it "
        "may be half a year off. It is said of how many persons the mean is, and of how many it is not known.",
    ),
    "9.15",
)
SENTENCED = Definition(
    Text("Condenadas a privación de libertad", "Sentenced to deprivation of liberty"),
    Text(
        "Cuenta a quienes tienen una pena de prisión vigente y dice de cuánto es.",
        "It counts those with a sentence of prison in force and says how long it is.",
    ),
    Text(
        "Personas distintas de la lista con una pena privativa de libertad (prisión, trabajo correccional con "
        "internamiento, perpetua) vigente al cerrar el día indicado, según su duración; de dos penas vigentes cuenta "
        "la más larga. Cada tramo incluye su límite superior. Lo que pide el fiscal no es una pena.",
        "Distinct persons on the list with a sentence to deprivation of liberty (prison, correctional work with "
        "internment, for life) in force when the day closes, by its length; of two in force the longer one counts. "
        "Each band includes its upper end. What a prosecutor asks for is not a sentence.",
    ),
    "9.11",
)
REVOKED = Definition(
    Text("Beneficio revocado", "Benefit revoked"),
    Text(
        "Cuenta las salidas por un anuncio cuyo beneficio fue revocado, con el motivo oficial y el que se alega.",
        "It counts the departures after an announcement whose benefit was revoked, by the official and alleged ground.",
    ),
    Text(
        "Salidas de prisión atribuidas al anuncio cuyo beneficio fue revocado con certeza al cerrar el día indicado o "
        "antes. El motivo que da el Estado y el que alega una organización se muestran por separado, porque a menudo "
        "difieren. El porcentaje es sobre todas las salidas atribuidas al anuncio. Revocar no es lo mismo que volver a "
        "prisión: cuántas han vuelto con certeza se dice aparte.",
        "Departures from prison attributed to the announcement whose benefit was certainly revoked on the day or "
        "before. The ground that the State gives and the one that an organisation alleges are shown apart, because "
        "they often differ. The percentage is of all departures attributed to the announcement. A revocation is not "
        "yet a return to prison: how many are certainly back is given beside.",
    ),
    "9.9",
)
STILL_OUTSIDE = Definition(
    Text("Siguen fuera pasados unos días", "Still outside after some days"),
    Text(
        "Dice qué parte de quienes salieron seguía fuera de prisión al cabo de un plazo.",
        "It says what share of those who left prison was still outside after a given time.",
    ),
    Text(
        "Porcentaje, con un decimal: parte de las salidas atribuidas al anuncio tras las cuales la persona no había "
        "vuelto a prisión al cabo del plazo, por el método de Kaplan y Meier: cada salida cuenta mientras se la ha "
        "podido seguir, hasta el cierre del día indicado; mientras ninguna se haya podido seguir tanto tiempo, no se "
        "da ninguno. Se dice cuántas se han seguido todo el plazo: si son pocas, el porcentaje vale poco. Solo "
        "cuentan salidas y regresos de fecha cierta; sin fecha no se mide.",
        "Percentage, with one decimal: share of the departures attributed to the announcement after which the person "
        "was not back in prison when the time was over, by the method of Kaplan and Meier: each departure counts for "
        "as long as it could be followed, up to the close of the day; while none has been followed for so long, none "
        "is given. It is said how many were followed for the whole time: where they are few, the percentage is worth "
        "little. Only departures and returns on certain days count; without a day nothing is measured.",
    ),
    "9.9",
)
