"""Definitions of the figures about lists."""

from reports.figure import Definition, Text

CONSOLIDATED = Definition(
    Text("Lista consolidada", "Consolidated list"),
    Text(
        "Cuenta a quienes están en la lista de al menos una organización aceptada, dentro o fuera de prisión.",
        "It counts those who are on the list of at least one accepted organisation, in prison or outside.",
    ),
    Text(
        "Personas distintas que, al cerrar el día indicado (medianoche de La Habana), figuran como presos "
        "políticos en la lista de al menos una organización aceptada. Estar en la lista no es estar en prisión: "
        "el desglose por custodia dice quiénes lo estaban. Se cuentan también las personas cuyo nombre no se "
        "publica.",
        "Distinct persons who, when the day closes (midnight in Havana), are named as political prisoners on the "
        "list of at least one accepted organisation. Being on the list is not being in prison: the breakdown by "
        "custody says who was. Persons whose name is not published are counted too.",
    ),
    "9.3",
)
LISTED = Definition(
    Text("Personas en una lista", "Persons on a list"),
    Text(
        "Cuenta a quienes nombra la lista de una organización, dentro o fuera de prisión.",
        "It counts those whom the list of one organisation names, in prison or outside.",
    ),
    Text(
        "Personas distintas que la lista de una organización nombra al cerrar el día indicado, según la última "
        "entrega de esa lista a esa fecha: desde la primera entrega que la nombra, incluida, hasta la primera que"
        " ya no la nombra, excluida. No dice si están en prisión: eso lo dice el desglose por custodia.",
        "Distinct persons whom an organisation's list names when the day closes, by the last snapshot of that "
        "list up to that day: from the first snapshot that names the person, included, to the first that no "
        "longer does, excluded. It does not say whether they are in prison: the breakdown by custody does.",
    ),
    "9.3",
)
LISTED_NEW = Definition(
    Text("Altas en una lista", "New on a list"),
    Text(
        "Cuenta a quienes entraron en una lista durante un período, que no por eso fueron detenidos entonces.",
        "It counts those who came on a list during a period, which does not mean that they were arrested then.",
    ),
    Text(
        "Personas distintas que no estaban en la lista al cerrar el primer día y estuvieron en ella alguna"
        " vez después de ese día y hasta el último, incluido. Nuevo en la lista no quiere decir recién "
        "detenido. Media mensual: altas divididas entre los meses del período, con un decimal.",
        "Distinct persons who were not on the list when the first day closed and were on it at some time "
        "after that day and up to the last, included. New on the list does not mean newly arrested. Monthly "
        "mean: these persons divided by the months of the period, with one decimal.",
    ),
    "9.4, 9.5, 9.15",
)
LISTED_LEFT = Definition(
    Text("Bajas de una lista", "Gone from a list"),
    Text(
        "Cuenta a quienes salieron de una lista durante un período, que no por eso son libres.",
        "It counts those who left a list during a period, which does not mean that they are free.",
    ),
    Text(
        "Personas distintas que estaban en la lista al cerrar el primer día, o entraron después, y ya no "
        "están al cerrar el último. Quien sale y vuelve dentro del período no cuenta. Salir de la lista no "
        "quiere decir ser libre. Se cumple: lista final = lista inicial + altas − bajas.",
        "Distinct persons who were on the list when the first day closed, or came on it later, and are not"
        " on it when the last day closes. Whoever leaves and returns within the period is not counted. "
        "Leaving the list does not mean being free. It holds that: last stock = first stock + new − gone.",
    ),
    "9.4, 9.5",
)
LISTED_THROUGH = Definition(
    Text("Personas que pasaron por una lista", "Persons who passed through a list"),
    Text(
        "Cuenta a quienes estuvieron en una lista en algún momento de un período.",
        "It counts those who were on a list at some time during a period.",
    ),
    Text(
        "Personas distintas que estuvieron en la lista en algún momento desde el cierre del primer día "
        "hasta el cierre del último: las que ya estaban más las altas. Nunca la lista final más las altas.",
        "Distinct persons who were on the list at some time from the close of the first day to the close "
        "of the last: those already on it plus the new ones. Never the last stock plus the new ones.",
    ),
    "9.5",
)
OVERLAP = Definition(
    Text("Coincidencia de listas", "Overlap of lists"),
    Text(
        "Cuenta a quienes están en al menos una de varias listas y dice en cuáles coinciden.",
        "It counts those who are on at least one of several lists and says which lists share them.",
    ),
    Text(
        "Personas distintas que están en al menos una de las listas nombradas, cada lista en su día (o en el día "
        "de la consulta). En el desglose por las listas que las nombran, cada fila cuenta a quienes están "
        "exactamente en esas listas y en ninguna otra de las nombradas.",
        "Distinct persons who are on at least one of the lists named, each list on its own day (or on the day "
        "asked about). By the lists that name them, each row counts those who are on exactly these lists and on no "
        "other of those named.",
    ),
    "9.3",
)
ESTIMATED_TOTAL = Definition(
    Text("Documentadas, y estimación del total", "Documented, and the estimated total"),
    Text(
        "Cuenta a quienes están en al menos una de varias listas y, solo si las reglas lo permiten, estima entre "
        "cuántas y cuántas personas serían en total con las que ninguna lista recoge.",
        "It counts those who are on at least one of several lists and, only where the rules allow it, estimates "
        "between how many and how many they would be in all, with those whom no list holds.",
    ),
    Text(
        "El número es un recuento: personas distintas que están en al menos una de las listas nombradas el día "
        "indicado. La estimación no es un recuento y nunca se suma a él. Sale de cuántas personas comparten las "
        "listas: si dos listas hechas por separado coinciden mucho, faltan pocas; si apenas coinciden, faltan muchas. "
        "Se calcula con cuatro familias de modelos y se da el intervalo que abarca los cuatro, con dos cifras "
        "significativas. Cuando una de las reglas escritas dice que el resultado podría engañar, no se da ninguno.",
        "The number is a count: distinct persons who are on at least one of the lists named on the day asked about. "
        "The estimate is no count and is never added to it. It comes from how many persons the lists have in common. "
        "If two lists made apart agree much, few are missing; if they hardly agree, many are. It is worked out by four "
        "families of models, and the range that spans all four is given, to two significant digits. Where one of the "
        "written rules says that the result might mislead, none is given.",
    ),
    "9.3",
)
ONE_ORGANISATION = Definition(
    Text("Documentadas por una sola organización", "Documented by one organisation only"),
    Text(
        "Cuenta a quienes están en las listas de una organización y en las de ninguna otra.",
        "It counts those who are on the lists of one organisation and on those of no other.",
    ),
    Text(
        "Personas distintas que, al cerrar el día indicado, están en la lista de una organización y en la de "
        "ninguna otra de las que leemos, aceptadas o no. No quiere decir que el caso sea dudoso: una organización "
        "puede documentar una provincia o un hecho que las demás no siguen. El porcentaje es sobre quienes están "
        "ese día en la lista de alguna.",
        "Distinct persons who, when the day closes, are on the list of one organisation and on that of no other whose "
        "lists we read, accepted or not. It does not mean that the case is doubtful: an organisation may document a "
        "province or an event that the others do not follow. The percentage is of those who are on the list of any "
        "organisation that day.",
    ),
    "9.3",
)
LISTING_LAG = Definition(
    Text("Del arresto a la primera lista", "From arrest to first listing"),
    Text(
        "Dice cuántos días tarda la lista de una organización en nombrar a una persona detenida.",
        "It says how many days pass before an organisation's list names a person who was arrested.",
    ),
    Text(
        "Mediana de los días entre la primera detención y la primera entrega de la lista que nombra a la persona, "
        "hasta el día indicado; con los cuartiles: una de cada cuatro personas tardó el primer cuartil o menos, y "
        "tres de cada cuatro, el tercero o menos. Solo se mide a quienes fueron detenidos después de la primera "
        "entrega que tenemos de esa lista: de los anteriores no se sabe cuándo habrían aparecido. Quedan fuera, y se "
        "dice cuántas son, las personas que ya estaban en esa primera entrega, las detenidas antes o ese mismo día, "
        "aquellas cuya fecha de detención no se conoce entera o no es pública, y las que la lista nombró antes de la "
        "detención que consta. Quien fue detenido y aún no está en la lista no cuenta, así que la demora verdadera "
        "puede ser mayor. Los días son los de las entregas: una lista mensual no nombra a nadie antes de su entrega "
        "siguiente.",
        "Median of the days between the first detention and the first snapshot of the list that names the person, up "
        "to the day asked about; with the quartiles: for one person in four it took q1 days or fewer, for three in "
        "four q3 or fewer. Only those arrested after the first snapshot that we have of that list are measured: of "
        "earlier arrests nobody knows when they would have appeared. Left out, and their number given, are persons "
        "already in that first snapshot, those arrested before it or on its very day, those whose day of arrest is not "
        "wholly known or not public, and those whom the list named before the arrest on record. Whoever was arrested "
        "and is not yet on the list does not count, so that the true delay may be longer. The days are those of the "
        "snapshots: a monthly list names nobody before its next one.",
    ),
    "9.4",
)
BY_OFFENCE = Definition(
    Text("Lista consolidada por delito", "Consolidated list by offence"),
    Text(
        "Cuenta a quienes están en la lista consolidada y dice de qué delito se acusa a cada cual.",
        "It counts those who are on the consolidated list and says which offence each is charged with.",
    ),
    Text(
        "Personas de la lista consolidada al cerrar el día indicado, por delito imputado en cualquiera de las dos "
        "leyes penales. Se puede contar de dos maneras. Con cualquier delito imputado, una persona cuenta una vez "
        "por cada delito distinto, y las filas suman más que el total. Con el más grave, cuenta una sola vez: por "
        "el más grave de los delitos por los que fue condenada o, si no lo fue, de los imputados.",
        "Persons on the consolidated list when the day closes, by offence charged under either penal code. There "
        "are two ways of counting. By any offence charged, a person counts once for each different offence, and "
        "the rows add up to more than the total. By the most serious one, a person counts once: for the most "
        "serious of the offences convicted of or, failing that, of those charged.",
    ),
    "9.11",
)
BY_PROVINCE = Definition(
    Text("Lista consolidada por provincia", "Consolidated list by province"),
    Text(
        "Cuenta a quienes están en la lista consolidada y dice en qué provincia los detuvieron por primera vez.",
        "It counts those who are on the consolidated list and says in which province they were first detained.",
    ),
    Text(
        "Personas de la lista consolidada al cerrar el día indicado, por provincia de la primera detención. La "
        "Isla de la Juventud, municipio especial, es el territorio número dieciséis.",
        "Persons on the consolidated list when the day closes, by province of the first detention. Isla de la "
        "Juventud, a special municipality, is the sixteenth territory.",
    ),
    "9.10",
)
