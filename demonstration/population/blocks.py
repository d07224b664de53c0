"""The 22 disjoint blocks of persons (domain reference, section 10.2)."""

from dataclasses import dataclass

from .draft import Draft


@dataclass(frozen=True, slots=True)
class Block:
    """Size, women and place of a block.

    `lists` holds letters: C consolidated list at T2, A pd-demo at T1, a pd-demo at T1', J the 1,586 of 11J.
    `place` is the place at T2.
    """

    code: str
    size: int
    women: int
    context: str
    lists: str
    place: str


BLOCKS = (
    Block("b01", 540, 35, "j11", "CAaJ", "in prison"),
    Block("b02", 14, 1, "j11", "CJ", "in prison"),
    Block("b03", 180, 41, "j11", "CAaJ", "outside"),
    Block("b04", 20, 4, "j11", "CJ", "outside"),
    Block("b05", 10, 2, "j11", "CJ", "unknown"),
    Block("b06", 42, 4, "before_11j", "CAa", "in prison"),
    Block("b07", 23, 3, "before_11j", "C", "in prison"),
    Block("b08", 3, 0, "before_11j", "CAa", "outside"),
    Block("b09", 1, 0, "before_11j", "C", "outside"),
    Block("b10", 1, 0, "before_11j", "C", "unknown"),
    Block("b11", 294, 30, "after_11j", "CAa", "in prison"),
    Block("b12", 55, 7, "after_11j", "Ca", "in prison"),
    Block("b13", 137, 18, "after_11j", "C", "in prison"),
    Block("b14", 45, 9, "after_11j", "CAa", "outside"),
    Block("b15", 2, 0, "after_11j", "CAa", "outside"),
    Block("b16", 4, 1, "after_11j", "C", "outside"),
    Block("b17", 25, 3, "after_11j", "C", "unknown"),
    Block("b18", 11, 1, "after_11j", "A", "free"),
    Block("b19", 45, 6, "j11", "J", "free"),
    Block("b20", 6, 1, "before_11j", "", "left the list"),
    Block("b21", 15, 2, "after_11j", "", "left the list"),
    Block("b22", 777, 155, "j11", "J", "out long before"),
)

BY_CODE = {block.code: block for block in BLOCKS}


def codes_with(letter):
    """Codes of the blocks that carry the list letter."""
    return tuple(block.code for block in BLOCKS if letter in block.lists)


def drafts():
    """One empty draft per person, keys 1 to 2,250 in block order."""
    people: list[Draft] = []
    for block in BLOCKS:
        for _ in range(block.size):
            people.append(Draft(key=len(people) + 1, block=block.code, context=block.context))
    for person in people:
        if "J" in BY_CODE[person.block].lists:
            person.event = "11j"
    return people
