"""The articles of a library as a list: searched, filtered and sorted here, painted by ui.views.start."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.project import ArticleSummary
from db.records import ArticleId
from ui.i18n import count, tr
from ui.times import due, when

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row holds beside its words."""

    SUMMARY = Qt.ItemDataRole.UserRole + 1
    EXCERPT = Qt.ItemDataRole.UserRole + 2


_BEFORE = 24  # characters of an excerpt before what was found: it must be seen in a narrow list


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words in which something was found, on one line, and where in them it stands."""

    text: str = ""
    start: int = 0
    end: int = 0

    @classmethod
    def of(cls, words: str, start: int, end: int) -> "Excerpt":
        """The words from shortly before what was found between `start` and `end`."""
        before, found, after = (re.sub(r"\s+", " ", part) for part in (words[:start], words[start:end], words[end:]))
        before = before.lstrip()
        if len(before) > _BEFORE:
            before = "… " + before[-_BEFORE:].partition(" ")[2]
        return cls(before + found + after, len(before), len(before) + len(found))


def left_words(summary: ArticleSummary) -> str:
    """How far an article's check has come: "7 of 11 left", "Ready to sign off", "Signed off"."""
    progress = summary.progress
    if summary.signed:
        return tr("Signed off")
    if progress.total == 0:
        return tr("No quotes found")
    if progress.left == 0:
        return tr("Ready to sign off")
    return tr("{left} of {total} left", left=progress.left, total=progress.total)


class Articles(QAbstractListModel):
    """Rows are ArticleSummary values, newest touched first unless sorted otherwise."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[ArticleSummary, ...] = ()
        self._rows: list[ArticleSummary] = []
        self._excerpts: Mapping[str, Excerpt] | None = None
        self._filter, self._sort = "all", "touched"

    def load(self, summaries: Sequence[ArticleSummary]) -> None:
        """Show these articles."""
        self._all = tuple(summaries)
        self._arrange()

    def choose(self, kept: str) -> None:
        """Show "open", "signed" or "all" of them."""
        self._filter = kept
        self._arrange()

    def arrange_by(self, order: str) -> None:
        """Sort by "touched", "deadline", "headline" or "left"."""
        self._sort = order
        self._arrange()

    def find(self, excerpts: Mapping[str, Excerpt] | None) -> None:
        """Show only the articles of these ids, each with an excerpt; None shows all again."""
        self._excerpts = excerpts
        self._arrange()

    def headed(self, text: str) -> dict[str, Excerpt]:
        """The articles in whose headline the text stands."""
        return {one.id: Excerpt() for one in self._all if text.casefold() in one.headline.casefold()}

    def counts(self) -> Mapping[str, int]:
        """How many articles each filter would show."""
        signed = sum(summary.signed for summary in self._all)
        return {"open": len(self._all) - signed, "signed": signed, "all": len(self._all)}

    def article_id(self, index: Index) -> ArticleId | None:
        """Whose row that is."""
        return self._rows[index.row()].id if index.isValid() else None

    def row_of(self, article_id: ArticleId | None) -> int:
        """The row of an article, -1 where it is not shown."""
        return next((row for row, summary in enumerate(self._rows) if summary.id == article_id), -1)

    def _arrange(self) -> None:
        wanted = [one for one in self._all if self._filter == "all" or one.signed == (self._filter == "signed")]
        if self._excerpts is not None:
            wanted = [one for one in wanted if one.id in self._excerpts]
        if self._sort == "deadline":
            wanted.sort(key=lambda one: (not one.deadline, one.deadline))
        elif self._sort == "headline":
            wanted.sort(key=lambda one: one.headline.casefold())
        elif self._sort == "left":
            wanted.sort(key=lambda one: -one.progress.left)
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """How many articles are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headline; all in words for a screen reader; the summary itself."""
        if not index.isValid():
            return None
        summary = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return summary.headline
        if role == Qt.ItemDataRole.AccessibleTextRole:
            late = "" if summary.signed else due(summary.deadline)
            found = (self._excerpts or {}).get(summary.id, Excerpt()).text
            told = (summary.headline, found, left_words(summary), late, when(summary.touched_at))
            return ", ".join(part for part in told if part)
        if role == Role.SUMMARY:
            return summary
        if role == Role.EXCERPT:
            return (self._excerpts or {}).get(summary.id, Excerpt())
        return None


def in_words(counts: Mapping[str, int]) -> str:
    """The library in one line: "5 open, 2 signed off"."""
    if not counts["all"]:
        return ""
    opened = count(counts["open"], "1 open", "{n} open")
    return f"{opened}, {count(counts['signed'], '1 signed off', '{n} signed off')}" if counts["signed"] else opened
