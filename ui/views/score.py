"""Where each compared word stands: columns set in pairs of rows, like a score. Arithmetic only; rows.py paints it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from app.comparing import Column
from db.records import Difference, Kind
from ui.i18n import tr

FOLD_ABOVE = 12  # more equal words than this fold into one pill
_BEFORE, _AFTER = 2, 3  # words of a fold that stay in view beside their neighbours
_BETWEEN = 8  # the least distance of two labels

Part = Literal["word", "fold", "tear", "open", "close", "beyond"]
# Differences that stand between words, at an end or beside the rows, and the parts that draw them.
_PARTS: Mapping[Kind, frozenset[Part]] = {
    Kind.SPLICE: frozenset({"tear"}),
    Kind.BOUNDARY: frozenset({"open", "close", "beyond"}),
    Kind.SPEAKER: frozenset(),
}
BESIDE = frozenset(_PARTS)  # the kinds of difference that have no column of their own
Label = Callable[["Group"], float]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring columns that share one bracket: columns `first` to `last`, both included."""

    kind: Kind
    allowed: bool
    first: int
    last: int
    differences: tuple[int, ...]
    confirm: bool = False  # allowed once whoever rules confirms it
    around: str = ""  # what the article says outside the quote


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to set in the rows. `column` is a word's column, or the first one that a fold hides."""

    part: Part
    column: int
    width: float
    text: str = ""
    hidden: int = 0
    above: bool = False  # in the published row, where "beyond", "open" and "close" else stand in the said one


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with its left edge."""

    item: Item
    x: float


@dataclass(frozen=True, slots=True)
class Bracket:
    """A group's bracket, or the part of it that stands in one pair of rows; `label_x` is its label's left edge."""

    group: int
    left: float
    right: float
    label_x: float


@dataclass(frozen=True, slots=True)
class System:
    """A pair of rows, published over said, with the brackets below."""

    placed: tuple[Placed, ...]
    brackets: tuple[Bracket, ...]


def groups(columns: Sequence[Column], differences: Sequence[Difference]) -> tuple[Group, ...]:
    """Neighbours of one kind as one group, in reading order; all that a policy allows counts as one kind."""
    found: list[Group] = []
    for at, column in enumerate(columns):
        if column.difference is None:
            continue
        difference = differences[column.difference]
        if difference.kind in _PARTS:
            continue
        last = found[-1] if found else None
        if last and last.last == at - 1 and _alike(last, difference):
            known = last.differences
            named = known if column.difference in known else (*known, column.difference)
            found[-1] = replace(last, last=at, differences=named)
        else:
            found.append(Group(difference.kind, difference.allowed, at, at, (column.difference,), difference.confirm))
    return tuple(sorted((*found, *_marks(columns, differences)), key=lambda g: (g.first, g.last)))


def _alike(group: Group, difference: Difference) -> bool:
    if group.allowed or difference.allowed:
        return group.allowed and difference.allowed and group.confirm == difference.confirm
    return group.kind == difference.kind


def _marks(columns: Sequence[Column], differences: Sequence[Difference]) -> list[Group]:
    """Differences that have no columns of their own."""
    found = []
    for number, difference in enumerate(differences):
        if difference.kind in _PARTS:
            held = [at for at, column in enumerate(columns) if column.difference == number]
            at = held[0] if held else _column_at(columns, difference)
            d = difference
            found.append(Group(d.kind, d.allowed, at, at, (number,), d.confirm, d.around))
    return found


def _column_at(columns: Sequence[Column], difference: Difference) -> int:
    """The first column at or after the place; the last one where the place is the end."""
    start = difference.quote[0]
    after = [at for at, column in enumerate(columns) if column.quote[0] >= start and column.printed]
    return after[0] if after else max(0, len(columns) - 1)


def fold_runs(columns: Sequence[Column], kept: frozenset[int] = frozenset()) -> tuple[tuple[int, int], ...]:
    """The stretches of equal words to fold, half open. None holds a column of `kept`, where a mark stands."""
    edges = [
        -1,
        *(at for at, column in enumerate(columns) if column.difference is not None or at in kept),
        len(columns),
    ]
    runs = ((before + 1, after) for before, after in pairwise(edges))
    return tuple((start + _BEFORE, end - _AFTER) for start, end in runs if end - start > FOLD_ABOVE)


@dataclass(frozen=True, slots=True)
class Measures:
    """What the fonts and tokens come to in pixels."""

    width: float
    bracket_inset: float
    label: Label


def set_score(items: Sequence[Item], found: Sequence[Group], measures: Measures) -> tuple[System, ...]:
    """The items broken into pairs of rows no wider than `measures.width`, with brackets and labels in place."""
    rows: list[list[Placed]] = [[]]
    x = 0.0
    for item in _spread(items, found, measures):
        if rows[-1] and x + item.width > measures.width and item.part not in {"close", "tear"}:
            rows.append([])
            x = 0.0
        rows[-1].append(Placed(item, x))
        x += item.width
    return tuple(System(tuple(row), _brackets(row, found, measures)) for row in rows if row)


def mirrored(systems: Sequence[System], found: Sequence[Group], measures: Measures) -> tuple[System, ...]:
    """The same pairs of rows for a script written from the right: all that stood n pixels from the left stands so far
    from the right."""
    whole = measures.width

    def turned(bracket: Bracket) -> Bracket:
        label = whole - bracket.label_x - measures.label(found[bracket.group])
        return replace(bracket, left=whole - bracket.right, right=whole - bracket.left, label_x=label)

    return tuple(
        System(
            tuple(Placed(placed.item, whole - placed.x - placed.item.width) for placed in system.placed),
            tuple(turned(bracket) for bracket in system.brackets),
        )
        for system in systems
    )


def _spread(items: Sequence[Item], found: Sequence[Group], measures: Measures) -> list[Item]:
    """The items, the last of a group widened where its label would run into its neighbour's."""
    wider: dict[int, float] = {}
    words: Mapping[int, Item] = {item.column: item for item in items if item.part == "word"}
    for group, following in pairwise([group for group in found if group.kind not in _PARTS]):
        if following.first - group.last > 1 or group.last not in words:
            continue
        held = [words[at] for at in range(group.first, group.last + 1) if at in words]
        taken = sum(item.width for item in held)
        wider[group.last] = max(0.0, measures.label(group) + _BETWEEN - taken)
    return [replace(item, width=item.width + wider.get(item.column, 0.0)) for item in items]


def _brackets(row: Sequence[Placed], found: Sequence[Group], measures: Measures) -> tuple[Bracket, ...]:
    drawn: list[Bracket] = []
    for number, group in enumerate(found):
        held = [placed for placed in row if _stands_in(group, placed.item)]
        if held:
            left = held[0].x + measures.bracket_inset
            right = held[-1].x + held[-1].item.width - measures.bracket_inset
            drawn.append(Bracket(number, left, right, (left + right - measures.label(group)) / 2))
    return _apart(drawn, found, measures)


def _stands_in(group: Group, item: Item) -> bool:
    if group.kind in _PARTS:
        return item.part in _PARTS[group.kind] and item.column == group.first
    return item.part == "word" and group.first <= item.column <= group.last


def _apart(drawn: Sequence[Bracket], found: Sequence[Group], measures: Measures) -> tuple[Bracket, ...]:
    """The labels moved within the row's width, and off each other."""
    settled: list[Bracket] = []
    least = 0.0
    for bracket in drawn:
        x = max(bracket.label_x, least)
        settled.append(replace(bracket, label_x=x))
        least = x + measures.label(found[bracket.group]) + _BETWEEN
    most = max(measures.width, 0.0)
    for at in reversed(range(len(settled))):
        width = measures.label(found[settled[at].group])
        x = max(0.0, min(settled[at].label_x, most - width))
        settled[at] = replace(settled[at], label_x=x)
        most = x - _BETWEEN
    return tuple(settled)


def spoken(columns: Sequence[Column], differences: Sequence[Difference]) -> str:
    """The comparison as a screen reader says it: the words in order, "inserted …" and "dropped …" where they differ."""
    parts: list[str] = []
    for number, run in groupby(columns, key=lambda column: column.difference):
        held = list(run)
        printed = " ".join(column.printed for column in held if column.printed)
        said = " ".join(column.said for column in held if column.said)
        if number is None or (differences[number].allowed and printed):
            parts.append(printed)
        else:
            parts += [tr("inserted “{words}”", words=printed)] if printed else []
            parts += [tr("dropped “{words}”", words=said)] if said else []
    parts += [
        told(group, differences) for group in groups(columns, differences) if group.kind in BESIDE or group.confirm
    ]
    return ", ".join(parts)


def wording(group: Group, differences: Sequence[Difference]) -> tuple[str, str]:
    """What a group's words are as printed and as said, each "" where there are none."""
    held = [differences[number] for number in group.differences]
    printed = " ".join(one.printed.strip() for one in held if one.printed.strip())
    return printed, " ".join(one.said.strip() for one in held if one.said.strip())


def told(group: Group, differences: Sequence[Difference]) -> str:
    """A group of differences in a few words: "“on”, said “about”"."""
    printed, said = wording(group, differences)
    if group.kind == Kind.SPEAKER:
        return tr("somebody else’s words")
    if group.kind == Kind.SPLICE:
        return tr("joined from two places")
    if group.kind == Kind.BOUNDARY:
        return _beyond(group.around, said)
    if group.confirm:
        return tr("“{printed}”, to be confirmed", printed=printed)
    if printed and said:
        return tr("“{printed}”, said “{said}”", printed=printed, said=said)
    return tr("“{printed}”, not said", printed=printed) if printed else tr("“{said}”, left out", said=said)


def _beyond(around: str, said: str) -> str:
    """What stands just outside a quote in a few words: in the article, in the evidence, or in both."""
    if said and around:
        return tr("the article says “{words}” outside the marks, said “{said}”", words=around, said=said)
    if around:
        return tr("the article says “{words}” outside the marks", words=around)
    return tr("cut off from “{said}”", said=said)
