"""Which column of the file holds which field: by the organisation's mapping, else by plain headers."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field

from django.utils.translation import gettext as _

from sources.import_list.fields import FIELDS, NEEDED, Field
from sources.import_list.report import ImportFault, told_column
from sources.import_list.vocabularies import fold
from sources.models import ColumnMapping, SourceOrganisation

SPANISH = {
    "row_key": "id clave codigo numero no",
    "name": "nombre|nombre completo|nombre y apellidos|nombres y apellidos",
    "given_names": "nombres nombre_propio",
    "surname_1": "apellido_1 primer_apellido",
    "surname_2": "apellido_2 segundo_apellido",
    "alias": "alias apodo",
    "birth_date": "fecha_nacimiento|nacimiento|fecha de nacimiento",
    "age_at_detention": "edad|edad_detencion|edad al ser detenido",
    "gender": "genero sexo",
    "province": "provincia",
    "municipality": "municipio",
    "occupation_group": "ocupacion",
    "affiliation": "afiliacion",
    "is_parent": "tiene_hijos",
    "detained_on": "fecha_detencion|fecha de detencion|detencion|detenido el",
    "event": "evento protesta",
    "context": "contexto",
    "activity": "actividad",
    "principal_offence": "delito_principal",
    "offences": "delitos cargos",
    "stage": "etapa|situacion_procesal|etapa procesal",
    "sanction": "sancion",
    "substituted_by": "sustituida_por subsidiada_por",
    "sentence_months": "meses_sancion condena_meses",
    "prosecutor_request_months": "meses_peticion_fiscal",
    "decided_on": "fecha_sentencia|fecha de sentencia",
    "counted_from": "computo_desde",
    "facility": "prision centro",
    "status": "estado situacion",
    "release_type": "tipo_excarcelacion|figura",
    "left_on": "fecha_excarcelacion|fecha de excarcelacion|excarcelado el",
    "reported_on": "fecha_reporte|reportado el",
    "exile_condition": "condicion_exilio",
    "announcement": "anuncio",
    "measure_after": "medida_posterior",
    "revoked_on": "fecha_revocacion",
    "reimprisoned_on": "fecha_reingreso",
    "ground_official": "causa_oficial",
    "ground_alleged": "causa_alegada",
    "medical": "salud enfermedad",
    "mental": "salud_mental",
    "pd_category": "categoria",
    "confirmed_on": "fecha_confirmacion|confirmado el",
    "note": "nota observaciones",
}


def _plain_headers() -> dict[str, str]:
    found = {}
    for field, names in SPANISH.items():
        for name in (field, *(names.split("|") if "|" in names else names.split())):
            found[fold(name)] = field
    return found


PLAIN_HEADERS = _plain_headers()


@dataclass(frozen=True)
class Columns:
    """`places`: {field: column from 0}. `words` of the mapping, with folded texts. `headers`: unique, none empty.

    `absent`: {field: header} of the columns that the mapping names, which a list may go without, and the file lacks.
    """

    places: dict[str, int]
    headers: list[str]
    words: dict[str, dict[str, str]]
    mapping_name: str = ""
    absent: dict[str, str] = dataclass_field(default_factory=dict)

    def fields(self) -> list[tuple[Field, int]]:
        return [(FIELDS[name], place) for name, place in self.places.items()]

    def heading(self, field: str) -> str:
        """What the file calls the field (a name in parts: all of them); empty when the file has no such column."""
        if field in self.headers:
            return field
        parts = (field,) if field in self.places or field != "name" else ("given_names", "surname_1", "surname_2")
        return ", ".join(self.headers[self.places[part]] for part in parts if part in self.places)


def find_mapping(organisation: SourceOrganisation, name: str | ColumnMapping | None) -> ColumnMapping | None:
    """The mapping of that name, or the one called default; None when the organisation has none. Raises ImportFault."""
    if isinstance(name, ColumnMapping):
        return name
    known = {mapping.name: mapping for mapping in organisation.mappings.all()}
    if name is None:
        return known.get("default")
    if name not in known:
        raise ImportFault(
            _("%(organisation)s has no mapping “%(name)s”; known: %(known)s.")
            % {"organisation": organisation.code, "name": name, "known": ", ".join(sorted(known)) or _("none")}
        )
    return known[name]


def place_columns(headers: list[str], mapping: ColumnMapping | None) -> Columns:
    """Raises ImportFault when a column that a list needs is missing (naming all of them), or one stands twice."""
    folded = [fold(header) for header in headers]
    words: dict[str, dict[str, str]] = {}
    absent: dict[str, str] = {}
    if mapping is None:
        places = _by_plain_headers(headers, folded)
    else:
        places, absent = _by_mapping(headers, folded, mapping)
        words = {
            field: {fold(text): code for text, code in pairs.items()} for field, pairs in (mapping.words or {}).items()
        }
    if "name" not in places and not {"given_names", "surname_1"} <= set(places):
        raise ImportFault(
            _("A column for the name is missing (name, or given_names and surname_1). The file has: %(headers)s.")
            % {"headers": _listed(headers)}
        )
    return Columns(places, _unique(headers), words, mapping.name if mapping else "", absent)


def _by_mapping(headers: list[str], folded: list[str], mapping: ColumnMapping) -> tuple[dict[str, int], dict[str, str]]:
    """Where the mapping's fields are, and the headers of those that are nowhere."""
    if unknown := sorted(set(mapping.columns) - set(FIELDS)):
        raise ImportFault(
            _("The mapping “%(name)s” names no field of ours: %(fields)s.")
            % {"name": mapping.name, "fields": ", ".join(unknown)}
        )
    named = {name: str(mapping.columns[name]) for name in FIELDS if name in mapping.columns}
    absent = {name: header for name, header in named.items() if fold(header) not in folded}
    if needed := {name: header for name, header in absent.items() if name in NEEDED}:
        raise ImportFault(
            _("Columns that the list cannot do without are missing: %(columns)s. The file has: %(headers)s.")
            % {"columns": ", ".join(told_column(*each) for each in needed.items()), "headers": _listed(headers)}
        )
    return {name: _only_place(header, folded) for name, header in named.items() if name not in absent}, absent


def _by_plain_headers(headers: list[str], folded: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, word in enumerate(folded):
        field = PLAIN_HEADERS.get(word)
        if field in places:
            raise ImportFault(
                _("Two columns hold %(field)s: “%(header)s”.") % {"field": field, "header": headers[place]}
            )
        if field:
            places[field] = place
    return places


def _only_place(header: str, folded: list[str]) -> int:
    if folded.count(fold(header)) > 1:
        raise ImportFault(_("The column “%(header)s” stands twice in the file.") % {"header": header})
    return folded.index(fold(header))


def _unique(headers: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for place, header in enumerate(headers, 1):
        name = header or f"#{place}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _listed(headers: list[str]) -> str:
    shown = ", ".join(header for header in headers[:30] if header)
    return shown[:500] or _("no headers")
