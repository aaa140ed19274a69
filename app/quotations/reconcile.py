"""What a new run of the finder may change: never what a person has said."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.quotations.found import FoundQuote
from app.workflow import by_person
from db.records import Form, Quote, QuoteId


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`stay`: quotes kept as they are. `add`: finds that no kept quote covers. `lost`: quotes that the finder no
    longer finds and no person has touched; they may go."""

    stay: tuple[Quote, ...]
    add: tuple[FoundQuote, ...]
    lost: tuple[Quote, ...]


def reconcile(
    kept: Sequence[Quote], found: Sequence[FoundQuote], touched: Collection[QuoteId] = frozenset()
) -> Reconciled:
    """Lay a new run of the finder beside the quotes of an article, both with offsets into the same text.

    A quote that a person added, moved, corrected, excluded, ruled on or wrote a note to stays exactly as it is, and
    nothing is added over it. `touched` names quotes that history shows a person to have changed.
    """
    in_order = sorted(kept, key=lambda quote: quote.start)
    starts = [quote.start for quote in in_order]
    furthest: list[int] = []  # the greatest end of any quote up to each place
    for quote in in_order:
        furthest.append(max(quote.end, furthest[-1] if furthest else 0))
    ours = {(new.start, new.end) for new in found}
    # What no rule makes of the text has been moved by somebody: its bounds count like a person's own.
    placed = {quote.id for quote in in_order if (quote.start, quote.end) not in ours}
    matched: set[QuoteId] = set()
    add: list[FoundQuote] = []
    for new in found:
        same = _covering(in_order, starts, furthest, new, touched, placed)
        matched.update(quote.id for quote in same)
        if not same:
            add.append(new)
    stay = [quote for quote in in_order if quote.id in matched or by_person(quote) or quote.id in touched]
    staying = {quote.id for quote in stay}
    return Reconciled(tuple(stay), tuple(add), tuple(quote for quote in in_order if quote.id not in staying))


def _covering(
    kept: Sequence[Quote],
    starts: Sequence[int],
    furthest: Sequence[int],
    new: FoundQuote,
    touched: Collection[QuoteId],
    placed: Collection[QuoteId],
) -> list[Quote]:
    """The kept quotes that stand for the same words as `new`."""
    same = []
    at = bisect_left(starts, new.end) - 1
    while at >= 0 and furthest[at] > new.start:
        persons = by_person(kept[at]) or kept[at].id in touched
        if _same_words(kept[at], new, persons, kept[at].id in placed):
            same.append(kept[at])
        at -= 1
    return same


def _same_words(quote: Quote, new: FoundQuote, persons: bool, placed: bool) -> bool:
    """Half of the shorter one shared, and both marked or both not; over a person's quote any such share counts.

    Of two quotes that both are the rules' own, one may lie within the other.
    """
    shared = min(quote.end, new.end) - max(quote.start, new.start)
    shorter = min(quote.end - quote.start, new.end - new.start)
    alike = (quote.form is Form.INDIRECT) == (new.form is Form.INDIRECT)
    if shared <= 0 or shared * 2 < shorter:
        return False
    nested = not placed and shorter * 2 < max(quote.end - quote.start, new.end - new.start)
    return persons or (alike and not nested)
