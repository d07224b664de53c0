"""Names by frequency, and the closed list of invented second surnames (domain reference, section 5.4)."""

SURNAMES = {
    "Rodríguez": 46, "González": 42, "Hernández": 38, "Pérez": 37, "García": 33, "Fernández": 24,
    "Martínez": 23, "Díaz": 22, "López": 20, "Álvarez": 16, "Sánchez": 16, "Gómez": 12, "Torres": 11,
    "Suárez": 11, "Ramírez": 10, "Valdés": 10, "Domínguez": 9, "Gutiérrez": 9, "Cruz": 9, "Reyes": 9,
    "Morales": 9, "Alfonso": 8, "Castillo": 8, "Romero": 8, "Rivero": 7, "Herrera": 7, "Peña": 7, "Acosta": 7,
    "Medina": 7, "Ramos": 7, "Vázquez": 6, "Leyva": 6, "Batista": 6, "Guerra": 6, "Delgado": 6, "Cabrera": 6,
    "Jiménez": 6, "Ruiz": 6, "Ortiz": 6, "Núñez": 5, "Espinosa": 5, "Vega": 5, "Rojas": 5, "Mesa": 5,
    "Blanco": 5, "Castro": 5, "Moreno": 5, "Aguilera": 5, "Marrero": 5, "Santana": 5, "Soto": 4, "Sosa": 4,
    "Mora": 4, "Quintana": 4, "Vargas": 4, "Fonseca": 4, "Figueredo": 4, "Zamora": 4, "Velázquez": 4,
    "Tamayo": 4, "Milián": 3, "Padrón": 3, "Concepción": 3, "Roque": 3, "Cedeño": 3, "Heredia": 3, "Oliva": 3,
    "Quesada": 3, "Zaldívar": 3, "Montero": 3, "La O": 2, "De la Cruz": 2, "De la Rosa": 2, "Del Toro": 2,
    "Montes de Oca": 1, "Despaigne": 2, "Duvergel": 1, "Mustelier": 1, "O'Farrill": 1, "Wilson": 1, "Chang": 1,
}  # fmt: skip
"""First surnames, weight per mille."""

EASTERN = frozenset(
    {
        "Leyva",
        "Batista",
        "Aguilera",
        "Tamayo",
        "Zaldívar",
        "Despaigne",
        "Duvergel",
        "Mustelier",
        "La O",
    }
)
WESTERN = frozenset({"Valdés", "Alfonso", "Padrón", "Milián"})

INVENTED_SURNAMES = (
    "Sabanalar", "Yarayó", "Guayacanar", "Cayosombra", "Marabusal", "Jatiboca", "Bijagual", "Palmasola",
    "Guanimar", "Tibisial", "Yagrumal", "Ceibanera", "Cocosolar", "Mangliar", "Ateyal", "Juncalero",
    "Mamoncillar", "Caguairán", "Yayabero", "Güirabaja", "Arimaos", "Cauteral", "Mayabique", "Zazalar",
    "Almiquí", "Tocororal", "Cartacubal", "Zunzuneira", "Jutiar", "Manjuarí",
)  # fmt: skip
"""Second surnames: no living family bears them, so that nobody invented can be taken for somebody real."""

GIVEN_NAMES = {
    ("man", 1950): (
        "José", "Juan", "Luis", "Carlos", "Pedro", "Jorge", "Rafael", "Roberto", "Raúl", "Ramón", "Manuel",
        "Miguel", "Orlando", "Félix", "Julio", "Rolando", "Armando", "Ángel", "Mario", "Eduardo",
    ),
    ("man", 1960): (
        "Jorge", "Carlos", "Luis", "José", "Juan", "Roberto", "Lázaro", "Rafael", "Miguel", "Pedro", "Alberto",
        "Ernesto", "Ángel", "Francisco", "Eduardo", "Osvaldo", "Reinaldo", "Ramón", "Raúl", "Víctor",
    ),
    ("man", 1970): (
        "Alexander", "Carlos", "Jorge", "José", "Luis", "Juan", "Lázaro", "Roberto", "Ernesto", "Alexis",
        "Yuri", "Yoel", "Osmany", "Vladimir", "Ariel", "Maikel", "Yosvany", "Michel", "Rolando", "Iván",
    ),
    ("man", 1980): (
        "Yoandri", "Yasmani", "Yunior", "Yoel", "Carlos", "Luis", "José", "Alexander", "Maikel", "Yuniesky",
        "Yordanis", "Reinier", "Leonardo", "Dayron", "Osmel", "Yosvany", "Raidel", "Adrián", "Ernesto",
        "Yadiel",
    ),
    ("man", 1990): (
        "Carlos", "Luis", "José", "Adrián", "Alejandro", "Daniel", "Yasiel", "Dayron", "Yordan", "Reinier",
        "Ernesto", "Leonardo", "Javier", "Michel", "Yandy", "Brayan", "Roberto", "Jorge", "David", "Yerandy",
    ),
    ("man", 2000): (
        "Alejandro", "Carlos", "Luis", "Daniel", "Brayan", "Cristian", "Kevin", "Christopher", "José", "Diego",
        "Jonathan", "Adrián", "David", "Marlon", "Ernesto", "Fabio", "Yoan", "Emilio", "Samuel", "Enzo",
    ),
    ("woman", 1960): (
        "María", "Caridad", "Juana", "Ana", "Mercedes", "Rosa", "Teresa", "Margarita", "Isabel", "Martha",
        "Gladys", "Bárbara", "Marta", "Carmen", "Olga", "Maritza", "Miriam", "Xiomara", "Lourdes", "Nancy",
    ),
    ("woman", 1970): (
        "Yanet", "Maribel", "Odalys", "Yamilé", "Ana", "Mayra", "Tania", "Yolanda", "Idania", "Mirta",
        "Zenaida", "Yudith", "Niurka", "Damaris", "Marisol", "Yaquelín", "Ileana", "Katia", "Liudmila",
        "Tatiana",
    ),
    ("woman", 1980): (
        "Yanet", "Yadira", "Yaima", "Yusimí", "Yanelis", "Yaneisy", "Lisandra", "Dayamí", "Yuneisy", "Yudeisy",
        "Leidy", "Yarisleidys", "Mailén", "Anabel", "Yamila", "Dunia", "Lisbet", "Yenisey", "Arianna",
        "Suleidys",
    ),
    ("woman", 1990): (
        "Claudia", "Daniela", "Lisandra", "Yailín", "Leidy", "Laura", "Patricia", "Amanda", "Dayana", "Rachel",
        "Yaimara", "Elizabeth", "Melissa", "Yisel", "Ana Laura", "Gabriela", "Arianna", "Liset", "Anisley",
        "Yaniris",
    ),
    ("woman", 2000): (
        "Daniela", "Amanda", "Melissa", "Emily", "Gabriela", "Claudia", "Laura", "Sheila", "Ashley", "Camila",
        "Alejandra", "Lorena", "Thalía", "Rachel", "Naomi", "Karla", "Paola", "Samantha", "Chanel", "Isabela",
    ),
}  # fmt: skip
"""Given names by gender and birth decade, most frequent first. The oldest list serves all decades before it."""
