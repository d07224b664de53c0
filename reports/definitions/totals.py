"""Definitions of totals that organisations print, and of the floor of an international test."""

from reports.figure import Definition, Text

BEHIND_BARS = Definition(
    Text("En prisión, de una lista", "Behind bars, of a list"),
    Text(
        "Cuenta a quienes están en la lista de una organización y además estaban con certeza en prisión ese día.",
        "It counts those who are on the list of one organisation and were also certainly in prison on that day.",
    ),
    Text(
        "Personas distintas que la lista de la organización nombra al cerrar el día indicado y que con certeza "
        "estaban en prisión ese día (prisión, prisión provisional, celda policial, trabajo correccional con "
        "internamiento, centro psiquiátrico o de menores). Quien está en la lista y cumple fuera de prisión, o de "
        "quien no se sabe, no cuenta aquí. Si las fechas solo se conocen en parte, se da el número cierto y, como "
        "intervalo, hasta el posible.",
        "Distinct persons whom the organisation's list names when the day closes and who were certainly in prison on "
        "that day (prison, remand, police cell, correctional work with internment, psychiatric or juvenile centre). "
        "Whoever is on the list and serves outside prison, or of whom it is not known, does not count here. Where "
        "dates are known only in part, the certain number is given and, as a range, up to the possible one.",
    ),
    "9.1, 9.2, 9.3",
)
ARRESTED_EVENT_IN_PRISON = Definition(
    Text("En prisión, por un hecho", "In prison, arrested over an event"),
    Text(
        "Cuenta a las personas detenidas por un hecho que con certeza estaban en prisión ese día.",
        "It counts the persons arrested over an event who were certainly in prison on that day.",
    ),
    Text(
        "Personas distintas detenidas por el hecho, o por uno que es parte de él, que con certeza estaban en prisión "
        "al cerrar el día indicado, estén o no en la lista de alguna organización. El trabajo correccional con "
        "internamiento cuenta como prisión. Es el numerador de «siguen en prisión de los detenidos por un hecho».",
        "Distinct persons arrested over the event, or over one that is part of it, who were certainly in prison when "
        "the day closes, whether or not they are on the list of any organisation. Correctional work with internment "
        "counts as prison. It is the numerator of “still in prison of those arrested over an event”.",
    ),
    "9.1, 9.2, 9.6",
)
COE_1900 = Definition(
    Text(
        "Mínimo según la Resolución 1900 del Consejo de Europa", "Floor under the Council of Europe’s Resolution 1900"
    ),
    Text(
        "Cuenta a quienes estaban en prisión y alguna organización clasificó según la Resolución 1900: es un mínimo.",
        "It counts those who were in prison and whom an organisation classified under Resolution 1900: it is a floor.",
    ),
    Text(
        "Personas distintas que con certeza estaban en prisión al cerrar el día indicado (la Resolución 1900, de "
        "2012, de la Asamblea Parlamentaria del Consejo de Europa habla de personas privadas de libertad) y de las "
        "que al menos una organización había dicho, ese día o antes, que cumplen alguno de sus cinco supuestos. Es un "
        "mínimo: quien no ha sido clasificado no cuenta, y eso no quiere decir que no los cumpla. Tampoco cuentan las "
        "personas cuyo nombre no se publica, porque tampoco se publica quién las clasificó. No clasificamos a nadie: "
        "decimos quién lo hace. Una clasificación sin fecha vale desde el día hasta el que habla la edición.",
        "Distinct persons who were certainly in prison when the day closes (Resolution 1900 of 2012 of the "
        "Parliamentary Assembly of the Council of Europe speaks of persons deprived of liberty) and of whom at least "
        "one organisation had said, on that day or before, that they meet one of its five tests. It is a floor: "
        "whoever has not been classified does not count, which does not mean that they do not meet them. Nor do "
        "persons count whose name is not published, for who classified them is not published either. We classify "
        "nobody: we say who does. A classification without a date holds from the day until which the edition speaks.",
    ),
    "9.1, 9.2; PACE Resolution 1900 (2012)",
)
