"""How one article looks in the start page's list: headline, where from, progress, flags, when."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.project import ArticleSummary
from ui import icons
from ui.i18n import count, tr
from ui.models.articles import Excerpt, Role, left_words
from ui.theme import Theme
from ui.times import day, due, overdue, when
from ui.widgets import paint_segments

_MARGIN, _BLEED = 44, 16  # text stands at 44; the ground of the selected row reaches 16 further
_BAR, _WHEN = 220, 80
_NARROW = 760  # pixels at the usual text size: below this the state stands under the headline, not beside it
_SHORT_BAR, _LINE = 88, 22
_SIGN = 14  # a small icon's side at the usual text size
_BASE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ArticleRows(QStyledItemDelegate):
    """Paints rows of ui.models.articles.Articles."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._wide, self._narrow = 0, False
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme."""
        self._theme = theme
        self.fit(self._wide)

    def fit(self, wide: int) -> bool:
        """Lay the rows out for a list so wide; True where that changes their height."""
        self._wide, before = wide, self._narrow
        self._narrow = 0 < wide < _NARROW * self._theme.scale
        return self._narrow != before

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One height for all."""
        return QSize(400, self._theme.height("article_row") + (self._theme.px(_LINE) if self._narrow else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One article."""
        theme, box = self._theme, option.rect
        summary: ArticleSummary = index.data(Role.SUMMARY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        right, high = box.right() - _MARGIN, theme.px(_LINE)
        aside = theme.px(_WHEN if self._narrow else _WHEN + _BAR)
        upper = QRect(_MARGIN, box.top() + theme.px(12), right - aside - _MARGIN - 24, theme.px(28))
        lower = QRect(_MARGIN, upper.bottom() + 1, right - _MARGIN if self._narrow else upper.width(), high)
        self._headline(painter, upper, summary)
        self._origin(painter, lower, summary, index.data(Role.EXCERPT))
        if self._narrow:
            bar = QRectF(_MARGIN, lower.bottom() + 1 + high / 2 - 3, theme.px(_SHORT_BAR), 6)
            state = QRect(round(bar.right()) + theme.px(12), lower.bottom() + 1, 0, high)
        else:
            bar = QRectF(right - aside, upper.center().y() - 3, theme.px(_BAR), 6)
            state = QRect(right - aside, lower.top(), 0, high)
        done = [number < summary.progress.total - summary.progress.left for number in range(summary.progress.total)]
        paint_segments(painter, bar, done, theme.ink3 if summary.signed else theme.accent, theme.track)
        state.setRight(right)
        state.setRight(right - self._due(painter, state, summary))
        self._state(painter, state, summary)
        painter.setFont(theme.font("body", figures=True))
        painter.setPen(theme.ink2)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(right - aside, upper.top(), aside, upper.height()), side, when(summary.touched_at))
        painter.restore()

    def _due(self, painter: QPainter, box: QRect, summary: ArticleSummary) -> int:
        """When it must be checked, at the right edge; one that is past plainly so. Returns the width that took."""
        words = "" if summary.signed else due(summary.deadline)
        if not words:
            return 0
        theme, late = self._theme, overdue(summary.deadline)
        font = theme.font("small", weight="strong" if late else "regular", figures=True)
        wide = QFontMetrics(font).horizontalAdvance(words) + theme.px(_SIGN + 6)
        place = self._sign(box.right() - wide, box)
        icons.paint(painter, "warning" if late else "clock", place, theme.error if late else theme.ink2)
        painter.setFont(font)
        painter.setPen(theme.error if late else theme.ink2)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return wide + 10

    def _sign(self, left: int, box: QRect) -> QRectF:
        side = self._theme.px(_SIGN)
        return QRectF(left, box.top() + (box.height() - side) / 2, side, side)

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

    def _origin(self, painter: QPainter, box: QRect, summary: ArticleSummary, excerpt: Excerpt) -> None:
        theme, font = self._theme, self._theme.font("small", figures=True)
        parts = (summary.outlet, day(summary.date), summary.byline)
        words = excerpt.text or "  ·  ".join(part for part in parts if part)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.ink2)
        painter.drawText(box, _BASE, metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width()))
        if excerpt.end > excerpt.start:  # what was found is underlined, as in the palette
            left = metrics.horizontalAdvance(words[: excerpt.start])
            wide = min(metrics.horizontalAdvance(words[: excerpt.end]), box.width()) - left
            base = box.top() + (box.height() + metrics.ascent() - metrics.descent()) // 2
            painter.fillRect(QRectF(box.left() + left, base + theme.px(2), max(0, wide), 1.5), theme.accent)

    def _state(self, painter: QPainter, box: QRect, summary: ArticleSummary) -> None:
        theme, progress = self._theme, summary.progress
        left = box.left()
        if summary.signed:
            icons.paint_status(painter, "signed_off", self._sign(left, box), theme.ink2, theme.paper)
            left += theme.px(_SIGN + 8)
        font = theme.font("small", weight="label" if summary.signed else "strong", figures=True)
        words = left_words(summary)
        painter.setFont(font)
        painter.setPen(theme.ink2 if summary.signed else theme.ink)
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.right() - left)
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
            wide = QFontMetrics(small).horizontalAdvance(said) + theme.px(_SIGN + 5)
            if not number or left + wide > box.right():
                continue
            icons.paint_status(painter, status, self._sign(left, box), theme.status_colour(status), theme.paper)
            painter.setPen(theme.ink2)
            painter.drawText(QRect(left + theme.px(_SIGN + 5), box.top(), wide, box.height()), _BASE, said)
            left += wide + 12
