"""Definitions of the figures about custody and sentences."""

from reports.figure import Definition, Text

IN_PRISON = Definition(
    Text("En prisión", "In prison"),
    Text(
        "Cuenta a quienes estaban con certeza en prisión ese día.",
        "It counts those who were certainly in prison on that day.",
    ),
    Text(
        "Personas distintas que con certeza estaban en prisión al cerrar el día indicado: prisión, prisión "
        "provisional, celda policial, trabajo correccional con internamiento, centro psiquiátrico o de menores. "
        "El día de entrada cuenta, el de salida no. Si las fechas solo se conocen en parte, se da el número "
        "cierto y, como intervalo, hasta el posible. Tras 365 días sin confirmación la situación pasa a desconocida.",
        "Distinct persons who were certainly in prison when the day closes: prison, remand, police cell, "
        "correctional work with internment, psychiatric or juvenile centre. The day of entry counts, the day of "
        "leaving does not. Where dates are known only in part, the certain number is given and, as a range, up to"
        " the possible one. After 365 days without confirmation the state becomes unknown.",
    ),
    "9.1, 9.2",
)
CUSTODY = Definition(
    Text("Situación de cada persona", "State of custody"),
    Text(
        "Cuenta a quienes habían sido detenidos hasta ese día y dice en qué situación estaba cada cual.",
        "It counts those who had been detained by that day and says in which state each of them was.",
    ),
    Text(
        "Personas distintas detenidas con certeza en el día indicado o antes, cada una en la única situación en que "
        "se encontraba al cerrarlo. Las diez situaciones suman el total. Quien salió de prisión sin que su pena se "
        "extinguiera no es libre.",
        "Distinct persons certainly detained on the day or before, each in the one state that held when it "
        "closes. The ten states add up to the total. Whoever left prison without the penalty being extinguished "
        "is not free.",
    ),
    "9.1",
)
ARRESTED_IN_PRISON = Definition(
    Text("Siguen en prisión de los detenidos por un hecho", "Still in prison of those arrested over an event"),
    Text(
        "Dice qué parte de las personas detenidas por un hecho seguía en prisión ese día.",
        "It says what share of those arrested over an event was still in prison on that day.",
    ),
    Text(
        "Porcentaje, con un decimal: personas detenidas por el hecho, o por uno que es parte de él, que con "
        "certeza estaban en prisión al cerrar el día indicado (numerador), entre todas las detenidas por el "
        "hecho, incluidas las liberadas el mismo día (denominador). El trabajo correccional con internamiento "
        "cuenta como prisión.",
        "Percentage, with one decimal: persons arrested over the event, or over one that is part of it, who were "
        "certainly in prison when the day closes (numerator), of all those arrested over the event, those let go "
        "the same day included (denominator). Correctional work with internment counts as prison.",
    ),
    "9.6",
)
SENTENCE_LENGTH = Definition(
    Text("Duración media de la condena por un delito", "Mean sentence for an offence"),
    Text(
        "Dice cuánto duran, como media, las condenas vigentes por un delito.",
        "It says how long the sentences in force for an offence are on average.",
    ),
    Text(
        "Años, con un decimal: media de las penas privativas de libertad (prisión y trabajo correccional con "
        "internamiento) vigentes al cerrar el día indicado, de las personas de la lista cuyo delito principal es "
        "ese. Se dice también cuántas personas de la lista tienen ese delito principal, cuántas de ellas tienen "
        "una pena privativa de libertad vigente, también perpetua, y en cuántas se conoce su duración: la media "
        "es de estas últimas. Un mes se cuenta como la doceava parte de un año, un día como 1/365,25. La petición "
        "fiscal no es una pena.",
        "Years, with one decimal: mean of the sentences to deprivation of liberty (prison and correctional work "
        "with internment) in force when the day closes, of the persons on the list whose principal offence it is. "
        "Also given: how many persons on the list have that principal offence, how many of them have such a "
        "sentence in force, for life too, and for how many its length is known: the mean is of these last. A month "
        "counts as a twelfth of a year, a day as 1/365.25. What a prosecutor asks for is not a sentence.",
    ),
    "9.11",
)
