"""A field for a deadline: a box that says whether there is one, and the day and minute."""

from datetime import datetime

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QHBoxLayout, QWidget

from ui.i18n import tr
from ui.theme import Theme
from ui.times import day_format, deadline_of, local
from ui.widgets.fields import with_calendar

_USUAL_HOUR = 18


class DeadlineField(QWidget):
    """ "" while the box is empty; ticking it proposes six o'clock, today or tomorrow."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.box = QCheckBox(tr("Must be checked by"))
        self.box.setMinimumHeight(theme.height("target_least"))
        self.at = QDateTimeEdit()
        self.at.setDisplayFormat(f"{day_format()}, HH:mm")
        with_calendar(self.at)
        self.at.setAccessibleName(tr("Deadline"))
        self.at.setMinimumHeight(theme.height("field"))
        self.at.setMinimumWidth(theme.px(220))
        row.addWidget(self.box)
        row.addWidget(self.at)
        row.addStretch(1)
        self.box.toggled.connect(self.at.setEnabled)
        self.set_deadline("")

    def set_deadline(self, deadline: str) -> None:
        """Show this deadline, as records keep it; "" for none."""
        then = local(deadline)
        if then is None:
            here = datetime.now().astimezone()
            then = here.replace(hour=_USUAL_HOUR, minute=0)
            if then <= here:
                then = datetime.fromtimestamp(then.timestamp() + 86_400).astimezone()
        self.at.setDateTime(QDateTime(then.year, then.month, then.day, then.hour, then.minute, 0))
        self.box.setChecked(bool(deadline))
        self.at.setEnabled(bool(deadline))

    def deadline(self) -> str:
        """The deadline as records keep it, "" for none."""
        return deadline_of(self.at.dateTime().toString("yyyy-MM-dd HH:mm")) if self.box.isChecked() else ""
