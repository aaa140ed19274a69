"""One confidential source: its identity on request, how long it is kept, a legal hold, and forgetting it."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.sources import Identity, Left, past
from db.records import Source
from ui.dialogs.frame import Frame, sentence
from ui.i18n import count, tr
from ui.theme import Theme
from ui.times import day_format, when
from ui.widgets import Banner, Button, Label
from ui.widgets.fields import with_calendar

SECONDS = 20  # how long an identity stays in sight


class CustodyDialog(Frame):
    """Says what is wanted by signals, and is shown the source anew when that is done. It never keeps an identity."""

    reveal_wanted = Signal(str)  # why
    keep_wanted = Signal(str)  # the day, "" for none
    hold_wanted = Signal(str)  # why
    release_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self, theme: Theme, source: Source, parent: QWidget | None) -> None:
        super().__init__(theme, source.code_name, tr("Forget for ever…"), parent, grave=True)
        self.only_side()
        self.setMinimumWidth(theme.px(640))
        self.stop.setText(tr("Close"))
        self.state = sentence(theme, "")
        self.column.addWidget(self.state)
        self.column.addSpacing(8)
        self._hide = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._hide.timeout.connect(self.cover)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(10))
        grid.setColumnMinimumWidth(0, round(98 * theme.scale))
        grid.setColumnStretch(1, 1)
        self._make_identity(grid)
        self._make_retention(grid)
        self._make_hold(grid)
        self.column.addLayout(grid)
        self.left = Banner(theme, "warning", "")
        self.left.hide()
        self.column.addWidget(self.left)
        self.column.addStretch(1)
        self._sure = False
        self.show_source(source)
        (self.stop if source.forgotten_at else self.why).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_identity(self, grid: QGridLayout) -> None:
        self.why = QLineEdit()
        self.why.setPlaceholderText(tr("Why? It goes into the history"))
        self.reveal = Button(self.theme, tr("Show the identity…"))
        self.reveal.clicked.connect(lambda: self.reveal_wanted.emit(self.why.text().strip()))
        self.why.textChanged.connect(lambda _text: self._weigh())
        self.why.returnPressed.connect(lambda: self.reveal.click() if self.reveal.isEnabled() else None)
        self.identity = Label(self.theme, "", role="title", weight="strong")
        self.identity.setWordWrap(True)
        self.identity.setAccessibleName(tr("Identity"))
        self.identity.hide()
        self._row(grid, 0, tr("Identity"), self.why, self.reveal)
        grid.addWidget(self.identity, 1, 1, 1, 2)

    def _make_retention(self, grid: QGridLayout) -> None:
        self.dated = QCheckBox(tr("Until"))
        self.dated.setAccessibleName(tr("Keep it until a day"))
        self.day = QDateEdit()
        with_calendar(self.day)
        self.day.setDisplayFormat(day_format())
        self.day.setAccessibleName(tr("Retention date"))
        self.keep = Button(self.theme, tr("Set"))
        self.keep.setAccessibleName(tr("Set the retention date"))
        self.keep.clicked.connect(lambda: self.keep_wanted.emit(self._chosen_day()))
        self.dated.toggled.connect(lambda _on: self._weigh())
        self.day.dateChanged.connect(lambda _day: self._weigh())
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.dated)
        row.addWidget(self.day, 1)
        self._row(grid, 2, tr("Kept"), holder, self.keep)

    def _make_hold(self, grid: QGridLayout) -> None:
        self.case = QLineEdit()
        self.case.setPlaceholderText(tr("Why it must not be forgotten"))
        self.hold = Button(self.theme, tr("Hold"))
        self.hold.clicked.connect(self._hold)
        self.case.textChanged.connect(lambda _text: self._weigh())
        self._row(grid, 3, tr("Legal hold"), self.case, self.hold)

    def _row(self, grid: QGridLayout, at: int, text: str, field: QWidget, button: Button) -> None:
        grid.addWidget(Label(self.theme, text, weight="label", tone="ink2"), at, 0)
        if not field.accessibleName():
            field.setAccessibleName(text)
        button.setAutoDefault(False)
        grid.addWidget(field, at, 1)
        grid.addWidget(button, at, 2)

    # showing

    def show_source(self, source: Source) -> None:
        """Show it as it is now; an identity in sight stays there."""
        self.source = source
        self.state.setText(_state(source))
        until = QDate.fromString(source.keep_until, Qt.DateFormat.ISODate)
        self.dated.setChecked(until.isValid())
        self.day.setDate(until if until.isValid() else QDate.currentDate().addYears(1))
        self.case.setText(source.held_for)
        self.case.setReadOnly(bool(source.held_for))
        self.hold.setText(tr("Lift it") if source.held_for else tr("Hold"))
        self._weigh()

    def show_identity(self, told: Identity) -> None:
        """Show who it is, for some seconds."""
        self.identity.setText(tr("{name}, {role}", name=told.name, role=told.role) if told.role else told.name)
        self.identity.show()
        self.why.clear()
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)  # never what forgets
        self._hide.start()

    def cover(self) -> None:
        """Show no longer who it is."""
        self._hide.stop()
        self.identity.setText("")
        self.identity.hide()

    def show_left(self, left: Left) -> None:
        """Say where the name stands in clear besides, and ask whether it is meant."""
        self._sure = True
        self.go.setText(tr("Destroy the key"))
        said = tr("No copy of the library will open this identity again. There is no way back.")
        if left.places or left.edits:
            found = count(left.places + left.edits, "1 other place", "{n} other places")
            said += " " + tr(
                "The name, or a part of it, also stands in clear in {found} that this does not reach.", found=found
            )
        else:
            said += " " + tr("The name was looked for in clear, its first and last name too: none found.")
        self.left.show_words("warning", said)
        self.left.show()
        QTimer.singleShot(0, self, self.fit)  # once the words have their width

    def confirm(self) -> None:
        """Forget; it is asked about first."""
        self.forget_wanted.emit()

    @property
    def sure(self) -> bool:
        """Whether the warning was shown."""
        return self._sure

    def changeEvent(self, event: QEvent) -> None:
        """Whoever turns to another window leaves no name behind."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.cover()
        super().changeEvent(event)

    def done(self, how: int) -> None:
        """Close; the name goes first."""
        self.cover()
        super().done(how)

    def _chosen_day(self) -> str:
        return self.day.date().toString(Qt.DateFormat.ISODate) if self.dated.isChecked() else ""

    def _hold(self) -> None:
        if self.source.held_for:
            self.release_wanted.emit()
        else:
            self.hold_wanted.emit(self.case.text().strip())

    def _weigh(self) -> None:
        gone, held = bool(self.source.forgotten_at), bool(self.source.held_for)
        for widget in (self.why, self.dated, self.case):
            widget.setEnabled(not gone)
        self.day.setEnabled(not gone and self.dated.isChecked())
        self.reveal.setEnabled(not gone and bool(self.why.text().strip()))
        self.reveal.setToolTip("" if self.reveal.isEnabled() else tr("Say why first."))
        self.keep.setEnabled(not gone and self._chosen_day() != self.source.keep_until)
        self.hold.setEnabled(not gone and (held or bool(self.case.text().strip())))
        if gone:
            self.refuse(tr("It is forgotten already."))
        else:
            self.refuse(tr("It is under a legal hold.") if held else "")


def _state(source: Source) -> str:
    if source.forgotten_at:
        return tr("Forgotten {time}: the key to the identity is destroyed.", time=when(source.forgotten_at))
    said = [tr("Only the code name is shown anywhere else.")]
    if source.opened_at:
        said.append(tr("Last shown {time}: {why}.", time=when(source.opened_at), why=source.opened_for.rstrip(".")))
    if past(source, date.today()):
        said.append(tr("It is past its retention date: forget it, or set another."))
    return " ".join(said)
