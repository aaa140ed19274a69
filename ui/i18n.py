"""The reader's language: every sentence a person sees goes through `tr`. No Qt here, so the command line speaks it too.

A translation is `resources/translations/xx.json`: the English sentence → the sentence in that language.
"""

import json
import locale
import re
from collections.abc import Mapping

import resources

_catalogue: dict[str, str] = {}
_spoken = ["en"]
PSEUDO = "pseudo"  # every translated string accented, a third longer, in ⟦brackets⟧: a screen shows what was forgotten
_ACCENTED = str.maketrans("aceinouyzACEINOUYZ", "áçéíñóúýžÁÇÉÍÑÓÚÝŽ")
_PLACE = re.compile(r"({{|}}|{[^}]*})")
_THOUSANDS = {"de": "."}  # what stands between them; a comma elsewhere
_GROUPED = 10_000  # from here on numbers are grouped, so that no year is


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
    _spoken[0] = code if code == PSEUDO or code in languages() else "en"
    if _spoken[0] not in ("en", PSEUDO):
        words: Mapping[str, str] = json.loads(resources.text(f"translations/{code}.json"))
        _catalogue.update(words)


def spoken() -> str:
    """The code of the language that is spoken now."""
    return _spoken[0]


def tr(text: str, **values: object) -> str:
    """`text` in the reader's language, with `{name}` places filled from `values`."""
    said = _pseudo(text) if _spoken[0] == PSEUDO else _catalogue.get(text, text)
    return said.format(**{name: _figures(value) for name, value in values.items()}) if values else said


def _figures(value: object) -> object:
    """A large number as the language writes it: 10,000 or 10.000."""
    if type(value) is not int or abs(value) < _GROUPED:
        return value
    return f"{value:,}".replace(",", _THOUSANDS.get(_spoken[0], ","))


def _pseudo(text: str) -> str:
    parts = _PLACE.split(text)
    said = "".join(part if at % 2 else part.translate(_ACCENTED) for at, part in enumerate(parts))
    letters = sum(len(part) for part in parts[::2])
    return f"⟦{said}{'~' * max(1, round(letters * 0.35) - 2)}⟧" if text else ""


def count(n: int, one: str, many: str, **values: object) -> str:
    """`one` for a single thing, `many` otherwise, translated, with `{n}` and `values` filled in."""
    return tr(one if n == 1 else many, n=n, **values)
