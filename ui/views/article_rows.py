"""How one article looks in the start page's list: headline, where from, progress, flags, when."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.project import ArticleSummary
from ui import icons
from ui.i18n import count, tr
from ui.models.articles import Role, left_words
from ui.theme import Theme
from ui.times import day, due, overdue, when
from ui.widgets import paint_segments

_MARGIN, _BLEED = 44, 16  # text stands at 44; the ground of the selected row reaches 16 further
_BAR, _WHEN = 220, 80
_BASE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ArticleRows(QStyledItemDelegate):
    """Paints rows of ui.models.articles.Articles."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One height for all."""
        return QSize(400, self._theme.height("article_row"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One article."""
        theme, box = self._theme, option.rect
        summary: ArticleSummary = index.data(Role.SUMMARY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        right = box.right() - _MARGIN
        bar_left = right - round((_WHEN + _BAR) * theme.scale)
        upper = QRect(_MARGIN, box.top() + 12, bar_left - _MARGIN - 24, round(28 * theme.scale))
        lower = QRect(_MARGIN, upper.bottom() + 1, upper.width(), round(22 * theme.scale))
        self._headline(painter, upper, summary)
        self._origin(painter, lower, summary, str(index.data(Role.EXCERPT) or ""))
        done = [number < summary.progress.total - summary.progress.left for number in range(summary.progress.total)]
        bar = QRectF(bar_left, upper.center().y() - 3, _BAR * theme.scale, 6)
        paint_segments(painter, bar, done, theme.ink3 if summary.signed else theme.accent, theme.track)
        room = right - self._due(painter, QRect(bar_left, lower.top(), right - bar_left, lower.height()), summary)
        self._state(painter, QRect(bar_left, lower.top(), room - bar_left, lower.height()), summary)
        painter.setFont(theme.font("body", figures=True))
        painter.setPen(theme.ink2)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(right - 120, upper.top(), 120, upper.height()), side, when(summary.touched_at))
        painter.restore()

    def _due(self, painter: QPainter, box: QRect, summary: ArticleSummary) -> int:
        """When it must be checked, at the right edge; one that is past plainly so. Returns the width that took."""
        words = "" if summary.signed else due(summary.deadline)
        if not words:
            return 0
        theme, late = self._theme, overdue(summary.deadline)
        font = theme.font("small", weight="strong" if late else "regular", figures=True)
        wide = QFontMetrics(font).horizontalAdvance(words) + 20
        place = QRectF(box.right() - wide, box.center().y() - 6, 14, 14)
        icons.paint(painter, "warning" if late else "clock", place, theme.error if late else theme.ink2)
        painter.setFont(font)
        painter.setPen(theme.error if late else theme.ink2)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return wide + 10

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = self._theme
        box = QRectF(option.rect).adjusted(_MARGIN - _BLEED, 0, -(_MARGIN - _BLEED), 0)
        radius = theme.radius("card")
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.accent_soft)
            painter.drawRoundedRect(box.adjusted(0, 0, 0, -1), radius, radius)
            painter.setBrush(theme.accent)
            painter.drawRect(QRectF(box.left(), box.top() + 9, 3, box.height() - 18))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(theme.focus, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), radius, radius)
            return
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(box.adjusted(0, 0, 0, -1), radius, radius)
        line = QRect(_MARGIN, option.rect.bottom(), option.rect.width() - 2 * _MARGIN, 1)
        painter.fillRect(line, theme.hairline)

    def _headline(self, painter: QPainter, box: QRect, summary: ArticleSummary) -> None:
        theme = self._theme
        font = theme.reading_font(round(17 * theme.scale), weight="regular" if summary.signed else "strong")
        painter.setFont(font)
        painter.setPen(theme.ink2 if summary.signed else theme.ink)
        words = summary.headline or tr("Without a headline")
        painter.drawText(box, _BASE, QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width()))

    def _origin(self, painter: QPainter, box: QRect, summary: ArticleSummary, excerpt: str) -> None:
        theme, font = self._theme, self._theme.font("small", figures=True)
        parts = (summary.outlet, day(summary.date), summary.byline)
        words = excerpt or "  ·  ".join(part for part in parts if part)
        painter.setFont(font)
        painter.setPen(theme.ink2)
        painter.drawText(box, _BASE, QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width()))

    def _state(self, painter: QPainter, box: QRect, summary: ArticleSummary) -> None:
        theme, progress = self._theme, summary.progress
        left = box.left()
        if summary.signed:
            icons.paint_status(painter, "signed_off", _icon_box(left, box), theme.ink2, theme.paper)
            left += 22
        font = theme.font("small", weight="label" if summary.signed else "strong", figures=True)
        words = left_words(summary)
        painter.setFont(font)
        painter.setPen(theme.ink2 if summary.signed else theme.ink)
        painter.drawText(QRect(left, box.top(), box.right() - left, box.height()), _BASE, words)
        left += QFontMetrics(font).horizontalAdvance(words) + 14
        flags = (
            ("stale", progress.stale, count(progress.stale, "1 stale", "{n} stale")),
            ("disputed", progress.disputed, count(progress.disputed, "1 disputed", "{n} disputed")),
            (
                "do_not_publish",
                progress.do_not_publish,
                count(progress.do_not_publish, "1 not to publish", "{n} not to publish"),
            ),
        )
        small = theme.font("small", figures=True)
        painter.setFont(small)
        for status, number, said in flags:
            wide = QFontMetrics(small).horizontalAdvance(said) + 20
            if not number or left + wide > box.right():
                continue
            icons.paint_status(painter, status, _icon_box(left, box), theme.status_colour(status), theme.paper)
            painter.setPen(theme.ink2)
            painter.drawText(QRect(left + 19, box.top(), wide, box.height()), _BASE, said)
            left += wide + 12


def _icon_box(left: int, box: QRect) -> QRectF:
    return QRectF(left, box.center().y() - 6, 14, 14)
