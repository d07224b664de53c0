"""The 168 municipalities by province (domain reference, section 4.2) and who lives where."""

NAMES = {
    "CU-01": (
        "Consolación del Sur", "Guane", "La Palma", "Los Palacios", "Mantua", "Minas de Matahambre",
        "Pinar del Río", "San Juan y Martínez", "San Luis", "Sandino", "Viñales",
    ),
    "CU-15": (
        "Alquízar", "Artemisa", "Bahía Honda", "Bauta", "Caimito", "Candelaria", "Guanajay",
        "Güira de Melena", "Mariel", "San Antonio de los Baños", "San Cristóbal",
    ),
    "CU-03": (
        "Arroyo Naranjo", "Boyeros", "Centro Habana", "Cerro", "Cotorro", "Diez de Octubre",
        "Guanabacoa", "La Habana del Este", "La Habana Vieja", "La Lisa", "Marianao", "Playa",
        "Plaza de la Revolución", "Regla", "San Miguel del Padrón",
    ),
    "CU-16": (
        "Batabanó", "Bejucal", "Güines", "Jaruco", "Madruga", "Melena del Sur", "Nueva Paz", "Quivicán",
        "San José de las Lajas", "San Nicolás", "Santa Cruz del Norte",
    ),
    "CU-04": (
        "Calimete", "Cárdenas", "Ciénaga de Zapata", "Colón", "Jagüey Grande", "Jovellanos", "Limonar",
        "Los Arabos", "Martí", "Matanzas", "Pedro Betancourt", "Perico", "Unión de Reyes",
    ),
    "CU-05": (
        "Caibarién", "Camajuaní", "Cifuentes", "Corralillo", "Encrucijada", "Manicaragua", "Placetas",
        "Quemado de Güines", "Ranchuelo", "Remedios", "Sagua la Grande", "Santa Clara", "Santo Domingo",
    ),
    "CU-06": (
        "Abreus", "Aguada de Pasajeros", "Cienfuegos", "Cruces", "Cumanayagua", "Lajas", "Palmira",
        "Rodas",
    ),
    "CU-07": (
        "Cabaiguán", "Fomento", "Jatibonico", "La Sierpe", "Sancti Spíritus", "Taguasco", "Trinidad",
        "Yaguajay",
    ),
    "CU-08": (
        "Baraguá", "Bolivia", "Chambas", "Ciego de Ávila", "Ciro Redondo", "Florencia", "Majagua",
        "Morón", "Primero de Enero", "Venezuela",
    ),
    "CU-09": (
        "Camagüey", "Carlos Manuel de Céspedes", "Esmeralda", "Florida", "Guáimaro", "Jimaguayú",
        "Minas", "Najasa", "Nuevitas", "Santa Cruz del Sur", "Sibanicú", "Sierra de Cubitas",
        "Vertientes",
    ),
    "CU-10": (
        "Amancio", "Colombia", "Jesús Menéndez", "Jobabo", "Las Tunas", "Majibacoa", "Manatí",
        "Puerto Padre",
    ),
    "CU-11": (
        "Antilla", "Báguanos", "Banes", "Cacocum", "Calixto García", "Cueto", "Frank País", "Gibara",
        "Holguín", "Mayarí", "Moa", "Rafael Freyre", "Sagua de Tánamo", "Urbano Noris",
    ),
    "CU-12": (
        "Bartolomé Masó", "Bayamo", "Buey Arriba", "Campechuela", "Cauto Cristo", "Guisa", "Jiguaní",
        "Manzanillo", "Media Luna", "Niquero", "Pilón", "Río Cauto", "Yara",
    ),
    "CU-13": (
        "Contramaestre", "Guamá", "Mella", "Palma Soriano", "San Luis", "Santiago de Cuba",
        "Segundo Frente", "Songo-La Maya", "Tercer Frente",
    ),
    "CU-14": (
        "Baracoa", "Caimanera", "El Salvador", "Guantánamo", "Imías", "Maisí", "Manuel Tames",
        "Niceto Pérez", "San Antonio del Sur", "Yateras",
    ),
    "CU-99": (
        "Isla de la Juventud",
    ),
}  # fmt: skip

CAPITALS = {
    "CU-01": "Pinar del Río", "CU-15": "Artemisa", "CU-16": "San José de las Lajas", "CU-04": "Matanzas",
    "CU-05": "Santa Clara", "CU-06": "Cienfuegos", "CU-07": "Sancti Spíritus", "CU-08": "Ciego de Ávila",
    "CU-09": "Camagüey", "CU-10": "Las Tunas", "CU-11": "Holguín", "CU-12": "Bayamo",
    "CU-13": "Santiago de Cuba", "CU-14": "Guantánamo", "CU-99": "Isla de la Juventud",
}  # fmt: skip
"""Capitals (section 4.1); La Habana has none among its municipalities and is spread evenly."""

CAPITAL_SHARE = 0.45


def settle(people, rng):
    """Give every draft a municipality of its province, nearly half of them the capital."""
    for person in people:
        capital = CAPITALS.get(person.province)
        if capital and rng.random() < CAPITAL_SHARE:
            person.municipality = capital
        else:
            person.municipality = rng.choice(NAMES[person.province])
