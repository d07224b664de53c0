"""What can be wrong with a question to the public record. Messages are in the reader's language, and safe to show: they
never repeat a value."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


class BadParameter(ValueError):
    """A parameter that does not exist or has a value that can't be used. `parameter` is its name; `known`: the codes
    that it takes, where it takes codes. The message names them too, after its last semicolon.
    """

    def __init__(self, parameter: str, message: str, known: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.message = message
        self.known = tuple(known)

    @property
    def reason(self) -> str:
        """The message without the codes."""
        return self.message.rpartition("; ")[0] or self.message if self.known else self.message


class UnknownParameter(BadParameter):
    """A parameter that the address has no use for. `takes`: those that it has."""

    def __init__(self, parameter: str, takes: Iterable[str]) -> None:
        self.takes = tuple(takes)
        message = _("unknown parameter; this address takes: %(known)s")
        super().__init__(parameter[:60], message % {"known": ", ".join(self.takes) or "-"})


class EndsBeforeItBegins(BadParameter):
    """A period whose last day, `parameter`, is before its first, that of `after`: it would find nobody."""

    def __init__(self, parameter: str, after: str) -> None:
        super().__init__(parameter, _("this day is before that of %(after)s") % {"after": after})
        self.after = after


class WrongMoment(BadParameter):
    """A day or an edition, well written, of which nothing can be said. The message is a whole sentence in the reader's
    language: pages show it."""


class UnknownEdition(WrongMoment):
    """An edition that does not exist, or a day before the first: an address of nothing (404), no mistake in writing."""

    def __init__(self, message: str = "", parameter: str = "edition") -> None:
        super().__init__(parameter, message or _("There is no such edition."))


class NothingPublished(UnknownEdition):
    """No edition has been published yet."""

    def __init__(self) -> None:
        super().__init__(_("Nothing has been published yet."))
