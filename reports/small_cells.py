"""Which numbers of a list of parts are hidden, so that no small one can be read off it or worked out (rule 8.12).

Small are 1 to 4. All below five are hidden, zero too, and the sum of all is taken to be known. Where those hidden
could not all be four or fewer with one of them zero, the sum would say that none is: every part is hidden then.

The guarantee, for a reader who knows what is shown, the sum and this very procedure: where there are two parts or
more, a hidden number from one to four has another possible value at least, and one that belongs to a part below five
while others are shown may be zero. Of a single part, the sum is the part.
"""

from collections.abc import Mapping

SMALLEST_SHOWN = 5


def hidden(parts: Mapping[str, int]) -> frozenset[str]:
    """The codes of the parts whose numbers are not to be given; none where no part is small."""
    low = [code for code, number in parts.items() if number < SMALLEST_SHOWN]
    together = sum(parts[code] for code in low)
    if not together:
        return frozenset()
    most_with_a_zero = (SMALLEST_SHOWN - 1) * (len(low) - 1)
    return frozenset(low if together <= most_with_a_zero else parts)
