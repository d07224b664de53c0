"""Texts that are kept in Spanish and in English: the one for whoever reads."""

from typing import Any

from django.utils.translation import get_language


def reads_english() -> bool:
    return (get_language() or "es").startswith("en")


def in_readers_language(row: Any, name: str) -> str:
    """`name_es` or `name_en` of a row, by the language of the page; where that one is empty, the other."""
    spanish, english = getattr(row, f"{name}_es"), getattr(row, f"{name}_en")
    return (english or spanish) if reads_english() else (spanish or english)
