"""Every word a person sees goes through translation, German has all of them, and longer words still fit."""

import json

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QPushButton

import resources
from tests.ui import walking
from tools.strings import missing, places, strings
from ui import i18n, times
from ui.i18n import count, tr
from ui.qt_words import speak_qt

LANGUAGES = [code for code in i18n.languages() if code != "en"]


@pytest.fixture
def speak():
    yield i18n.use_language
    i18n.use_language("en")


def catalogue(code):
    return json.loads(resources.text(f"translations/{code}.json"))


def test_german_is_complete():
    assert missing("de") == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_fills_in_the_same_places(code):
    wrong = {text: said for text, said in catalogue(code).items() if places(text) != places(said) or not said}
    assert wrong == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_keeps_the_letters_that_are_pressed_with_alt(code):
    """Mnemonics, dots that announce a dialog, and spaces that join."""

    def shape(text):
        return ("&" in text.replace("&&", ""), text.endswith("…"), text.endswith(" "))

    wrong = {text: said for text, said in catalogue(code).items() if shape(text) != shape(said)}
    assert wrong == {}


def test_the_strings_are_found_wherever_they_stand():
    found = strings()
    for text in (
        "Rule and go on",  # an action's words
        "Queue",  # nothing says this one
        "1 of {total} quotes is left to check. Every page of the sheet will say Draft.",  # one of two
        "share buttons",  # a table of ui.wording
        "Verbatim",  # the tokens
        "October",  # a tuple
        "Takes the proposed wording back to the words as published.",  # What’s this, of a control
        "The evidence, with the passage lit in which the words were found.",  # and of a pane
        "Comparing {done} of {of} quotes",  # handed on under a name
    ):
        assert (text in found) == (text != "Queue"), text


def test_german_is_spoken_with_its_plurals_dates_and_numbers(speak):
    speak("de")
    assert count(1, "1 quote", "{n} quotes") == "1 Zitat"
    assert count(12345, "1 quote", "{n} quotes") == "12.345 Zitate"
    assert tr("{left} of {total} left", left=7, total=11) == "7 von 11 offen"
    assert times.day("2019-05-24") == "24. Mai 2019"


def test_english_groups_large_numbers_and_no_years(speak):
    assert count(12345, "1 quote", "{n} quotes") == "12,345 quotes"
    assert times.day("2019-05-24") == "24 May 2019"


def test_the_made_up_language_is_longer_and_keeps_its_places(speak):
    speak(i18n.PSEUDO)
    said = tr("{left} of {total} left", left=7, total=11)
    assert said.startswith("⟦7 óf 11 léft") and said.endswith("⟧")
    assert len(tr("Keyboard shortcuts")) >= 1.3 * len("Keyboard shortcuts")


# What the sample, what is typed in a scene, a file, a person or Qt is called, or said.
OWN = (
    *("Camera and software makers", "“We are not aware", "Megvii: statement", "entity list", "up to five Chinese"),
    *("Lens makers wait", "lens-makers.md", "“We heard it", "Ask the press office", "The press office has"),
    *("The agency’s page", "Sheet written and signed: hik", "Look again", "Show it", "Was this read back", "https://"),
    *("… that it had made", "… spokesman said", "…government”, and that", "/", "Ines Holm", "Heron"),
    *("Nell Ashdown", "Maya Editor"),
    *("Press shortcut", "Check a quote from start to finish"),
)


def foreign(root):
    """Words in view that never went through `tr`, apart from those of an article, its evidence, or the system."""
    found = [(type(one).__name__, text) for one, text in walking.words_in(root) if any(map(str.isalpha, text))]
    return [(kind, text) for kind, text in found if "⟦" not in text and not text.startswith(OWN)]


@pytest.mark.screen
def test_every_screen_and_dialog_is_translated_and_has_room(opened, speak, tmp_path):
    """In a made-up language, a third longer than English."""
    speak(i18n.PSEUDO)
    left, tight = {}, {}
    for name, screen in walking.every_scene(opened(), tmp_path):
        left[name], tight[name] = foreign(screen), walking.clipped_in(screen)
    assert len(left) > 50, "the walk came to the screens and dialogs"
    assert {name: found for name, found in left.items() if found} == {}
    assert {name: found for name, found in tight.items() if found} == {}


def test_qt_speaks_german_too_and_the_keys_are_still_heard(qapp, qtbot, opened, speak):
    """Its own dialogs and menus, and the names of keys: Strg for Ctrl."""
    speak("de")
    try:
        assert speak_qt(qapp)
        window = opened()
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
        assert window.actions_.key_words("edit.find") == "Strg+K"
        assert window.actions_.qt("edit.find").shortcut() == QKeySequence("Ctrl+K", QKeySequence.PortableText)
        dialog = QFileDialog(window)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        words = [button.text() for button in dialog.findChildren(QPushButton)]
        dialog.deleteLater()
        assert "Abbrechen" in words
    finally:
        i18n.use_language("en")
        speak_qt(qapp)
    assert window.actions_.key_words("edit.find") == "Ctrl+K"
