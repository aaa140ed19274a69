"""What a sheet will look like: pages as pictures, a table as a table, text as text. Made in a job, shown when ready."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.sheets import Sheet, columns, render
from app.sheets.words import vocabulary
from ui.dialogs.frame import boxed
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import IconButton, Label, LoadingBars

_SHARPNESS = 2  # pixels drawn for each pixel shown, so that small type can be read
_PAGE_WIDTH = 520
_POINTS = 595.0  # the width of A4 in points
_MOST_TEXT = 200_000  # characters of a text preview
_MOST_ROWS = 500
_MOST_SET = 40  # quotes that are set as pages: each page is a picture of some six megabytes
_COLUMN = 132  # pixels
_NOTES = {
    ".docx": "The words and marks of the Word file. Word breaks the pages itself, so they may end elsewhere.",
    ".html": "The words and marks of the web page. A browser shows them as one long page, light or dark.",
    ".xlsx": "The first page of the workbook. A second says what the sheet is about.",
    ".annotated.docx": "Its words: in Word each number is a comment, and each new wording a tracked change.",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as raw pixels, made off the main thread."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview consists of: one of pages, a table or plain text. `note` says how the file itself will differ."""

    pages: tuple[Picture, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    note: str = ""


def make(
    sheet: Sheet, ending: str, ratio: float, cancelled: Callable[[], bool], templates: Path | None = None
) -> Shown:
    """The preview of a sheet in the format of `ending`. Word and web page are shown in the PDF's layout, which is said.

    A broken template of the house is told of here already. Raises BrokenTemplate, CannotWrite or Refused.
    """
    if ending == ".html":
        render(sheet, ending, template_folder=templates)
    if ending in (".pdf", ".docx", ".html"):
        first = replace(sheet, rows=sheet.rows[:_MOST_SET])
        pdf = render(first, ".pdf", template_folder=templates if ending == ".pdf" else None)
        return Shown(pages=_pictures(pdf, ratio, cancelled), note=_note(sheet, ending))
    if ending == ".csv":
        return Shown(table=_rows(render(sheet, ending)))
    if ending == ".xlsx":
        return Shown(table=_cells(sheet), note=tr(_NOTES[ending]))
    if ending == ".annotated.docx":
        return Shown(text=annotated_words(sheet)[:_MOST_TEXT], note=tr(_NOTES[ending]))
    return Shown(text=render(sheet, ending).decode("utf-8")[:_MOST_TEXT])


def _note(sheet: Sheet, ending: str) -> str:
    """How the file will differ from the pages shown."""
    told = [tr(_NOTES[ending])] if ending in _NOTES else []
    if len(sheet.rows) > _MOST_SET:
        told.append(
            tr("Shown with its first {n} quotes; the file has all {total}.", n=_MOST_SET, total=len(sheet.rows))
        )
    return " ".join(told)


def annotated_words(sheet: Sheet) -> str:
    """The article with a number after each quote, and what the comment of that number says."""
    pieces, at = [], 0
    rows = sorted(sheet.rows, key=lambda row: row.end)
    for n, row in enumerate(rows, start=1):
        pieces += [sheet.text[at : row.end], f" [{n}]"]
        at = max(at, row.end)
    notes = [
        f"[{n}] " + " — ".join(filter(None, (row.status_words, row.heading, row.change_to and f"“{row.change_to}”")))
        for n, row in enumerate(rows, start=1)
    ]
    return "\n\n".join([sheet.head.headline, "".join([*pieces, sheet.text[at:]]), "\n".join(notes)])


def _pictures(pdf: bytes, ratio: float, cancelled: Callable[[], bool]) -> tuple[Picture, ...]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        made = []
        for page in document:
            if cancelled():
                break
            scale = _PAGE_WIDTH / _POINTS * max(ratio, 1.0) * _SHARPNESS
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            made.append(Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)))
            bitmap.close()
            page.close()
        return tuple(made)
    finally:
        document.close()


def _rows(csv_bytes: bytes) -> tuple[tuple[str, ...], ...]:
    import csv
    import io

    reader = csv.reader(io.StringIO(csv_bytes.decode("utf-8-sig"), newline=""))
    return tuple(tuple(row) for _, row in zip(range(_MOST_ROWS), reader, strict=False))


def _cells(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """The first page of the workbook."""
    names = columns.chosen(sheet, beside_about=True)
    rows = [columns.values(sheet, row, names) for row in sheet.rows[: _MOST_ROWS - 1]]
    titles = columns.titles(names, vocabulary(sheet.choice.language))
    return (tuple(titles), *(tuple("" if one is None else str(one) for one in row) for row in rows))


class Preview(QWidget):
    """The right side of the export: a heading, the page that is shown and which one it is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: list[QImage] = []
        self._at = 0
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.window)
        self.setPalette(palette)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(23), theme.px(24), theme.px(23), theme.px(16))
        column.setSpacing(14)
        column.addLayout(self._head(theme))
        column.addWidget(self._noting(theme))
        self._page = _Page(theme)
        scroll = QScrollArea()
        scroll.setWidget(self._page)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(tr("Preview"))
        self._make_table(theme)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._nothing = self._waiting(theme)
        self._stack = QStackedWidget()
        for widget in (scroll, self._table, self._text, self._nothing):
            self._stack.addWidget(widget)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setAccessibleName(tr("Preview"))
        self._text.setProperty("field", True)
        self._scroll = scroll
        column.addWidget(self._stack, 1)
        self.wait()

    def _make_table(self, theme: Theme) -> None:
        self._table = QTableWidget()
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setAccessibleName(tr("Preview"))
        self._table.verticalHeader().hide()
        self._table.setFont(theme.font("small"))
        boxed(self._table)
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._table.horizontalHeader().setDefaultSectionSize(theme.px(_COLUMN))
        self._table.horizontalHeader().setHighlightSections(False)
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self._table.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)

    def _head(self, theme: Theme) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(Label(theme, tr("Preview"), weight="strong", tone="ink2"), 1)
        self._place = Label(theme, weight="label", tone="ink2", figures=True)
        self._back = IconButton(theme, "caret-left", tr("Previous page"))
        self._on = IconButton(theme, "caret-right", tr("Next page"))
        self._back.clicked.connect(lambda: self.turn(-1))
        self._on.clicked.connect(lambda: self.turn(1))
        for widget in (self._place, self._back, self._on):
            head.addWidget(widget)
        return head

    def _noting(self, theme: Theme) -> Label:
        self._note = Label(theme, role="small", tone="ink2")
        self._note.setWordWrap(True)
        return self._note

    def _waiting(self, theme: Theme) -> QWidget:
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        self._bars = LoadingBars(theme)
        self._why = Label(theme, tone="ink2")
        self._why.setWordWrap(True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._bars)
        column.addWidget(self._why)
        column.addStretch(1)
        return waiting

    def wait(self) -> None:
        """Grey bars where the page will be."""
        self._nothing_but("")

    def fail(self, reason: str) -> None:
        """Say why there is no preview."""
        self._nothing_but(reason)

    def _nothing_but(self, words: str) -> None:
        self._pages = []
        self._note.hide()
        self._bars.setVisible(not words)
        self._why.setText(words)
        self._stack.setCurrentWidget(self._nothing)
        self._show_place()

    def show_sheet(self, shown: Shown) -> None:
        """Show what a job made."""
        self._pages = [_image(page) for page in shown.pages]
        self._note.setText(shown.note)
        self._note.setVisible(bool(shown.note))
        if shown.pages:
            self._at = min(self._at, len(self._pages) - 1)
            self._page.show_image(self._pages[self._at])
            self._stack.setCurrentWidget(self._scroll)
        elif shown.table:
            self._fill_table(shown.table)
        else:
            self._text.setFont(
                self._theme.reading_font(self._theme.base_size + 1) if shown.note else _even(self._theme)
            )
            self._text.setPlainText(shown.text)
            self._stack.setCurrentWidget(self._text)
        self._show_place()

    def turn(self, by: int) -> None:
        """To the next page, or the one before."""
        if self._pages:
            self._at = max(0, min(len(self._pages) - 1, self._at + by))
            self._page.show_image(self._pages[self._at])
            self._scroll.verticalScrollBar().setValue(0)
            self._show_place()

    def _show_place(self) -> None:
        total = len(self._pages)
        self._place.setText(tr("Page {at} of {total}", at=self._at + 1, total=total) if total else "")
        for button, able in ((self._back, self._at > 0), (self._on, self._at + 1 < total)):
            button.setVisible(total > 0)
            button.setEnabled(able)

    def _fill_table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        head, body = rows[0], rows[1:]
        self._table.setColumnCount(len(head))
        self._table.setRowCount(len(body))
        self._table.setHorizontalHeaderLabels(list(head))
        for x in range(len(head)):
            self._table.setColumnWidth(x, self._theme.px(_COLUMN))
        self._table.resizeColumnToContents(0)
        for y, row in enumerate(body):
            for x, words in enumerate(row[: len(head)]):
                self._table.setItem(y, x, QTableWidgetItem(words))
        self._stack.setCurrentWidget(self._table)


def _even(theme: Theme) -> QFont:
    """For what is read by programs: every letter equally wide."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(theme.font("small").pixelSize())
    return font


def _image(page: Picture) -> QImage:
    image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGBX8888)
    return image.copy()  # the bytes belong to Python; Qt keeps none of them


class _Page(QWidget):
    """A page on white with a thin edge, as wide as there is room, at most its own width."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        """Show this page."""
        self._image = image
        self._fit()
        self.update()

    def _place(self) -> QRectF:
        if self._image.isNull():
            return QRectF()
        wide = min(_PAGE_WIDTH, self.width() - 8)
        high = wide * self._image.height() / self._image.width()
        return QRectF((self.width() - wide) / 2, 2, wide, high)

    def _fit(self) -> None:
        self.setMinimumHeight(round(self._place().bottom()) + 16)

    def resizeEvent(self, event: Any) -> None:
        """The page keeps its shape."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """The page's own size."""
        return QSize(_PAGE_WIDTH + 8, max(200, self.minimumHeight()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Edge and page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self._place()
        painter.fillRect(self.rect(), self._theme.window)
        painter.fillRect(place.adjusted(-1, -1, 1, 1), self._theme.hairline)
        painter.drawImage(place, self._image)
        painter.end()
