"""The words of the report of releases: each statistic's name, and what it counts in a sentence."""

from reports.figure import Text

UNKNOWN = Text("se desconoce", "unknown")

WHEN = Text("Cuándo salieron", "When they left")
WHEN_MEANS = Text(
    "La primera semana son siete días, con el del anuncio; cuenta el día en que la persona salió, se supiera cuando se "
    "supiera.",
    "The first week is seven days, that of the announcement included; what counts is the day on which the person left, "
    "whenever it became known.",
)
BEFORE = Text("antes del anuncio", "before the announcement")
FIRST_WEEK = Text("en la primera semana", "in the first week")
AFTER = Text("después", "later")
NO_DAY = Text("no se sabe en cuál de ellas", "not known in which of these")

SEX = Text("Sexo", "Sex")
SEX_MEANS = Text(
    "Las mujeres trans se cuentan con las mujeres; los porcentajes son de todas las personas, con las desconocidas.",
    "Trans women are counted with the women; shares are of all persons, those unknown included.",
)
MEN = Text("hombres", "men")
WOMEN = Text("mujeres", "women")
OTHERS = Text("hombres trans y personas no binarias", "trans men and non-binary persons")

AGE = Text("Edad", "Age")
AGE_MEANS = Text(
    "La edad al salir es la que se cumple en el año de la salida, porque del nacimiento se publica solo el año. La "
    "edad al ser detenida es la que consta. De quien fue detenido con menos de 18 años no se publica ninguna.",
    "The age on leaving is the one reached in the year of leaving, as only the year of birth is made public. The age "
    "when detained is the one on record. Of those detained under 18 neither is made public.",
)
MEAN_AGE = Text("edad media al salir", "mean age on leaving")
AGED_60 = Text("de 60 años o más al salir", "aged 60 and over on leaving")
AGE_UNKNOWN = Text(
    "edad al salir desconocida, o no publicada por ser menores",
    "age on leaving unknown, or of minors and not published",
)
MEAN_AGE_HELD = Text("edad media al ser detenidas", "mean age when detained")
HELD_AT_18 = Text("detenidas con 18 años o menos", "detained at 18 or under")
AGE_HELD_UNKNOWN = Text(
    "edad al ser detenidas desconocida, o no publicada por ser menores",
    "age when detained unknown, or of minors and not published",
)
MINORS = Text("menores de 18 años al ser detenidas", "under 18 when detained")
MINORS_UNKNOWN = Text("no se sabe si eran menores", "not known whether under 18")

CONTEXT = Text("Contexto de la detención", "Context of the detention")
CONTEXT_MEANS = Text(
    "De la primera detención: en las protestas del 11 de julio de 2021 y los días siguientes, antes o después.",
    "Of the first detention: in the protests of 11 July 2021 and the days after, before or later.",
)
OF_11J = Text("11J", "11J")
BEFORE_11J = Text("antes del 11J", "before 11J")
AFTER_11J = Text("después del 11J", "after 11J")

INSIDE = Text("Tiempo en prisión", "Time inside")
INSIDE_MEANS = Text(
    "Del día de la detención al de la salida, cuando se saben los dos; en años de 365,25 días. No cuenta a quien ya "
    "estaba fuera y solo fue formalizado.",
    "From the day of detention to that of leaving, where both are known; in years of 365.25 days. Whoever was already "
    "outside and was only formalised is left out.",
)
MEAN = Text("media", "mean")
MEDIAN = Text("mediana", "median")

SENTENCE = Text("Condena", "Sentence")
SENTENCE_MEANS = Text(
    "La pena de prisión en vigor al salir, en meses enteros.",
    "The prison sentence in force on leaving, in whole months.",
)
TEN_AND_OVER = Text("de 10 años o más", "of 10 years and over")
TEN_TO_FIFTEEN = Text("de ellas, de 10 a 15 años", "of these, 10 to 15 years")

BY_FIGURE = Text("Por figura legal", "By legal figure")
BY_FIGURE_MEANS = Text(
    "La figura legal por la que salió cada persona; casi ninguna pone fin a la condena.",
    "The legal figure by which each person left; hardly any of them ends the sentence.",
)

SERVED = Text("Parte cumplida de la condena", "Share of the sentence served")
SERVED_MEANS = Text(
    "Días en prisión, con la prisión provisional, entre los días de la condena: más de la mitad, estrictamente. No se "
    "puede calcular sin condena de duración conocida o sin fechas. Con rebajas: de la condena menos lo rebajado.",
    "Days in prison, remand included, out of the days of the sentence: strictly more than half. It cannot be computed "
    "without a sentence of known length or without dates. Less reductions: of the sentence less what was taken off it.",
)
MORE_THAN_HALF = Text("habían cumplido más de la mitad", "had served more than half")
HALF_OR_LESS = Text("la mitad o menos", "half or less")
NOT_COMPUTABLE = Text("no se puede calcular", "cannot be computed")
LESS_REDUCTIONS = Text("más de la mitad, con rebajas", "more than half, less reductions")
LESS_HALF = Text("la mitad o menos, con rebajas", "half or less, less reductions")
NOT_COMPUTABLE_LESS = Text("no se puede calcular, con rebajas", "cannot be computed, less reductions")

MONTHS_LEFT = Text("Lo que quedaba de condena", "What was left of the sentence")
MONTHS_LEFT_MEANS = Text(
    "Días de la condena menos días cumplidos, sin rebajas, en meses de 30,4 días; cada tramo incluye su comienzo y no "
    "su final.",
    "Days of the sentence less days served, no reductions deducted, in months of 30.4 days; each band includes its "
    "beginning and not its end.",
)

FREEDOM = Text("Libres", "Free")
FREEDOM_MEANS = Text(
    "Solo es libre quien salió por una figura que extingue la pena; los demás pueden volver a prisión por la misma.",
    "Only who left by a figure that ends the penalty is free; the others can be sent back for the same one.",
)
FREE = Text("libres", "free")
WERE_OUTSIDE = Text("ya estaban fuera: no se mide", "were outside already: not measured")
NOT_FREE = Text("no libres: la pena sigue viva", "not free: the sentence goes on")
FREE_UNKNOWN = Text("no se sabe si la pena se extinguió", "not known whether the penalty has ended")


def of_computable(whole: int) -> Text:
    return Text(
        f"más de la mitad, de las {whole} que se pueden calcular",
        f"more than half, of the {whole} that can be computed",
    )


def most_frequent(months: int) -> Text:
    """A sentence of that many whole months."""
    years, rest = divmod(months, 12)
    es, en = [], []
    if years:
        es.append(f"{years} año{'s' if years > 1 else ''}")
        en.append(f"{years} year{'s' if years > 1 else ''}")
    if rest or not years:
        es.append(f"{rest} mes{'es' if rest != 1 else ''}")
        en.append(f"{rest} month{'s' if rest != 1 else ''}")
    return Text(f"la más frecuente: {' y '.join(es)}", f"the most frequent: {' and '.join(en)}")


def months_left(low: int, high: int | None) -> Text:
    if not low:
        return Text(f"menos de {high} meses", f"less than {high} months")
    if high is None:
        return Text(f"{low} meses o más", f"{low} months and over")
    return Text(f"de {low} a {high} meses", f"{low} to {high} months")
