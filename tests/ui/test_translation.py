"""Every word a person sees goes through translation, German has all of them, and longer words still fit."""

import json

import pytest
from PySide6.QtWidgets import QFileDialog

import resources
from tests.ui import walking
from tools.strings import missing, places, strings
from ui import i18n, times
from ui.i18n import count, tr

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


MISPRINT = "inaccurate speculation"
TIGHT = ("file.encrypt", "file.keys")  # long lines beside boxes that Qt does not wrap: roomy in English and German
OWN = ("Camera and software makers", "“We are not aware", "Lens makers wait", "Megvii: statement", "https://")


def foreign(root):
    """Words in view that never went through `tr`, apart from those of an article, its evidence, or the system."""
    if isinstance(root, QFileDialog):
        return []
    found = [(type(one).__name__, text) for one, text in walking.words_in(root) if any(map(str.isalpha, text))]
    return [(kind, text) for kind, text in found if "⟦" not in text and not text.startswith(OWN)]


def test_every_screen_and_dialog_is_translated_and_has_room(qtbot, opened, speak):
    """In a made-up language, a third longer than English."""
    speak(i18n.PSEUDO)
    window = opened()
    window.bringing.sample()
    misprint = next(s.quote.id for s in window.session.desk.states if MISPRINT in s.quote.exact)
    window.session.select(misprint)
    qtbot.wait(100)
    left, tight = {"desk": foreign(window)}, {"desk": walking.clipped_in(window)}
    for name, dialog in walking.opened_by(qtbot, window, misprint):
        left[name], tight[name] = foreign(dialog), walking.clipped_in(dialog)
    window.session.close_article()
    qtbot.wait(100)
    left["start"], tight["start"] = foreign(window), walking.clipped_in(window)
    assert len(left) > 15, "the walk came to the dialogs"
    assert {name: found for name, found in left.items() if found} == {}
    assert {name: found for name, found in tight.items() if found and name not in TIGHT} == {}
