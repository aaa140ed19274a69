"""Qt's own words (its file dialogs, "Cut" and "Paste", "Yes" and "No") in the reader's language."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui.i18n import PSEUDO, spoken


def speak_qt(app: QApplication) -> bool:
    """Let Qt speak the language of the window. False where Qt has no words in it, and English stays."""
    for former in app.findChildren(QTranslator):
        app.removeTranslator(former)
        former.deleteLater()
    if spoken() in ("en", PSEUDO):
        QLocale.setDefault(QLocale.system())
        return True
    QLocale.setDefault(QLocale(spoken()))
    words = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return words.load(f"qtbase_{spoken()}", folder) and app.installTranslator(words)
