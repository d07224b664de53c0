"""How lists respell names, and when two spellings are the same (domain reference, section 5.3)."""

import re
import unicodedata
from functools import cache

PARTICLES = frozenset({"de", "del", "la", "los", "las", "y"})


def plain(text):
    """Lower case without accents; ñ becomes n."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def fold(text, *, given=False):
    """The blocking key of section 5.3: equal for the usual respellings of one name."""
    words = [word for word in re.findall(r"[a-z']+", plain(text)) if word not in PARTICLES]
    return " ".join(_fold_word(word.replace("'", ""), given) for word in words)


@cache
def _fold_word(word, given):
    word = word.replace("h", "").replace("v", "b").replace("z", "s")
    word = re.sub(r"c(?=[ei])", "s", word)
    word = re.sub(r"qu|ck|c(?=[aou])", "k", word)
    word = re.sub(r"w|gu(?=[aei])", "w", word)
    word = word.replace("ll", "y")
    word = re.sub(r"g(?=[ei])", "j", word)
    if given:
        word = re.sub(r"^j(?=[aeiou])", "y", word)
        word = re.sub(r"^i(?=[aeou])", "y", word)
    word = re.sub(r"(?<=.)y", "i", word).replace("x", "s")
    word = re.sub(r"ie$", "i", word)
    if given:
        word = re.sub(r"(?<=...)s$", "", word)
    return re.sub(r"(.)\1+", r"\1", word)


RESPELLINGS = (
    ("y and j", r"^Y(?=[aeou])", "J"),
    ("silent h", r"^Yoa", "Yoha"),
    ("final y", r"y$", "i"),
    ("final i", r"(?<=[a-z]{3})i$", "y"),
    ("v and b", r"(?<=[a-zá-ú])v(?=[aeiouáéíóú])", "b"),
    ("c and k", r"^C(?=a)", "K"),
    ("i and y", r"(?<=[ae])i(?=[a-z])", "y"),
    ("y and i", r"(?<=[ae])y(?=[a-z])", "i"),
    ("x and s", r"x(?=[aeiou])", "s"),
    ("z to s", r"z$", "s"),
    ("s to z", r"(?<=i)s$|(?<=o)s(?=a$)", "z"),
    ("j and g", r"^J(?=[eié])", "G"),
    ("ll and y", r"ll(?=[aeo])", "y"),
    ("doubled letter", r"(?<=[aeiou])n(?=[aeio])", "nn"),
    ("k and qu", r"k(?=[ei])", "qu"),
)
"""Rule, what it finds, what lists write instead."""


def respellings(word, *, given=True):
    """(rule, spelling) for every rule that changes the word but not its folded key."""
    found = []
    for rule, pattern, replacement in RESPELLINGS:
        other = re.sub(pattern, replacement, word, count=1)
        if other != word and fold(other, given=given) == fold(word, given=given):
            found.append((rule, other))
    return found


def without_accents(text):
    """Accents and tildes lost, case kept: what many lists print."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
