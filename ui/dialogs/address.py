"""An address of the web: what to fetch, and how to allow it where fetching is turned off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui.dialogs.frame import Frame, sentence
from ui.i18n import tr
from ui.session import Session
from ui.theme import Theme
from ui.widgets import Banner


class AddressDialog(Frame):
    """Asks for one address. Nothing is fetched before the person has said so in the preferences or here."""

    wanted = Signal(str, bool)  # the address, and whether it may lie inside the own network

    def __init__(self, theme: Theme, session: Session, title: str, parent: QWidget, *, address: str = "") -> None:
        super().__init__(theme, title, tr("Fetch"), parent)
        self._session = session
        self.only_side()
        self.setMinimumWidth(theme.px(560))
        self.field = QLineEdit(address)
        self.field.setAccessibleName(tr("Address"))
        self.field.setPlaceholderText(tr("https://"))
        self.field.setMinimumHeight(theme.height("field"))
        self.field.textChanged.connect(self._weigh)
        self.inside = QCheckBox(tr("The page lies inside our own network"))
        self.inside.setMinimumHeight(theme.height("target_least"))
        self.off = Banner(
            theme,
            "warning",
            tr("Fetching from the web is turned off, so that OnRecord never goes online unasked."),
            button=tr("Allow it"),
        )
        self.off.pressed.connect(self._allow)
        about = tr(
            "OnRecord asks for this one page: no pictures, no cookies, nothing of yours is sent. Pages behind a login "
            "are better saved in your browser and opened as a file."
        )
        for widget in (self.field, sentence(theme, about), self.inside, self.off):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._weigh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self) -> None:
        self._session.choose(fetch=True)
        self._weigh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _weigh(self) -> None:
        allowed = self._session.settings.fetch
        self.off.setVisible(not allowed)
        if not allowed:
            self.refuse(tr("Fetching from the web is turned off."))
        else:
            self.refuse("" if self.field.text().strip() else tr("Write the address first."))

    def confirm(self) -> None:
        """Fetch it."""
        self.wanted.emit(self.field.text().strip(), self.inside.isChecked())
        self.accept()
