"""Every string that goes through translation: `python -m tools.strings`, or what a language lacks: `… --missing de`.

Read from the source: what `tr` and `count` are called with; where that is a name, what the name stands for; the words
of the table of actions, of ui.wording and ui.whats_words, and those that the theme's tokens hold.
"""

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import resources

_ROOT = Path(__file__).resolve().parents[1]
_PLACE = re.compile(r"{(\w*)[^}]*}")
# What a table holds beside words: keys, names of icons, codes, patterns of files.
_NO_WORDS = re.compile(
    r"%.*$|https?:|(Ctrl|Alt|Shift|Meta|F\d|Del|Return|Home|End|Page(Up|Down))?([+].+|\d*)$|\*\.|\.\w+$|[a-z0-9_:.\-]+$|[^A-Za-z]*$"
)
_NAMES = ("README",)
_OF_TABLES = ("wording.py", "whats_words.py")  # modules whose every value is words, short or lower case though they be


def places(text: str) -> list[str]:
    """The names in braces, sorted."""
    return sorted(_PLACE.findall(text))


def strings(root: Path = _ROOT) -> dict[str, str]:
    """Every string to translate, and where it was found first."""
    found: dict[str, str] = {}
    for file in sorted((root / "ui").rglob("*.py")):
        module = ast.parse(file.read_text("utf-8"))
        words = _whole(module) if file.name in _OF_TABLES else _spoken(module)
        for text in words:
            found.setdefault(text, str(file.relative_to(root)))
    for text in _of_tokens():
        found.setdefault(text, "resources/themes/tokens.toml")
    for name in resources.names("policies", ".toml"):
        found.setdefault(name.capitalize(), f"resources/policies/{name}.toml")
    return {text: place for text, place in found.items() if any(letter.isalpha() for letter in _PLACE.sub("", text))}


def _of_tokens() -> Iterator[str]:
    from ui.theme import tokens

    for status in tokens()["statuses"].values():
        yield from (status["word"], status["short"])
    yield from (kind["label"] for kind in tokens()["differences"].values())
    yield from (verdict["word"] for verdict in tokens()["verdicts"].values())


def _whole(module: ast.Module) -> Iterator[str]:
    """The values of a module's tables."""
    for one in module.body:
        value = one.value if isinstance(one, (ast.Assign, ast.AnnAssign)) else None
        if isinstance(value, ast.Dict):
            yield from _values(value)


def _values(value: ast.AST) -> Iterator[str]:
    """The strings of a literal, without those that are keys."""
    if isinstance(value, ast.Dict):
        for held in value.values:
            yield from _values(held)
    elif isinstance(value, ast.Constant):
        if isinstance(value.value, str):
            yield value.value
    elif isinstance(value, (ast.Tuple, ast.List, ast.Starred, ast.IfExp, ast.Call, ast.keyword, ast.BinOp)):
        for inner in ast.iter_child_nodes(value):
            yield from _values(inner)
    elif isinstance(value, ast.Subscript):
        yield from _values(value.value)


def _spoken(module: ast.Module) -> Iterator[str]:
    """What a module hands to `tr` and `count`, itself or by a name; and what it says of actions."""
    spoken = False
    for one in ast.walk(module):
        if not isinstance(one, ast.Call):
            continue
        spoken = spoken or any(held.arg == "counting" and isinstance(held.value, ast.Name) for held in one.keywords)
        called = one.func.id if isinstance(one.func, ast.Name) else ""
        if called in ("tr", "count"):
            given = one.args[:1] if called == "tr" else one.args[1:3]
            for argument in given:
                if isinstance(argument, (ast.Constant, ast.IfExp)):
                    yield from _said(argument)
                else:
                    spoken = True
        elif called in ("Action", "_action", "_of_several"):
            yield from filter(_is_words, _values(one))
    if spoken or any(
        isinstance(one, ast.ImportFrom) and "Action" in [n.name for n in one.names] for one in module.body
    ):
        yield from _tables(module)


def _said(argument: ast.Constant | ast.IfExp) -> Iterator[str]:
    parts = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
        elif isinstance(part, ast.IfExp):
            yield from _said(part)


def _tables(module: ast.Module) -> Iterator[str]:
    """Words of the tables and names of a module that hands on more than literals."""
    for one in ast.walk(module):
        if isinstance(one, (ast.Assign, ast.AnnAssign)) and one.value is not None:
            yield from filter(_is_words, _values(one.value))
        elif isinstance(one, ast.For):
            yield from filter(_is_words, _values(one.iter))


def _is_words(text: str) -> bool:
    return (
        not _NO_WORDS.match(text)
        and "</" not in text
        and not text.startswith("<!")
        and "\\" not in text
        and text not in _NAMES
    )


def missing(code: str) -> list[str]:
    """The strings that the language lacks."""
    there = json.loads(resources.text(f"translations/{code}.json"))
    return [text for text in strings() if text not in there]


def main() -> int:
    """List the strings; with --missing those without a translation, and 1 where there are any."""
    given = argparse.ArgumentParser(prog="strings", description="Every string that goes through translation.")
    given.add_argument("--missing", metavar="LANGUAGE", help="only what this language lacks")
    args = given.parse_args()
    shown = missing(args.missing) if args.missing else list(strings())
    for text in shown:
        print(json.dumps(text, ensure_ascii=False))
    return int(bool(args.missing and shown))


if __name__ == "__main__":
    sys.exit(main())
