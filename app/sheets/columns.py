"""The columns of the tables: one name, one title, one value each. Spreadsheets and CSV share them."""

from collections.abc import Callable

from app.sheets.sheet import Row, Sheet, joined
from app.sheets.words import Words
from db.errors import NoSuch

Value = str | int | None
_SEPARATOR = "; "

_OF_ROW: dict[str, Callable[[Row], Value]] = {
    "number": lambda row: row.number,
    "place": lambda row: row.place,
    "status": lambda row: row.status_words,
    "published": lambda row: row.exact,
    "clause": lambda row: joined(row.published),
    "said": lambda row: joined(row.said) or row.said_note,
    "differences": lambda row: _SEPARATOR.join(one.words for one in row.differences),
    "verdict": lambda row: row.verdict_words,
    "form": lambda row: row.form_words,
    "speaker": lambda row: row.speaker,
    "name": lambda row: row.name,
    "role": lambda row: row.role,
    "attribution": lambda row: row.attribution_words,
    "terms": lambda row: row.terms_words,
    "agreed_wording": lambda row: row.agreed_wording,
    "agreed": lambda row: row.agreed,
    "evidence": lambda row: row.proof.title if row.proof else row.evidence_words,
    "level": lambda row: row.proof.level if row.proof else "",
    "locator": lambda row: row.proof.locator if row.proof else "",
    "evidence_date": lambda row: row.proof.date if row.proof else "",
    "address": lambda row: row.proof.address if row.proof else "",
    "archive": lambda row: row.proof.archive if row.proof else "",
    "capture": lambda row: row.proof.capture_words if row.proof else "",
    "evidence_hash": lambda row: row.proof.hash if row.proof else "",
    "checker": lambda row: row.checker,
    "checked_at": lambda row: row.checked_at,
    "reason": lambda row: row.reason,
    "change_from": lambda row: row.change_from,
    "change_to": lambda row: row.change_to,
    "concerns": lambda row: _SEPARATOR.join(row.concerns),
    "note": lambda row: row.note,
    "comments": lambda row: _SEPARATOR.join(one.words for one in row.comments),
    "history": lambda row: _SEPARATOR.join(one.words for one in row.history),
}
_OF_SHEET: dict[str, Callable[[Sheet], Value]] = {
    "sign_off": lambda sheet: _SEPARATOR.join(sheet.foot.sign_offs),
    "article": lambda sheet: sheet.head.headline,
    "article_hash": lambda sheet: sheet.head.article_hash,
    "policy": lambda sheet: sheet.head.policy_title,
    "state": lambda sheet: sheet.head.state_words,
}
COLUMNS = (*_OF_ROW, *_OF_SHEET)
_ASKED = {"note": "notes", "comments": "comments", "history": "history"}  # only where the choice puts them in
# What the sheet "About" of a workbook already says once.
_ONCE = frozenset(_OF_SHEET)


def chosen(sheet: Sheet, *, beside_about: bool = False) -> tuple[str, ...]:
    """The columns of this sheet, in the order chosen; without a choice all that apply. Raises NoSuch for an unknown."""
    for name in sheet.choice.columns:
        if name not in COLUMNS:
            raise NoSuch(kind="column", name=name)
    if sheet.choice.columns:
        return sheet.choice.columns
    left = {name for name, option in _ASKED.items() if not getattr(sheet.choice, option)}
    return tuple(name for name in COLUMNS if name not in left and not (beside_about and name in _ONCE))


def titles(names: tuple[str, ...], words: Words) -> list[str]:
    """The titles of these columns."""
    return [words(f"column.{name}") for name in names]


def values(sheet: Sheet, row: Row, names: tuple[str, ...]) -> list[Value]:
    """The values of one row in these columns."""
    return [_OF_ROW[name](row) if name in _OF_ROW else _OF_SHEET[name](sheet) for name in names]


def about(sheet: Sheet, words: Words, fingerprint: str) -> list[tuple[str, str]]:
    """What the head and the foot say, as pairs of a label and its words; empty ones are left out."""
    head, foot = sheet.head, sheet.foot
    pairs = [
        ("state", head.state_words),
        ("kicker", head.kicker),
        ("headline", head.headline),
        ("standfirst", head.standfirst),
        ("byline", head.byline),
        ("outlet", head.outlet),
        ("dateline", head.dateline),
        ("date", head.date),
        ("address", head.address),
        ("article_hash", head.article_hash),
        ("policy", head.policy_words),
        ("policy_hash", head.policy_hash),
        ("counts", " ".join(filter(None, (head.summary, head.selection)))),
        ("concerns", " ".join(head.concerns)),
        ("sign_off", _SEPARATOR.join(foot.sign_offs)),
        ("made", foot.made_at),
        ("history_head", foot.history_head),
        ("fingerprint", fingerprint),
        ("verify", " ".join(foot.verify)),
    ]
    return [(words(f"table.{key}"), value) for key, value in pairs if value]
