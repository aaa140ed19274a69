"""Reads the case list."""

import re
from dataclasses import dataclass
from pathlib import Path

from app.comparing import Comparison, around, compare, index, load_policy
from db.records import Turn

CODES = {"v": "verbatim", "p": "permitted", "a": "altered", "m": "meaning_changed", "n": "not_found"}
POLICIES = ("strict", "standard", "light")


@dataclass(frozen=True)
class Case:
    line: int
    printed: str
    said: str
    turns: tuple[Turn, ...]
    speaker: str
    verdicts: dict[str, set[str]]
    must: frozenset[str]
    never: frozenset[str]
    around: tuple[str, str] | None = None

    def compared(self, policy: str) -> Comparison:
        indexed = index(self.said, self.turns)
        return compare(self.printed, indexed, load_policy(policy), speaker=self.speaker, around=self.around)


def cases() -> list[Case]:
    return [
        case
        for name in ("cases.txt", "cases_hard.txt", "cases_news.txt", "cases_third.txt", "cases_fourth.txt")
        for case in _listed(name)
    ]


def _listed(name: str) -> list[Case]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    found, at = [], 1
    for block in text.split("\n\n"):
        if block.lstrip().startswith(("printed:", "article:")):
            found.append(_case(block, at))
        at += block.count("\n") + 2
    return found


def _case(block: str, line: int) -> Case:
    field = {m[1]: m[2].strip() for m in re.finditer(r"^(\w+): ?(.*(?:\n  .*)*)", block, re.MULTILINE)}
    said, turns = _plain(field.get("said", "")), []
    if "turns" in field:
        said = ""
        for turn in field["turns"].split("||"):
            speaker, _, words = turn.partition(">")
            label = f"{speaker.strip()}: " if speaker.strip() else ""
            start = len(said)
            said += f"{label}{words.strip()}"
            turns.append(Turn(start, len(said), speaker.strip(), time=float(len(turns) * 7)))
            said += "\n"
    letters = field["verdict"].split()
    letters = letters * 3 if len(letters) == 1 else letters
    verdicts = {
        policy: {CODES[code] for code in letter.split("|")} for policy, letter in zip(POLICIES, letters, strict=True)
    }
    must, never = (frozenset(field.get(name, "").split()) for name in ("must", "never"))
    printed, context = _plain(field.get("printed", "")), None
    if "article" in field:
        article = _plain(field["article"])
        start, end = article.index("«") + 1, article.index("»")
        printed, context = article[start:end], around(article.replace("«", "“").replace("»", "”"), start, end)
    return Case(line, printed, said, tuple(turns), field.get("speaker", ""), verdicts, must, never, context)


def _plain(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text).replace("\\n", "\n")
