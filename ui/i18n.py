"""The reader's language: every sentence a person sees goes through `tr`. No Qt here, so the command line speaks it too.

A translation is `resources/translations/xx.json`: the English sentence → the sentence in that language.
"""

import json
import locale
from collections.abc import Mapping

import resources

_catalogue: dict[str, str] = {}
PSEUDO = "pseudo"  # every translated string in ⟦brackets⟧, so that a screen shows what was forgotten


def languages() -> tuple[str, ...]:
    """The codes of the languages there are, English first."""
    return ("en", *resources.names("translations", ".json"))


def system_language() -> str:
    """The system's language where there is a translation for it, else "en"."""
    code = (locale.getlocale()[0] or "en")[:2].lower()
    return code if code in languages() else "en"


def use_language(code: str) -> None:
    """Speak `code` from now on: "" the system's, "en" the words as they stand in the source, else a translation's."""
    code = code or system_language()
    _catalogue.clear()
    if code == PSEUDO:
        _catalogue[PSEUDO] = PSEUDO
    elif code in languages() and code != "en":
        words: Mapping[str, str] = json.loads(resources.text(f"translations/{code}.json"))
        _catalogue.update(words)


def tr(text: str, **values: object) -> str:
    """`text` in the reader's language, with `{name}` places filled from `values`."""
    said = f"⟦{text}⟧" if PSEUDO in _catalogue else _catalogue.get(text, text)
    return said.format(**values) if values else said


def count(n: int, one: str, many: str, **values: object) -> str:
    """`one` for a single thing, `many` otherwise, translated, with `{n}` and `values` filled in."""
    return tr(one if n == 1 else many, n=n, **values)
