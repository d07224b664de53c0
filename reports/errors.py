"""What can be wrong with a question. The API answers them with 400 and 404, the command with exit code 2."""

from collections.abc import Iterable


class FigureError(Exception):
    """Something is wrong with what was asked; the text says what, for the person who asked."""


class UnknownFigure(FigureError):
    """There is no figure of that id. `known` names those that there are."""

    def __init__(self, figure_id: str, known: Iterable[str]) -> None:
        self.figure_id, self.known = figure_id, tuple(known)
        super().__init__(f"“{figure_id}” is not a figure. There are: {', '.join(self.known)}")


class BadParameter(FigureError):
    """A parameter that the figure doesn't have, or a value that it can't take. `parameter` is its name."""

    def __init__(self, parameter: str, message: str) -> None:
        self.parameter, self.message = parameter, message
        super().__init__(f"{parameter}: {message}")


class NothingPublished(FigureError):
    """No edition has been published yet, so there is nothing to count."""
