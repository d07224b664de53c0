"""Definition of the one figure that crosses a sensitive dimension with a place."""

from reports.figure import Definition, Text

MINORS_BY_PROVINCE = Definition(
    Text("Menores de 18 al ser detenidos, por provincia", "Under 18 when detained, by province"),
    Text(
        "Cuenta a quienes tenían menos de 18 años al ser detenidos y oculta los números que permitirían encontrarlos.",
        "It counts those who were under 18 when detained, and hides the numbers by which they could be found.",
    ),
    Text(
        "Personas de la lista que, al cerrar el día indicado, figuran en ella y tenían menos de 18 años al ser "
        "detenidas, por provincia de la primera detención. El total nacional se publica siempre. De las provincias "
        "con una a cuatro de estas personas no se da el número; y para que nadie lo deduzca restando, se ocultan "
        "también otros, sin decir cuáles: con lo que se muestra, cada número de uno a cuatro podría ser cero y podría "
        "ser cinco o más, hasta donde lo permiten el total nacional y el de la provincia. El porcentaje es sobre "
        "todas las personas de la lista en esa provincia. De ninguna provincia se da quiénes son.",
        "Persons on the list when the day closes who were under 18 when detained, by province of the first detention. "
        "The national total is always published. Of provinces with one to four of these persons the number is not "
        "given; and that nobody may find it by subtraction, others are hidden too, without saying which: for all that "
        "is shown, each number from one to four might be zero and might be five or more, as far as the national total "
        "and that of the province allow. The percentage is of all persons on the list in that province. Of no province "
        "is it told who they are.",
    ),
    "9.10, 8.12",
)
