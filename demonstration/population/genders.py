"""Women and men per block (section 10.2) and among the 212 of the announcement (section 10.7)."""

from .blocks import BLOCKS
from .cases import in_block

ANNOUNCED_WOMEN = {"b01": 26, "b03": 3, "b11": 1}
TRANS_WOMEN_IN = ("b11", "b14")
"""The two trans women among the 120 women of A."""


def assign(people, rng):
    """Make the women of each block; minors of A other than the one girl stay boys."""
    for block in BLOCKS:
        members = in_block(people, block.code)
        girls = [p for p in members if p.gender == "woman"]
        free = [p for p in members if p.gender == "man" and p.age_at_detention is None]
        announced = ANNOUNCED_WOMEN.get(block.code, 0)
        chosen = rng.sample([p for p in free if p.is_announced], announced)
        chosen += rng.sample(
            [p for p in free if not p.is_announced],
            block.women - announced - len(girls),
        )
        for person in chosen:
            person.gender = "woman"
    for code in TRANS_WOMEN_IN:
        candidates = [p for p in in_block(people, code) if p.gender == "woman" and not p.is_announced]
        rng.choice(candidates).gender = "trans_woman"
