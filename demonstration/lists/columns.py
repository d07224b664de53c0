"""How each organisation heads its columns, and the words it uses for our codes.

Each keeps its list in its own way, as real ones do: the importer learns them by mappings, not by luck.
"""

from demonstration.population import CUBALEX, J11J, OCDH, PD

_CASE = {
    "detained_on": "Fecha de detención",
    "context": "Contexto",
    "activity": "Motivo",
    "principal_offence": "Delito principal",
    "offences": "Otros delitos",
    "stage": "Situación procesal",
    "sanction": "Sanción",
    "substituted_by": "Subsidiada por",
    "sentence_months": "Meses de sanción",
    "decided_on": "Fecha de la sentencia",
    "counted_from": "Cuenta desde",
    "facility": "Prisión",
}
_OUTSIDE = {
    "release_type": "Figura de la excarcelación",
    "left_on": "Salió el",
    "reported_on": "Se supo el",
    "exile_condition": "Condicionada a salir del país",
    "announcement": "Anuncio",
    "measure_after": "Medida cautelar",
}
_REVOKED = {
    "revoked_on": "Beneficio revocado el",
    "reimprisoned_on": "Devuelto a prisión el",
    "ground_official": "Motivo oficial de la revocación",
    "ground_alleged": "Motivo según la familia",
}
_NAMES = {
    "given_names": "Nombres",
    "surname_1": "Primer apellido",
    "surname_2": "Segundo apellido",
}

COLUMNS: dict[str, dict[str, str]] = {
    PD: {
        "row_key": "Expediente", "name": "Nombre y apellidos", "gender": "Sexo", "birth_date": "Nacimiento",
        "age_at_detention": "Edad al ser detenido", "province": "Provincia", "municipality": "Municipio",
        "pd_category": "Categoría", **_CASE, "event": "Protesta", "affiliation": "Afiliación previa",
        "status": "Situación", **_OUTSIDE, **_REVOKED, "medical": "Enfermedad grave", "mental": "Salud mental",
        "is_parent": "Con hijos", "confirmed_on": "Confirmado el",
    },
    J11J: {
        "row_key": "ID", **_NAMES, "gender": "Género", "birth_date": "Año de nacimiento",
        "age_at_detention": "Edad", "province": "Provincia", "municipality": "Municipio", "event": "Evento", **_CASE,
        "prosecutor_request_months": "Petición fiscal (meses)", "affiliation": "Vínculos previos",
        "status": "Estado actual", **_OUTSIDE, **_REVOKED, "confirmed_on": "Última noticia",
    },
    CUBALEX: {
        "row_key": "Caso", "name": "Nombre", "gender": "Sexo", "birth_date": "Fecha de nacimiento",
        "province": "Territorio", "municipality": "Municipio", **_CASE, "event": "Hecho", "age_at_detention": "Edad",
        "affiliation": "Activismo previo", "status": "Estado", **_OUTSIDE, "confirmed_on": "Verificado el",
    },
    OCDH: {
        "row_key": "Nº", **_NAMES, "gender": "Sexo", "birth_date": "Nacimiento", "age_at_detention": "Edad",
        "province": "Provincia", "municipality": "Municipio", "event": "Suceso", **_CASE,
        "affiliation": "Organización", "status": "Situación", **_OUTSIDE, "confirmed_on": "Último dato",
    },
}  # fmt: skip

GENDERS = {"Mujer": "woman", "Hombre": "man", "Mujer trans": "trans_woman"}
ANSWERS = {"Sí": "yes", "No": "no", "No se sabe": "unknown"}
CONTEXTS = {"Antes del 11J": "before_11j", "11J": "j11", "Después del 11J": "after_11j"}
EVENTS = {
    "11 de julio de 2021": "11j",
    "17 de marzo de 2024": "17m-2024",
    "Caimanera 2023": "caimanera-2023",
    "Nuevitas 2022": "nuevitas-2022",
}
ACTIVITIES = {
    "Protesta": "protest", "Expresión en redes": "expression_online", "Activismo": "activism",
    "Carteles o grafitis": "poster_graffiti", "Periodismo": "journalism", "Arte": "art", "Religión": "religion",
    "Oposición violenta o salida ilegal": "illegal_exit_or_violent_opposition", "Otro": "other",
}  # fmt: skip
STAGES = {
    "Sancionado": "final", "Pendiente de juicio": "awaiting_trial", "Archivado": "closed_no_case",
    "Absuelto": "acquitted", "Sobreseído": "dismissed",
}  # fmt: skip
SANCTIONS = {
    "Privación de libertad": "imprisonment", "Trabajo correccional con internamiento": "tcci",
    "Trabajo correccional sin internamiento": "tcsi", "Limitación de libertad": "limitation",
    "Reclusión domiciliaria": "home_confinement", "Desconocida": "unknown",
}  # fmt: skip
MEASURES = {
    "Fianza": "bail_cash", "Fianza moral": "bail_moral", "Reclusión domiciliaria": "home_confinement_pretrial",
    "Obligación contraída en acta": "signed_undertaking",
}  # fmt: skip
CATEGORIES = {
    "Convicto de conciencia": "convict_of_conscience", "Condenado de conciencia": "condemned_of_conscience",
    "Otro político": "other_political",
}  # fmt: skip
ANNOUNCEMENTS = {"553": "anuncio-553"}
GROUNDS = {
    "No trabajar": "no_work", "No presentarse ante el juez": "no_show_judge", "Salir del municipio": "left_area",
    "Opinar": "opinion", "Se desconoce": "unknown",
}  # fmt: skip

WORDS: dict[str, dict[str, str]] = {
    "gender": GENDERS, "affiliation": ANSWERS, "is_parent": ANSWERS, "medical": ANSWERS, "mental": ANSWERS,
    "exile_condition": ANSWERS, "context": CONTEXTS, "event": EVENTS, "activity": ACTIVITIES, "stage": STAGES,
    "sanction": SANCTIONS, "substituted_by": SANCTIONS, "measure_after": MEASURES, "pd_category": CATEGORIES,
    "announcement": ANNOUNCEMENTS, "ground_official": GROUNDS, "ground_alleged": GROUNDS,
}  # fmt: skip
"""Our code by the organisation's word. Offences, prisons and release figures are written with their Spanish names,
the situation with each list's own words: demonstration/newsroom.py adds those to the mappings."""
