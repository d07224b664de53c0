"""How alike two words of a name are: in writing, by sound, as nickname, by a slip of the pen, by an initial."""

from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from prisoners.matching.names import SILENT, sound

SHORTEST_WITH_SLIP, SHORTEST_WITH_TWO = 3, 8  # letters of the sound
ALIKE = 0.85  # Jaro-Winkler of the sounds

# Usual short forms (general knowledge; both sides are folded before they are looked up).
NICKNAMES = {
    "pepe": "jose", "cheo": "jose", "pancho": "francisco", "paco": "francisco", "pachi": "francisco",
    "chucho": "jesus", "suso": "jesus", "tito": "roberto", "beto": "alberto", "rafa": "rafael", "rafi": "rafael",
    "mongo": "ramon", "moncho": "ramon", "manolo": "manuel", "manolito": "manuel", "neto": "ernesto",
    "ale": "alejandro", "sandro": "alejandro", "edu": "eduardo", "dani": "daniel", "nacho": "ignacio",
    "lalo": "eduardo", "quique": "enrique", "kike": "enrique", "guille": "guillermo", "memo": "guillermo",
    "toni": "antonio", "tonito": "antonio", "nando": "fernando", "fefo": "felipe", "pipo": "felipe",
    "lazarito": "lazaro", "papito": "", "yoyi": "", "javi": "javier", "fredi": "alfredo", "tavo": "gustavo",
    "isa": "isabel", "merci": "mercedes", "meche": "mercedes", "cachita": "caridad", "cari": "caridad",
    "lupe": "guadalupe", "conchita": "concepcion", "lola": "dolores", "mari": "maria", "mary": "maria",
    "tere": "teresa", "vicki": "victoria", "patri": "patricia", "gabi": "gabriela", "susi": "susana",
    "pupi": "", "lety": "leticia", "chela": "graciela", "nena": "", "bertica": "berta", "anita": "ana",
    "juanito": "juan", "carlitos": "carlos", "luisito": "luis", "jorgito": "jorge", "pedrito": "pedro",
    "miguelito": "miguel", "bill": "william", "bob": "robert", "mike": "michael", "alex": "alexander",
}  # fmt: skip
USUAL = {
    **{sound(short, is_given=True): sound(whole, is_given=True) for short, whole in NICKNAMES.items() if whole},
    **{short: sound(whole, is_given=True) for short, whole in NICKNAMES.items() if whole},
}


def usual_form(word: str) -> str:
    """The sound of the name that a short form, as written or by its sound, stands for; empty for other names."""
    return USUAL.get(word, "")


class Likeness(IntEnum):
    """Best last, so that the greater is the more alike."""

    DIFFERS = 0
    INITIAL = 1
    ALIKE = 2
    CLOSE = 3
    NICKNAME = 4
    SOUND = 5
    EXACT = 6


@lru_cache(maxsize=400_000)
def of_given(one: str, other: str) -> Likeness:
    """Of two plain words (see names.plain) of given names; in either order the same."""
    if one == other:
        return Likeness.EXACT
    if len(one) == 1 or len(other) == 1:
        is_initial = one[0] == other[0] or _sound_given(one)[:1] == _sound_given(other)[:1]
        return Likeness.INITIAL if is_initial else Likeness.DIFFERS
    a, b = _sound_given(one), _sound_given(other)
    if a == b:
        return Likeness.SOUND
    if {usual_form(one), usual_form(a), a} & {usual_form(other), usual_form(b), b} - {""}:
        return Likeness.NICKNAME
    return max(_roughly(a, b), _roughly(one, other))


@lru_cache(maxsize=400_000)
def of_surnames(one: str, other: str) -> Likeness:
    """Of two surnames, each perhaps of several plain words."""
    if one == other:
        return Likeness.EXACT
    if len(one) == 1 or len(other) == 1:
        return Likeness.INITIAL if one[0] == other[0] else Likeness.DIFFERS
    a, b = sound_of_words(one), sound_of_words(other)
    if a == b:
        return Likeness.SOUND
    if " " in a or " " in b:
        words, others = set(a.split()), set(b.split())
        if words < others or others < words:
            return Likeness.CLOSE
    return max(_roughly(a, b), _roughly(one, other))


@lru_cache(maxsize=200_000)
def sound_of_words(text: str) -> str:
    """The sound of the words of a surname that say something: particles are silent."""
    words = [word for word in text.split() if word not in SILENT] or text.split()
    return " ".join(sound(word, is_given=False) for word in words)


@lru_cache(maxsize=200_000)
def _sound_given(word: str) -> str:
    return sound(word, is_given=True)


def _roughly(a: str, b: str) -> Likeness:
    """A slip of the pen may change the sound of a whole word, so both writing and sound are asked."""
    shortest = min(len(a), len(b))
    if shortest >= SHORTEST_WITH_SLIP and max(len(a), len(b)) > SHORTEST_WITH_SLIP:
        slips = OSA.distance(a, b, score_cutoff=2)
        if slips <= (2 if shortest >= SHORTEST_WITH_TWO else 1):
            return Likeness.CLOSE
    if shortest >= 3 and JaroWinkler.similarity(a, b) >= ALIKE:
        return Likeness.ALIKE
    return Likeness.DIFFERS
