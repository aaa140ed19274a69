"""The mutation run: real sentences, each changed in every way of a list, held against what was said.

    python -m tests.app.comparing.mutations [SENTENCES]

Prints how many changed quotes were called verbatim or permitted under each policy. The only good number is 0.
Sentences are taken from a folder of articles beside the project where there is one, the rest made up.
"""

import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from app.comparing import Index, compare, index, load_policy

ARTICLES = Path(__file__).resolve().parents[4] / "shared" / "data" / "gum_news.jsonl"
POLICIES = ("strict", "standard", "light")
Mutation = Callable[[list[str], random.Random], list[str] | None]

_MODALS = ("will", "would", "can", "could", "may", "might", "should", "must")
_SWAPS = {
    "all": "some", "some": "all", "most": "all", "many": "few", "more": "less", "less": "more", "always": "often",
    "is": "was", "was": "is", "are": "were", "were": "are", "has": "had", "had": "has", "have": "had",
    "we": "they", "they": "we", "he": "she", "she": "he", "i": "we", "our": "their", "his": "her",
    "and": "or", "or": "and", "before": "after", "after": "before", "from": "to", "with": "without",
    "first": "second", "million": "billion", "billion": "million", "two": "three", "three": "two", "one": "two",
}  # fmt: skip


def _pick(words: list[str], rng: random.Random, fits: Callable[[str], bool]) -> int | None:
    found = [n for n, word in enumerate(words) if fits(word)]
    return rng.choice(found) if found else None


def _put(words: list[str], at: int, *new: str) -> list[str]:
    return [*words[:at], *new, *words[at + 1 :]]


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'“”‘’()").lower()


def drop_negation(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: _bare(w) in ("not", "never", "no") or _bare(w).endswith(("n't", "n’t")))
    if at is None:
        return None
    return (
        _put(words, at)
        if _bare(words[at]) in ("not", "never", "no")
        else _put(words, at, re.sub("n['’]t", "", words[at]))
    )


def add_negation(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w in ("is", "was", "are", "were", "has", "have", "had", "will", "would", "could"))
    return None if at is None else _put(words, at, words[at], "not")


def contract_negation(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w in ("is", "was", "are", "were", "has", "have", "had", "would", "could"))
    return None if at is None else _put(words, at, words[at] + "n't")


def change_digit(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: any(c.isdigit() for c in w))
    if at is None:
        return None
    spot = rng.choice([n for n, c in enumerate(words[at]) if c.isdigit()])
    other = rng.choice([d for d in "0123456789" if d != words[at][spot]])
    return _put(words, at, words[at][:spot] + other + words[at][spot + 1 :])


def add_digit(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w[-1:].isdigit())
    return None if at is None else _put(words, at, words[at] + "0")


def add_sign(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w[:1].isdigit())
    return None if at is None else _put(words, at, rng.choice("-−$£") + words[at])


def add_percent(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w.isdigit())
    return None if at is None else _put(words, at, words[at] + "%")


def superscript(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w.endswith("2"))
    return None if at is None else _put(words, at, words[at][:-1] + "²")


def swap_name(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words[1:], rng, lambda w: w[:1].isupper() and w.isalpha() and len(w) > 2)
    return None if at is None else _put(words, at + 1, rng.choice(("Zanzibar", "Ferguson", "Okonkwo", "Lindqvist")))


def change_modal(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w in _MODALS)
    return None if at is None else _put(words, at, rng.choice([m for m in _MODALS if m != words[at]]))


def swap_small_word(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w.lower() in _SWAPS)
    return None if at is None else _put(words, at, _SWAPS[words[at].lower()])


def drop_word(words: list[str], rng: random.Random) -> list[str] | None:
    at = rng.randrange(1, len(words) - 1)
    return None if words[at] in (words[at - 1], words[at + 1]) else _put(words, at)


def drop_three(words: list[str], rng: random.Random) -> list[str] | None:
    if len(words) < 8:
        return None
    at = rng.randrange(1, len(words) - 4)
    return [*words[:at], *words[at + 3 :]]


def insert_word(words: list[str], rng: random.Random) -> list[str] | None:
    at = rng.randrange(1, len(words))
    return [*words[:at], rng.choice(("very", "only", "red", "allegedly", "the", "two", "um", "not")), *words[at:]]


def replace_word(words: list[str], rng: random.Random) -> list[str] | None:
    other = rng.choice(("table", "green", "walking", "under", "seventeen", "Peru"))
    return _put(words, rng.randrange(len(words)), other)


def swap_neighbours(words: list[str], rng: random.Random) -> list[str] | None:
    at = rng.randrange(len(words) - 1)
    if _bare(words[at]) == _bare(words[at + 1]):
        return None
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def join_words(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words[:-1], rng, lambda w: w.isalpha())
    if at is None or not words[at + 1][:1].isalpha() or words[at] in ("per", "can"):  # "percent" is a spelling
        return None
    return [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]


def part_word(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w.isalpha() and len(w) > 5 and w != "cannot")
    return None if at is None else _put(words, at, words[at][:2], words[at][2:])


def hyphenate(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w.isalpha() and len(w) > 5 and not w.startswith(("coop", "coor", "email")))
    return None if at is None else _put(words, at, words[at][:2] + "-" + words[at][2:])


def drop_hyphen(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(
        words, rng, lambda w: re.fullmatch(r"[^\W\d]+-[^\W\d]+", w) is not None and w[:2].lower() not in ("co", "e-")
    )
    return None if at is None else _put(words, at, words[at].replace("-", rng.choice(("", " "))))


def change_letter(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w.isalpha() and w.isascii() and len(w) > 3)
    if at is None:
        return None
    word, spot = words[at], rng.randrange(1, len(words[at]))
    if word[spot] in "szc":
        return None
    return _put(words, at, word[:spot] + ("q" if word[spot] != "q" else "x") + word[spot + 1 :])


def homoglyph(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: "a" in w)
    return None if at is None else _put(words, at, words[at].replace("a", "а", 1))


def accent(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: "e" in w)
    return None if at is None else _put(words, at, words[at].replace("e", "é", 1))


def change_inner_case(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words[1:], rng, lambda w: w.isalpha() and w != w.swapcase())
    return None if at is None else _put(words, at + 1, words[at + 1].swapcase())


def prefix_un(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w.isalpha() and w.islower() and len(w) > 4)
    return None if at is None else _put(words, at, rng.choice(("un", "in", "dis", "non-")) + words[at])


def hide_negation(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words[1:-1], rng, lambda w: _bare(w) in ("not", "never", "no", "without"))
    return None if at is None else _put(words, at + 1, "…")


def bracket_negation(words: list[str], rng: random.Random) -> list[str] | None:
    at = rng.randrange(1, len(words))
    return [*words[:at], rng.choice(("[not]", "[never]", "[two]", "[could]")), *words[at:]]


def bracket_name(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words[1:], rng, lambda w: w[:1].isupper() and w.isalpha() and len(w) > 2)
    return None if at is None else _put(words, at + 1, "[Lindqvist]")


def bracket_person(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: w.lower() in ("he", "she", "they", "we", "i", "his", "her", "their", "our"))
    others = [w for w in ("he", "she", "they", "we", "my", "your", "their") if at is None or w != words[at].lower()]
    return None if at is None else _put(words, at, f"[{rng.choice(others)}]")


def bracket_verb(words: list[str], rng: random.Random) -> list[str] | None:
    at = rng.randrange(1, len(words))
    return [*words[:at], rng.choice(("[does]", "[did]", "[is]", "[has]", "[refused to]", "[and others]")), *words[at:]]


def colon(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words[:-1], rng, str.isalpha)
    return None if at is None else _put(words, at, words[at] + ":")


def drop_comma(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words[:-1], rng, lambda w: w.endswith(",") and w[:-1].isalpha())
    link = at is not None and words[at + 1].lower() in ("but", "and")
    return (
        None
        if at is None or link or _bare(words[at]) in ("well", "oh", "yes", "yeah")
        else _put(words, at, words[at][:-1])
    )


def unseen_lookalike(words: list[str], rng: random.Random) -> list[str] | None:
    at = _pick(words, rng, lambda w: "o" in w)
    return None if at is None else _put(words, at, words[at].replace("o", "\u200fо", 1))


def to_question(words: list[str], rng: random.Random) -> list[str] | None:
    return [*words[:-1], words[-1].rstrip(".") + "?"] if words[-1].endswith(".") else None


MUTATIONS: tuple[Mutation, ...] = (
    drop_negation, add_negation, contract_negation, change_digit, add_digit, add_sign, add_percent, superscript,
    swap_name, change_modal, swap_small_word, drop_word, drop_three, insert_word, replace_word, swap_neighbours,
    join_words, part_word, hyphenate, drop_hyphen, change_letter, homoglyph, accent, change_inner_case, prefix_un,
    hide_negation, bracket_negation, bracket_name, bracket_person, bracket_verb, colon, drop_comma, unseen_lookalike,
    to_question,
)  # fmt: skip


def sentences(wanted: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    """(sentence, the text it stands in), real ones first, then made ones."""
    given = 0
    lines = ARTICLES.read_text(encoding="utf-8").splitlines() if ARTICLES.exists() else []
    for text in (json.loads(line)["text"] for line in lines):
        for match in re.finditer(r"(?<=[.?!]\s)[A-Z][^.?!\n]{25,300}[.?!](?=\s)", text):
            given += 1
            yield match[0], text
            if given == wanted:
                return
    while given < wanted:
        text = made(rng)
        for sentence in re.findall(r"[^.]+\.", text):
            given += 1
            yield sentence.strip(), text
            if given == wanted:
                return


_WHO = [
    "The minister",
    "Mr Tan",
    "Our company",
    "The Reserve Bank",
    "She",
    "Nobody in Leeds",
    "We",
    "Dr Amara Obi",
    "Some workers",
]
_DID = [
    "will not accept",
    "has paid",
    "could have lost",
    "never saw",
    "must repay",
    "sold",
    "would have kept",
    "isn't hiding",
]
_WHAT = [
    "5,000 shares",
    "the £3.5bn loan",
    "two of the six reports",
    "20 per cent of its long-term debt",
    "any e-mails",
    "$40m",
    "all the well-known names",
    "the house in Oslo",
    "its first profit since 2019",
    "no more than 12 letters",
]
_WHEN = [
    "in March",
    "on 5 June",
    "before the court ruled",
    "unless prices fall",
    "if the law is changed",
    "after the vote",
    "at -5 degrees",
    "because the roof leaked",
    "without a licence",
    "for most of the year",
]


def made(rng: random.Random) -> str:
    return " ".join(
        f"{rng.choice(_WHO)} {rng.choice(_DID)} {rng.choice(_WHAT)} {rng.choice(_WHEN)}, "
        f"{rng.choice(('and', 'but', 'so'))} {rng.choice(_WHO).lower()} {rng.choice(_DID)} {rng.choice(_WHAT)}."
        for _ in range(6)
    )


def run(wanted: int, policies: tuple[str, ...] = POLICIES, seed: int = 4) -> tuple[Counter[str], list[str]]:
    """How often each policy was asked, and every changed quote that it called verbatim or permitted."""
    rng, asked, wrong = random.Random(seed), Counter[str](), list[str]()
    loaded, indexed = [load_policy(name) for name in policies], dict[str, Index]()
    for sentence, text in sentences(wanted, rng):
        searched = indexed.setdefault(text, index(text))
        for mutate in MUTATIONS:
            words = sentence.split()
            changed = mutate(words, rng) if len(words) > 4 else None
            printed = " ".join(changed) if changed else sentence
            if changed is None or changed == words or printed.rstrip(".,").lower() in text.lower():
                continue
            for policy in loaded:
                asked[policy.name] += 1
                found = compare(printed, searched, policy)
                if found.verdict in ("verbatim", "permitted"):
                    wrong.append(f"{policy.name} {mutate.__name__} {found.verdict}: {printed!r} for {sentence!r}")
        if len(indexed) > 8:
            indexed.clear()
    return asked, wrong


def main() -> int:
    began = time.perf_counter()
    asked, wrong = run(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    for line in wrong:
        print(line)
    counts = ", ".join(f"{name} {count}" for name, count in asked.items())
    print(f"{len(wrong)} false of {sum(asked.values())} ({counts}) in {time.perf_counter() - began:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
