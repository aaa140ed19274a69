"""What was left out when an article was read, each piece with its reason and a way back into the text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.records import Article, LeftOut
from ui.i18n import tr
from ui.messages import left_out_word
from ui.theme import Theme
from ui.widgets import Button, Hairline, Label

_LONGEST = 600  # characters shown of one piece


class LeftOutDialog(QDialog):
    """Lists the pieces in the order they stood. `put_back` gives a piece's number; the dialog then shows the rest."""

    put_back = Signal(int)

    def __init__(self, theme: Theme, article: Article, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(tr("What was left out"))
        self.resize(round(620 * theme.scale), round(520 * theme.scale))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(10)
        column.addWidget(Label(theme, tr("What was left out"), role="dialog", weight="strong"))
        self._said = Label(theme, tone="ink2")
        self._said.setWordWrap(True)
        column.addWidget(self._said)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(self._scroll, 1)
        done = Button(theme, tr("Close"))
        done.clicked.connect(self.accept)
        column.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
        self.show_article(article)

    def show_article(self, article: Article) -> None:
        """Show what is still left out of it."""
        some = tr("These were not taken for words of the article. Put back whatever belongs to it.")
        self._said.setText(some if article.left_out else tr("Nothing was left out of this article."))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for number, piece in enumerate(article.left_out):
            column.addLayout(self._row(number, piece))
            column.addWidget(Hairline(self._theme))
        column.addStretch(1)
        self._scroll.setWidget(inner)

    def _row(self, number: int, piece: LeftOut) -> QHBoxLayout:
        theme = self._theme
        words = " ".join(piece.text.split())
        row, texts = QHBoxLayout(), QVBoxLayout()
        shown = Label(theme, words[:_LONGEST] + ("…" if len(words) > _LONGEST else ""))
        shown.setFont(theme.reading_font(theme.base_size + 1))
        shown.setWordWrap(True)
        reason = left_out_word(piece.reason)
        texts.addWidget(shown)
        texts.addWidget(Label(theme, reason[:1].upper() + reason[1:], role="small", tone="ink2"))
        back = Button(theme, tr("Put back"))
        back.setAccessibleDescription(words[:80])
        back.clicked.connect(lambda: self.put_back.emit(number))
        row.addLayout(texts, 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return row
