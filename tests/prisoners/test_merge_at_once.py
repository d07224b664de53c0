"""Two editors who merge overlapping persons at the same moment."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from editorial.models import Refused
from prisoners.merging.merge import merge
from prisoners.models import Person, PersonMerge, RowMatch
from tests.lists import bring, load_reference, make_list, row
from tests.prisoners.test_merge import CASE, REASON
from tests.publication.working_copy import editor

NAMES = ("Yoandri Pérez Sabanalar", "Yuniel Garvela Perdomal", "Bárbaro Tamarindal Quesaldo")


def at_once(*acts) -> list[BaseException | None]:
    """Each in a connection of its own; what each of them raised."""
    ready, ended = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        ready.wait()
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - told to the test
            ended[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turned", [False, True], ids=["one person into two", "each into the other"])
def test_one_of_two_overlapping_merges_is_refused(turned):
    load_reference()
    for number, name in enumerate(NAMES):
        bring([row("1", name, **CASE)], make_list(f"registro-{number}"))
    one, two, three = Person.objects.order_by("pk")
    who = editor()
    second = (two, one) if turned else (three, two)
    ended = at_once(lambda: merge(one, two, by=who, reason=REASON), lambda: merge(*second, by=who, reason=REASON))
    assert sorted(type(each).__name__ for each in ended) == ["NoneType", "Refused"], ended
    assert PersonMerge.objects.count() == 1 and isinstance(next(filter(None, ended)), Refused)
    assert not RowMatch.objects.in_force().filter(person__merged_into__isnull=False).exists()
