"""Cases as numbers: who is in which legal situation, for how long, for what (sections 10.4, 10.5, 10.7).

Everything here is a literal, chosen once so that the tables of the 1,117 (A) and of the 554 (b01 + b02) hold
at the same time. Years are kept in months.
"""


def _years(**numbers):
    """{months: persons} from keywords such as y5=89."""
    return {int(name[1:]) * 12: number for name, number in numbers.items()}


SITUATIONS = {
    # The 554: 4y 46, 5y 92, 6y 84, 7y 66, 8y 62, 9y 41, 10y 55, 11-12y 34, 13-15y 33, 16-20y 18,
    # 21-25y 4, 30y 1, correctional work 14, unknown 4.
    "b01": {
        "imprisonment": _years(
            y4=45, y5=89, y6=82, y7=64, y8=61, y9=41, y10=54, y11=14, y12=20, y13=11, y14=9, y15=13,
            y16=7, y17=1, y18=6, y20=4, y21=1, y22=1, y23=1, y25=1, y30=1,
        ),
        "tcci": {48: 5, 54: 3, 60: 6},
    },
    "b02": {"imprisonment": _years(y4=1, y5=3, y6=2, y7=2, y8=1, y10=1), "unknown_sentence": {None: 4}},
    "b03": {
        "tcsi": {48: 30, 60: 38},
        "limitation": {48: 16, 60: 12},
        "home_confinement": {36: 4, 48: 10},
        "conditional_release": _years(y4=18, y5=22, y6=8),
        "extrapenal_leave": _years(y4=4, y5=3, y6=4, y7=6, y8=5),
    },
    "b04": {
        "tcsi": {60: 8}, "limitation": {60: 3}, "conditional_release": _years(y5=6), "extrapenal_leave": _years(y5=3),
    },
    "b05": {"imprisonment": _years(y4=2, y5=4), "unknown": {None: 4}},
    "b06": {
        "imprisonment": _years(
            y6=8, y7=6, y8=5, y9=5, y10=6, y11=1, y12=3, y14=1, y15=2, y18=1, y20=1, y25=1,
        ),
        "unknown": {None: 2},
    },
    "b07": {"imprisonment": _years(y6=4, y7=3, y8=5, y10=4, y12=2, y15=1, y20=1), "unknown": {None: 3}},
    "b08": {"conditional_release": _years(y8=1, y10=1), "extrapenal_leave": _years(y9=1)},
    "b09": {"conditional_release": _years(y10=1)},
    "b10": {"unknown": {None: 1}},
    "b11": {
        "imprisonment": {
            10: 4, 12: 12, 18: 10, 24: 24, 30: 8, 36: 26,
            **_years(y4=18, y5=21, y6=7, y7=6, y8=5, y9=5, y10=7, y11=1, y12=2, y13=1, y14=1, y16=1),
        },
        "tcci": {36: 16, 48: 18, 60: 14},
        "remand": {None: 71},
        "unknown": {None: 16},
    },
    "b12": {"remand": {None: 55}},
    "b13": {
        "imprisonment": {24: 8, 36: 20, **_years(y4=14, y5=14, y6=6, y7=3, y8=3, y10=2)},
        "tcci": {48: 7}, "remand": {None: 45}, "unknown": {None: 15},
    },
    "b14": {
        "home_confinement": {36: 6, 48: 8, 60: 4},
        "tcsi": {48: 2, 60: 1},
        "conditional_release": _years(y4=2),
        "extrapenal_leave": _years(y5=1),
        "precautionary_change": {None: 21},
    },
    "b15": {"imprisonment": _years(y4=1), "remand": {None: 1}},
    "b16": {"tcsi": {48: 2}, "precautionary_change": {None: 2}},
    "b17": {"imprisonment": _years(y4=4, y5=4), "remand": {None: 5}, "unknown": {None: 12}},
    "b18": {"imprisonment": {11: 2, 12: 3, 18: 1, 24: 3, 36: 2}},
    "b19": {"completed": {None: 45}},
    "b20": {"completed": {48: 3, 60: 2}, "forced_exile": {None: 1}},
    "b21": {
        "completed": {15: 3, 18: 4, 24: 4}, "released_fine": {None: 2}, "dismissed": {None: 1},
        "released_no_charge": {None: 1},
    },
    "b22": {
        "released_no_charge": {None: 412}, "released_fine": {None: 149}, "unknown_release": {None: 48},
        "completed": {6: 20, 8: 15, 10: 20, 12: 36, 18: 20, 24: 10},
        "forced_exile": {None: 24}, "acquitted": {None: 19}, "death_in_custody": {60: 2, 96: 2},
    },
}  # fmt: skip
"""Block -> legal situation -> {sentence months or None: persons}. For A it is the situation at T1."""

SEDITION = {
    "b01": _years(
        y5=10, y7=18, y8=26, y9=18, y10=46, y11=11, y12=13, y13=9, y14=8, y15=8, y16=7, y18=5, y20=3, y22=1,
    ),
    "b11": _years(y5=2, y7=3, y8=3, y9=2, y10=5, y11=1, y12=1, y13=1, y14=1, y16=1),
}  # fmt: skip
"""The 203 adults sentenced for sedition. The 15 minors (b03, 5 years, substituted) and the one person on
remand (b11) are added apart: 219 charged, 218 sentenced, mean 10.0 years."""

PRINCIPALS = {
    "b01": {
        "desordenes_publicos": 174, "atentado": 90, "desacato": 45, "resistencia": 18, "robo_fuerza": 9,
        "robo_violencia": 5, "sabotaje": 10, "instigacion": 6,
    },
    "b03": {
        "desordenes_publicos": 77, "desacato": 40, "atentado": 20, "resistencia": 10, "desobediencia": 8,
        "robo_fuerza": 5, "instigacion": 4, "ultraje_simbolos": 1,
    },
    "b06": {
        "propaganda_enemiga": 10, "atentado": 10, "otros_seguridad": 6, "pirateria": 3, "desacato": 6, "sabotaje": 5,
        "resistencia": 2,
    },
    "b08": {"propaganda_enemiga": 1, "otros_seguridad": 1, "desacato": 1},
    "b11": {
        "desacato": 76, "desordenes_publicos": 66, "propaganda_orden_const": 38, "sabotaje": 20,
        "desconocido": 12, "otros_seguridad": 6, "pirateria": 5, "propaganda_enemiga": 10, "resistencia": 9,
        "atentado": 8, "desobediencia": 8, "instigacion": 6, "robo_fuerza": 3, "robo_violencia": 2,
        "ultraje_simbolos": 4,
    },
    "b14": {
        "desordenes_publicos": 18, "desacato": 14, "propaganda_orden_const": 4, "desobediencia": 4,
        "resistencia": 2, "instigacion": 2, "ultraje_simbolos": 1,
    },
    "b15": {"desacato": 1, "desordenes_publicos": 1},
    "b18": {"desacato": 7, "desobediencia": 2, "desordenes_publicos": 2},
}  # fmt: skip
"""Principal offence of the members of A, sedition apart (sums of section 10.4 with SEDITION)."""

CHARGES_PER_PERSON = {
    "sedicion": (50, 60, 64, 45),
    "desordenes_publicos": (190, 118, 30, 0),
    "desacato": (40, 86, 45, 19),
    "atentado": (10, 30, 45, 43),
    "propaganda_enemiga": (10, 6, 4, 1),
    "propaganda_orden_const": (18, 14, 7, 3),
    "resistencia": (3, 9, 16, 13),
    "sabotaje": (8, 12, 9, 6),
    "robo": (10, 10, 4, 0),
    "desobediencia": (9, 9, 4, 0),
    "otros_seguridad": (6, 7, 4, 4),
    "instigacion": (10, 6, 2, 0),
    "ultraje_simbolos": (4, 2, 0, 0),
    "desconocido": (12, 0, 0, 0),
}
"""Members of A with 1, 2, 3 and 4 charges: 380, 369, 234, 134 (34, 33, 21 and 12 % of 1,117)."""

ANNOUNCED = {
    "b01": _years(
        y4=32,
        y5=61,
        y6=44,
        y7=28,
        y8=4,
        y9=2,
        y10=17,
        y11=3,
        y12=4,
        y13=2,
        y14=1,
        y15=2,
    ),
    "b02": {None: 2},
    "b06": _years(y6=1),
    "b11": _years(y3=2, y5=1),
}
"""The announcement's 206 persons in prison by sentence; b03 adds 6 on extrapenal leave (section 10.7)."""
