"""Reads passages.txt and judges what the finder makes of it: a helper of the tests, not part of the product."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.quotations import FoundQuote, find

FOLDER = Path(__file__).parent
_EDGE = " \n\"“”„«»'‘’.,;:!?"


@dataclass(frozen=True)
class Expected:
    form: str
    attribution: str
    mention: str
    name: str
    words: str


@dataclass
class Passage:
    group: str
    line: int
    text: str
    expected: list[Expected] = field(default_factory=list)
    only: bool = False


def passages(name: str = "passages.txt") -> Iterator[Passage]:
    group, passage = "", None
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            group = line[3:]
        elif line.startswith("> "):
            assert passage is not None
            if line == "> none":
                passage.only = True
                continue
            passage.only |= line.endswith(" !")
            form, attribution, mention, whom, words = (
                part.strip() for part in line[2:].removesuffix(" !").split(" | ", 4)
            )
            passage.expected.append(Expected(form, attribution, mention, mention if whom == "=" else whom, words))
        elif line and not line.startswith("#"):
            if passage:
                yield passage
            passage = Passage(group, number, line.replace("¶", "\n\n"))
    if passage:
        yield passage


def same_words(quote: FoundQuote, words: str) -> bool:
    said = quote.text.strip(_EDGE)
    if " … " in words:
        first, last = (part.strip(_EDGE) for part in words.split(" … "))
        return said.startswith(first) and said.endswith(last)
    return said == words.strip(_EDGE)


def judge(passage: Passage) -> tuple[Counter[str], list[str]]:
    """Counts of expected quotes with the right words, form, attribution, mention and name; and what was wrong."""
    counts: Counter[str] = Counter()
    wrong = []
    found = list(find(passage.text))
    used = set()
    for want in passage.expected:
        counts["quotes"] += 1
        kind = _kind(want)
        hit = next((q for q in found if id(q) not in used and same_words(q, want.words)), None)
        near = hit or next((q for q in found if id(q) not in used and covers(q, passage.text, want.words)), None)
        counts["words"] += hit is not None
        if hit is None:
            wrong.append(f"words: {want.words!r} not found")
        if near is None:
            continue
        used.add(id(near))
        checks = {
            "form": (near.form.value, want.form),
            "attribution": (near.attribution.value, want.attribution),
            "mention": (near.speaker.text if near.speaker else "-", want.mention),
            "name": ((near.speaker.name if near.speaker else "-") or "-", want.name),
        }
        for what, (got, wanted) in checks.items():
            if wanted == "*":
                continue
            counts[f"{what} of"] += 1
            counts[what] += got == wanted
            if what == "name" and kind:
                counts[f"{kind} of"] += 1
                counts[kind] += got == wanted
            if got != wanted:
                wrong.append(f"{what}: {got!r} for {wanted!r} ({near.rule})")
    if passage.only:
        extra = [q for q in found if id(q) not in used]
        counts["bare"] += 1
        counts["bare right"] += not extra
        wrong += [f"extra: {q.form} {q.text!r} ({q.rule})" for q in extra]
    return counts, wrong


def _kind(want: Expected) -> str:
    """Whether resolving this mention is a matter of a pronoun or of a short name."""
    if want.mention.lower() in ("he", "she", "it", "they"):
        return "pronouns"
    return (
        "short names" if want.name not in ("*", want.mention) and want.name.endswith(want.mention.split()[-1]) else ""
    )


def covers(quote: FoundQuote, text: str, words: str) -> bool:
    first = words.split(" … ", maxsplit=1)[0]
    at = text.find(first)
    return at >= 0 and quote.start < at + len(first) and at < quote.end


def total(name: str = "passages.txt") -> tuple[Counter[str], list[str]]:
    counts: Counter[str] = Counter()
    wrong = []
    for passage in passages(name):
        some, bad = judge(passage)
        counts += some
        wrong += [f"{name}:{passage.line} {passage.text[:70]!r}\n    {b}" for b in bad]
    return counts, wrong
