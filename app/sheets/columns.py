"""The columns of the tables: one name, one title, one value each. Spreadsheets and CSV share them."""

from collections.abc import Callable

from app.sheets.sheet import Row, Sheet, joined
from app.sheets.words import Words
from db.errors import NoSuch

Value = str | int | None
_SEPARATOR = "; "


def _each(row: Row, name: str) -> str:
    """A particular of each piece of evidence that a quote rests on, in step with the other columns."""
    found = [str(getattr(piece, name)) for piece in row.proofs]
    return found[0] if len(found) == 1 else _SEPARATOR.join(one or "–" for one in found)


def _signature(sheet: Sheet, n: int, name: str) -> str:
    """A field of the n-th sign-off that binds; "" where there is none."""
    binding = [one for one in sheet.foot.signatures if one.binding]
    return str(getattr(binding[n], name)) if n < len(binding) else ""


_OF_ROW: dict[str, Callable[[Row], Value]] = {
    "number": lambda row: row.number,
    "place": lambda row: row.place,
    "section": lambda row: row.section,
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
    "evidence": lambda row: _each(row, "title") or row.evidence_words,
    "level": lambda row: _each(row, "level"),
    "locator": lambda row: _each(row, "locator"),
    "evidence_date": lambda row: _each(row, "date"),
    "address": lambda row: _each(row, "address"),
    "archive": lambda row: _each(row, "archive"),
    "capture": lambda row: _each(row, "capture_words"),
    "evidence_hash": lambda row: _each(row, "hash"),
    "checker": lambda row: row.checker,
    "checked_at": lambda row: row.checked_at,
    "reason": lambda row: row.reason,
    "was": lambda row: row.was,
    "change_from": lambda row: row.change_from,
    "change_to": lambda row: row.change_to,
    "concerns": lambda row: _SEPARATOR.join(row.concerns),
    "note": lambda row: row.note,
    "comments": lambda row: _SEPARATOR.join(one.words for one in row.comments),
    "history": lambda row: _SEPARATOR.join(one.words for one in row.history),
}
_OF_SHEET: dict[str, Callable[[Sheet], Value]] = {
    "sign_off_1": lambda sheet: _signature(sheet, 0, "who"),
    "sign_off_1_at": lambda sheet: _signature(sheet, 0, "at"),
    "sign_off_2": lambda sheet: _signature(sheet, 1, "who"),
    "sign_off_2_at": lambda sheet: _signature(sheet, 1, "at"),
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
        ("elsewhere", head.elsewhere),
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
        ("counts", ". ".join(filter(None, (head.summary, head.selection)))),
        ("rewritten", head.rewritten_words),
        ("concerns", " ".join(head.concerns)),
        *_signatures(sheet),
        ("sign_off", _SEPARATOR.join(foot.sign_offs)),
        ("made", foot.made_at),
        ("history_head", foot.history_head),
        ("fingerprint", fingerprint),
        ("verify", " ".join(foot.verify)),
    ]
    return [(words(f"table.{key}"), value) for key, value in pairs if value]


def _signatures(sheet: Sheet) -> list[tuple[str, str]]:
    """The two sign-offs that bind, each with its time."""
    names = [name for name in _OF_SHEET if name.startswith("sign_off_")]
    return [(name, str(_OF_SHEET[name](sheet) or "")) for name in names]
