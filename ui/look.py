"""Which theme holds now: the user's choice, else the system's scheme, followed live; wide windows take wide values."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QStyle

from app.settings import Settings
from ui.theme import Theme, tokens

LARGEST = 200  # per cent of the system's text size
_TELL_OF_MOTION = ("cocoa", "windows", "wayland")  # elsewhere the hint says nothing, and View has the choice


def scheme_of(choice: str, system: Qt.ColorScheme) -> str:
    """ "light" or "dark": the choice, or for "system" the system's; a system that does not say is light."""
    if choice in ("light", "dark"):
        return choice
    return "dark" if system == Qt.ColorScheme.Dark else "light"


class Look(QObject):
    """Keeps one Theme current and dresses the application in it."""

    changed = Signal(object)  # Theme

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app, self._settings, self._wide = app, settings, False
        self._system = app.palette()
        app.setStyle("Fusion")
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._again)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._again)
        self.theme = self._build()
        self._dress()

    def use(self, settings: Settings) -> None:
        """Follow these preferences."""
        self._settings = settings
        self._again()

    def set_width(self, width: int) -> None:
        """The window is this wide now."""
        wide = width >= tokens()["breakpoints"]["wide"] * self.theme.scale
        if wide != self._wide:
            self._wide = wide
            self._again()

    def _build(self) -> Theme:
        settings = self._settings
        return Theme.build(
            scheme_of(settings.theme, self._hints.colorScheme()),
            base_font=_scaled(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont), settings.text_size),
            reading_face=settings.reading_face,
            reading_size=settings.reading_size or None,
            wide=self._wide,
            still=settings.still or self._system_is_still(),
            contrast=self._system if self._high_contrast() else None,
        )

    def _system_is_still(self) -> bool:
        """Whether the system asks for reduced motion: it gives animations no time then."""
        theme = QGuiApplication.platformName()
        animated = self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        return theme in _TELL_OF_MOTION and not animated

    def _high_contrast(self) -> bool:
        return self._hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    def _again(self) -> None:
        now = self._build()
        if _same(now, self.theme):
            return
        self.theme = now
        self._dress()
        self.changed.emit(now)

    def _dress(self) -> None:
        self._app.setFont(self.theme.font())
        self._app.setPalette(self.theme.palette())
        self._app.setStyleSheet(self.theme.style_sheet())


def _scaled(font: QFont, percent: int) -> QFont:
    """The system's font at that share of its size, within what the window has room for."""
    share, scaled = min(max(percent, 100), LARGEST) / 100, QFont(font)
    if font.pixelSize() > 0:
        scaled.setPixelSize(round(font.pixelSize() * share))
    else:
        scaled.setPointSizeF(font.pointSizeF() * share)
    return scaled


def _same(one: Theme, other: Theme) -> bool:
    def said(theme: Theme) -> tuple[object, ...]:
        size = (theme.wide, theme.base_size, theme.reading_face, theme.reading_size)
        return (theme.scheme, *size, theme.still, theme.contrasting)

    return said(one) == said(other)
