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


class UnknownEdition(BadParameter):
    """A well-formed number of an edition that does not exist: an address of nothing (404), not a mistake in writing."""

    def __init__(self, message: str = "There is no such edition.") -> None:
        super().__init__("edition", message)


class NothingPublished(UnknownEdition):
    """No edition has been published yet."""

    def __init__(self) -> None:
        super().__init__("Nothing has been published yet.")
