"""Sentences of a paragraph, with a whole quotation as one unit and a quoted fragment as ordinary words."""

from bisect import bisect_left
from collections.abc import Sequence

from app.quotations.lexicon import PAST, cues, nouns
from app.quotations.marks import Region
from app.quotations.words import TOKEN, look_up, plain_tag, shape_tag
from db.records import Span

_LONGEST = 250  # words; a longer "sentence" is a list or no prose, and is cut so that time stays in proportion
_ENDS = frozenset(".?!…")
_NAMING = frozenset("called call calls calling dubbed labelled labeled branded named titled".split())
_STARTERS = frozenset("DRSIAWX&")
_ABBREVIATIONS = frozenset(
    ("inc.", "ltd.", "co.", "corp.", "jr.", "sr.", "a.m.", "p.m.", "u.s.", "u.k.", "u.n.", "e.u.", "d.c.")
)


class Sentence:
    """Words in parallel lists: lower case, places in the text, tags. `units` maps a Q word to its stretch;
    `inner` gives the first and last word of each quoted fragment."""

    __slots__ = ("ends", "inner", "starts", "tags", "units", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.tags: list[str] = []
        self.units: dict[int, Region] = {}
        self.inner: list[tuple[int, int, Region]] = []

    def __len__(self) -> int:
        return len(self.words)

    def tag_string(self) -> str:
        """The tags as one string, a letter to a word, for patterns."""
        return "".join(self.tags)


def sentences(text: str, paragraph: Span, regions: Sequence[Region]) -> list[Sentence]:
    """The sentences of one paragraph. `regions` are the outermost stretches between marks that begin in it."""
    line = _words(text, paragraph, regions)
    return _split(text, line)


def _words(text: str, paragraph: Span, regions: Sequence[Region]) -> Sentence:
    line = Sentence()
    at, end = paragraph
    for region in regions:
        if region.opened < at:
            continue
        _add(line, text, at, region.opened)
        stop = min(region.closed, end)
        if _stands_alone(text, line, region, end):
            line.units[len(line)] = region
            line.words.append("“”")
            line.starts.append(region.opened)
            line.ends.append(region.closed)
            line.tags.append("Q")
        else:
            first = len(line)
            _add(line, text, region.start, min(region.end, end))
            line.inner.append((first, len(line), region))
            _quiet(line, first)
        at = stop
        if region.closed > end:
            return line
    _add(line, text, at, end)
    return line


def _add(line: Sentence, text: str, start: int, end: int) -> None:
    words, starts, ends, tags = line.words, line.starts, line.ends, line.tags
    for match in TOKEN.finditer(text, start, end):
        low, tag = look_up(match.group())
        if tag == "~":
            continue
        words.append(low)
        tags.append(tag)
        starts.append(match.start())
        ends.append(match.end())


def _quiet(line: Sentence, first: int) -> None:
    """Inside a quoted fragment nothing announces speech and no sentence ends before its last word."""
    for i in range(first, len(line)):
        if line.tags[i] in "CB":
            line.tags[i] = "V" if line.tags[i] == "C" else "G"
        elif (line.tags[i] in ".?!" and i < len(line) - 1) or line.tags[i] == ":":
            line.tags[i] = ","


def _stands_alone(text: str, line: Sentence, region: Region, end: int) -> bool:
    """Whether a marked stretch is a quotation by itself, not words within somebody else's sentence."""
    if len(region.pieces) > 1:
        return True
    inside = text[region.start : region.end].strip()
    count = inside.count(" ") + 1
    last = inside[-1]
    before = line.tags[-1] if line.tags else "."
    after = text[region.closed : min(region.closed + 2, end)].lstrip()[:1]
    if before in ".?!…":
        if last in ".?!,…" or not after or after in ",.;—–-":
            return count >= 4 or last in ".?!,…" or after in (",", "")
        return _cue_follows(text, region.closed, end)
    if before in ":-":
        return count >= 4 or last in ".?!…," or before == ":"
    noun = before in "CB" and len(line) > 1 and line.tags[-2] in "DJMI'"
    if before in "CB" and not noun:
        return (count >= 2 or last in ".?!…") and line.words[-1] not in _NAMING
    if before == ",":
        prior = line.tags[-2] if len(line) > 1 else ""
        return prior in "CB" or last in ".?!…" or (count >= 4 and _verb_before(line))
    if before == "…":
        return True
    return last in ".?!" and count >= 4 and inside[:1].isupper() and before not in "DI'JX"


def _verb_before(line: Sentence) -> bool:
    return any(tag in "CBVXE" for tag in line.tags[-15:])


def _cue_follows(text: str, at: int, end: int) -> bool:
    """Whether a cue comes next, or a subject and a cue that ends its clause: "he said.", where a comma is missing."""
    subject = False
    for match in TOKEN.finditer(text, at, min(end, at + 60)):
        low, tag = look_up(match.group())
        if low in cues():
            return not subject or text[match.end() : match.end() + 1] in ("", ".", ",", ";", ":", "\n")
        if tag not in ("RPHDNJ" if subject else "RPHD"):
            return False
        subject = True
    return False


def _split(text: str, line: Sentence) -> list[Sentence]:
    found: list[Sentence] = []
    begin = 0
    last = len(line) - 1
    for i, tag in enumerate(line.tags):
        if i == last or i - begin >= _LONGEST or _may_end(text, line, i, tag):
            found.append(_cut(line, begin, i + 1))
            begin = i + 1
    return found


def _may_end(text: str, line: Sentence, i: int, tag: str) -> bool:
    follower = line.starts[i + 1]
    if tag in ".?!":
        return text[follower].isupper() or not text[follower].islower() or line.tags[i + 1] == "Q"
    if tag == "Q":
        region = line.units[i]
        final = text[region.start : region.end].rstrip()[-1:]
        if final not in _ENDS or line.tags[i + 1] in ".,;:&-" or text[follower].islower():
            return False
        return final == "." or not _attribution_follows(line, i + 1)
    if tag in "PNZ" and line.words[i][-1] == ".":
        return text[follower].isupper() and line.words[i] in _ABBREVIATIONS and line.tags[i + 1] in _STARTERS
    return False


def _attribution_follows(line: Sentence, i: int) -> bool:
    """Whether a name or noun phrase and a cue come next: "…?" Ms Diaz asked."""
    tags, words = line.tags, line.words
    stop = min(len(tags), i + 9)
    j = i
    while j < stop and tags[j] in "DMJNPHR'I,Z&":
        if tags[j] == "," and (j == i or tags[j - 1] not in "PN"):
            return False
        j += 1
    if j >= len(tags) or tags[j] != "C" or (j == i):
        return j < len(tags) and j == i and tags[j] == "C"
    rest = j + 1
    while rest < len(tags) and tags[rest] in "AZ":
        rest += 1
    return (
        rest >= len(tags)
        or tags[rest] in ".,&"
        or words[rest] in ("in", "on", "at", "to", "of", "from", "about", "as", "after")
    )


def _cut(line: Sentence, begin: int, end: int) -> Sentence:
    part = Sentence()
    part.words, part.tags = line.words[begin:end], line.tags[begin:end]
    part.starts, part.ends = line.starts[begin:end], line.ends[begin:end]
    if line.units:
        part.units = {i - begin: line.units[i] for i in range(begin, end) if line.tags[i] == "Q"}
    if line.inner:
        low = bisect_left(line.inner, begin, key=lambda entry: entry[0])
        for first, last, region in line.inner[low:]:
            if first >= end:
                break
            part.inner.append((first - begin, min(last, end) - begin, region))
    if part.tags and part.tags[0] in "PH":
        _without_capital(part)
    return part


def _without_capital(part: Sentence) -> None:
    """The first word's capital says nothing: tag it as if it had none, unless a name seems to begin there."""
    word = part.words[0]
    plain = plain_tag(word)
    if plain == "C" and not cues()[word].forms & PAST:
        plain = "N"
    name_follows = len(part.tags) > 1 and part.tags[1] == "P" and plain in "VJNC" and word != "said"
    if plain and (not name_follows or word in nouns()["person"]):
        part.tags[0] = plain
    elif not plain and len(part.tags) > 1:
        _by_its_ending(part)


def _by_its_ending(part: Sentence) -> None:
    """ "Speaking in Geneva, …", "Convicted in 2019, …", "Finally, …": no names, as what follows them shows."""
    word, after = part.words[0], part.tags[1]
    shape = shape_tag(word)
    if (shape == "G" and after in "ITDRMHAO") or (shape == "E" and after == "I") or (shape == "A" and after in ",DR"):
        part.tags[0] = shape
