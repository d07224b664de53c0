"""Why a person does not meet a definition. The order is the order of precedence: the first that holds is the reason.

A change of a reason, of its condition (clauses.py) or of the order is a new VERSION.
"""

from dataclasses import dataclass

from reports.figure import Text

VERSION = 1

ORDER = Text(
    "Cada persona aparece una sola vez, bajo la primera razón que le corresponde, en este orden: dónde estaba ese día "
    "(cumpliendo fuera, a la espera de juicio, fuera por figura desconocida, libre, en el exilio, fallecida, en fuga, "
    "en paradero desconocido, con fechas conocidas en parte, sin información reciente, todavía no detenida); por qué "
    "hecho se la detuvo; en qué listas estaba; si alguna organización la había clasificado.",
    "Each person appears once, under the first reason that applies, in this order: where they were on that day "
    "(serving outside, awaiting trial, outside by an unknown figure, free, in exile, deceased, at large, whereabouts "
    "unknown, with dates known only in part, without recent information, not yet detained); over which event they "
    "were arrested; on which lists they were; whether an organisation had classified them.",
)


@dataclass(frozen=True)
class Reason:
    """`why` is a sentence about the persons, true whether they leave or come, with `{list}` and `{event}` for names."""

    code: str
    label: Text
    why: Text


def _reason(code: str, label: tuple[str, str], why: tuple[str, str]) -> Reason:
    return Reason(code, Text(*label), Text(*why))


SERVING_OUTSIDE = _reason(
    "serving_outside",
    ("Cumpliendo fuera de prisión", "Serving outside prison"),
    (
        "Ese día cumplían la condena fuera de prisión: no estaban en prisión, pero tampoco eran libres.",
        "On that day they were serving the sentence outside prison: not behind bars, but not free either.",
    ),
)
AWAITING_OUTSIDE = _reason(
    "awaiting_outside",
    ("A la espera de juicio, fuera", "Awaiting trial outside prison"),
    (
        "Esperaban el juicio fuera de prisión, con una medida cautelar. No eran libres.",
        "They were awaiting trial outside prison, under a precautionary measure. They were not free.",
    ),
)
OUTSIDE_UNKNOWN = _reason(
    "outside_unknown",
    ("Fuera, por figura desconocida", "Outside, by an unknown figure"),
    (
        "Habían salido de prisión, pero no se sabe por qué figura legal: no decimos que fueran libres.",
        "They had left prison, but by which legal figure is not known: we do not say that they were free.",
    ),
)
FREE = _reason(
    "free",
    ("En libertad", "Free"),
    (
        "La condena se había extinguido (cumplimiento, indulto, amnistía), hubo absolución o nunca hubo proceso.",
        "The penalty had ended (served in full, pardon, amnesty), there was an acquittal, or there never was a case.",
    ),
)
EXILED = _reason(
    "exiled",
    ("En el exilio", "In exile"),
    ("Habían salido al exilio.", "They had gone into exile."),
)
DECEASED = _reason("deceased", ("Fallecidas", "Deceased"), ("Habían muerto.", "They had died."))
AT_LARGE = _reason("at_large", ("En fuga", "At large"), ("Estaban en fuga.", "They were at large."))
MISSING = _reason(
    "missing",
    ("En paradero desconocido", "Whereabouts unknown"),
    (
        "No se sabía dónde estaban: puede tratarse de una desaparición forzada.",
        "It was not known where they were: it may be an enforced disappearance.",
    ),
)
DATES_IN_PART = _reason(
    "dates_in_part",
    ("Fechas conocidas solo en parte", "Dates known only in part"),
    (
        "Las fechas que se conocen permiten que estuvieran en prisión ese día, pero no lo aseguran.",
        "The dates that are known allow that they were in prison on that day, but do not make it certain.",
    ),
)
NOT_CONFIRMED = _reason(
    "not_confirmed",
    ("Estado sin confirmar", "Status not confirmed"),
    (
        "Ninguna fuente reciente confirma dónde estaban: no afirmamos que siguieran en prisión ni que hubieran salido.",
        "No recent source confirms where they were: we claim neither that they were still in prison nor that they "
        "left.",
    ),
)
NOT_YET_DETAINED = _reason(
    "not_yet_detained",
    ("Detención posterior", "Detained only later"),
    (
        "La primera detención que consta es posterior a ese día.",
        "The first detention on record is later than that day.",
    ),
)
NO_DETENTION = _reason(
    "no_detention",
    ("Sin detención documentada", "No detention on record"),
    (
        "Hasta ese día no consta ninguna detención con fecha.",
        "No dated detention is on record by that day.",
    ),
)
BEFORE_11J = _reason(
    "before_11j",
    ("Antes del 11J", "Before 11J"),
    (
        "Su primera detención fue antes del 11 de julio de 2021.",
        "They were first detained before 11 July 2021.",
    ),
)
AFTER_11J = _reason(
    "after_11j",
    ("Después del 11J", "After 11J"),
    (
        "Su primera detención fue después de las protestas de julio de 2021.",
        "They were first detained after the protests of July 2021.",
    ),
)
NOT_OVER_EVENT = _reason(
    "not_over_event",
    ("No por este hecho", "Not arrested over the event"),
    (
        "No consta que la detención fuera por este hecho: {event}.",
        "It is not on record that they were arrested over this event: {event}.",
    ),
)
LEFT_LIST = _reason(
    "left_list",
    ("Ya no en la lista", "No longer on the list"),
    (
        "Estuvieron antes en la lista de {list}, que ese día ya no las nombraba.",
        "They were on the list of {list} before; on that day it no longer named them.",
    ),
)
LISTED_LATER = _reason(
    "listed_later",
    ("En la lista solo después", "Listed only later"),
    (
        "La lista de {list} las nombró por primera vez después de ese día.",
        "The list of {list} first named them after that day.",
    ),
)
ONE_SOURCE = _reason(
    "one_source",
    ("Documentadas por una sola organización", "Documented by one organisation only"),
    (
        "Ese día las nombraba una sola organización; la lista de {list} no las nombraba.",
        "On that day one organisation alone named them; the list of {list} did not.",
    ),
)
ON_OTHER_LISTS = _reason(
    "on_other_lists",
    ("En las listas de otras organizaciones", "On the lists of other organisations"),
    (
        "Las nombraban dos o más organizaciones; la lista de {list} no las nombraba.",
        "Two or more organisations named them; the list of {list} did not.",
    ),
)
ON_NO_LIST = _reason(
    "on_no_list",
    ("En la lista de nadie", "On nobody’s list"),
    (
        "Ese día ninguna organización cuya lista leemos las nombraba.",
        "On that day no organisation whose list we read named them.",
    ),
)
NAMED_NOT_COUNTED = _reason(
    "named_not_counted",
    ("Nombradas, pero no como presas", "Named, not as prisoners"),
    (
        "Un registro de detenciones las nombraba, pero ese día no las daba por presas; ninguna otra lista aceptada las "
        "contaba.",
        "A register of arrests named them but did not hold them to be in prison on that day; no other accepted list "
        "counted them.",
    ),
)
NOT_ACCEPTED = _reason(
    "not_accepted",
    ("Solo en listas no aceptadas", "Only on lists not accepted"),
    (
        "Solo las nombraban organizaciones cuya lista no entra en la consolidada.",
        "Only organisations named them whose list does not go into the consolidated one.",
    ),
)
NO_LONGER_COUNTED = _reason(
    "no_longer_counted",
    ("Ya en ninguna lista", "No longer on any list"),
    (
        "Estuvieron antes en la lista consolidada; ese día ya no las nombraba ninguna organización.",
        "They were on the consolidated list before; on that day no organisation named them any longer.",
    ),
)
COUNTED_LATER = _reason(
    "counted_later",
    ("Contadas solo después", "Counted only later"),
    (
        "Entraron en la lista consolidada después de ese día.",
        "They came on the consolidated list after that day.",
    ),
)
WITHHELD = _reason(
    "withheld",
    ("Nombre reservado", "Name not published"),
    (
        "Su nombre no se publica, por su seguridad; tampoco se publica si alguien las ha clasificado.",
        "Their names are not published, for their safety; nor is whether anybody has classified them.",
    ),
)
CLASSIFIED_LATER = _reason(
    "classified_later",
    ("Clasificadas después", "Classified later"),
    (
        "Una organización las clasificó después de ese día, o no se sabe con certeza que fuera antes.",
        "An organisation classified them after that day, or it is not certain that it was before.",
    ),
)
NOT_CLASSIFIED = _reason(
    "not_classified",
    ("Sin clasificar", "Not classified"),
    (
        "Ninguna organización las ha clasificado según la Resolución 1900. No quiere decir que no cumplan sus "
        "supuestos.",
        "No organisation has classified them under Resolution 1900. It does not mean that they do not meet its tests.",
    ),
)
