"""Definitions of the figures about who entered prison and who left it, and how often."""

from reports.figure import Definition, Text

PRISON_ENTERED = Definition(
    Text("Entraron en prisión", "Entered prison"),
    Text(
        "Cuenta a quienes no estaban en prisión al empezar un período y estuvieron en ella durante él.",
        "It counts those who were not in prison when a period began and were in prison during it.",
    ),
    Text(
        "Personas distintas que no estaban con certeza en prisión al cerrar el primer día y lo estuvieron con certeza "
        "algún día posterior, hasta el último, incluido. Cada persona cuenta una vez; los ingresos, uno por uno, se "
        "dan aparte: quien entra dos veces suma dos. Se cumple: en prisión al final = en prisión al principio + "
        "entraron − salieron. Media mensual: personas divididas entre los meses del período. El intervalo va de "
        "quienes ni siquiera es posible que estuvieran ya dentro a quienes es posible que entraran.",
        "Distinct persons who were not certainly in prison when the first day closed and certainly were on some later "
        "day up to the last, included. Each person counts once; admissions, one by one, are given beside: whoever "
        "enters twice makes two. It holds that: in prison at the end = in prison at the start + entered − left. "
        "Monthly mean: persons divided by the months of the period. The range goes from those who cannot have been "
        "inside already to those who possibly entered.",
    ),
    "9.4, 9.5, 9.15",
)
PRISON_LEFT = Definition(
    Text("Ya no estaban en prisión", "No longer in prison"),
    Text(
        "Cuenta a quienes estuvieron en prisión durante un período y no al terminar, y dice en qué situación quedaron.",
        "It counts those who were in prison during a period and not at its end, and says where they stood then.",
    ),
    Text(
        "Personas distintas que estaban con certeza en prisión al cerrar el primer día, o entraron después, y no lo "
        "estaban con certeza al cerrar el último; el desglose dice su situación ese día. Salir de prisión no es ser "
        "libre, y «sin información reciente» no es haber salido: quiere decir que ya no puede afirmarse que siga "
        "dentro. Las salidas, una por una, se dan aparte.",
        "Distinct persons who were certainly in prison when the first day closed, or entered later, and were not "
        "certainly in prison when the last day closed; the breakdown says in which state they were on that day. "
        "Leaving prison is not being free, and “no recent information” is not having left: it means that nobody can "
        "still say they are inside. Departures, one by one, are given beside.",
    ),
    "9.4, 9.5",
)
PRISON_THROUGH = Definition(
    Text("Pasaron por la prisión", "Passed through prison"),
    Text(
        "Cuenta a quienes estuvieron en prisión en algún momento de un período.",
        "It counts those who were in prison at some time during a period.",
    ),
    Text(
        "Personas distintas que con certeza estuvieron en prisión en algún momento desde el cierre del primer día "
        "hasta el cierre del último: las que ya estaban más las que entraron.",
        "Distinct persons who were certainly in prison at some time from the close of the first day to the close of "
        "the last: those already inside plus those who entered.",
    ),
    "9.5",
)
REPEAT_DETENTIONS = Definition(
    Text("Encarceladas más de una vez", "Imprisoned more than once"),
    Text(
        "Cuenta a quienes han entrado en prisión dos veces o más hasta ese día.",
        "It counts those who have entered prison twice or more by that day.",
    ),
    Text(
        "Personas distintas que con certeza han entrado en prisión al menos dos veces hasta el cierre del día "
        "indicado: detenciones distintas, o vuelta a prisión tras revocarse un beneficio. El desglose dice cuántas "
        "veces; el porcentaje es sobre quienes con certeza han estado en prisión alguna vez.",
        "Distinct persons who have certainly entered prison at least twice by the close of the day: separate "
        "detentions, or a return to prison after a benefit was revoked. The breakdown says how many times; the "
        "percentage is of those who have certainly been in prison at any time.",
    ),
    "9.4",
)
