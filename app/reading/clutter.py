"""Tells the clutter of a web page from the words of an article, by the patterns of resources/lexicons/clutter.toml.

A wrong cut loses a quote, so doubt keeps a paragraph: prose and marked quotations stay, unless they stand after the
end of the article and plainly sell something. Whatever is cut is handed back with its reason, never dropped.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import resources
from app.reading.pieces import Block, Cut, Role

_LONGEST = 400  # characters; no pattern is meant for a paragraph longer than this
_OUTER = " \t\xa0•·▪◦‣*|>›»-–—_=#.,:;…"
_QUOTATION = re.compile(
    '“[^“”"]+[”"]|"[^"“”]*\\w[^"“”]*"|«[^»]+»|„[^“”]+[“”]|(?<!\\w)[‘\'][^‘’\']+(?:[\'’]\\w+[^‘’\']*)*[’\'](?!\\w)|^[“"]'
)
_SENTENCE_END = re.compile(r"[.!?…][)\]\"'”’»]*$")
_SOMEBODY = re.compile(r"\b(?:I|[Hh]e|[Ss]he|[Hh]im|[Hh]er|[Hh]is|said|says|told|my|mine)\b")
_SENTENCE_START = re.compile(r"(?:^|(?<=[.!?…] ))(?=\w)")
_SAYING = re.compile(r"\b(?:said|says|told|added|according to|asked|declined|announced|warned|wrote)\b")
_SPEAKING = re.compile(r"\b(?:said|says|added|asked|wrote|(?<!was )(?<!were )(?<!been )told)\b")
_ITEM = re.compile(r"[•·▪*–-]\s+\w|\d{1,2}[.)]\s+\w")
_TEMPLATE = re.compile(
    r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|<%.{0,200}?%>|\$\{\w[^}]{0,80}\}|\[\[[^\]]{1,80}\]\]|%[A-Z_]{3,}%"
)
_HARD = frozenset(Cut) - {Cut.CAPTION, Cut.HIDDEN, Cut.PLAYER, Cut.SHARE}


@dataclass(frozen=True, slots=True)
class _Rule:
    reason: str
    whole: re.Pattern[str]
    opening: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None
    sentences: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    rules: tuple[_Rule, ...]
    sections: _Rule
    ends: _Rule
    selling: re.Pattern[str]
    icon_words: re.Pattern[str]
    icon_signs: re.Pattern[str]


def _any_of(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    tables = tomllib.loads(resources.text("lexicons/clutter.toml"))
    rules = {}
    for name, table in tables.items():
        if "whole" in table:
            whole, opening, anywhere = (
                re.compile(_any_of(table[key]), re.I) if key in table else None
                for key in ("whole", "opening", "anywhere")
            )
            assert whole is not None
            rules[name] = _Rule(name, whole, opening, anywhere, table["sentences"])
    icons = tables["icons"]
    return _Lexicon(
        rules=tuple(rule for name, rule in rules.items() if name not in {"sections", "ends"}),
        sections=rules["sections"],
        ends=rules["ends"],
        selling=re.compile(rf"(?<!\w)(?:{_any_of(tables['selling']['words'])})(?!\w)", re.I),
        icon_words=re.compile(_any_of(icons["words"]), re.I),
        icon_signs=re.compile(_any_of(icons["signs"]), re.I),
    )


def holds_quotation(text: str) -> bool:
    """Whether the paragraph holds a marked quotation, or opens one that runs on into the next."""
    return bool(_QUOTATION.search(text))


def ends_like_a_sentence(text: str) -> bool:
    """Whether the last sign of the paragraph ends a sentence."""
    return bool(_SENTENCE_END.search(text))


def reason(text: str) -> str:
    """Why this paragraph is certainly clutter, whatever stands around it, as a `Cut` code; "" where it is not."""
    if len(text) > 4 * _LONGEST:
        return ""
    if _is_icons(text):
        return Cut.ICONS
    if holds_quotation(text) or len(text) > _LONGEST:
        return ""
    if _is_bar(text):
        return Cut.NAVIGATION
    if _TEMPLATE.search(text) and len(_TEMPLATE.sub(" ", text).split()) < 25:
        return Cut.TEMPLATE
    rules = _lexicon().rules
    if ends_like_a_sentence(text):
        rules = () if _SOMEBODY.search(text) else tuple(rule for rule in rules if rule.sentences)
    return next((rule.reason for rule in rules if _fits(rule, text)), "")


def _matches(rule: _Rule, text: str) -> bool:
    ended = ends_like_a_sentence(text) and (not rule.sentences or _SOMEBODY.search(text))
    return not ended and _fits(rule, text)


def _fits(rule: _Rule, text: str) -> bool:
    bare = text.strip(_OUTER)
    if not bare:
        return False
    if rule.whole.fullmatch(bare):
        return True
    if len(bare.split()) > 40:
        return False
    if rule.opening and rule.opening.match(bare):
        return True
    starts = _SENTENCE_START.finditer(bare) if rule.anywhere else ()
    return any(rule.anywhere.match(bare, start.start()) for start in starts if rule.anywhere)


def _is_icons(text: str) -> bool:
    """Names of drawings: most words are such, and at least two could be nothing else."""
    lexicon = _lexicon()
    words = text.split()
    if (
        ends_like_a_sentence(text)
        or holds_quotation(text)
        or len(lexicon.icon_signs.findall(text)) < min(2, len(words))
    ):
        return False
    return sum(bool(lexicon.icon_words.fullmatch(word)) for word in words) >= 0.6 * len(words)


def _is_bar(text: str) -> bool:
    """Names of sections in one line: five words or more, most of them such names."""
    names = re.split(r"[\s|•·/,]+", text)
    if len(names) < 5 or ends_like_a_sentence(text) or not all(name[:1].isupper() for name in names):
        return False
    return sum(bool(_lexicon().sections.whole.fullmatch(name)) for name in names) >= 0.6 * len(names)


def sells(text: str) -> bool:
    """Whether the paragraph plainly sells something: two different words of selling."""
    return len({word.lower() for word in _lexicon().selling.findall(text)}) >= 2


def reports_speech(text: str) -> bool:
    """Whether the paragraph is a sentence that quotes somebody: whatever stands around it, it is an article's."""
    return ends_like_a_sentence(text) and holds_quotation(text) and bool(_SPEAKING.search(text))


def is_prose(text: str) -> bool:
    """Whether the paragraph is surely part of an article: a sentence of some length, with a quotation, or reporting."""
    if not ends_like_a_sentence(text) or sells(text):
        return False
    return len(text.split()) >= 20 or holds_quotation(text) or bool(_SAYING.search(text))


def sort_out(blocks: Sequence[Block]) -> list[str]:
    """For each block, why it is left out of the article (a `Cut` code), or "" where it stays."""
    judged = cache(reason)  # a long page says the same thing many times
    reasons = [block.cut or ("" if block.role is Role.HEADLINE else judged(block.text)) for block in blocks]
    _cut_bars(blocks, reasons)
    _cut_top(blocks, reasons)
    _cut_lists_of_links(blocks, reasons)
    _cut_titles_of_offers(blocks, reasons)
    _cut_tail(blocks, reasons)
    return reasons


def _cut_bars(blocks: Sequence[Block], reasons: list[str]) -> None:
    """Three or more names of sections on end, other navigation among them, are a bar of sections."""
    sections = _lexicon().sections
    run: list[int] = []
    for place, block in enumerate([*blocks, Block("")]):
        if place < len(blocks) and (
            reasons[place] in {Cut.NAVIGATION, Cut.OFFER, Cut.ICONS} or _matches(sections, block.text)
        ):
            run.append(place)
            continue
        if sum(not reasons[place] for place in run) >= 2 and len(run) >= 3:
            for inside in run:
                reasons[inside] = reasons[inside] or Cut.NAVIGATION
        run = []


def _is_sentence(text: str) -> bool:
    return ends_like_a_sentence(text) and len(text.split()) >= 6


def _cut_top(blocks: Sequence[Block], reasons: list[str]) -> None:
    """Lines above the page's own furniture, "Skip to content" say, belong to it, if a headline is left below."""
    first = next((place for place, block in enumerate(blocks) if not reasons[place] and _is_sentence(block.text)), 0)
    if any(block.role is Role.HEADLINE for block in blocks[:first]):
        return
    furniture = max((place for place in range(first) if reasons[place] in {Cut.NAVIGATION, Cut.COOKIES}), default=0)
    below = blocks[furniture + 1 : first]
    if any(len(block.text.split()) >= 4 and not reasons[furniture + 1 + nth] for nth, block in enumerate(below)):
        for place in range(furniture):
            if not ends_like_a_sentence(blocks[place].text) and not holds_quotation(blocks[place].text):
                reasons[place] = reasons[place] or Cut.NAVIGATION


def _cut_lists_of_links(blocks: Sequence[Block], reasons: list[str]) -> None:
    """Headlines of other stories that follow a line such as "Related stories"."""
    following = False
    for place, block in enumerate(blocks):
        if reasons[place]:
            following = reasons[place] == Cut.RELATED and ":" not in block.text.strip(_OUTER)
        elif following and _could_be_a_link(block):
            reasons[place] = Cut.RELATED
        else:
            following = False


def _cut_titles_of_offers(blocks: Sequence[Block], reasons: list[str]) -> None:
    """The name of a newsletter over its offer, in the middle of an article."""
    begun = False
    for place, block in enumerate(blocks[:-1]):
        begun = begun or (not reasons[place] and is_prose(block.text))
        if begun and not reasons[place] and reasons[place + 1] == Cut.OFFER and _could_be_a_link(block):
            reasons[place] = Cut.OFFER if len(block.text.split()) <= 6 else ""


def _could_be_a_link(block: Block) -> bool:
    text = block.text
    if block.role in {Role.HEADLINE, Role.BYLINE, Role.STANDFIRST}:
        return False
    if holds_quotation(text) or len(text.split()) > 20:
        return False
    asks = text.endswith("?") and not re.search(r"\byou(?:rs?)?\b", text, re.I)  # an interviewer says "you"
    return asks or not ends_like_a_sentence(text)


def _cut_tail(blocks: Sequence[Block], reasons: list[str]) -> None:
    """After the last paragraph of prose: everything behind an end mark, what is no sentence behind a lesser one."""
    last = max(
        (place for place, block in enumerate(blocks) if not reasons[place] and is_prose(block.text)), default=None
    )
    if last is None:
        return
    over = False
    lesser = len(blocks)
    if any(reasons[last + 1 :]) and not blocks[last].text.endswith(":"):
        lesser = 1 + max(place for place in range(last, len(blocks)) if _could_close(blocks[place], reasons[place]))
    for place in range(last + 1, len(blocks)):
        text = blocks[place].text
        over = over or (not holds_quotation(text) and _matches(_lexicon().ends, text))
        if reasons[place] in _HARD:
            lesser = min(lesser, place)
        if reasons[place] or (holds_quotation(text) and not sells(text)):
            continue
        if over or (place >= lesser and not ends_like_a_sentence(text)):
            reasons[place] = Cut.OFFER if sells(text) else Cut.AFTER_END


def _could_close(block: Block, why: str) -> bool:
    """Whether an article could end on this: a sentence, a quotation, an item of a list."""
    return not why and (
        ends_like_a_sentence(block.text) or holds_quotation(block.text) or bool(_ITEM.match(block.text))
    )
