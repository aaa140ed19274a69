"""Every word a person sees goes through translation, German has all of them, and longer words still fit."""

import json

import pytest

import resources
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
