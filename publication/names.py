"""Names without accents and case, the same for what is stored and for what a reader types."""

import re
import unicodedata


def fold(text: str) -> str:
    """Lower case, without accents: “Pérez Ñíguez” → “perez niguez”."""
    return unicodedata.normalize(
        "NFC",
        "".join(
            letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
        ),
    )


def words(*texts: str) -> list[str]:
    """The folded words of these texts, each once, in order of the alphabet."""
    return sorted({word[:60] for text in texts for word in re.findall(r"\w+", fold(text))})
