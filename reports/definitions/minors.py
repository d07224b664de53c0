"""Definitions of the figures of those who were under 18 when detained."""

from reports.figure import Definition, Text

MINORS = Definition(
    Text("Menores de 18 al ser detenidos", "Under 18 when detained"),
    Text(
        "Cuenta a quienes están en la lista y tenían menos de 18 años al ser detenidos.",
        "It counts those on the list who were under 18 when detained.",
    ),
    Text(
        "Personas que al cerrar el día indicado figuran en la lista y tenían menos de 18 años cuando las detuvieron "
        "por primera vez, según la edad que dan las fuentes o la fecha de nacimiento. Quien pudo tener menos, sin que "
        "se sepa, lleva seudónimo y no se cuenta. De nadie se publica el nombre ni el lugar.",
        "Persons on the list when the day closes who were under 18 when first detained, by the age that sources state "
        "or by the date of birth. Whoever may have been, without its being known, bears a pseudonym and is not "
        "counted. Nobody's name or place is published.",
    ),
    "9.10",
)
MINORS_BY_PROVINCE = Definition(
    Text("Menores de 18 al ser detenidos, por provincia", "Under 18 when detained, by province"),
    Text(
        "Cuenta a quienes tenían menos de 18 años al ser detenidos y oculta los números que permitirían encontrarlos.",
        "It counts those who were under 18 when detained, and hides the numbers by which they could be found.",
    ),
    Text(
        "Personas documentadas, estén o no en una lista, detenidas hasta el día indicado cuando tenían menos de 18 "
        "años, por provincia de la primera detención. El total nacional se publica siempre. De las provincias con "
        "menos de cinco no se da el número; y si el total permitiera deducirlo, no se da el de ninguna. La tabla es "
        "la última que cabe dar a esa fecha: se hace con cada edición, y una nueva sale solo cuando han cambiado "
        "cinco personas o más, para que de dos tablas no se deduzca una persona. De ninguna provincia se da quiénes "
        "son, y ninguna otra tabla por provincia los cuenta.",
        "Documented persons, on a list or not, detained by that day when under 18, by province of the first "
        "detention. The national total is always published. Of provinces with fewer than five the number is not "
        "given; and where the total would allow it to be worked out, no province's is. The table is the last that may "
        "be given on that day: it is made with each edition, and a new one comes only when five persons or more have "
        "changed, so that no two tables tell one person. Of no province is it told who they are, and no other table "
        "by province counts them.",
    ),
    "9.10, 8.12",
)
