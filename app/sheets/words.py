"""The words of a sheet: a vocabulary in resources/sheets, since the words of a document are a resource."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import resources


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. Called with "status.verbatim" it gives the words; values fill a template's places."""

    language: str
    table: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for `key`, filled in. Raises KeyError where the vocabulary has no such entry."""
        return self.table[key].format(**values) if values else self.table[key]

    def either(self, key: str, other: str) -> str:
        """The words for `key`, or those for `other` where it has none of its own."""
        return self.table.get(key, self.table[other])

    def number(self, key: str, n: int) -> str:
        """The words for a count: `key`_one or `key`_many."""
        return self(f"{key}_one" if n == 1 else f"{key}_many", n=n)

    def lexicon(self, key: str) -> frozenset[str]:
        """A list of words kept under [lexicon]."""
        return frozenset(self.table[f"lexicon.{key}"].split())

    def section(self, name: str) -> dict[str, str]:
        """All entries of one section, by their own keys."""
        start = f"{name}."
        return {key.removeprefix(start): value for key, value in self.table.items() if key.startswith(start)}

    def time(self, at: str) -> str:
        """A record's time as a person reads it: "22 October 2026, 14:31"; what is no such time comes back as it is."""
        day, _, clock = at.partition("T")
        parts = day.split("-")
        if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
            return at
        month = self("months.names").split()[int(parts[1]) - 1]
        date = f"{int(parts[2])} {month} {parts[0]}"
        return f"{date}, {clock[:5]}" if clock else date


@cache
def vocabulary(language: str = "en") -> Words:
    """The words of one language. Raises FileNotFoundError where there are none."""
    if f"words.{language}" not in resources.names("sheets", ".toml"):  # a sheet from elsewhere may name anything
        raise FileNotFoundError(language)
    parsed = tomllib.loads(resources.text(f"sheets/words.{language}.toml"))
    table = {
        f"{section}.{key}": str(value)
        for section, entries in parsed.items()
        if isinstance(entries, dict)
        for key, value in entries.items()
    }
    return Words(language, table)
