"""The names of a breakdown's codes: the vocabulary's in that edition, else those written here."""

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from publication.models import OrganisationVersion, TermVersion
from publication.organisation_names import named
from publication.unnamed import NOT_TOLD
from reports import kept
from reports.figure import Text
from reports.record import CONSOLIDATED, Record

AGES = ((18, 20), (21, 25), (26, 30), (31, 35), (36, 40), (41, 50), (51, 59))
MONTHS_LEFT = ((0, 6), (6, 12), (12, 24), (24, 36), (36, 60))
SENTENCES = ((3, 5), (5, 8), (8, 10), (10, 15), (15, 20))

OURS = {
    "unknown": Text("desconocido", "unknown"),
    NOT_TOLD: Text("no se dice (sin nombre público)", "not told (not named in public)"),
    "in_prison": Text("en prisión", "in prison"),
    "outside": Text("fuera de prisión, sin ser libres", "outside prison, not free"),
    "11j": Text("11J: 11 de julio de 2021 y días siguientes", "11J: 11 July 2021 and the days after"),
    "before": Text("antes del 11 de julio de 2021", "before 11 July 2021"),
    "after": Text("después del 11 de julio de 2021", "after 11 July 2021"),
    "women": Text("mujeres en total (mujeres y mujeres trans)", "women in all (women and trans women)"),
    "boys": Text("varones menores de 18 años", "boys under 18"),
    "girls": Text("mujeres menores de 18 años", "girls under 18"),
    "none_known": Text("sin militancia previa conocida", "no prior affiliation known"),
    "any": Text("con militancia previa", "with a prior affiliation"),
    "yes": Text("sí", "yes"),
    "no": Text("no", "no"),
    "man": Text("hombre", "man"),
    "woman": Text("mujer", "woman"),
    "trans_woman": Text("mujer trans", "trans woman"),
    "trans_man": Text("hombre trans", "trans man"),
    "non_binary": Text("persona no binaria", "non-binary"),
    "in_custody": Text("en prisión", "in prison"),
    "serving_outside": Text("cumpliendo fuera de prisión", "serving outside prison"),
    "awaiting_outside": Text("con medida cautelar, fuera", "awaiting trial outside prison"),
    "outside_unknown": Text("fuera, figura desconocida", "outside, figure unknown"),
    "free": Text("libre (pena extinguida o sin proceso)", "free"),
    "exiled": Text("en el exilio", "in exile"),
    "at_large": Text("en fuga", "at large"),
    "missing": Text("paradero desconocido", "whereabouts unknown"),
    "deceased": Text("fallecimiento", "deceased"),
    "desconocido": Text("delito desconocido", "offence unknown"),
    "0-30": Text("hasta 30 días", "30 days or fewer"),
    "31-90": Text("de 31 a 90 días", "31 to 90 days"),
    "91-180": Text("de 91 a 180 días", "91 to 180 days"),
    "181-365": Text("de 181 a 365 días", "181 to 365 days"),
    "366-": Text("más de 365 días", "more than 365 days"),
    "first_time": Text("por primera vez", "for the first time"),
    "again": Text("otra vez", "again"),
    "twice": Text("dos veces", "twice"),
    "three_times": Text("tres veces", "three times"),
    "more_often": Text("cuatro veces o más", "four times or more"),
    "under_18": Text("menos de 18 años", "under 18"),
    **{f"{a}-{b}": Text(f"de {a} a {b} años", f"{a} to {b}") for a, b in AGES},
    "60-": Text("60 años o más", "60 and over"),
    **{f"left_{a}-{b}": Text(f"de {a} a menos de {b} meses", f"{a} to under {b} months") for a, b in MONTHS_LEFT},
    "left_60-": Text("60 meses o más", "60 months or more"),
    "gap_1-90": Text("hasta 90 días antes", "up to 90 days earlier"),
    "gap_91-365": Text("de 91 a 365 días antes", "91 to 365 days earlier"),
    "gap_366-730": Text("de uno a dos años antes", "one to two years earlier"),
    "gap_731-": Text("más de dos años antes", "more than two years earlier"),
    "to_1": Text("hasta 1 año", "up to 1 year"),
    "to_3": Text("más de 1 año, hasta 3", "over 1 year, up to 3"),
    **{f"to_{b}": Text(f"más de {a} años, hasta {b}", f"over {a} years, up to {b}") for a, b in SENTENCES},
    "over_20": Text("más de 20 años", "over 20 years"),
    "life": Text("perpetua", "for life"),
    "none_alleged": Text("no se alega otro", "no other alleged"),
    "coe_a": Text("a: vulnera una garantía fundamental del Convenio", "a: violates a fundamental guarantee"),
    "coe_b": Text(
        "b: motivos puramente políticos, sin relación con un delito", "b: purely political reasons, no offence"
    ),
    "coe_c": Text("c: duración o condiciones desproporcionadas", "c: length or conditions out of proportion"),
    "coe_d": Text("d: trato discriminatorio por motivos políticos", "d: discriminatory, for political motives"),
    "coe_e": Text("e: proceso claramente injusto, por motivos políticos", "e: clearly unfair proceedings, political"),
    CONSOLIDATED: Text("lista consolidada", "consolidated list"),
}


def terms(record: Record, vocabulary: str) -> dict[str, Text]:
    """The vocabulary's codes in its own order, with their labels."""

    def work() -> dict[str, Text]:
        rows = record.rows(TermVersion).filter(vocabulary=vocabulary).order_by("order", "code")
        return {code: Text(es, en) for code, es, en in rows.values_list("code", "label_es", "label_en")}

    return kept.small_of_edition(record.edition, ("terms", vocabulary), work)


def lists(record: Record) -> dict[str, Text]:
    """Lists by whose they are, for two organisations may give theirs one name; and by name where one has several."""

    def work() -> dict[str, Text]:
        found = {}
        for name, lines in record.rows(OrganisationVersion).values_list("name", "document__lists"):
            for line in lines:
                es, en = (f": {line['name_es']}", f": {line['name_en']}") if len(lines) > 1 else ("", "")
                found[line["code"]] = Text(name + es, named(name, "en") + en)
        return found

    return kept.small_of_edition(record.edition, ("names of lists",), work)


def organisations(record: Record) -> dict[str, Text]:
    rows = record.rows(OrganisationVersion).values_list("code", "name")
    return {code: Text(name, named(name, "en")) for code, name in rows}


def label(code: str, known: dict[str, Text]) -> Text:
    return known.get(code) or OURS.get(code) or Text(code, code)


def day_or_month(code: str) -> Text:
    """The name of a day or month written as EDTF; of another code, its own."""
    try:
        known = PartialDate.parse(code)
    except ValueError:
        return label(code, {})
    return Text(in_words(known, "es"), in_words(known, "en"))


def list_name(part: str, known: dict[str, Text]) -> Text:
    """The name of a list, with its day where the code bears one (`pd-demo@2024-10-31`)."""
    code, _, day = part.partition("@")
    name = label(code, known)
    return Text(f"{name.es} ({day})", f"{name.en} ({day})") if day else name
