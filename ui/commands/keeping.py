"""Verbs that keep a library safe: verify, backup, restore, doctor."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app import encryption, keeping, places
from ui.commands import passphrase
from ui.commands.call import DONE, NO, Call, misuse, plain
from ui.i18n import count, tr
from ui.proofs import packed_by, sheet_line


def verify(call: Call) -> int:
    """`verify FILE`: a sheet, intact or not, and where. `verify --library L`: the same for a library's history."""
    return _verify_sheet(call) if call.args.file else _verify_library(call)


def _verify_sheet(call: Call) -> int:
    from app.sheets import keys, proof

    report = proof.verify(Path(call.args.file), keys.load(call.paths.keys))
    call.answer(report, iter([sheet_line(report)]))
    return DONE if report.intact else NO


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
    made = keeping.backup(call.opened, Path(call.args.file) if call.args.file else None)
    line = count(made.articles, "Backed up to {path}: 1 article.", "Backed up to {path}: {n} articles.", path=made.path)
    call.answer(made, iter([line]))
    return DONE


def restore(call: Call) -> int:
    """`restore FILE`: the library as it was in that backup; the present one is kept aside."""
    passphrase.unlock(Path(call.args.file), call.environ)
    aside = keeping.restore(Path(call.args.file), call.opened)
    shown = {"library": str(call.library), "kept_aside": aside and str(aside)}
    line = tr("Restored. The library as it was is kept in {path}.", path=aside) if aside else tr("Restored.")
    call.answer(shown, iter([line]))
    return DONE


def pack(call: Call) -> int:
    """`pack ARTICLE -o FILE`: the article with its quotes, evidence, originals and history in one file."""
    from app import pack as packs
    from app.sheets import keys

    own = keys.signer(call.paths.keys, call.who)
    with call.project() as project:
        made = packs.pack(project, project.find_article(call.args.article), Path(call.args.output), own)
    line = (
        tr("Packed and signed: {path}.", path=made.path) if own else tr("Packed, not signed: {path}.", path=made.path)
    )
    call.answer(made, iter([line + " " + count(made.edits, "1 edit", "{n} edits")]))
    return DONE


def unpack(call: Call) -> int:
    """`unpack FILE`: all of it or nothing. Exit status 1 where both sides changed something differently, and nobody
    chose: ours stays. `--mine`, `--theirs` and `--words` choose.
    """
    from app import pack as packs
    from app.sheets import keys
    from ui.commands import choosing

    held = packs.read(Path(call.args.file))
    with call.project() as project:
        came = packs.bring_in(project, held, call.who)
        chosen = choosing.choices(came.conflicts, call.args.mine, call.args.theirs, call.args.words)
        if isinstance(chosen, str):
            return misuse(chosen)
        if chosen:
            then = packs.choose(project, held, chosen, call.who)
            came = replace(then, edits=came.edits + then.edits)

    def lines() -> Iterator[str]:
        yield packed_by(held, keys.load(call.paths.keys))
        yield f"{came.article_id}  " + count(came.edits, "1 new edit", "{n} new edits")
        yield from choosing.lines(came.conflicts)

    signed = {"key": held.key or None, "claimed": held.claimed or None, "signed_at": held.signed_at or None}
    told = [{**plain(one), "name": one.name} for one in came.conflicts]
    call.answer({**plain(came), "conflicts": told, "signed": signed}, lines())
    return NO if came.conflicts else DONE


def doctor(call: Call) -> int:
    """`doctor [--salvage FILE]`: is everything in order? Exit status 1 where the library is not."""
    if call.args.salvage:
        return _salvage(call, Path(call.args.salvage))
    report = keeping.examine(call.opened)
    copies = keeping.backups(call.library)
    place = places.shared(call.library, environ=call.environ)
    alarm = keeping.alarm(call.library) if report.exists and report.sound else None
    shown = {**plain(report), "shared": place and place.by, "alarm": alarm, "backups": copies}
    call.answer(shown, _doctor_lines(report, copies, place, alarm, call))
    return DONE if report.sound else NO


def _salvage(call: Call, target: Path) -> int:
    saved = keeping.salvage(call.opened, target, call.who)

    def lines() -> Iterator[str]:
        many = saved.kept
        yield tr("Saved to {path}:", path=saved.path) + " " + _how_many(many["articles"], many["quotes"])
        yield tr("Nothing is lost.") if saved.whole else tr("The damaged library is left as it is.")
        if saved.edits_lost:
            yield count(saved.edits_lost, "1 edit of the history is lost.", "{n} edits of the history are lost.")
        for table, many_lost in saved.lost.items():
            yield tr("Lost of {what}: {n}", what=table, n=many_lost)
        if saved.unread:
            yield tr("Parts could not be read of: {what}", what=", ".join(saved.unread))

    call.answer({**plain(saved), "whole": saved.whole}, lines())
    return DONE


def _how_many(articles: int, quotes: int) -> str:
    return count(articles, "1 article", "{n} articles") + ", " + count(quotes, "1 quote", "{n} quotes")


def _doctor_lines(
    report: keeping.Examination,
    copies: tuple[keeping.Kept, ...],
    place: places.Shared | None,
    alarm: keeping.Alarm | None,
    call: Call,
) -> Iterator[str]:
    yield tr("Library: {path}", path=call.library)
    if not report.exists:
        yield tr("There is no library there yet.")
        return
    yield tr("The file is sound.") if report.file_sound else tr("The file is damaged. Nothing was changed.")
    if encryption.is_encrypted(call.library):
        yield tr("It is encrypted.")
    yield from (f"  {complaint}" for complaint in report.found)
    if report.file_sound:
        yield tr("The history is intact.") if report.history_intact else tr("The history is not intact.")
        yield _how_many(report.articles, report.quotes)
    if place:
        yield tr("Others may write to its folder, {folder} ({by}). Keep the library on a disk of your own.",
                 folder=place.folder, by=place.by)  # fmt: skip
    if alarm:
        yield tr("It holds far less than its last backup ({now} instead of {before}): {path}",
                 now=alarm.now, before=alarm.before, path=alarm.backup)  # fmt: skip
    good = next((one for one in copies if one.articles is not None), None)
    if good and good.articles is not None and good.quotes is not None:
        held = _how_many(good.articles, good.quotes)
        yield tr("Newest backup: {at}, {held}: {path}", at=good.at[:16].replace("T", " "), held=held, path=good.path)
    else:
        yield tr("There is no backup yet.")
    if not report.sound:
        yield tr("Restore a backup (onrecord restore FILE), or save what can be read (onrecord doctor --salvage FILE).")
    yield tr("The keychain answers.") if report.keychain else tr("No keychain: confidential sources cannot be kept.")
