"""Choosing at the command line between what both sides of a pack changed."""

from collections.abc import Iterator, Sequence

from app.choosing import Choice, Side, can_be_chosen
from app.conflicts import Conflict
from app.settling import can_be_written
from ui import clash_words
from ui.i18n import tr

_ALL = "all"


def choices(
    conflicts: Sequence[Conflict], mine: Sequence[str], theirs: Sequence[str], words: Sequence[str]
) -> tuple[Choice, ...] | str:
    """What these names choose, or a sentence that says which of them names nothing to choose, or two things.

    A name is a field, or what Conflict.name says where there are several; "all" is whatever is not named by itself.
    """
    wanted = [(name, Side.MINE, "") for name in mine] + [(name, Side.THEIRS, "") for name in theirs]
    for one in words:
        name, equals, text = one.partition("=")
        if not equals:
            return tr("--words wants NAME=TEXT, not {given}.", given=one)
        wanted.append((name, Side.OTHER, text))
    found: dict[str, Choice] = {}
    for name, side, text in sorted(wanted, key=lambda one: one[0] == _ALL):
        fits = [c for c in conflicts if can_be_chosen(c) and name in (c.field, c.name, f"{c.field}:{c.id}", _ALL)]
        if name != _ALL and len(fits) != 1:
            return (
                tr("{name} names several things to choose: {names}.", name=name, names=", ".join(c.name for c in fits))
                if fits else tr("{name} names nothing that both of you changed.", name=name)
            )  # fmt: skip
        if side is Side.OTHER and not all(map(can_be_written, fits)):
            return tr("{name} holds no words of its own: choose --mine or --theirs.", name=name)
        for conflict in fits:
            if name != _ALL and conflict.name in found:
                return tr("{name} is chosen twice.", name=name)
            found.setdefault(conflict.name, Choice(conflict, side, text))
    return tuple(found.values())


def lines(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """Each thing that both changed: what it is, its name, and both sides."""
    for one in conflicts:
        what = f"{clash_words.what(one)} ({one.name})"
        if not can_be_chosen(one):
            yield f"{what}: {clash_words.what_follows(one)}"
            continue
        mine, theirs = (" · ".join(side.splitlines()) for side in clash_words.sides(one))
        yield tr("Both changed {field}. Here: {mine}. There: {theirs}.", field=what, mine=mine, theirs=theirs)
    names = [one.name for one in conflicts if can_be_chosen(one)]
    if names:
        yield tr("Yours stays. Choose with --mine or --theirs and a name, such as --theirs {name}.", name=names[0])
