"""The manual's reading pane: one page in the reading face, links by keyboard, what was sought lit."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

import resources
from db.records import Status
from ui import icons
from ui.i18n import tr
from ui.manual import FOLDER, KEYBOARD, Page, marks, slug
from ui.messages import status_word
from ui.theme import Theme, tokens
from ui.views.lines import Piece, draw_line

_LEAST, _TOP = 36, 22  # pixels beside and above the words
_MOST_LIT = 400
_SIGNS = (*(status.value for status in Status), "stale", "signed_off", "term")
_ICON, _GAP = 18, 8  # pixels: the icon in a heading, and the room after it
_PROSE = "the words as published stand over the words as said, and what differs is named. "
_LARGER = {1: 1.62, 2: 1.22, 3: 1.06}  # headings by level, in sizes of the text


class ManualPage(QTextBrowser):
    """Shows a page. Tab goes from link to link, Return follows; typing letters starts a search."""

    link_followed = Signal(str)
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page: Page | None = None
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else a longer page is wider than it is
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(lambda url: self.link_followed.emit(url.toString()))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme; the page is set again, and the eye stays where it was."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.paper)
        palette.setColor(QPalette.ColorRole.Text, theme.ink)
        palette.setColor(QPalette.ColorRole.Highlight, theme.quote_selected)
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.ink)
        self.setPalette(palette)
        place = self.verticalScrollBar().value()
        self._set()
        self.verticalScrollBar().setValue(place)

    def show_page(self, page: Page, anchor: str = "", sought: Sequence[str] = ()) -> None:
        """Show a page from its beginning, or from a heading; the words `sought` are lit."""
        if page != self._page:
            self._page = page
            self._set()
        self.setAccessibleName(tr("Manual: {title}", title=page.title))
        self._light(sought)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        if anchor:
            self.go_to(anchor)

    def go_to(self, anchor: str) -> None:
        """Bring that heading to the top, caret and all."""
        block = self._heading(anchor)
        if block is None:
            return
        self.setTextCursor(QTextCursor(block))
        self.document().idealWidth()  # lays the whole page out: until then the scroll bar does not reach its end
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - self._theme.px(14))

    def _heading(self, anchor: str) -> QTextBlock | None:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text().replace("\ufffc", "")) == anchor:
                return block
            block = block.next()
        return None

    # Setting

    def _set(self) -> None:
        document = self.document()
        document.setDefaultFont(self._theme.reading_font())
        document.setDefaultStyleSheet(_style(self._theme))
        document.setDocumentMargin(0)
        if self._page is not None:
            self.setHtml(self._page.html)
            self._finish()
        self._make_room()

    def _finish(self) -> None:
        """What a style sheet cannot say: line heights in pixels, no room over the first line, signs in headings."""
        document, theme = self.document(), self._theme
        cursor, block = QTextCursor(document), document.begin()
        cursor.beginEditBlock()  # else the page is laid out anew for every paragraph
        while block.isValid():
            looks = block.blockFormat()
            if _holds_picture(block):
                looks.setLineHeight(0, looks.LineHeightTypes.SingleHeight.value)
            elif not looks.headingLevel():
                looks.setLineHeight(_line(theme, block), looks.LineHeightTypes.FixedHeight.value)
                looks.setNonBreakableLines(False)  # a command breaks rather than run out of the window
            cursor.setPosition(block.position())
            cursor.setBlockFormat(looks)
            if block.textList() is not None:
                dot = block.charFormat()
                dot.setForeground(theme.ink3)
                cursor.setBlockCharFormat(dot)
            if looks.headingLevel() and (sign := _sign_of(block.text())):
                self._put_sign(cursor, sign, looks.headingLevel() > 1)
            block = block.next()
        cursor.endEditBlock()
        if self._page is not None and self._page.id == KEYBOARD:
            self._align_columns()

    def _align_columns(self) -> None:
        """Tables of keys stand one below the other, so their columns share their edges."""
        for table in self.document().rootFrame().childFrames():
            if isinstance(table, QTextTable):
                looks = table.format().toTableFormat()
                half = QTextLength(QTextLength.Type.PercentageLength, 50)
                looks.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                looks.setColumnWidthConstraints([half] * table.columns())
                table.setFormat(looks)

    def _put_sign(self, cursor: QTextCursor, sign: str, lined: bool) -> None:
        """Before the heading the status's icon; after it some words with its line."""
        theme = self._theme
        self._put_picture(cursor, f"sign:{sign}", _icon(sign, theme, self.devicePixelRatioF()))
        if lined and "line" in tokens()["statuses"][sign]:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            picture = _sample(sign, theme, self.devicePixelRatioF())
            self._put_picture(cursor, f"line:{sign}", picture)

    def _put_picture(self, cursor: QTextCursor, name: str, picture: QImage) -> None:
        self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture)
        looks, size = QTextImageFormat(), picture.deviceIndependentSize()
        looks.setName(name)
        looks.setWidth(size.width())
        looks.setHeight(size.height())
        looks.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        cursor.insertImage(looks)

    def _light(self, sought: Sequence[str]) -> None:
        selections = []
        for start, end in marks(self.toPlainText(), sought)[:_MOST_LIT]:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(start)
            selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format.setBackground(self._theme.lit)
            selections.append(selection)
        self.setExtraSelections(selections)

    def _make_room(self) -> None:
        """Never more than the measure: what is left goes to the right, so that the text keeps its left edge."""
        theme, frame = self._theme, self.document().rootFrame()
        letter = QFontMetricsF(theme.reading_font()).horizontalAdvance(_PROSE) / len(_PROSE)
        most = letter * tokens()["type"]["measure"]["most"]
        left = theme.px(_LEAST)
        around = frame.frameFormat()
        around.setLeftMargin(left)
        around.setRightMargin(max(_LEAST // 2, round(self.viewport().width() - left - most)))
        around.setTopMargin(theme.px(_TOP))
        around.setBottomMargin(theme.px(2 * _TOP))
        if around != frame.frameFormat():
            frame.setFrameFormat(around)
        self._fit_pictures(round(min(most, self.viewport().width() - left - _LEAST // 2)))

    def _fit_pictures(self, wide: int) -> None:
        """Let every picture be as wide as the text."""
        kind, ratio = QTextDocument.ResourceType.ImageResource.value, self.devicePixelRatioF()
        cursor, block = QTextCursor(self.document()), self.document().begin()
        while block.isValid():
            shape = _shape(block) if _holds_picture(block) else None
            picture = self.loadResource(kind, shape.name()) if shape and round(shape.width()) != wide else None
            if shape is not None and isinstance(picture, QImage) and wide > 0:
                smooth = picture.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
                self.document().addResource(kind, QUrl(shape.name()), smooth)
                shape.setWidth(wide)
                shape.setHeight(wide * picture.height() / picture.width())
                cursor.setPosition(block.position())
                cursor.setPosition(block.position() + 1, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(shape)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The manual's own pictures, in the theme's scheme; nothing else is ever loaded."""
        text = name if isinstance(name, str) else name.toString()
        if kind != QTextDocument.ResourceType.ImageResource.value or not text.startswith("pictures/"):
            return None
        try:
            return QImage(str(resources.document(f"{FOLDER}/{text.replace('-light.', f'-{self._theme.scheme}.')}")))
        except FileNotFoundError:
            return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines: the first in sight stays where it is."""
        top = self.cursorForPosition(QPoint(self._theme.px(_LEAST) + 1, 1))
        before = self.cursorRect(top).top()
        super().resizeEvent(event)
        self._make_room()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(top).top() - before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter starts a search; everything else is the browser's: arrows and pages scroll, Tab finds links."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


def _holds_picture(block: QTextBlock) -> bool:
    """Whether the paragraph is one picture."""
    return block.text() == "\ufffc" and _shape(block) is not None


def _shape(block: QTextBlock) -> QTextImageFormat | None:
    held = block.begin()
    while not held.atEnd():
        shape = held.fragment().charFormat()
        if shape.isImageFormat():
            return shape.toImageFormat()
        held += 1
    return None


def _style(theme: Theme) -> str:
    """The style sheet of a page: the reading face for words, the interface's font for keys and codes."""
    size, small = theme.reading_size, theme.base_size
    face = theme.base_font.family()
    headings = "".join(
        f"h{level} {{ font-size: {round(size * times)}px; font-weight: 600; color: {theme.ink.name()}; "
        f"margin-top: {0 if level == 1 else round(size * 1.5)}px; margin-bottom: {round(size * 0.45)}px; }}"
        for level, times in _LARGER.items()
    )
    return (
        headings
        + f"""
        p {{ margin-top: 0; margin-bottom: {round(size * 0.7)}px; }}
        ul, ol {{ margin-top: 0; margin-bottom: {round(size * 0.7)}px; margin-left: 0; -qt-list-indent: 1; }}
        li {{ margin-bottom: {round(size * 0.3)}px; }}
        li p {{ margin-bottom: 0; }}
        a {{ color: {theme.accent.name()}; text-decoration: underline; }}
        strong {{ font-weight: 600; }}
        code {{ font-family: "{face}"; font-size: {small}px; color: {theme.ink2.name()}; }}
        code.key {{ color: {theme.ink3.name()}; }}
        pre {{ font-size: {small}px; margin-left: {theme.px(16)}px; margin-bottom: {round(size * 0.7)}px; }}
        table {{ border-collapse: collapse; margin-top: 2px; margin-bottom: {round(size * 0.9)}px; }}
        th {{ font-family: "{face}"; font-size: {small}px; font-weight: 600; color: {theme.ink2.name()};
            text-align: left; padding: 4px 20px 4px 0; border-bottom: 1px solid {theme.control.name()}; }}
        td {{ padding: 4px 20px 4px 0; vertical-align: top; border-bottom: 1px solid {theme.hairline.name()}; }}
        """
    )


def _line(theme: Theme, block: QTextBlock) -> float:
    """How high a line of this block is: that of the text, or of the smaller print in heads of tables and in code."""
    size = block.begin().fragment().charFormat().font().pixelSize() if block.length() > 1 else 0
    small = 0 < size < theme.reading_size and block.blockFormat().nonBreakableLines()
    return round(theme.base_size * 1.5) if small else theme.line_height


def _sign_of(heading: str) -> str:
    """The status that a heading names, "" for another heading."""
    return next((sign for sign in _SIGNS if status_word(sign) == heading), "")


def _picture(wide: float, high: float, ratio: float) -> QImage:
    picture = QImage(QSize(round(wide * ratio), round(high * ratio)), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    return picture


def _icon(sign: str, theme: Theme, ratio: float) -> QImage:
    side, gap = theme.px(_ICON), theme.px(_GAP)
    picture = _picture(side + gap, side, ratio)
    painter = QPainter(picture)
    icons.status_icon(sign, theme).paint(painter, QRect(0, 0, side, side))
    painter.end()
    return picture


def _sample(sign: str, theme: Theme, ratio: float) -> QImage:
    """Some words with the status's line, as the article draws it."""
    font, words = theme.reading_font(), tr("the words of the quote")
    metrics = QFontMetricsF(font)
    wide, indent = metrics.horizontalAdvance(words), theme.px(3 * _GAP)
    picture = _picture(indent + wide + 6, theme.line_height + 4, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(theme.ink2)
    baseline = round(theme.line_height * 0.68)
    painter.drawText(indent, baseline, words)
    look = str(tokens()["statuses"][sign]["line"])
    piece = Piece(indent, indent + wide, baseline, first=True, last=True)
    draw_line(painter, piece, theme.reading_size, look, theme.line_colour(sign))
    painter.end()
    return picture
