"""Verbs on evidence that is attached: what a link leads to, whether it reads right, which quotes rest on it too."""

from pathlib import Path

from app import edits, intake
from app.project import Project
from app.reading import apart
from db.changes import Edit
from db.errors import Refused
from db.records import ArticleId, Check, Evidence, EvidenceId, Span
from ui import messages
from ui.commands.call import DONE, Call, misuse
from ui.commands.library import piece_shape, state_shape
from ui.i18n import tr


def capture(call: Call) -> int:
    """`capture EVIDENCE FILE`: the text for a link, and compare; or say how far a piece was brought in."""
    args = call.args
    with call.project() as project:
        piece = project.piece(project.find_piece(args.evidence))
        if args.file:
            with apart.Reader() as reader:
                new = intake.captured(piece, reader.read_evidence(Path(args.file)), who=call.who)
            project.apply(new.edit, new.originals)
            _compare(call, project, piece.article_id)
        else:
            project.apply(_said_of(piece, call))
        now = project.piece(piece.id)
    call.answer(piece_shape(now), iter([f"{now.title}: {messages.capture_phrase(now)}"]))
    return DONE


def _said_of(piece: Evidence, call: Call) -> Edit:
    if call.args.failed is not None:
        return edits.fail_capture(piece, call.args.failed, who=call.who)
    return edits.read_through(piece, who=call.who)


def _compare(call: Call, project: Project, article_id: ArticleId) -> None:
    checks = intake.compare_all(project.desk(article_id), who=call.who, policies=call.paths.policies)
    if checks:
        project.apply(edits.record_checks(checks, article_id=article_id, who=call.who, following=True))


def rest(call: Call) -> int:
    """`rest QUOTE EVIDENCE...`: let a quote rest on these pieces too; with --off, no longer."""
    args = call.args
    if args.passage and len(args.evidence) > 1:
        return misuse(tr("A passage stands in one piece of evidence: name that one."))
    with call.project() as project:
        quote = project.quote(project.find_quote(args.quote))
        for prefix in args.evidence:
            piece, desk = project.piece(project.find_piece(prefix)), project.desk(quote.article_id)
            if args.off:
                project.apply(edits.rest_no_more(desk, quote.id, piece.id, who=call.who))
                continue
            state, place, policies = desk.state(quote.id), _span(args.passage, piece), call.paths.policies
            check = intake.compare_by_hand(desk, state, piece, who=call.who, policies=policies, place=place)
            project.apply(edits.rest(desk, check, who=call.who))
        desk = project.desk(quote.article_id)
    state, titles = desk.state(quote.id), {piece.id: piece.title for piece in desk.evidence}

    def line(one: Check) -> str:
        found = messages.compared_word(one.verdict, bool(one.differences))
        return f"{titles.get(EvidenceId(one.evidence_id or ''), '')}: {found}"

    call.answer(state_shape(state), map(line, state.also))
    return DONE


def _span(passage: str, piece: Evidence) -> Span | None:
    """START:END as characters of the evidence's text. Raises Refused where that is no stretch of it."""
    if not passage:
        return None
    start, _, end = passage.partition(":")
    if not (start.isdigit() and end.isdigit() and int(start) < int(end) <= len(piece.text)):
        raise Refused(reason="out_of_text")
    return int(start), int(end)
