"""For the newsroom's screens: a page text as the public page writes it."""

from __future__ import annotations

import re

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import override

from website.links import Links
from website.prose import prose

register = template.Library()

ADDRESS = re.compile(r'(?<=<h2) id="[a-z0-9-]+"')
HEADING = re.compile(r"(?<=<)(/?)h2(?=>)")


@register.simple_tag(takes_context=True)
def as_public_page(context: Context, text: str, language: str) -> SafeString:
    """The text as readers of that language will see it, below the title that it stands under.

    Headings bear no addresses: both languages, which have the same, stand on one page. A link to a page of ours is
    words alone on a server that does not show that page.
    """
    with override(language):
        written = str(prose(text, Links(context["request"], None)))
    return SafeString(HEADING.sub(r"\1h4", ADDRESS.sub("", written)))  # escaped by prose; no text of it has a bare “<”
