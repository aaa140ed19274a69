"""What a sheet leaves out where a confidential source's name is not in this library, so that it cannot be looked for.

Such a source came in a pack, or was forgotten. What checkers typed freely may hold the name, and nothing here can tell.
"""

from dataclasses import replace

from app.sheets.words import Words
from app.sources import sealed_of
from app.workflow import Desk, QuoteState
from db.errors import NamesUnknown
from db.records import Check, Evidence, EvidenceId, Ruling, SourceId


def nameless(desk: Desk) -> tuple[str, ...]:
    """The code names of the desk's confidential sources of whom this library holds no identity, not even sealed."""
    found = {s.source.id: s.source.code_name for s in desk.states if s.source and _unknown(s)}
    return tuple(found.values())


def all_opened(desk: Desk, opened: set[SourceId]) -> None:
    """Raises NamesUnknown where the desk has a sealed identity that is not among those opened."""
    shut = [one.code_name for id, one in sealed_of(desk).items() if id not in opened]
    if shut:
        raise NamesUnknown(code_names=", ".join(shut), why="")


def without_typed_words(desk: Desk, words: Words) -> Desk:
    """The desk without what was typed about its quotes and evidence: notes, comments, reasons, titles, addresses.

    What stays is the article, the words in evidence, and every wording that is meant to be printed. The caller leaves
    out how the words stood before: a name may have been taken out of them.
    """

    def bare(ruling: Ruling) -> Ruling:
        return replace(ruling, reason="")

    def quiet(state: QuoteState) -> QuoteState:
        unsaid = words("sheet.reason_left_out")
        quote = replace(state.quote, note="", excluded=state.quote.excluded and unsaid)
        quote = replace(quote, term_reason=quote.term_reason and unsaid)
        quote = replace(quote, agreed_by="") if _unknown(state) else quote
        check, also = state.check and placed(state.check), tuple(map(placed, state.also))
        ruling = state.ruling and bare(state.ruling)
        return replace(state, quote=quote, check=check, also=also, ruling=ruling, comments=())

    def placed(check: Check) -> Check:
        return replace(check, locator="") if check.evidence_id in theirs else check

    theirs = {check.evidence_id for state in desk.states if _unknown(state) for check in state.checks}
    return replace(
        desk,
        states=tuple(map(quiet, desk.states)),
        evidence=tuple(_untitled(piece, theirs) for piece in desk.evidence),
        sign_off=desk.sign_off and bare(desk.sign_off),
        sign_offs=tuple(map(bare, desk.sign_offs)),
    )


def _unknown(state: QuoteState) -> bool:
    return state.source is not None and state.source.confidential and not state.source.sealed


def _untitled(piece: Evidence, theirs: set[EvidenceId | None]) -> Evidence:
    """The piece without its title; one that such a source's quotes were held against without its addresses too."""
    if piece.id not in theirs:
        return replace(piece, title="")
    return replace(piece, title="", url="", archive_url="")
