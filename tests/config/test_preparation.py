"""The first start interrupted: a demonstration that was begun and not finished is made anew, real persons never."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from config import preparation
from prisoners.models import Person, Province

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch):
    """What would have been called."""
    called = []
    ours = preparation.call_command

    def call(name, *arguments, **options):
        if name == "load_demonstration":
            called.append((name, Person.objects.count()))
        else:
            ours(name, *arguments, **options)

    monkeypatch.setattr(preparation, "call_command", call)
    return called


def test_unfinished_demonstration_is_made_anew(asked):
    Person.objects.create(slug="demo-ana", name_display="Ana Díaz Yarayó", is_demo=True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the test itself left to be checked
    preparation.load_demonstration()
    assert asked == [("load_demonstration", 0)]
    assert Province.objects.count() >= 16 and Group.objects.filter(name="reviewer").exists()


def test_real_persons_are_never_taken_away(asked):
    Person.objects.create(slug="ana", name_display="Ana Díaz Yarayó")
    Person.objects.create(slug="demo-ana", name_display="Ana Díaz Yarayó", is_demo=True)
    assert preparation.load_demonstration() == "kept what is there"
    assert Person.objects.count() == 2 and not asked
