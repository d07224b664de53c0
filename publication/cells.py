"""Text in a cell of a file: no spreadsheet takes it for a formula, whatever it separates columns by.

A spreadsheet takes a text for a formula that begins with one of STARTS, for some of them after spaces, quotes or signs
that nobody sees. Where it separates columns by semicolons, as in much of the Spanish-speaking world, or where a text
is pasted, what follows a semicolon, a tab or a new line within our text begins a cell too.
"""

import re
from typing import Any

# Written so that Python and PostgreSQL read them alike: members of a bracket expression.
STARTS = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"
UNSEEN = (
    r"\u0001-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    r"\u0022\u0027\u0060\u00ab\u00b4\u00bb\u2018-\u201f\u2039\u203a\uff02\uff07"
)
BREAKS = r";\t\r\n"

AT_THE_START = rf"^[{UNSEEN}]*[{STARTS}]|^[\t\r\n]"
WITHIN = rf"([{BREAKS}][{UNSEEN}]*)([{STARTS}])"

_AT_THE_START = re.compile(AT_THE_START.replace(r"\u0001", r"\x00"))  # PostgreSQL's texts have no NUL
_WITHIN = re.compile(WITHIN.replace(r"\u0001", r"\x00"))
_HAS_BREAK = re.compile(rf"[{BREAKS}]")


def cell(value: Any) -> Any:
    """Text with an apostrophe before each place where a formula would begin; None as an empty cell; else the value."""
    if not isinstance(value, str):
        return "" if value is None else value
    if _HAS_BREAK.search(value):
        value = _WITHIN.sub(r"\1'\2", value)
    return f"'{value}" if value.startswith("\x00") or _AT_THE_START.match(value) else value


# The same for a column of PostgreSQL. Most names begin with a plain capital and have no break: they need no closer
# look, which would take a fifth of the whole file's time.
CELL_SQL = (
    "CASE WHEN ascii({0}) BETWEEN 65 AND 90 AND translate({0}, E'" + BREAKS + "', '') = {0} THEN {0} "
    "ELSE CASE WHEN {0} ~ '" + AT_THE_START + "' THEN '''' ELSE '' END "
    "|| regexp_replace({0}, '" + WITHIN + r"', '\1''\2', 'g') END"
)
