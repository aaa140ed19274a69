"""Verbs that keep a library safe: verify, backup, restore, doctor."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app import keeping
from ui.commands.call import DONE, NO, Call
from ui.i18n import count, tr

if TYPE_CHECKING:
    from app.sheets.proof import Report


def verify(call: Call) -> int:
    """`verify FILE`: a sheet, intact or not, and where. `verify --library L`: the same for a library's history."""
    return _verify_sheet(call) if call.args.file else _verify_library(call)


def _verify_sheet(call: Call) -> int:
    from app.sheets import keys, proof

    report = proof.verify(Path(call.args.file), keys.load(call.paths.keys))
    call.answer(report, iter([_sheet_line(report)]))
    return DONE if report.intact else NO


def _sheet_line(report: "Report") -> str:
    if not report.intact:
        return tr("Not intact: {where}", where=", ".join(report.changed))
    if not report.signed:
        return tr("Intact. Not signed.")
    at = report.signed_at[:16].replace("T", " ")
    if report.known:
        return tr("Intact, signed by {who} ({key}), {at} UTC.", who=report.signed_by, key=report.key, at=at)
    return tr(
        "Intact, signed with the key {key}, {at} UTC. That key has no name here; the sheet calls it “{claimed}”, which "
        "proves nothing.",
        key=report.key,
        at=at,
        claimed=report.claimed,
    )


def _verify_library(call: Call) -> int:
    with call.project() as project:
        report = project.verify()

    def lines() -> Iterator[str]:
        if report.intact:
            yield count(report.edits, "Intact: 1 edit", "Intact: {n} edits") + f", {report.head[:16]}"
        else:
            yield tr("Not intact: the history breaks at edit {n}.", n=report.broken_at)

    call.answer(report, lines())
    return DONE if report.intact else NO


def backup(call: Call) -> int:
    """`backup [FILE]`: a checked copy of the library."""
    made = keeping.backup(call.library, Path(call.args.file) if call.args.file else None)
    call.answer(made, iter([tr("Backed up to {path}: {n} articles.", path=made.path, n=made.articles)]))
    return DONE


def restore(call: Call) -> int:
    """`restore FILE`: the library as it was in that backup; the present one is kept aside."""
    aside = keeping.restore(Path(call.args.file), call.library)
    shown = {"library": str(call.library), "kept_aside": aside and str(aside)}
    line = tr("Restored. The library as it was is kept in {path}.", path=aside) if aside else tr("Restored.")
    call.answer(shown, iter([line]))
    return DONE


def doctor(call: Call) -> int:
    """`doctor`: is everything in order? Exit status 1 where the library is not."""
    report = keeping.examine(call.library)
    call.answer(report, _doctor_lines(report, call))
    return DONE if report.sound else NO


def _doctor_lines(report: keeping.Examination, call: Call) -> Iterator[str]:
    yield tr("Library: {path}", path=call.library)
    if not report.exists:
        yield tr("There is no library there yet.")
        return
    yield tr("The file is sound.") if report.file_sound else tr("The file is damaged. Nothing was changed.")
    yield tr("The history is intact.") if report.history_intact else tr("The history is not intact.")
    yield count(report.articles, "1 article", "{n} articles") + ", " + count(report.quotes, "1 quote", "{n} quotes")
    yield tr("The keychain answers.") if report.keychain else tr("No keychain: confidential sources cannot be kept.")
