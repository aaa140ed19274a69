"""Pages copied from twenty-three differently built news sites, all invented.

Each file draws what is expected: a letter before every paragraph says where it must go. K kicker, H headline,
S standfirst, Y byline, D date, B body, x left out; a line without a letter goes on with the paragraph above. The
head of the file names the byline, date and dateline that must be read.
"""

import re
from pathlib import Path

import pytest

from app.reading import read_text

PAGES = sorted((Path(__file__).parent / "pastes").glob("*.txt"))
_FIELDS = {"K": "kicker", "H": "headline", "S": "standfirst"}


def drawn(page):
    """The page as pasted, the paragraphs by letter, and the fields named at its head."""
    named, lines, parts = {}, [], []
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name, _, value = line[2:].partition(": ")
            named[name] = value
        elif re.match(r"[KHSYDBx] ", line):
            lines.append(line[2:])
            parts.append([line[0], line[2:]])
        else:
            lines.append(line)
            if line:
                parts[-1][1] += " " + line
    return "\n".join(lines), parts, named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_paragraph_goes_where_it_belongs(page):
    pasted, parts, named = drawn(page)
    read = read_text(pasted)
    assert read.text.split("\n\n") == [text for letter, text in parts if letter == "B"]
    for letter, field in _FIELDS.items():
        assert getattr(read, field) == next((text for kind, text in parts if kind == letter), ""), field
    for field in ("byline", "date", "dateline"):
        assert getattr(read, field) == named.get(field, ""), field


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_everything_left_out_is_kept_where_it_stood(page):
    pasted, parts, _named = drawn(page)
    read = read_text(pasted)
    read_as_head = {text for letter, text in parts if letter in "YD"}
    left_out = [piece.text for piece in read.left_out if piece.text not in read_as_head]
    assert left_out == [text for letter, text in parts if letter == "x"]
    places = [piece.at for piece in read.left_out]
    assert places == sorted(places)
    starts = {0, len(read.text), *(match.end() for match in re.finditer("\n\n", read.text))}
    assert set(places) <= starts
