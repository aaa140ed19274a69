"""The thread on a quote, and the field to add to it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.records import Comment, QuoteId
from ui.i18n import tr
from ui.theme import Theme
from ui.times import when
from ui.widgets import Label, LinkButton


class _Reply(QLineEdit):
    """Enter sends, and so does Ctrl+Enter, which rules everywhere else at the desk."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and held == Qt.KeyboardModifier.ControlModifier:
                event.accept()
                return True
        return super().event(event)


class CommentThread(QWidget):
    """Comments, oldest first. What was typed and not sent stays with its quote."""

    comment_wanted = Signal(str, str)  # quote id, text
    resolve_wanted = Signal(str)  # comment id

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quote: QuoteId | None = None
        self._unsent: dict[QuoteId, str] = {}
        self.setAccessibleName(tr("Comments"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.empty = Label(theme, tr("Nobody has commented."), role="small", tone="ink3")
        self.reply = _Reply()
        self.unsent = Label(theme, tr("Not sent yet. Enter sends it."), role="caption", tone="ink2")
        self.unsent.setWordWrap(True)
        self.reply.textChanged.connect(lambda text: self.unsent.setVisible(bool(text.strip())))
        self.unsent.hide()
        self.reply.textEdited.connect(self._remember)
        self.reply.returnPressed.connect(self._send)
        column.addWidget(self.empty)
        column.addLayout(self._list)
        column.addWidget(self.reply)
        column.addWidget(self.unsent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's font."""
        self._theme = theme
        self.reply.setFont(theme.font("small"))

    def show_comments(self, quote_id: QuoteId | None, comments: Sequence[Comment]) -> None:
        """Show a quote's thread."""
        if quote_id and comments and comments[-1].text == self._unsent.get(quote_id, "").strip():
            del self._unsent[quote_id]  # it was sent and is kept now; until then the words stay
        if quote_id != self._quote or (quote_id and quote_id not in self._unsent):
            self._quote = quote_id
            self.reply.setText(self._unsent.get(quote_id, "") if quote_id else "")
        while (item := self._list.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for comment in comments:
            self._list.addWidget(self._entry(comment))
        self.empty.setVisible(not comments)
        words = tr("Reply") if comments else tr("Comment")
        self.reply.setPlaceholderText(words)
        self.reply.setAccessibleName(words)
        self.reply.setEnabled(quote_id is not None)

    @property
    def waits(self) -> bool:
        """Whether something was typed for this quote and not sent."""
        return bool(self.reply.text().strip())

    def _entry(self, comment: Comment) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(Label(self._theme, comment.who, role="small", weight="strong"), 1)
        head.addWidget(Label(self._theme, when(comment.at), role="small", tone="ink3", figures=True))
        text = Label(self._theme, comment.text, role="small", tone="ink3" if comment.resolved else "ink")
        text.setWordWrap(True)
        column.addLayout(head)
        column.addWidget(text)
        if comment.resolved:
            column.addWidget(Label(self._theme, tr("Resolved"), role="caption", tone="ink3"))
        elif comment.reply_to is None:
            link = LinkButton(self._theme, tr("Resolve"), quiet=True)
            link.setAccessibleName(tr("Resolve the comment by {who}", who=comment.who))
            link.clicked.connect(lambda: self.resolve_wanted.emit(comment.id))
            column.addWidget(link)
        return entry

    def _remember(self, text: str) -> None:
        if self._quote:
            self._unsent[self._quote] = text

    def _send(self) -> None:
        text = self.reply.text().strip()
        if text and self._quote:
            self.comment_wanted.emit(self._quote, text)
