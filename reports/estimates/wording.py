"""An estimate in words, in both languages: reasons, families, assumptions. Numbers are written by the reader's page."""

from __future__ import annotations

from collections.abc import Callable

from reports.estimates.publication_rules import Judged, Reason
from reports.figure import Text

REASONS = {
    "too_few_lists": Text(
        "Con menos de %(fewest)s listas no hay estimación: con una no se puede saber nada, y con dos habría que "
        "suponer que estar en una no dice nada de estar en la otra.",
        "With fewer than %(fewest)s lists there is no estimate: one list tells nothing, and with two one would have to "
        "suppose that being on one says nothing of being on the other.",
    ),
    "too_few_persons": Text(
        "Hay menos de %(fewest)s personas en las listas: son pocas para estimar.",
        "There are fewer than %(fewest)s persons on the lists: too few to estimate from.",
    ),
    "copied": Text(
        "Casi todas las personas de la lista %(first)s (más del %(share)s %%) están también en %(second)s: una puede "
        "haber copiado a la otra o nacer de ella, y entonces las coincidencias no prueban nada. Habría que unirlas.",
        "Nearly all persons of the list %(first)s (more than %(share)s%%) are on %(second)s too: one may copy the "
        "other or come from it, and then what they share proves nothing. They would have to be joined.",
    ),
    "nobody_in_common": Text(
        "Hay listas que no comparten a nadie (pares de listas: %(pairs)s).",
        "Some lists share nobody (pairs of lists: %(pairs)s).",
    ),
    "too_few_in_common": Text(
        "La mayoría de los pares de listas comparten a menos de %(fewest)s personas.",
        "Most pairs of lists share fewer than %(fewest)s persons.",
    ),
    "small_cells": Text(
        "En esta parte de la población hay combinaciones de listas con menos de %(fewest)s personas: publicarlas "
        "podría señalar a alguien.",
        "In this part of the population some combinations of lists hold fewer than %(fewest)s persons: to publish "
        "them might point at somebody.",
    ),
    "restricted_list": Text(
        "La lista %(list)s no habla de la misma población que las demás: es un registro de las detenciones de un "
        "hecho, o de otra parte de la población. Los demás no podían estar en ella, y puede recoger también a quienes "
        "ya no están en prisión.",
        "The list %(list)s is not about the same population as the others: it is a register of the arrests of one "
        "event, or of another part of the population. Everybody else could never have been on it, and it may also hold "
        "those who are no longer in prison.",
    ),
    "unknown_scope": Text(
        "La lista %(list)s no dice de qué personas se ocupa.",
        "The list %(list)s does not say which persons it is about.",
    ),
    "open_rows": Text(
        "Hay %(rows)s filas de las listas que todavía nadie ha atribuido a una persona, más del %(share)s %% de las "
        "documentadas: una coincidencia sin ver parece una persona más, y la estimación saldría demasiado alta.",
        "%(rows)s rows of the lists have not been tied to a person yet, more than %(share)s%% of those documented: a "
        "match not seen looks like one more person, and the estimate would come out too high.",
    ),
    "no_model": Text(
        "Con estas coincidencias ningún modelo, o no todos los tipos de modelo, dan un resultado.",
        "With these overlaps no model gives a result, or not every kind of model does.",
    ),
    "models_disagree": Text(
        "Modelos que se ajustan casi igual de bien dan totales muy distintos: el mayor supera al menor en un 50 %%.",
        "Models that fit nearly as well give very different totals: the greatest exceeds the least by over 50 %%.",
    ),
    "too_wide": Text(
        "Lo que falta es demasiado incierto para decirlo: lo más que podría faltar es más de cuatro veces lo menos.",
        "How many are missing is too uncertain to be said: the most that may be missing is over four times the least.",
    ),
    "mostly_unseen": Text(
        "Los no documentados serían más de la mitad de los documentados: solo se puede decir que son al menos "
        "%(at_least)s en total.",
        "Those not documented would be more than half of those documented: one can only say that they are at least "
        "%(at_least)s in all.",
    ),
    "uncertain_links": Text(
        "No es seguro qué filas de las listas hablan de la misma persona, y eso mueve el resultado demasiado.",
        "It is not sure which rows of the lists speak of the same person, and that moves the result too much.",
    ),
    "moved": Text(
        "El resultado se aparta de la estimación anterior (de %(least)s a %(most)s) sin que nadie lo haya explicado.",
        "The result is far from the estimate before (%(least)s to %(most)s), and nobody has explained why.",
    ),
}

FAMILIES = {
    "bic_average": Text("modelos log-lineales, promedio por BIC", "log-linear models, averaged by BIC"),
    "aic_average": Text("modelos log-lineales, promedio por AIC", "log-linear models, averaged by AIC"),
    "latent_class": Text("grupos ocultos de personas (LCMCR)", "hidden groups of persons (LCMCR)"),
    "visibility": Text("personas más y menos visibles (Darroch)", "persons more and less visible (Darroch)"),
}

OTHERS = {
    "stepwise": Text("modelo elegido paso a paso (umbral .02)", "model chosen step by step (threshold .02)"),
    "graphs": Text("promedio de grafos descomponibles (dga)", "average over decomposable graphs (dga)"),
    "bootstrap": Text(
        "el modelo elegido, remuestreando también la elección", "the model chosen, the choice resampled too"
    ),
}

ASSUMPTIONS = (
    Text(
        "Se habla de una sola población en un solo día: nadie entra ni sale mientras se cuenta.",
        "It is about one population on one day: nobody comes or goes while it is counted.",
    ),
    Text(
        "Cualquier persona pudo estar en cualquiera de las listas usadas.",
        "Every person could have been on every list used.",
    ),
    Text(
        "Las filas de una misma persona están unidas, y las de personas distintas no.",
        "Rows of one person are tied together, and rows of different persons are not.",
    ),
    Text(
        "Que unas listas se apoyen en otras, y que unas personas sean más visibles que otras, solo se tiene en cuenta "
        "en parte. Por eso el resultado suele quedar por debajo de la verdad.",
        "That lists lean on one another, and that some persons are more visible than others, is allowed for only in "
        "part. This is why the result is usually below the truth.",
    ),
    Text(
        "Se supone que no hay dependencia entre todas las listas a la vez: no se puede comprobar.",
        "It is supposed that there is no dependence among all lists at once: this can't be tested.",
    ),
)

LIKELY_TOO_LOW = Text(
    "El método suele dar una cifra demasiado baja.",
    "The method tends to give too low a figure.",
)


def reason_in_words(
    reason: Reason, language: str, number: Callable[[int], str] = str, list_name: Callable[[str], str] = str
) -> str:
    facts = {name: number(fact) if isinstance(fact, int) else list_name(fact) for name, fact in reason.facts.items()}
    return REASONS[reason.code].in_language(language) % facts


def sentence(reason: Reason) -> Text:
    return Text(reason_in_words(reason, "es"), reason_in_words(reason, "en"))


def reasons_in_words(judged: Judged, language: str, number: Callable[[int], str] = str) -> list[str]:
    return [reason_in_words(reason, language, number) for reason in judged.reasons]
