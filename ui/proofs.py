"""What a signature proves, in words: of a sheet, and of a pack."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ui.i18n import tr

if TYPE_CHECKING:
    from app.pack_reading import Pack
    from app.sheets.proof import Report


def sheet_line(report: "Report") -> str:
    """What checking a sheet came to, in words."""
    if not report.intact:
        return tr("Not intact. Changed since it was made: {where}.", where=", ".join(map(_part, report.changed)))
    if not report.signed:
        return tr("Intact. Not signed.")
    at = report.signed_at[:16].replace("T", " ")
    if report.known and _another(report.signed_by, report.claimed):
        return tr(
            "Intact, signed with the key of {whose} ({key}), {at} UTC. Whoever used that key exported it as {who}.",
            whose=report.signed_by, key=report.key, at=at, who=report.claimed,
        )  # fmt: skip
    if report.known:
        return tr("Intact, signed by {who} ({key}), {at} UTC.", who=report.signed_by, key=report.key, at=at)
    return tr(
        "Intact, signed with the key {key}, {at} UTC. That key has no name here; the sheet calls it “{claimed}”, which "
        "proves nothing.",
        key=report.key,
        at=at,
        claimed=report.claimed,
    )


def _another(owner: str, claimed: str) -> bool:
    """Whether somebody else than the key's owner used it: "Rosa" is not another than "Rosa of the desk"."""
    one, other = (set(name.casefold().replace(",", " ").split()) for name in (owner, claimed))
    return not (one <= other or other <= one)


def _part(name: str) -> str:
    """A part of a sheet in words: "rows/3" is its third quote."""
    words = {
        "head": tr("its head"),
        "foot": tr("its foot"),
        "evidence": tr("the list of evidence"),
        "choice": tr("what was chosen for it"),
        "text": tr("the article’s text"),
        "contents": tr("its contents"),
        "hash": tr("its own hash"),
        "signature": tr("its signature"),
    }
    part, _, n = name.partition("/")
    return tr("quote {n} of its list", n=n) if part == "rows" else words.get(part, name)


def packed_by(held: "Pack", known: Mapping[str, str]) -> str:
    """Who packed it, as far as a signature tells."""
    from app.sheets import proof

    if not held.key:
        return tr("Not signed: nothing says who packed it.")
    if held.key in known and _another(known[held.key], held.claimed):
        return tr("Signed with the key of {whose}. Whoever used that key packed it as {who}.",
                  whose=known[held.key], who=held.claimed)  # fmt: skip
    if held.key in known:
        return tr("Packed and signed by {who}.", who=known[held.key])
    mark = proof.fingerprint(held.key)
    return tr("Signed with the key {key}, which has no name here. It is called “{claimed}”, which proves nothing.",
              key=mark, claimed=held.claimed)  # fmt: skip
