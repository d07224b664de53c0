"""No list of the newsroom is an oracle: what a table keeps from a reader can't be guessed by asking a list for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.urls import reverse

from editorial.models import Role
from editorial.roles import CONFIDENTIAL, PROOFS, REQUESTS, SEALED
from tests.admin.conftest import make_dossier

CLOSED = {*CONFIDENTIAL, *SEALED, *PROOFS, *REQUESTS, "prisoners.identitynumber", "prisoners.tombstone",
          "editorial.seal", "editorial.signin", "editorial.invitation"}  # fmt: skip
ALWAYS_CLOSED = {"editorial.editor": {"password", "email", "username", "last_login"}}


def paths(model: type[models.Model], depth: int = 2, before: str = "") -> Iterator[str]:
    """The lookups that lead from a table to what is closed, over at most two relations."""
    for relation in model._meta.get_fields():
        other: Any = relation.related_model
        if other is None or isinstance(other, str):
            continue
        is_closed = other._meta.label_lower in CLOSED
        for column in other._meta.concrete_fields:
            if is_closed or column.name in ALWAYS_CLOSED.get(other._meta.label_lower, ()):
                yield f"{before}{relation.name}__{column.name}__startswith"
        if depth > 1:
            yield from paths(other, depth - 1, f"{before}{relation.name}__")


@pytest.mark.parametrize(
    "model", sorted(admin.site._registry, key=lambda one: one._meta.label), ids=lambda one: one.__name__
)
def test_no_list_may_be_asked_about_a_closed_table(model, rf):
    allowed = admin.site._registry[model].lookup_allowed
    assert [path for path in paths(model) if allowed(path, "a", rf.get("/"))] == []


@pytest.mark.usefixtures("vocabulary")
@pytest.mark.parametrize(
    "asked", ["family_contacts__phone__startswith=5", "private__notes__startswith=n", "addresses__text__contains=a"]
)
def test_asking_is_a_bad_request(as_role, asked):
    make_dossier(1)
    response = as_role(Role.CONTRIBUTOR).get(f"{reverse('admin:prisoners_person_changelist')}?{asked}")
    assert response.status_code == 400


def test_the_walk_finds_closed_tables():
    from prisoners.models import Person

    assert {"family_contacts__phone__startswith", "private__notes__startswith"} <= {*paths(Person)}
