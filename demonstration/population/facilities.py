"""In which prison people were held: codes of the seed table (domain reference, section 4.3)."""

MEN = {
    "CU-01": ("5-y-medio", "sandino"),
    "CU-15": ("guanajay", "taco-taco"),
    "CU-03": ("combinado-del-este", "combinado-del-este", "1580", "valle-grande"),
    "CU-16": ("quivican", "melena-del-sur"),
    "CU-04": ("combinado-del-sur", "aguica", "canaleta-matanzas"),
    "CU-05": ("alambradas", "el-pre"),
    "CU-06": ("ariza",),
    "CU-07": ("nieves-morejon",),
    "CU-08": ("canaleta-ciego", "provincial-ciego"),
    "CU-09": ("kilo-7", "kilo-8", "ceramica-roja"),
    "CU-10": ("el-tipico",),
    "CU-11": ("holguin-provincial",),
    "CU-12": ("las-mangas",),
    "CU-13": ("boniato", "mar-verde", "aguadores"),
    "CU-14": ("combinado-guantanamo",),
    "CU-99": ("el-guayabo",),
}
"""Prisons for men by province; trans women are held with men."""

WOMEN_WEST, WOMEN_CENTRE, WOMEN_EAST = "el-guatao", "guamajal-mujeres", "granja-5"
WOMEN = {
    **dict.fromkeys(("CU-01", "CU-15", "CU-03", "CU-16", "CU-99"), WOMEN_WEST),
    "CU-04": "bellotex",
    **dict.fromkeys(("CU-05", "CU-06", "CU-07"), WOMEN_CENTRE),
    **dict.fromkeys(("CU-08", "CU-09", "CU-10", "CU-11", "CU-12", "CU-13", "CU-14"), WOMEN_EAST),
}
YOUTH_WEST, SCHOOLS = "jovenes-cotorro", "formacion-integral"
REMAND = {"CU-03": "valle-grande"}
NEVER_IMPRISONED = ("released_no_charge", "released_fine")


def assign(people, rng):
    """Give a prison to everybody who was held longer than by the police; None for the others."""
    for person in people:
        if person.legal in NEVER_IMPRISONED:
            continue
        if person.gender == "woman":
            person.facility = WOMEN[person.province]
        elif person.is_minor:
            person.facility = SCHOOLS
        elif (person.age_at_detention or 30) <= 20 and person.province in (
            "CU-03",
            "CU-15",
            "CU-16",
        ):
            person.facility = YOUTH_WEST
        elif person.legal == "remand" and person.province in REMAND:
            person.facility = REMAND[person.province]
        else:
            person.facility = rng.choice(MEN[person.province])
