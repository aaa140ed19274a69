"""Published over said as running text: for reported speech, and where there is nothing to lay word over word."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QPalette
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from app.comparing import Comparison
from db.records import Kind, Span
from ui.i18n import tr
from ui.theme import Theme
from ui.views.notation import group_label
from ui.views.rows import text_left
from ui.views.score import Group, told
from ui.widgets import Label

_FACTS = (Kind.NUMBER, Kind.NAME, Kind.NEGATION, Kind.DATE, Kind.UNIT)


class Prose(QWidget):
    """Two rows of wrapped text, and a third that names what does not agree.

    Facts that agree are strong; one that only the article has is blue and underlined, one that only the evidence has
    is orange and struck. The rows cannot be selected, so that their signs are never copied; the menu copies the text.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = ("", "")
        self._shown: tuple[str, Comparison | None, str] = ("", None, "")
        self.setAutoFillBackground(True)
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        names = (tr("Published"), tr("Said"), tr("Differs"))
        self.sides = [Label(theme, name, weight="label", tone="ink2") for name in names]
        self.published, self.said, self.differs = Label(theme), Label(theme), Label(theme, role="small", weight="label")
        for row, (side, words) in enumerate(zip(self.sides, self._rows(), strict=True)):
            words.setWordWrap(True)
            self._grid.addWidget(side, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, 1)
        self._grid.setRowStretch(3, 1)
        self.set_theme(theme)

    def _rows(self) -> tuple[Label, Label, Label]:
        return self.published, self.said, self.differs

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's ground, face and distances."""
        self._theme = theme
        pad = theme.space("pane_padding")
        self._grid.setContentsMargins(pad + 1, 9, pad, 6)
        self._grid.setColumnMinimumWidth(0, text_left(theme) - pad - 1)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.paper)
        self.setPalette(palette)
        self._show(*self._shown)

    def show_message(self, published: str, sentence: str) -> None:
        """Show the published words, and a sentence in place of what was said."""
        self._show(published, None, sentence)

    def show_sense(self, published: str, comparison: Comparison) -> None:
        """Show reported speech over the passage that is most likely meant."""
        self._show(published, comparison, "")

    def _show(self, published: str, comparison: Comparison | None, sentence: str) -> None:
        self._shown = (published, comparison, sentence)
        passage = comparison.passage if comparison else None
        self._texts = (published, passage.text if passage else "")
        self.said.set_tone("ink" if passage else "ink3")
        face = self._theme.reading_font(self._theme.compare_size(long=passage is not None))
        self.published.setFont(face)
        self.said.setFont(face if passage else self._theme.font())
        for side, words in zip(self.sides, self._rows(), strict=True):
            side.setMinimumHeight(words.fontMetrics().height())
            side.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.sides[2].setVisible(comparison is not None and bool(comparison.differences))
        self.differs.setVisible(self.sides[2].isVisibleTo(self))
        for side in self.sides[:2]:
            side.setVisible(bool(published))
        if comparison is None or passage is None:
            self._plain(published, sentence)
        else:
            self._marked(published, comparison)

    def _plain(self, published: str, sentence: str) -> None:
        for label, words in ((self.published, published), (self.said, sentence)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setText(words)
            label.setAccessibleName("")

    def _marked(self, published: str, comparison: Comparison) -> None:
        assert comparison.passage is not None
        wrong = [one for one in comparison.differences if one.kind in _FACTS]
        mine = [one.quote for one in wrong if one.printed]
        theirs = [one.evidence for one in wrong if one.said]
        rows = (
            (self.published, published, 0, mine, [c.quote for c in comparison.columns], self._inserted),
            (self.said, comparison.passage.text, comparison.passage.start, theirs,
             [c.evidence for c in comparison.columns], self._dropped),
        )  # fmt: skip
        for label, text, offset, marked, agreed, look in rows:
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(_with_marks(text, offset, [(s, look) for s in marked] + [(s, _strong) for s in agreed]))
            label.setAccessibleName(text)
        groups = [Group(d.kind, d.allowed, 0, 0, (n,), around=d.around) for n, d in enumerate(comparison.differences)]
        said = "; ".join(f"{group_label(group)}: {told(group, comparison.differences)}" for group in groups)
        self.differs.setText(said)

    def _inserted(self, words: str) -> str:
        sign = f'<span style="color:{self._theme.inserted.name()};font-weight:600">+&nbsp;</span>'
        return f'{sign}<span style="color:{self._theme.inserted.name()};text-decoration:underline">{words}</span>'

    def _dropped(self, words: str) -> str:
        sign = f'<span style="color:{self._theme.dropped.name()};font-weight:600">−&nbsp;</span>'
        return f'{sign}<span style="color:{self._theme.dropped.name()};text-decoration:line-through">{words}</span>'

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be copied."""
        menu = QMenu(self)
        for name, text in zip((tr("Copy the published words"), tr("Copy the words as said")), self._texts, strict=True):
            action = menu.addAction(name)
            action.triggered.connect(lambda _on=False, text=text: QGuiApplication.clipboard().setText(text))
            action.setEnabled(bool(text))
        menu.exec(event.globalPos())
        menu.deleteLater()


def _strong(words: str) -> str:
    return f"<b>{words}</b>"


def _with_marks(text: str, offset: int, marked: Iterable[tuple[Span, object]]) -> str:
    """The text as markup, escaped, each span drawn by its own function."""
    parts: list[str] = []
    at = 0
    spans: Sequence[tuple[Span, object]] = sorted(marked, key=lambda one: one[0])
    for (start, end), look in spans:
        first, last = start - offset, end - offset
        if first < at or last <= first or not callable(look):
            continue
        parts += [escape(text[at:first]), str(look(escape(text[first:last])))]
        at = last
    return "".join([*parts, escape(text[at:])]).replace("\n", "<br>")
