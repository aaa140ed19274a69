"""A quote of a few words, one of them misprinted, shares too little with the evidence to be found by its words."""

from app.comparing.passages import Index
from app.comparing.printed import Printed
from db.records import Span

_ALIKE = 80.0  # rapidfuzz's ratio, 0 to 100
_ROOM = 120  # characters on either side


def near_words(printed: Printed, index: Index) -> tuple[dict[str, str], list[Span]]:
    """The evidence's words that a printed word nearly is → that word, and the stretches where they stand."""
    from rapidfuzz import fuzz, process

    near: dict[str, str] = {}
    spots: list[Span] = []
    for low in printed.words.lows:
        if len(low) < 5 or index.places(low):
            continue
        alike = process.extract(low, index.vocabulary(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
        for word, _, _ in alike:
            near[word] = low
            spots += [(max(0, at - _ROOM), min(len(index.text), at + _ROOM)) for at in list(index.places(word))[:8]]
    return near, spots
