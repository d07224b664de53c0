"""The words a coded cell may hold: the rooms above know the vocabularies and register them here (decision 0004)."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from django.utils import translation

from editorial.bilingual import reads_english

Loader = Callable[[], Mapping[str, str]]
LabelLoader = Callable[[], Mapping[str, object]]
_loaders: dict[str, Loader] = {}
_label_loaders: dict[str, LabelLoader] = {}


def register(name: str, loader: Loader, *, labels: LabelLoader) -> None:
    """`loader` gives {folded word: code} of a vocabulary of fields.py; a municipality begins with its province.

    `labels` gives {code: label} in the language of the page.
    """
    _loaders[name] = loader
    _label_loaders[name] = labels


class _Marks(dict[int, int | None]):
    """For `translate`: takes combining marks away, and learns each letter when it first comes."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.combining(chr(letter)) else letter
        return self[letter]


_MARKS = _Marks()
_SPACES = str.maketrans(dict.fromkeys("-_.,;:/()", " "))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A word without case, accents, and the punctuation by which lists differ: “Prisión-1580 ” and “prision 1580”."""
    return " ".join(without_accents(text).translate(_SPACES).split())


def without_accents(text: str) -> str:
    """Small letters without accents; doing it twice changes nothing (some letters need two rounds for that)."""
    while True:
        bare = unicodedata.normalize("NFKD", text.casefold()).translate(_MARKS)
        if bare == text:
            return bare
        text = bare


def words_of_choices(choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Codes and their labels in every language of the project; a label that means two codes means none."""
    pairs = list(choices)
    found = [(str(label), code) for language in ("en", "es") for label, code in _labels(pairs, language)]
    return unambiguous(found) | {fold(code): code for code, _ in pairs}


def _labels(pairs, language):
    with translation.override(language):
        return [(str(label), code) for code, label in pairs]


def unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """{folded word: code}, without the words that mean more than one code."""
    codes: dict[str, set[str]] = {}
    for word, code in pairs:
        codes.setdefault(fold(word), set()).add(code)
    return {word: found.pop() for word, found in codes.items() if len(found) == 1 and word}


class Labels:
    """The labels of the registered vocabularies, each read from the database once, when it is first asked for."""

    def __init__(self) -> None:
        self._labels: dict[str, Mapping[str, object]] = {}

    def of(self, vocabulary: str, code: str) -> str:
        """The label; a code that has none as it is."""
        if vocabulary not in self._labels:
            loader = _label_loaders.get(vocabulary)
            self._labels[vocabulary] = loader() if loader else {}
        return str(self._labels[vocabulary].get(code, code))


def in_language(rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """{code: name} of rows (code, Spanish, English), in the language of the page."""
    is_english = reads_english()
    return {code: (en if is_english else es) or es for code, es, en in rows}


class Vocabularies:
    """The registered vocabularies, each read from the database once, when the first cell asks for it."""

    def __init__(self, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """`own`: {vocabulary: {word: code}} replaces what is registered; tests use it."""
        self._words: dict[str, Mapping[str, str]] = dict(own or {})

    def __getitem__(self, name: str) -> Mapping[str, str]:
        if name not in self._words:
            loader = _loaders.get(name)
            self._words[name] = loader() if loader else {}
        return self._words[name]
