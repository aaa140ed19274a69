"""What the selected quote is held against: which evidence, which passage, and how the words compare.

The comparison shown is the one that the quote's check was given for; ruling on anything else would be blind.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.workflow import Desk, QuoteState
from db.records import Evidence, EvidenceId, Form, Verdict

if TYPE_CHECKING:
    from app.comparing import Comparison, Index, Passage, Policy

_INDEXES = 12  # kept at a time: an index is a few times as large as its text
LONG = 200_000  # letters: the index of a longer piece is made beside the window


@dataclass(frozen=True, slots=True)
class Held:
    """One quote against one piece of evidence.

    `passages` are all that fit, in the evidence's order; `at` is the one shown, -1 for none. `recompare` holds
    other words against the same passage, for the proposed wording.
    """

    piece: Evidence | None = None
    comparison: "Comparison | None" = None
    passages: "tuple[Passage, ...]" = ()
    at: int = -1
    recompare: "Callable[[str], Comparison] | None" = None


class Holder:
    """Builds each evidence's index once, and compares on demand. Belongs to one desk's window."""

    def __init__(self) -> None:
        self._indexes: OrderedDict[EvidenceId, tuple[str, Index]] = OrderedDict()

    def index(self, piece: Evidence) -> "Index":
        """What to search that piece by; built anew where its text changed."""
        from app import comparing

        known = self._known(piece)
        if known is None:
            known = comparing.index(piece.text, piece.turns)
            self.keep(piece, known)
        self._indexes.move_to_end(piece.id)
        return known

    def keep(self, piece: Evidence, index: "Index") -> None:
        """Search that piece by this index from now on."""
        self._indexes[piece.id] = (piece.text, index)
        self._indexes.move_to_end(piece.id)
        while len(self._indexes) > _INDEXES:
            self._indexes.popitem(last=False)

    def _known(self, piece: Evidence) -> "Index | None":
        known = self._indexes.get(piece.id)
        return known[1] if known is not None and (known[0] is piece.text or known[0] == piece.text) else None

    def unread(self, pieces: Iterable[Evidence | None]) -> Evidence | None:
        """The first of these that is too long for its index to be made while somebody waits, and that has none."""
        long = (one for one in pieces if one is not None and len(one.text) > LONG)
        return next((one for one in long if self._known(one) is None), None)

    def piece_of(self, desk: Desk, state: QuoteState) -> Evidence | None:
        """The piece that the quote's check rests on; without one, the first evidence that may hold it."""
        if state.quote.form is Form.TERM:
            return None
        pieces = {piece.id: piece for piece in desk.evidence}
        checked = pieces.get(state.check.evidence_id) if state.check is not None and state.check.evidence_id else None
        return checked or next((one for one in desk.evidence if one.carries), None)

    def against_check(self, desk: Desk, state: QuoteState, policy: "Policy") -> Held:
        """The quote against the passage its check rests on; without one, against the first evidence that may hold it.

        Nothing where no evidence does: a piece that has nothing to do with the quote would only mislead.
        """
        check, piece = state.check, self.piece_of(desk, state)
        if piece is None:
            return Held()
        if check is None or check.evidence_id != piece.id:
            first = self.against(piece, state, policy)
            return first if first.passages else Held()
        if check.verdict is Verdict.NOT_FOUND or check.passage_end > len(piece.text):
            return self.against(piece, state, policy)
        return self.against(piece, state, policy, (check.passage_start, check.passage_end))

    def against(
        self, piece: Evidence, state: QuoteState, policy: "Policy", chosen: tuple[int, int] | None = None
    ) -> Held:
        """The quote against that piece: against the passage chosen, else the one that fits best."""
        from app import comparing

        quote, index = state.quote, self.index(piece)
        who, around = quote.name or quote.speaker, comparing.around_of(state)
        found = comparing.compare(quote.exact, index, policy, speaker=who, form=quote.form, around=around)
        passages = [*([found.passage] if found.passage else []), *found.alternatives]
        shown = found
        if chosen is not None and (found.passage is None or (found.passage.start, found.passage.end) != chosen):
            shown = comparing.compare_passage(
                quote.exact, index, *chosen, policy, speaker=who, form=quote.form, around=around
            )
            if shown.passage is not None and all((p.start, p.end) != chosen for p in passages):
                passages.append(shown.passage)
        passages.sort(key=lambda passage: passage.start)
        if shown.passage is None:
            return Held(piece, shown, tuple(passages))
        start, end = shown.passage.start, shown.passage.end
        at = next((n for n, one in enumerate(passages) if (one.start, one.end) == (start, end)), 0)

        def recompare(words: str) -> "Comparison":
            return comparing.compare_passage(
                words, index, start, end, policy, speaker=who, form=quote.form, around=around
            )

        return Held(piece, shown, tuple(passages), at, recompare)
