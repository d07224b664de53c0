"""What the rooms above hold against a day of an arrest: they register here when the program starts (decision 0004)."""

from collections.abc import Callable

from chronology.partial_date import PartialDate
from prisoners.models import Detention

Objects = Callable[[Detention, PartialDate], bool]
_objections: dict[str, Objects] = {}


def register(name: str, objects: Objects) -> None:
    _objections[name] = objects


def may_have_begun(detention: Detention, day: PartialDate) -> bool:
    """Whether nothing that is known of this detention contradicts that day, which a list gives for it."""
    return not any(objects(detention, day) for objects in _objections.values())
