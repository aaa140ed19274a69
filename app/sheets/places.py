"""Where a quote stands besides its paragraph (under which sub-heading), and which version of the text it stands in."""

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from db.changes import Change, Edit
from db.records import Article

_LONGEST = 80  # characters of a line that may be a sub-heading
_ENDS = (".", ",", ";", ":", "…", "”", '"', "’", "»", ")")
_LISTED = re.compile(r"[-•*–—‣◦▪]|\d+[.)]\s")


@dataclass(frozen=True, slots=True)
class Sections:
    """The sub-headings of a text, in order, by the offset each begins at."""

    starts: tuple[int, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Those of this text, told by their shape alone: a short line without an end, over a longer paragraph."""
        found: list[tuple[int, str]] = []
        parts = text.split("\n\n")
        at = 0
        for part, below in pairwise(parts):
            if _is_heading(part.strip(), below.strip()):
                found.append((at, " ".join(part.split())))
            at += len(part) + 2
        return cls(tuple(start for start, _ in found), tuple(words for _, words in found))

    def at(self, offset: int) -> str:
        """The sub-heading above this offset; "" where none stands above it."""
        n = bisect_right(self.starts, offset)
        return self.words[n - 1] if n else ""


def _is_heading(line: str, below: str) -> bool:
    short = 0 < len(line) <= _LONGEST and "\n" not in line and len(line.split()) <= 12
    return short and not line.endswith(_ENDS) and not _LISTED.match(line) and len(below) > max(len(line), 40)


def article_hash(article: Article) -> str:
    """SHA-256, in hex, of an article as it reads: its text and what stands above it."""
    names = ("headline", "kicker", "standfirst", "byline", "outlet", "dateline", "date", "url", "language", "text")
    kept = {name: getattr(article, name) for name in names}
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def rewritten(article: Article, edits: Iterable[Edit]) -> tuple[int, dict[str, str]]:
    """How often the article's text was changed, and the words that each quote had before the first such change.

    `edits` are the article's, newest first. What was undone counts as never done, and so does every change of a text
    that reads again as it came in.
    """
    times, first, was = 0, article.text, dict[str, str]()
    undone = set[str | None]()
    for edit in edits:
        if edit.undoes and edit.id not in undone:
            undone.add(edit.undoes)
            continue
        texts = [_before(change, "text") for change in edit.changes if change.id == article.id]
        text = next(filter(None, texts), None)
        if text is None or edit.id in undone:
            continue
        times, first = times + 1, text
        for change in edit.changes:
            if change.table == "quotes" and (exact := _before(change, "exact")) is not None:
                was[change.id] = exact
    return (times, was) if first != article.text else (0, {})


def _before(change: Change, column: str) -> str | None:
    """What a column held before a change of it; None where it stayed, or where the row is new or gone."""
    if not change.before or not change.after or column not in change.before:
        return None
    return str(change.before[column])
