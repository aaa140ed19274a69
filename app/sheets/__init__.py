"""Checked quote sheets: gathered once from a desk, written in any format, proved afterwards."""

from app.sheets.gather import file_name, gather, keyed
from app.sheets.making import make
from app.sheets.places import article_hash
from app.sheets.sheet import Choice, Sheet
from app.sheets.write import FORMATS, render, write

__all__ = ["FORMATS", "Choice", "Sheet", "article_hash", "file_name", "gather", "keyed", "make", "render", "write"]
