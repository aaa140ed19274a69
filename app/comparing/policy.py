"""House policies: which differences may stand. TOML files, ours in resources and the newsroom's own."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path

import resources
from db.errors import BrokenPolicy, NoSuch
from db.records import Sha256

ENDING = ".toml"
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a policy lets stand. Typography always may; anything that carries meaning never may, whatever is here."""

    ellipsis: bool
    bracket: bool
    first_letter_case: bool
    closing_punctuation: bool
    inner_punctuation: bool
    spelling: bool
    fillers: bool
    false_starts: bool
    grammar: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """One house policy. `omitted_words` is the most that one ellipsis may leave out.

    `hash` is the SHA-256 of what the policy says, not of how its file is laid out: a comment changes nothing.
    """

    name: str
    title: str
    about: str
    allow: Allowed
    omitted_words: int
    hash: Sha256


def policy_names(folder: Path | None = None) -> tuple[str, ...]:
    """The names that load_policy knows, sorted: ours, and those in the newsroom's `folder`."""
    own = {file.name.removesuffix(ENDING) for file in folder.glob(f"*{ENDING}")} if folder else set()
    return tuple(sorted(own | set(resources.names("policies", ENDING))))


def load_policy(name: str, folder: Path | None = None) -> Policy:
    """The policy `name`; one in `folder` goes before ours of the same name.

    Raises NoSuch where there is none, BrokenPolicy (name, line, why) where it cannot be used: `why` is one of
    "syntax", "missing:KEY", "unknown:KEY", "type:KEY", "unreadable".
    """
    if not re.fullmatch(r"[\w-]+", name) or name not in policy_names(folder):
        raise NoSuch(kind="policy", name=name)
    own = folder / f"{name}{ENDING}" if folder else None
    if own is not None and own.exists():
        try:
            return parse_policy(name, own.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as problem:
            raise BrokenPolicy(name=name, line=1, why="unreadable") from problem
    return _ours(name)


@lru_cache(maxsize=16)
def _ours(name: str) -> Policy:
    return parse_policy(name, resources.text(f"policies/{name}{ENDING}"))


def parse_policy(name: str, text: str) -> Policy:
    """The policy that the TOML `text` describes. Raises BrokenPolicy as load_policy does."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        at = _LINE.search(str(problem))
        line = int(at[1]) if at else text.count("\n") + 1
        raise BrokenPolicy(name=name, line=line, why="syntax") from problem
    except RecursionError as problem:  # brackets in brackets in brackets
        raise BrokenPolicy(name=name, line=1, why="syntax") from problem
    allow = {field.name: bool for field in fields(Allowed)}
    _hold(name, text, told, {"title": str, "about": str, "allow": dict, "limits": dict})
    _hold(name, text, told["allow"], allow)
    _hold(name, text, told["limits"], {"omitted_words": int})
    if told["limits"]["omitted_words"] < 0:
        raise BrokenPolicy(name=name, line=_line_of(text, "omitted_words"), why="type:omitted_words")
    allowed = Allowed(**told["allow"])
    says = {"name": name, "allow": asdict(allowed), "limits": told["limits"]}
    digest = hashlib.sha256(json.dumps(says, sort_keys=True).encode()).hexdigest()
    return Policy(name, told["title"], told["about"], allowed, told["limits"]["omitted_words"], Sha256(digest))


def _hold(name: str, text: str, table: Mapping[str, object], keys: Mapping[str, type]) -> None:
    for key in table:
        if key not in keys:
            raise BrokenPolicy(name=name, line=_line_of(text, key), why=f"unknown:{key}")
    for key, kind in keys.items():
        if key not in table:
            raise BrokenPolicy(name=name, line=text.count("\n") + 1, why=f"missing:{key}")
        if type(table[key]) is not kind:
            raise BrokenPolicy(name=name, line=_line_of(text, key), why=f"type:{key}")


def _line_of(text: str, key: str) -> int:
    bare = re.escape(key)
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"""\s*(\[+\s*)?["']?{bare}["']?\s*[=\].]""", line):
            return number
    return 1
