"""Blocking keys: two wordings of one person share at least one, and few strangers do.

A key is a pair of words of the name by their letters, or a word with a date or place: order, doubled letters and
transpositions vanish, and a missing second surname leaves enough. A rare word counts as its likely spellings too.
Stored as 32-bit numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from prisoners.matching.likeness import usual_form
from prisoners.matching.names import SILENT, sound
from prisoners.matching.profile import Profile, month
from prisoners.matching.spelling import Spelling

COARSE = 31  # days
NO_SPELLING = Spelling()


def keys_of(profile: Profile, spelling: Spelling = NO_SPELLING) -> frozenset[int]:
    return frozenset(_number(text) for text in _texts(profile, spelling))


def all_keys(profiles: Iterable[Profile], spelling: Spelling, *, is_demo: bool) -> set[int]:
    """The keys of all wordings, as they are stored and asked for: no invented person shares one with a real one."""
    keys = {key for profile in profiles for key in keys_of(profile, spelling)}
    return {~key for key in keys} if is_demo else keys


def words_of(profile: Profile) -> list[str]:
    """The words of a name by sound: given names, their joined form, and surnames without particles."""
    words = [word for word in profile.given_sounds if len(word) > 1]
    for surname in (profile.surname_1_sound, profile.surname_2_sound):
        words += [word for word in surname.split() if len(word) > 1]
    return words


def _texts(profile: Profile, spelling: Spelling) -> Iterator[str]:
    ways = _ways(profile, spelling)
    for one, other in combinations(sorted(ways), 2):
        for a in ways[one]:
            for b in ways[other]:
                first, second = sorted((letters(a), letters(b)))
                yield f"{first}|{second}"
    for one, other in combinations(sorted({"".join(sorted(set(word))) for word in _written(profile)}), 2):
        yield f"{one}|{other}"
    whole = {letters(way) for known in ways.values() for way in known}
    for fact in _facts(profile):
        for word in whole:
            yield f"{fact}|{word}"
    if profile.born and profile.born_as == "day":
        yield f"b{profile.born[0]}"


def _ways(profile: Profile, spelling: Spelling) -> dict[str, tuple[str, ...]]:
    """Each word of the name, with the words that it may stand for."""
    words = words_of(profile)
    if len(profile.given) > 1:
        words.append(profile.joined_given)
    ways = {word: (word, *spelling.variants(word)) for word in words}
    for word, written in zip(profile.given_sounds, profile.given, strict=True):
        if (usual := usual_form(written) or usual_form(word)) and word in ways:
            ways[word] += (usual,)
    return ways


def _written(profile: Profile) -> Iterator[str]:
    """The words as written: letters that change places may change the sound of the others."""
    for part in (*profile.given, profile.surname_1, profile.surname_2):
        for word in part.split():
            if len(word) > 2 and word not in SILENT:
                yield word


def _facts(profile: Profile) -> Iterator[str]:
    """Month and province of an arrest; municipality and about the year of birth."""
    for first, last in profile.arrests:
        if last - first < COARSE:
            yield f"a{month(first)}|{profile.province}"
    if profile.municipality and profile.born and profile.born[1] - profile.born[0] <= 2 * 365:
        for year in {day // 730 for day in profile.born}:
            yield f"m{profile.municipality}|{year}"


@lru_cache(maxsize=200_000)
def letters(word: str) -> str:
    """The letters of a word, each once, in order of the alphabet, as given names and surnames alike."""
    return "".join(sorted(set(sound(word, is_given=True))))


@lru_cache(maxsize=400_000)
def _number(text: str) -> int:
    """Signed, as PostgreSQL's integers are."""
    found = crc32(text.encode())
    return found - (1 << 32) if found >= 1 << 31 else found
