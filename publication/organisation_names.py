"""The English names of organisations and authorities whose own names are Spanish: fixed, as `docs/words.md` has them.

An organisation is published under one name. Whoever has none here keeps it in both languages.
"""

ENGLISH = {
    "Amnistía Internacional": "Amnesty International",
    "Centro de Documentación de Prisiones Cubanas": "Cuban Prisons Documentation Center",
    "Comisión Cubana de Derechos Humanos y Reconciliación Nacional": (
        "Cuban Commission for Human Rights and National Reconciliation"
    ),
    "Comité de la ONU contra la Desaparición Forzada": "UN Committee on Enforced Disappearances",
    "Consejo de Estado": "Council of State",
    "Fiscalía General de la República": "Attorney General's Office",
    "Grupo de Trabajo de la ONU sobre la Detención Arbitraria": "UN Working Group on Arbitrary Detention",
    "Iglesia católica en Cuba": "Catholic Church in Cuba",
    "Instituto Cubano por la Libertad de Expresión y Prensa": (
        "Cuban Institute for Freedom of Expression and the Press"
    ),
    "Ministerio de Relaciones Exteriores de Cuba": "Ministry of Foreign Affairs of Cuba",
    "Observatorio Cubano de Derechos Humanos": "Cuban Observatory of Human Rights",
    "Tribunal Supremo Popular": "Supreme People's Court",
}


def named(name: str, language: str) -> str:
    return ENGLISH.get(name, name) if language == "en" else name
