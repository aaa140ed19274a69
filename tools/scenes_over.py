"""The second half of the play: what lies over the desk (clashes, texts, sources, exports, secrets), and the end."""

import time
from collections.abc import Callable
from typing import Any

from tools.stage import MISPRINT, PASTED, Stage, rule_rest

# clashes, texts, lost quotes --------------------------------------------------------------------------------------


def _same_quote(stage: Stage) -> None:
    stage.misprint()
    stage.run("quote.elsewhere")


def _clash(stage: Stage) -> None:
    """The same note written here and by somebody else."""
    from app import edits
    from app.project import Project

    stage.misprint()
    session = stage.window.session
    stage.window.desk.details.note.setPlainText("Ask the press office for the recording.")
    with Project.open(session.project.path) as other:
        quote = other.quote(session.quote_id)
        other.apply(edits.set_quote(quote, who="Maya Editor", note="The press office has no recording."))
    session.refresh()
    session.drafts.flush()


def _clash_in_pack(stage: Stage) -> None:
    """A text, a ruling and a quote's bounds that a pack has otherwise."""
    from app.conflicts import Conflict
    from ui.dialogs.clash import ClashDialog, shown
    from ui.i18n import tr

    article = stage.window.session.desk.article
    quote = next(s.quote for s in stage.window.session.desk.states if MISPRINT in s.quote.exact)
    theirs = article.text.replace("alternative plans", "alternative supply plans")
    who, there = "Nell Ashdown", "Maya Editor"
    conflicts = (
        Conflict("articles", article.id, "text", theirs, article.text, article.text, theirs_by=there),
        Conflict("quotes", quote.id, "status", "unverifiable", "needs_change", "unchecked", who, there,
                 "The press office has no recording.", "The press office has sent its own text: “accurate”."),
        Conflict("quotes", quote.id, "place", quote.exact, quote.exact[:-12], quote.exact, theirs_by=there),
    )  # fmt: skip
    where = {one.unit: tr("“{words}”", words=quote.exact[:40] + "…") for one in conflicts[1:]}
    told = shown(conflicts, where, {one.unit: there for one in conflicts})
    why = tr("Both of you changed these. Everything else of the pack is kept already.")
    ClashDialog(_theme(stage), told, stage.window, why=why).open()


def _edited(stage: Stage) -> None:
    stage.misprint()
    stage.window.clashing.ask()
    for one in stage.on_it():
        one.blocks[0].mine.click()  # type: ignore[attr-defined]
        one.go.click()  # type: ignore[attr-defined]
    stage.wait()
    stage.run("article.edit")


def _outcome(stage: Stage) -> None:
    """A newer version in which one quote is lost, and one has another word."""
    session = stage.window.session
    kept = [one for one in session.desk.article.text.split("\n\n") if MISPRINT not in one]
    stage.window.rewriting.replace("\n\n".join(kept).replace("alternative plans", "alternative supply plans"))


def _stale(stage: Stage) -> None:
    _outcome(stage)
    stage.settle()
    for one in stage.on_it():
        one.go.click()  # type: ignore[attr-defined]
    stage.settle()
    session = stage.window.session
    session.select(next(one.quote.id for one in session.desk.states if one.stale))


def _lost(stage: Stage) -> None:
    session = stage.window.session
    session.select(next(one.quote.id for one in session.desk.states if one.lost))
    stage.run("quote.find_again")


def _likely(stage: Stage) -> None:
    """Two places at which the lost quote may stand."""
    from ui.dialogs.places import PlacesDialog

    desk = stage.window.session.desk
    lost = next(one.quote for one in desk.states if one.lost)
    places = [(one.quote.start, one.quote.end) for one in desk.states if one.number][3:5]
    PlacesDialog(_theme(stage), lost, desk.article.text, places, stage.window).open()


def _left_out(stage: Stage) -> None:
    from dataclasses import replace

    from db.records import LeftOut
    from ui.dialogs.left_out import LeftOutDialog

    pieces = (
        LeftOut("Share this article on Facebook", "share", 0),
        LeftOut("Read more: what the list means for makers of lenses and of drones, and who is on it", "related", 40),
        LeftOut("Sign up for the technology newsletter, every weekday at six in the morning", "newsletter", 90),
    )
    article = replace(stage.window.session.desk.article, left_out=pieces)
    LeftOutDialog(_theme(stage), article, stage.window).open()


# what leaves the house ----------------------------------------------------------------------------------------------


def _exported(card: str, kind: int = 0) -> Callable[[Stage], None]:
    """The export with that format, and that kind of it."""

    def bring_about(stage: Stage) -> None:
        stage.window.leaving.export()
        stage.wait()
        [dialog] = stage.on_it()
        form: Any = dialog.form  # type: ignore[attr-defined]
        dialog.cards.choose(card)  # type: ignore[attr-defined]
        form.kind.setCurrentIndex(kind)
        form.kind.activated.emit(kind)

    return bring_about


def _columns(stage: Stage) -> None:
    from ui.dialogs.columns import ColumnsDialog

    ColumnsDialog(_theme(stage), ("number", "said", "status"), stage.window).open()


def _signing_keys(stage: Stage) -> None:
    """This computer's own key, and one of somebody else's."""
    from base64 import b64encode

    from ui.dialogs.signing import SigningDialog

    own, other = (b64encode(bytes([n] * 32)).decode() for n in (7, 9))
    dialog = SigningDialog(_theme(stage), stage.folder, stage.window)
    dialog.show_keys({own: "City desk", other: "Maya Editor, weekend desk"}, own, keychain=True)
    dialog.list.setCurrentRow(1)
    dialog.open()


# sources, packs, secrets --------------------------------------------------------------------------------------------


def _confidential(stage: Stage) -> None:
    """A confidential source's own dialog."""
    from app import edits
    from db.records import Source, SourceId, SourceKind

    project = stage.window.session.project
    source = Source(
        SourceId("0190a3b4-0000-7000-8000-000000000001"), SourceKind.PERSON, confidential=True, code_name="Heron",
        sealed="c2VhbGVk", held_for="Lens makers against the state",
    )  # fmt: skip
    project.apply(edits.add_source(source, who="Maya Editor"))
    for number, name in enumerate(("Larkfield Optics", "Larkfield"), start=2):
        plain = Source(SourceId(f"0190a3b4-0000-7000-8000-00000000000{number}"), SourceKind.ORGANISATION, name=name)
        project.apply(edits.add_source(plain, who="Maya Editor"))
    stage.window.ask.custody.open(source.id)


def _forgetting(stage: Stage) -> None:
    """Its name is in sight, and it is asked whether it is to be forgotten."""
    from dataclasses import replace

    from app.sources import Identity, Left
    from db.records import SourceId
    from ui.dialogs.custody import CustodyDialog

    source = stage.window.session.project.source(SourceId("0190a3b4-0000-7000-8000-000000000001"))
    dialog = CustodyDialog(_theme(stage), replace(source, held_for="", keep_until="2026-03-31"), stage.window)
    dialog.open()
    stage.wait()
    dialog.show_left(Left(2, 1))
    dialog.show_identity(Identity("Ines Holm", "purchasing"))


def _directory(stage: Stage) -> None:
    stage.window.ask.directory()
    stage.wait()
    for one in stage.on_it():
        one.list.setCurrentRow(1)  # type: ignore[attr-defined]


def _known_sources(stage: Stage) -> None:
    """Giving a quote a source that is confidential."""
    stage.window.ask.source()
    stage.wait()
    for one in stage.on_it():
        one.list.setCurrentIndex(1)  # type: ignore[attr-defined]


def _pack(stage: Stage) -> None:
    path = stage.folder / "the-story.onrecordpack"
    stage.window.handing.hand_over_to(path)
    stage.settle()
    stage.window.handing.take_in(path)


def _pack_with_news(stage: Stage) -> None:
    from app.pack import Coming
    from ui.dialogs.take_in import TakeInDialog
    from ui.i18n import tr

    added = {"rulings": 6, "comments": 2, "evidence": 1}
    conflicts: Any = (None, None)  # only their number is told
    coming = Coming(stage.window.session.desk.article.headline, True, 14, added, conflicts)
    TakeInDialog(_theme(stage), coming, tr("Not signed: nothing says who packed it."), stage.window).open()


def _backups(stage: Stage) -> None:
    from app import keeping

    keeping.backup(stage.window.session.project.path)
    stage.run("file.restore")
    stage.settle()
    for one in stage.on_it():
        one.list.setCurrentRow(0)  # type: ignore[attr-defined]


def _recovery(stage: Stage) -> None:
    from app.encryption import Sealed

    made = Sealed("K7QM4-XJ2PD-9RTWE-5HBNC-3VFGA", in_keychain=False, plain=(stage.folder / "old.onrecord",))
    stage.window.keeping.encrypting.show_code(made)


def _renewed(stage: Stage) -> None:
    from ui.dialogs.passphrase import NewPassphrase

    NewPassphrase(_theme(stage), stage.window, renewed=True, keychain=True).open()


def _new_encrypted(stage: Stage) -> None:
    stage.window.keeping.encrypting.new_at(stage.folder / "investigations.onrecord")


def _take_off(stage: Stage) -> None:
    stage.window.keeping.encrypting.take_off()


def _moving(stage: Stage) -> None:
    stage.window.keeping.move_to(stage.folder / "shared" / "newsroom.onrecord")


def _locked_backup(stage: Stage) -> None:
    from ui.dialogs.passphrase import Unlock

    Unlock(_theme(stage), "newsroom 2026-11-22 143105 daily", stage.window, backup=True).open()


def _unlock(stage: Stage) -> None:
    from db.errors import WrongKey
    from ui.dialogs.passphrase import Unlock
    from ui.messages import words

    dialog = Unlock(_theme(stage), "newsroom", stage.window)
    dialog.open()
    dialog.tell(words(WrongKey(name="newsroom")))


def _damaged(stage: Stage) -> None:
    from db.errors import LibraryDamaged
    from ui.dialogs.damaged import DamagedDialog
    from ui.i18n import tr
    from ui.messages import words
    from ui.times import stamp

    at = stamp(time.time() - 86_400)
    ways = [
        *(
            ("look", tr("Look at the newest good backup"),
             tr("It was made {at}. It is opened to be read only; nothing is changed.", at=at)),
            ("restore", tr("Restore the newest good backup"),
             tr("The damaged library is kept aside, as it is, in the folder of backups.")),
            ("salvage", tr("Save what can be read"),
             tr("It goes into a new library beside the damaged one, which is left as it is.")),
            ("other", tr("Open another library…"), tr("This one is left as it is.")),
        )
    ]  # fmt: skip
    said = words(LibraryDamaged(name="newsroom.onrecord"))
    DamagedDialog(_theme(stage), said, ways, stage.window).open()


def _previewed(stage: Stage) -> None:
    """A file as it was read, before it is kept."""
    path = stage.folder / "lens-makers.md"
    path.write_text(f"# {PASTED}\nRead more: subscribe to our newsletter\n", encoding="utf-8")
    stage.window.ask.bring_in([path])


def _searched(stage: Stage) -> None:
    """The manual, and what it says of a word."""
    stage.run("help.manual")
    stage.wait()
    for one in stage.on_it():
        one.search.setText("stale")  # type: ignore[attr-defined]


def _cover(stage: Stage) -> None:
    stage.window.locking.lock()


def _cover_asks(stage: Stage) -> None:
    stage.window.locking.lock()
    stage.wait()
    for one in stage.on_it():
        one.ask()  # type: ignore[attr-defined]


# the end of the job ---------------------------------------------------------------------------------------------------


def _refused(stage: Stage) -> None:
    """Quotes are left to check."""
    stage.window.leaving.sign_off()


def _sign_off(stage: Stage) -> None:
    """Nothing is left, and an editor has come."""
    session = stage.window.session
    rule_rest(stage.window)
    session.choose(name="Maya Editor")
    stage.window.leaving.sign_off()


def _signed(stage: Stage) -> None:
    from db.records import Status

    stage.window.leaving.sign()
    session = stage.window.session
    session.select(next(one.quote.id for one in session.desk.states if one.quote.status is Status.VERBATIM))


def _theme(stage: Stage) -> Any:
    return stage.window.ask._look.theme


OVER: tuple[tuple[str, Callable[[Stage], object]], ...] = (
    *(
        ("same-quote", _same_quote),
        ("clash", _clash),
        ("edit", _edited),
        ("clash-pack", _clash_in_pack),
        ("outcome", _outcome),
        ("stale", _stale),
    ),
    *(("lost", _lost), ("likely", _likely), ("left-out", _left_out), ("export-word", _exported("word"))),
    *(("export-comments", _exported("word", 1)), ("export-web", _exported("web"))),
    *(("export-markdown", _exported("web", 1)), ("export-table", _exported("table"))),
    *(("export-data", _exported("data")), ("export-published", _exported("data", 2)), ("columns", _columns)),
    *(("signing-keys", _signing_keys), ("custody", _confidential), ("forgetting", _forgetting)),
    *(("directory", _directory), ("known-sources", _known_sources), ("take-in", _pack)),
    *(("take-in-news", _pack_with_news), ("backups", _backups), ("recovery-code", _recovery)),
    *(("passphrase", _renewed), ("new-encrypted", _new_encrypted), ("take-off", _take_off)),
    *(("moving", _moving), ("locked-backup", _locked_backup), ("unlock", _unlock)),
    *(("damaged", _damaged), ("preview", _previewed)),
    *(("manual-search", _searched), ("cover", _cover), ("cover-asks", _cover_asks), ("refused", _refused)),
    *(("sign-off", _sign_off), ("signed", _signed)),
)
