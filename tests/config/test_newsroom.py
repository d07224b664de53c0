"""The newsroom refuses in its own words; readers are refused in theirs."""

from __future__ import annotations

import pytest

from config.newsroom import permission_denied
from editorial import roles
from editorial.models import Role
from tests.editorial.accounts import make_editor, signed_in


@pytest.mark.django_db
def test_editor_is_told_what_to_do_and_where_to_go_back():
    roles.establish()
    response = signed_in(make_editor("alguien", Role.CONTRIBUTOR)).get("/admin/editorial/alarm/")
    html = response.content.decode()
    assert response.status_code == 403
    assert "Esta cuenta no puede hacer eso" in html
    assert 'href="/admin/"' in html
    assert 'class="search"' not in html


def test_reader_gets_the_public_page(rf):
    response = permission_denied(rf.get("/es/"), None)
    html = response.content.decode()
    assert response.status_code == 403
    assert 'class="search"' in html
    assert "/admin/" not in html
