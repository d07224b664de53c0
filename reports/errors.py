"""What can be wrong with a question. The API answers them with 400 and 404, the command with exit code 2.

BadParameter, WrongMoment, UnknownEdition and NothingPublished are those of every question to the public record.
"""

from collections.abc import Iterable

from publication.selection.errors import BadParameter, NothingPublished, UnknownEdition, WrongMoment

__all__ = ["BadParameter", "NothingPublished", "UnknownEdition", "UnknownFigure", "WrongMoment"]


class UnknownFigure(LookupError):
    """There is no figure of that id. `known` names those that there are."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = tuple(known)
        super().__init__(f"There is no such figure. There are: {', '.join(self.known)}")
