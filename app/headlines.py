"""Words that a headline or standfirst puts in quotation marks, and the text does not: nobody checked those."""

import re
from dataclasses import dataclass

from app.quotations.marks import Region, pair
from db.records import Article, Span

_FIELDS = ("kicker", "headline", "standfirst")
_WORD = re.compile(r"\w+(?:[’'‘ʼ]\w+)*")
_LEFT_OUT = re.compile(r"\[[^\]]*\]|…|\.\.\.")  # a declared omission or insertion: what stands round it is quoted
_SENTENCE_END = re.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True)
class Unbacked:
    """Marked words above the text. `where` is their field; `in_text` says whether the text has them, unmarked."""

    where: str
    words: str
    in_text: bool


def unbacked(article: Article) -> tuple[Unbacked, ...]:
    """The marked stretches of kicker, headline and standfirst that stand in no quote of the text, in reading order.

    Words are compared, not marks or punctuation, and the case of their first letters is not looked at: a headline
    may capitalise, and a house sets single marks above the text and double ones in it. "…" and "[…]" stand for
    anything.
    """
    found = [(where, words) for where in _FIELDS for words in _marked(getattr(article, where))]
    if not found:
        return ()
    quoted = [_words(one) for one in _quotes(article.text)]
    whole = _words(article.text)
    return tuple(
        Unbacked(where, words, _stands(words, [whole])) for where, words in found if not _stands(words, quoted)
    )


def _marked(text: str) -> list[str]:
    """The outermost stretches between marks, without them."""
    return [text[one.start : one.end].strip() for one in pair(text, [(0, len(text))]) if one.depth == 0]


def _quotes(text: str) -> list[str]:
    """What stands between marks, one string for each quote: one that its cue breaks in two is one."""
    paragraphs = _paragraphs(text)
    found: list[str] = []
    last: Region | None = None
    for one in pair(text, paragraphs):
        words = " ".join(text[a:b] for a, b in one.pieces or [(one.start, one.end)])
        if one.depth == 0 and last is not None and _goes_on(text, last, one):
            found[-1] += f" {words}"
        else:
            found.append(words)
        last = one if one.depth == 0 else last
    return found


def _goes_on(text: str, first: Region, second: Region) -> bool:
    """Whether the second is the first's end: "“We are ready,” he said, “to go”"."""
    between = text[first.closed : second.opened]
    return (
        text[first.start : first.end].rstrip().endswith(",")
        and "\n\n" not in between
        and not _SENTENCE_END.search(between)
    )


def _paragraphs(text: str) -> list[Span]:
    found, at = [], 0
    for one in text.split("\n\n"):
        found.append((at, at + len(one)))
        at += len(one) + 2
    return found


def _words(text: str) -> list[str]:
    """The words, each with a small first letter and one kind of apostrophe."""
    plain = (re.sub("[’‘ʼ]", "'", word) for word in _WORD.findall(text))
    return [word[:1].lower() + word[1:] for word in plain]


def _stands(words: str, texts: list[list[str]]) -> bool:
    """Whether one of the texts holds the words in a row; where some are left out, the stretches round them in order."""
    stretches = [found for part in _LEFT_OUT.split(words) if (found := _words(part))]
    return any(_in_order(stretches, text) for text in texts)


def _in_order(stretches: list[list[str]], text: list[str]) -> bool:
    at = 0
    for stretch in stretches:
        n = len(stretch)
        at = next((i + n for i in range(at, len(text) - n + 1) if text[i : i + n] == stretch), -1)
        if at < 0:
            return False
    return True
