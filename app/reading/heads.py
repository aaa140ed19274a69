"""Finds an article's head matter in its first lines: kicker, headline, standfirst, byline, date, dateline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.reading.clutter import ends_like_a_sentence, holds_quotation, reports_speech
from app.reading.pieces import Block, Head, Role

_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+"
_TITLED = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DASH = r"\s*(?:--+|[—–―]|-(?=\s))\s*"
_DAY = rf"(?:,? (?i:{_MONTH}) \d{{1,2}}|,? \d{{1,2}} (?i:{_MONTH}))"
_AGENCY = r"\s*\([A-Z][\w .&/’'-]{1,30}\)"
_DATELINES = (
    re.compile(rf"({_CAPS}(?:[ /]{_CAPS})*(?:, (?:{_TITLED})(?: {_TITLED})*)?{_DAY}?(?:{_AGENCY})?){_DASH}(?=\S)"),
    re.compile(rf"({_TITLED}(?:[ /,]+{_TITLED}){{0,4}}{_DAY}?{_AGENCY}){_DASH}(?=\S)"),
)
_COLON = re.compile(rf"({_CAPS}(?: {_CAPS})*): (?=.{{30}})")
_NO_PLACE = re.compile(
    r"(?:EXCLUSIVE|ANALYSIS|UPDATE|BREAKING|OPINION|WATCH|VIDEO|CORRECTED|FACTBOX|LIVE|NOTE|EDITOR|READ|TIMELINE|EXPLAINER)\b"
)
_CLOCK = (
    r"(?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|\d\d:\d\d:\d\d(?:z|[+-]\d\d:?\d\d)?"
)
_DATES = (
    re.compile(rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<month>{_MONTH})[ ,-]+(?P<year>\d{{4}})\b", re.I),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:T(?=\d)|\b)", re.I),
)
_NUMERIC = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b\d{4}/\d{1,2}/\d{1,2}\b")
_DATE_WORDS = re.compile(
    rf"{_CLOCK}|\([^)]{{1,20}}\)|\b\d{{1,2}} (?:hours?|minutes?|mins?|days?) ago\b|"
    r"\b(?:first |last )?(?:published|updated|posted|modified|edited|created|issued|"
    r"date|on|at|last|first|time|am|pm|"
    r"gmt|utc|bst|est|edt|pst|pdt|cet|cest|jst|hkt|et|pt|sgt|ist|aest|"
    r"(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?)\b|[^\w(]+|[_(]",
    re.I,
)
_BY = re.compile(
    r"(?:(?i:(?:words|story|text|report|reporting|written|analysis|exclusive)\s+)?(?i:by)|From):?\s+(?=[A-ZÀ-Þ])"
)
_NAME = rf"{_TITLED}(?: (?:(?:de|da|di|la|le|van|von|der|den|bin|al|el|y)\s)?{_TITLED}){{1,3}}"
_PLACED = rf"{_NAME}(?: in {_TITLED}(?: {_TITLED})*)?"
_NAMES = re.compile(rf"{_PLACED}(?:(?:,| and|, and| &) {_PLACED})*(?:, [\w&’' -]{{3,60}})?")
_NOT_A_NAME = re.compile(
    rf"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|{_MONTH}|the|numbers)\b", re.I
)
_BY_ROLE = re.compile(r"(?i:by) ((?:our|the|an?) [\w’' -]{3,60})")
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[–—]\s+|,?\s+(?=(?i:published|updated|posted|last updated)\b)")
_TELLS = re.compile(r"\b(?:sa(?:id|ys|ying)|t(?:old|elling)|add(?:ed|ing)|asked|asking|wrote|writing)\b")
_PLAIN = frozenset({Role.UNKNOWN, Role.PROSE})
_REACH = 40  # head matter is looked for in this many blocks


@dataclass(frozen=True, slots=True)
class Found:
    """Head matter, where the body starts (an index into the blocks), and which head lines no field holds in full."""

    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: str = ""
    date: str = ""
    body: int = 0
    unused: tuple[int, ...] = ()


def dateline(text: str) -> str:
    """The dateline that a paragraph begins with, "WASHINGTON (FT)", without its dash; "" where there is none."""
    for pattern in _DATELINES:
        match = pattern.match(text)
        if match and not _NO_PLACE.match(text) and len(text) - match.end() > 30 and ends_like_a_sentence(text):
            return match.group(1).strip()
    return ""


def opening_dateline(body: Sequence[Block]) -> str:
    """The dateline of an article's body; "KUALA LUMPUR:" counts where no other paragraph begins so."""
    if not dateline(body[0].text) and sum(bool(_COLON.match(block.text)) for block in body) == 1:
        match = _COLON.match(body[0].text)
        return match.group(1) if match and not _NO_PLACE.match(body[0].text) else ""
    return dateline(body[0].text)


def date(text: str) -> str:
    """The first date in `text` as "2019-05-22"; one in figures is kept as written where its order is unsure."""
    for pattern in _DATES:
        match = pattern.search(text)
        if match:
            month = match["month"]
            number = int(month) if month.isdigit() else 1 + _month_index(month)
            day = int(match["day"])
            if 1 <= number <= 12 and 1 <= day <= 31:
                return f"{match['year']}-{number:02}-{day:02}"
    numeric = _NUMERIC.search(text)
    return _ordered(numeric.group()) if numeric else ""


def _ordered(figures: str) -> str:
    """ "25/08/2020" or "08/25/2020" as "2020-08-25"; where day and month could be either, as written."""
    first, second, third = (int(part) for part in re.split(r"[./]", figures))
    if first > 31:
        return f"{first}-{second:02}-{third:02}"
    if first > 12 >= second:
        return f"{third}-{second:02}-{first:02}"
    return f"{third}-{first:02}-{second:02}" if second > 12 >= first else figures


def _month_index(word: str) -> int:
    return _MONTHS.index(word[:3].lower())


def is_date_line(text: str) -> bool:
    """Whether the line says when the article came out, and nothing else."""
    return len(text) <= 120 and bool(date(text)) and not _DATE_WORDS.sub("", _without_dates(text))


def _says_more_than_a_date(text: str) -> bool:
    return any(character.isdigit() for character in _without_dates(text, 1)) or not is_date_line(text)


def _without_dates(text: str, times: int = 0) -> str:
    for pattern in (*_DATES, _NUMERIC):
        text = pattern.sub(" ", text, count=times)
    return text


def byline(text: str) -> str:
    """The names in a line such as "By Jane Doe and John Roe in Beijing | 22 May 2019"; "" where it is no such line."""
    match = _BY.match(text)
    if not match or len(text) > 200 or len(text.split()) > 28 or _NOT_A_NAME.match(text[match.end() :]):
        return ""
    names = _SEPARATOR.split(text[match.end() :])[0].strip(" ,|")
    if ends_like_a_sentence(names) and not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", names):
        return ""
    return names if _mostly_names(names) else ""


def _mostly_names(names: str) -> bool:
    words = re.findall(r"[\w’'-]+", names.partition(",")[0])
    small = {"in", "and", "for", "of", "at", "de", "la", "van", "von", "der", "al", "bin", "the"}
    return bool(words) and len(words) <= 16 and all(word[0].isupper() or word in small for word in words)


def _bare_names(text: str) -> str:
    """Names with no "By" in front: safe only between a headline and the body."""
    stamped = _DATES[0].search(text) or _DATES[1].search(text)
    first = _SEPARATOR.split(text[: stamped.start()] if stamped else text)[0].strip(" ,|")
    if len(text) <= 120 and not ends_like_a_sentence(text) and _NAMES.fullmatch(first):
        return first
    return ""


def is_body(text: str) -> bool:
    """Whether a paragraph near the top reads like body rather than head: a sentence of three words or more."""
    return (ends_like_a_sentence(text) and text[-1] != "?" and len(text.split()) >= 3) or len(text.split()) > 45


def find(blocks: Sequence[Block], known: Head) -> Found:
    """The head matter of an article whose clutter is already gone. `known` is what the file's metadata says."""
    body = _with_its_cue(blocks, _body_start(blocks))
    lines: list[int] = []
    names = stamp = ""
    unused = []
    for place in range(body):
        text = blocks[place].text
        said = _byline_of(blocks[place], headed=any(len(blocks[line].text.split()) >= 4 for line in lines))
        desk = _BY_ROLE.fullmatch(text) if lines and not said else None
        said = desk.group(1) if desk else said
        if said and not names:
            names, stamp = said, stamp or date(text)
            if desk is None and _reduced(text) != _reduced(said):
                unused.append(place)
        elif blocks[place].role is Role.DATE or is_date_line(text):
            if stamp or _says_more_than_a_date(text):
                unused.append(place)
            stamp = stamp or date(text)
        elif (
            said
            or blocks[place].role in {Role.BYLINE, Role.CAPTION}
            or ((names or stamp) and (len(text.split()) < 8 or _has_standfirst(blocks, lines)))
        ):
            unused.append(place)
        else:
            lines.append(place)
    parts, spare = _name_lines(blocks, lines, known)
    return Found(*parts, byline=names or known.byline, date=stamp or known.date, body=body, unused=(*unused, *spare))


def _has_standfirst(blocks: Sequence[Block], lines: Sequence[int]) -> bool:
    return sum(len(blocks[line].text.split()) >= 5 for line in lines) >= 2


def _reduced(line: str) -> str:
    return re.sub(r"\W", "", _BY.sub("", line, count=1))


def _byline_of(block: Block, headed: bool) -> str:
    if block.role is Role.BYLINE:
        return byline(block.text) or _SEPARATOR.split(_BY.sub("", block.text, count=1))[0]
    return byline(block.text) or (_bare_names(block.text) if headed else "")


def _body_start(blocks: Sequence[Block]) -> int:
    """The index of the first paragraph of the body; len(blocks) is never returned while there is a block."""
    headline = next((place for place, block in enumerate(blocks) if block.role is Role.HEADLINE), -1)
    signed = prose = -1
    for place, block in enumerate(blocks[: max(_REACH, headline + _REACH)]):
        if dateline(block.text):
            return place
        if reports_speech(block.text) or _quotes_in_the_lead(blocks, place):
            prose = place if prose < 0 else prose
            break
        if place <= headline:
            continue
        if byline(block.text) or is_date_line(block.text) or block.role in {Role.BYLINE, Role.DATE}:
            signed = place
        elif block.role is Role.STANDFIRST:
            signed = max(signed, place)
        elif is_body(block.text):
            if prose >= 0:
                break
            prose = place
    if signed >= 0:
        return _after_signature(blocks, signed)
    if prose >= 0:
        return prose
    return max(headline + 1, 1 if len(blocks) > 1 else 0) if headline + 1 < len(blocks) else 0


def _with_its_cue(blocks: Sequence[Block], body: int) -> int:
    """Where the body starts, with a line above it that ends in a colon: "The chief wrote:" belongs to what follows.

    The first line of all stays a headline, and a line with a role of its own what the file calls it.
    """
    above = blocks[body - 1]
    return body - 1 if body >= 2 and above.role in _PLAIN and above.text.endswith(":") else body


def _quotes_in_the_lead(blocks: Sequence[Block], place: int) -> bool:
    """Whether a line is a lead that lost its full stop: under a headline, long, and quoting somebody."""
    block = blocks[place]
    headed = any(len(one.text.split()) >= 4 and not byline(one.text) for one in blocks[:place])
    return (
        headed
        and block.role in _PLAIN
        and len(block.text.split()) >= 12
        and holds_quotation(block.text)
        and bool(_TELLS.search(block.text))
    )


def _after_signature(blocks: Sequence[Block], signed: int) -> int:
    """The body starts after byline and date; where nothing follows them, they stood at the end, and all is body."""
    place = signed + 1
    while place < len(blocks) and not is_body(blocks[place].text) and place - signed <= 3:
        place += 1
    if place < len(blocks) and is_body(blocks[place].text):
        return place
    return signed + 1 if signed + 1 < len(blocks) else 0


def _name_lines(blocks: Sequence[Block], lines: list[int], known: Head) -> tuple[tuple[str, str, str], tuple[int, ...]]:
    """Headline, kicker and standfirst among the head's lines, and the lines that are none of them."""
    if not lines:
        return (known.headline, "", ""), ()
    headline = _headline_among(blocks, lines, known)
    at = lines.index(headline)
    kicker = lines[at - 1] if at and len(blocks[lines[at - 1]].text.split()) <= 6 else None
    below = lines[at + 1 :]
    spare = tuple(line for line in lines[:at] if line != kicker)
    standfirst = "\n".join(blocks[line].text for line in below)
    return (blocks[headline].text, blocks[kicker].text if kicker is not None else "", standfirst), spare


def _headline_among(blocks: Sequence[Block], lines: list[int], known: Head) -> int:
    for line in lines:
        if blocks[line].role is Role.HEADLINE:
            return line
    told = _letters(known.headline)
    for line in lines:
        if told and _letters(blocks[line].text) in (told, told[: len(_letters(blocks[line].text))]) and len(told) > 12:
            return line
    if len(lines) == 1:
        return lines[0]
    long = [line for line in lines if len(blocks[line].text.split()) >= 5]
    if len(lines) == 2 and not (long and long[0] == lines[0]):
        second = blocks[lines[1]].text
        return lines[0] if ends_like_a_sentence(second) or len(second.split()) >= 15 else lines[1]
    if len(long) == 1 and long[0] == lines[-1] and len(blocks[long[0]].text.split()) > 14:
        return lines[-2]
    return long[0] if long else lines[0]


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
