"""What is known of an article beside its text: headline, byline, date, address, and when it must be checked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from db.records import Article
from ui.dialogs.deadline import DeadlineField
from ui.dialogs.frame import Frame, begin_at
from ui.i18n import tr
from ui.theme import Theme
from ui.widgets import Label

_FIELDS = (
    ("headline", "&Headline"),
    ("kicker", "&Kicker"),
    ("standfirst", "&Standfirst"),
    ("byline", "B&yline"),
    ("outlet", "&Outlet"),
    ("dateline", "D&ateline"),
    ("date", "&Date"),
    ("url", "Add&ress"),
)


class ArticleDialog(Frame):
    """The article's head matter in fields; nothing changes before Keep."""

    wanted = Signal(object)  # the fields that differ

    def __init__(self, theme: Theme, article: Article, parent: QWidget) -> None:
        super().__init__(theme, tr("About this article"), tr("Keep"), parent)
        self._article = article
        self.only_side()
        self.setMinimumWidth(theme.px(660))
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, theme.px(96))
        grid.setColumnStretch(1, 1)
        self.fields: dict[str, QLineEdit] = {}
        for at, (name, text) in enumerate(_FIELDS):
            field, label = QLineEdit(getattr(article, name)), Label(theme, tr(text), weight="label", tone="ink2")
            field.setAccessibleName(tr(text).replace("&", ""))
            field.setMinimumHeight(theme.height("field"))
            field.setCursorPosition(0)
            label.setBuddy(field)
            self.fields[name] = field
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        self.deadline = DeadlineField(theme)
        self.deadline.set_deadline(article.deadline)
        due = Label(theme, tr("Deadl&ine"), weight="label", tone="ink2")
        due.setBuddy(self.deadline.box)
        grid.addWidget(due, len(_FIELDS), 0)
        grid.addWidget(self.deadline, len(_FIELDS), 1)
        self.column.addLayout(grid)
        self.column.addStretch(1)
        begin_at(self.fields["headline"])

    def changed(self) -> dict[str, str]:
        """What differs from the article as it is."""
        said = {name: field.text().strip() for name, field in self.fields.items()}
        said["deadline"] = self.deadline.deadline()
        return {name: value for name, value in said.items() if value != getattr(self._article, name)}

    def confirm(self) -> None:
        """Keep what differs."""
        if changed := self.changed():
            self.wanted.emit(changed)
        self.accept()
