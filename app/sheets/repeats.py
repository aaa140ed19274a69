"""An article that came in as a signed sheet, and that nobody touched since, goes out as that sheet said.

Nothing of it counts as checked here: on the desk its quotes are unchecked. What goes out repeats the other sheet word
for word, and says so at its head. See docs/decisions/0008.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.sheets import data, proof, taking
from app.sheets.choosing import listed, ordered
from app.sheets.places import article_hash
from app.sheets.sheet import Choice, Foot, Row, Run, Sheet
from app.sheets.words import vocabulary
from app.workflow import Desk
from db.errors import Unreadable
from db.records import Original, Sha256


@dataclass(frozen=True, slots=True)
class Came:
    """The sheet that an article came in, and the name given here to the key that signed it."""

    sheet: Sheet
    whose: str


def came(desk: Desk, original: Callable[[Sha256], Original], keys: Mapping[str, str]) -> Came | None:
    """The sheet that this article came in, where it is whole and signed with one of these keys; else None.

    `keys` maps public keys to the names given to them: take a name away, and what its key signed counts no more.
    """
    from_sheet = any(state.quote.found_by.startswith(f"{taking.FOUND_BY}:") for state in desk.states)
    if not from_sheet or desk.article.original is None:
        return None
    kept = original(desk.article.original)
    if kept.media_type != taking.MEDIA_TYPE:
        return None
    try:
        report = proof.verify_content(kept.name, kept.content, keys)
        return Came(taking.read(kept.content, kept.name), report.signed_by) if report.intact and report.known else None
    except Unreadable:
        return None


def untouched(desk: Desk, sheet: Sheet) -> bool:
    """Whether the desk holds what this sheet brought and nothing else: no word, ruling, check or remark of its own."""
    if desk.evidence or desk.sign_offs or len(desk.states) != len(sheet.rows):
        return False
    if article_hash(desk.article) != article_hash(taking.article_of(sheet)):
        return False
    brought = zip(desk.states, taking.quotes_of(sheet, desk.article), taking.in_order(sheet.rows), strict=True)
    for state, quote, row in brought:
        remarks = [comment.text for comment in state.comments if comment.resolved]
        same = replace(quote, id=state.quote.id) == state.quote and len(state.comments) == 1
        if not same or state.rulings or state.checks or remarks != [taking.remark_words(row, sheet)]:
            return False
    return True


def repeated(desk: Desk, came: Came, foot: Foot, choice: Choice) -> Sheet:
    """That sheet made anew, as this choice shows it, under the ids that article and quotes have here.

    `foot` is the one that the desk would have: when it was made, the library's history, the key. The sign-offs in it
    are the other sheet's.
    """
    words, was = vocabulary(choice.language), came.sheet
    ids = {(state.quote.start, state.quote.end): str(state.quote.id) for state in desk.states}
    rows = [_shown(replace(row, quote_id=ids[row.start, row.end]), choice) for row in was.rows if listed(row, choice)]
    made, mark = words.time(was.foot.made_at), data.fingerprint(was)
    repeats = words("taken.elsewhere", fingerprint=mark, made=made, whose=came.whose)
    head = replace(
        was.head,
        article_id=str(desk.article.id),
        selection=words(f"selection.{choice.quotes}"),
        elsewhere=" ".join(filter(None, (was.head.elsewhere, repeats))),
    )
    used = {one.evidence_id for row in rows for one in row.proofs}
    return Sheet(
        head=head,
        rows=ordered(rows, choice),
        evidence=tuple(piece for piece in was.evidence if piece.evidence_id in used),
        foot=replace(foot, policy=was.foot.policy, sign_offs=was.foot.sign_offs, signatures=was.foot.signatures),
        text=was.text,
        choice=choice,
    )


def _shown(row: Row, choice: Choice) -> Row:
    """The row without what this choice leaves out."""
    if not choice.said:
        bare = tuple(Run(run.text, run.quoted) for run in row.published)
        row = replace(row, published=bare, said=(), said_note="", differences=())
    if not choice.reasons:
        row = replace(row, checker="", checked_at="", reason="", ruling="")
    return replace(
        row,
        note=row.note if choice.notes else "",
        comments=row.comments if choice.comments else (),
        history=row.history if choice.history else (),
    )
