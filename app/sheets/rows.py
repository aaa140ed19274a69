"""One quote's state turned into one row of the sheet: codes, and the same in words."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.concerns import concerns
from app.sheets import runs
from app.sheets.places import Sections
from app.sheets.sheet import Choice, Divergence, Proof, Remark, Row, Run
from app.sheets.withheld import withheld
from app.sheets.words import Words
from app.workflow import QuoteState
from db.binding import digest
from db.records import (
    Article,
    Attribution,
    Check,
    Comment,
    Difference,
    Evidence,
    Form,
    Kind,
    Level,
    Quote,
    Terms,
    Verdict,
)

_SILENT = (Attribution.DECLINED, Attribution.NO_RESPONSE, Attribution.UNATTRIBUTED)


@dataclass(frozen=True, slots=True)
class Desktop:
    """What every row looks up: the article, its evidence by id, the words, and what was chosen."""

    article: Article
    paragraphs: Sequence[int]
    sections: Sections
    was: Mapping[str, str]
    evidence: Mapping[str, Evidence]
    history: Mapping[str, tuple[Remark, ...]]
    policies: Mapping[str, str]
    words: Words
    choice: Choice

    def paragraph(self, at: int) -> int:
        """The number of the paragraph, from 1, that holds this offset."""
        return bisect_right(self.paragraphs, at) + 1


def row(state: QuoteState, desk: Desktop) -> Row:
    """The row of one quote. Names that may not leave the desk are not in its own fields; withheld does the rest."""
    return _decided(_published(state, desk), state, desk)


def _published(state: QuoteState, desk: Desktop) -> Row:
    """What was printed, what was said, who said it and on what terms."""
    quote, check, words = state.quote, state.check, desk.words
    paragraph = desk.paragraph(quote.start)
    differences = check.differences if check and desk.choice.said else ()
    passage, missing = _passage(state, desk)
    heading, speaker, name = _speaker(state, words)
    role = state.source.role if state.source and not withheld(state) and quote.form is not Form.TERM else ""
    return Row(
        quote_id=str(quote.id),
        number=state.number,
        paragraph=paragraph,
        place=words("sheet.paragraph", n=paragraph),
        section=desk.sections.at(quote.start) or words("sheet.body"),
        start=quote.start,
        end=quote.end,
        exact=quote.exact,
        published=runs.published(desk.article, quote, differences),
        said=passage,
        said_note=missing,
        verdict=str(check.verdict) if check else "",
        verdict_words=words(f"verdict.{check.verdict}") if check else "",
        differences=tuple(_difference(one, words) for one in differences),
        form=str(quote.form),
        form_words=words(f"form.{quote.form}"),
        heading=heading,
        speaker=speaker,
        name=name,
        role=role,
        attribution=str(quote.attribution),
        attribution_words=_attribution(state, words),
        terms=str(quote.terms),
        terms_words=words(f"terms.{quote.terms}"),
        agreed_wording=quote.agreed_wording,
        agreed=", ".join(filter(None, (quote.agreed_by, words.time(quote.agreed_at)))),
        who=_who(state, words),
        was=_was(quote, desk),
    )


def _decided(row: Row, state: QuoteState, desk: Desktop) -> Row:
    """The row with its evidence, and with what people ruled, asked for and said."""
    quote, words, choice = state.quote, desk.words, desk.choice
    ruling = state.ruling or state.check
    found = _proof(state.check, desk)
    return replace(
        row,
        proof=found,
        also=tuple(filter(None, (_proof(check, desk) for check in state.also))),
        evidence_words=found.words if found else "" if state.number is None else words("evidence.none"),
        status=str(quote.status),
        sign=sign(state),
        status_words=_status(state, words),
        stale=state.stale,
        left=state.open,
        checker=ruling.who if ruling and choice.reasons else "",
        checked_at=ruling.at if ruling and choice.reasons else "",
        reason=state.ruling.reason if state.ruling and choice.reasons else "",
        ruling=_ruling(state, desk) if choice.reasons else "",
        change_from=quote.exact if _changes(quote) else "",
        change_to=quote.proposed_wording if _changes(quote) else "",
        note=quote.note if choice.notes else "",
        concerns=_concerns(state, words),
        comments=tuple(_comment(one, words) for one in state.comments) if choice.comments else (),
        history=desk.history.get(str(quote.id), ()) if choice.history else (),
    )


def proof(piece: Evidence, locator: str, words: Words) -> Proof:
    """A piece of evidence, and the place in it, as a sheet shows them."""
    title = piece.title or words(f"evidence_kind.{piece.kind}")
    parts = ", ".join(filter(None, (title, words.time(piece.date), locator)))
    ranked = "evidence.unranked" if piece.level is Level.E0 else "evidence.line"
    return Proof(
        evidence_id=str(piece.id),
        title=title,
        kind=str(piece.kind),
        level=str(piece.level),
        locator=locator,
        date=piece.date,
        address=piece.url,
        archive=piece.archive_url,
        capture=str(piece.capture),
        capture_words=words(f"capture.{piece.capture}"),
        hash=str(piece.original or ""),
        words=words(ranked, level=piece.level, level_words=words(f"level.{piece.level}"), parts=parts),
    )


def _proof(check: Check | None, desk: Desktop) -> Proof | None:
    piece = desk.evidence.get(str(check.evidence_id)) if check else None
    if not check or not piece:
        return None
    verdict = str(check.verdict)
    told = proof(piece, check.locator, desk.words)
    return replace(told, verdict=verdict, verdict_words=desk.words(f"verdict.{verdict}"))


def _passage(state: QuoteState, desk: Desktop) -> tuple[tuple[Run, ...], str]:
    """The words as in evidence, or why they are not shown: a changed text no longer holds the passage compared."""
    check = state.check
    piece = desk.evidence.get(str(check.evidence_id)) if check else None
    if not check or not piece or not desk.choice.said or check.passage_start >= check.passage_end:
        return (), ""
    if digest(piece.text[check.passage_start : check.passage_end]) != check.passage:
        return (), desk.words("evidence.passage_changed")
    return runs.said(piece, (check.passage_start, check.passage_end), check.differences), ""


def _difference(one: Difference, words: Words) -> Divergence:
    shape = "both" if one.said.strip() else "inserted"
    if not one.printed.strip():
        shape = "dropped" if one.said.strip() else "plain"
    label = "difference.article" if one.kind is Kind.BOUNDARY and one.around else f"kind.{one.kind}"
    told = words(f"difference.{shape}", printed=one.printed.strip(), said=one.said.strip(), kind=words(label))
    told = words("difference.allowed", words=told) if one.allowed else told
    return Divergence(str(one.kind), one.allowed, one.printed, one.said, told)


def _speaker(state: QuoteState, words: Words) -> tuple[str, str, str]:
    """The heading, the speaker as styled, and the name: of somebody withheld only what was agreed."""
    quote, source = state.quote, state.source
    if quote.form is Form.TERM:
        return "", "", ""
    if not withheld(state):
        name = quote.name or (source.name if source else "")
        return name or quote.speaker or words("who.nobody"), quote.speaker, name
    if source is not None and source.confidential:
        name = words("who.code_name", code_name=source.code_name) if source.code_name else words("who.no_code_name")
        return name, quote.agreed_wording or name, name
    agreed = quote.agreed_wording or words("who.unnamed")
    return agreed, agreed, ""


def _attribution(state: QuoteState, words: Words) -> str:
    kind = state.quote.attribution
    hidden = kind is Attribution.NAMED and withheld(state)
    return words(f"attribution.{Attribution.ANONYMOUS if hidden else kind}")


def _who(state: QuoteState, words: Words) -> str:
    quote, line = state.quote, _attribution(state, words)
    if quote.form is Form.TERM:
        return ""
    if quote.attribution not in _SILENT or quote.terms is not Terms.ON_RECORD:
        line = words("who.line", attribution=line, terms=words(f"terms.{quote.terms}"))
    if quote.form is Form.INDIRECT and quote.attribution not in _SILENT:
        line = words("who.indirect", line=line, form=words("form.indirect"))
    if withheld(state):
        wording = quote.agreed_wording
        line = words("who.agreed", line=line, wording=wording) if wording else words("who.no_wording", line=line)
        if quote.agreed_by:
            how = "who.agreed_by_at" if quote.agreed_at else "who.agreed_by"
            line = words(how, line=line, who=quote.agreed_by, at=words.time(quote.agreed_at))
        return line
    if quote.attribution is Attribution.NAMED and quote.name:
        line = words("who.named", line=line, name=quote.name)
    if quote.speaker and quote.name and quote.speaker != quote.name:
        line = words("who.styled", line=line, speaker=quote.speaker)
    return line


def sign(state: QuoteState) -> str:
    """What the quote counts as: "excluded", "term", "stale" or its status."""
    if state.quote.excluded:
        return "excluded"
    if state.quote.form is Form.TERM:
        return "term"
    return "stale" if state.stale else str(state.quote.status)


def _status(state: QuoteState, words: Words) -> str:
    if state.quote.excluded:
        return words("status_note.excluded", reason=state.quote.excluded)
    if state.quote.form is Form.TERM:
        reason = state.quote.term_reason
        return words("status_note.term_by_hand", reason=reason) if reason else words("status_note.term")
    status = words(f"status.{state.quote.status}")
    if not state.stale:
        return status
    return words("status_note.stale", status=status, changed=words.either(f"changed.{state.stale}", "changed.other"))


def _ruling(state: QuoteState, desk: Desktop) -> str:
    words, ruling, check = desk.words, state.ruling, state.check
    if ruling and ruling.status:
        how = "ruling.line" if ruling.reason else "ruling.plain"
        values = {"status": words(f"status.{ruling.status}"), "reason": ruling.reason.rstrip(". ")}
        return words(how, who=ruling.who, at=words.time(ruling.at), **values)
    if check is None or state.number is None:
        return ""
    policy = desk.policies.get(check.policy, check.policy)
    found = str(check.verdict)
    if check.verdict is Verdict.ALTERED and not check.differences:
        found = "reported"  # weighed by its sense, not compared word for word
    values = {"verdict": words(f"verdict.{found}"), "policy": policy}
    return words("ruling.compared", who=check.who, at=words.time(check.at), **values)


def _was(quote: Quote, desk: Desktop) -> str:
    """The words as they came in, where a change of the text took other ones in their place."""
    was = desk.was.get(str(quote.id), "")
    return was if was != quote.exact else ""


def _changes(quote: Quote) -> bool:
    return bool(quote.proposed_wording) and quote.proposed_wording != quote.exact


def _concerns(state: QuoteState, words: Words) -> tuple[str, ...]:
    found = concerns(state, words.lexicon("plural"))
    return tuple(words(f"concern.{one.value}", speaker=state.quote.speaker) for one in found)


def _comment(one: Comment, words: Words) -> Remark:
    how = "comment.resolved" if one.resolved else "comment.line"
    return Remark(one.who, one.at, words(how, who=one.who, at=words.time(one.at), text=one.text))
