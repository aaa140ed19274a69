"""Reads the case list."""

import re
from dataclasses import dataclass
from pathlib import Path

from app.comparing import Comparison, compare, index, load_policy
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

    def compared(self, policy: str) -> Comparison:
        return compare(self.printed, index(self.said, self.turns), load_policy(policy), speaker=self.speaker)


def cases() -> list[Case]:
    text = (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8")
    found, at = [], 1
    for block in text.split("\n\n"):
        if block.lstrip().startswith("printed:"):
            found.append(_case(block, at))
        at += block.count("\n") + 2
    return found


def _case(block: str, line: int) -> Case:
    field = {m[1]: m[2].strip() for m in re.finditer(r"^(\w+): ?(.*(?:\n  .*)*)", block, re.MULTILINE)}
    said, turns = field.get("said", "").replace("\\n", "\n"), []
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
    printed = field["printed"].replace("\\n", "\n")
    return Case(line, printed, said, tuple(turns), field.get("speaker", ""), verdicts, must, never)
