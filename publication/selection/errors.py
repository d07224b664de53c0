"""What can be wrong with a question to the public record. Messages are safe to show: they never repeat a value."""

from collections.abc import Iterable


class BadParameter(ValueError):
    """A parameter that does not exist or has a value that can't be used. `parameter` is its name; `known`: the codes
    that it takes, where it takes codes. The message names them, too.
    """

    def __init__(self, parameter: str, message: str, known: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.message = message
        self.known = tuple(known)


class WrongMoment(BadParameter):
    """A day or an edition, well written, of which nothing can be said. The message is a whole sentence in the reader's
    language: pages show it."""


class UnknownEdition(WrongMoment):
    """An edition that does not exist, or a day before the first: an address of nothing (404), no mistake in writing."""

    def __init__(self, message: str = "There is no such edition.", parameter: str = "edition") -> None:
        super().__init__(parameter, message)


class NothingPublished(UnknownEdition):
    """No edition has been published yet."""

    def __init__(self) -> None:
        super().__init__("Nothing has been published yet.")
