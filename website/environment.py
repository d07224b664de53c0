"""The template environment of the public pages."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Jinja2 with our addresses, static files and translations; escaping is always on."""
    built = Environment(**{**options, "trim_blocks": True, "lstrip_blocks": True})
    built.globals.update(_=gettext, static=static, url=reverse)
    return built
