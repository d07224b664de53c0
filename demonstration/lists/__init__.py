"""The invented people written out as the four organisations' spreadsheets, defects included."""

from demonstration.lists.columns import COLUMNS, WORDS
from demonstration.lists.workbooks import write_list

__all__ = ["COLUMNS", "WORDS", "write_list"]
