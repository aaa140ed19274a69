"""Every screen and dialog of the window, brought about one after another: for pictures, and for the tests that look.

Dialogs are found by walking the table of actions, so that a new one is shown without being named here. What the table
does not lead to straight away (a clash, a lost quote, a locked window) is a scene of its own.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tools.scenes_over import OVER
from tools.stage import MISPRINT, PASTED, Scene, Stage, rule_some
from ui.widgets import SearchField

UNDER_WAY = object()  # a scene with work in it that goes on: nothing is waited for
# They open no dialog, or one that the picture is taken of elsewhere.
_ELSEWHERE = ("edit.find", "help.point", "article.sign_off")
_DOTLESS = ("file.paste", "help.keys", "help.about", "help.manual")  # they open a window without announcing it


def play(stage: Stage, only: Sequence[str] = ()) -> Iterator[Scene]:
    """Each screen and dialog in turn, or those whose names begin so. Begin with an empty library: it changes."""

    def wanted(name: str) -> bool:
        return not only or name.startswith(tuple(only))

    for name, bring_about in SCENES:
        if bring_about(stage) is not UNDER_WAY:
            stage.settle()
        if wanted(name):
            yield Scene(name, stage.on_it() or (stage.window,))
        stage.clear()
        if name == "desk":
            yield from _by_the_table(stage, wanted)


def _by_the_table(stage: Stage, wanted: Callable[[str], bool]) -> Iterator[Scene]:
    """Each action that opens a dialog of ours. Where a dialog is the system's, there is nothing of ours to see."""
    for action in list(stage.window.actions_):
        if not (action.words.endswith("…") or action.id in _DOTLESS) or action.id in _ELSEWHERE:
            continue
        if not wanted(action.id):
            continue
        stage.misprint()
        stage.app.clipboard().setText(PASTED)
        if action.why_not():
            continue
        action.run()
        stage.settle()
        shown = tuple(one for one in stage.on_it() if not isinstance(one, QFileDialog))
        if shown:
            yield Scene(action.id, shown)
        stage.clear()


# the start page -------------------------------------------------------------------------------------------------


def _empty(stage: Stage) -> None:
    stage.window.session.close_article()


OTHERS = (
    ("Lens makers wait for word on the tariff", "said", "2026-11-20 18:00"),
    ("Harbour board defers its vote", "told reporters", ""),
    ("Two orchards share one press", "wrote", "2031-05-02 12:00"),
)


def _start(stage: Stage) -> None:
    """With articles beside the sample: one that is overdue, one that somebody holds, one that is begun."""
    from app.reading import read_text

    window = stage.window
    for headline, cue, deadline in OTHERS:
        text = PASTED.replace("Lens makers wait", headline, 1).replace("she said", f"she {cue}")
        window.bringing.article(read_text(text), deadline=deadline)
        stage.settle()
        quotes = [one.quote.id for one in window.session.desk.states if one.number]
        if quotes and not deadline:
            window.session.pick(quotes)
            window.checking.assign("Maya Editor")
        elif quotes:
            window.session.select(quotes[0])
            window.checking.exclude("said of another story")
    window.session.close_article()
    stage.window.start.show_overview(False)


def _overview(stage: Stage) -> None:
    stage.window.start.show_overview(True)


def _found(stage: Stage) -> None:
    stage.window.start.show_overview(False)
    field = stage.window.start.findChild(SearchField)
    field.setText("inaccurate")
    stage.wait(0.3)  # until one has stopped typing


def _one_pane_sample(stage: Stage) -> None:
    stage.window.start.findChild(SearchField).clear()
    stage.run("help.sample")
    _one_pane(stage)


# the desk -------------------------------------------------------------------------------------------------------


def _tour(stage: Stage) -> None:
    stage.window.around.tour()
    stage.wait(0.3)  # its words are set when the strip has its width


def _desk(stage: Stage) -> None:
    stage.window.tour.finish()
    rule_some(stage.window)
    stage.misprint()


def _one_pane(stage: Stage) -> None:
    stage.misprint()
    stage.window.session.choose(one_pane=True)


def _over(stage: Stage) -> None:
    stage.window.session.choose(one_pane=False)
    stage.run("view.over")


def _several(stage: Stage) -> None:
    stage.run("view.over")
    stage.window.desk.queue.list.selectAll()


def _no_match(stage: Stage) -> None:
    stage.misprint()
    stage.window.desk.queue.search.setText("lighthouse")


def _finding(stage: Stage) -> None:
    stage.window.desk.queue.search.clear()
    stage.misprint()
    stage.run("evidence.find")
    stage.window.desk.evidence.find_bar.field.setText("the")


def _commented(stage: Stage) -> None:
    stage.window.desk.evidence.find_bar.close_search()
    stage.window.checking.comment("Was this read back to the company?")
    stage.run("quote.comment")


def _long(stage: Stage) -> None:
    """The longest quote of the sample word for word: the comparison drawn higher, its fold opened by key."""
    session, compared = stage.window.session, stage.window.desk.comparison
    checked = [one for one in session.desk.states if one.check is not None]
    session.select(max(checked, key=lambda one: len(one.quote.exact)).quote.id)
    middle = compared.parentWidget()
    middle.setSizes([stage.window.desk.article.header.height() + 160, middle.height()])
    stage.wait(0.1)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Return):
        QTest.keyClick(compared.words, key)


def _elsewhere(stage: Stage) -> None:
    """The quote that the sample misprints, printed before in another article, by its speaker and by another."""
    from app.reading import read_text

    session = stage.window.session
    article, said = session.desk.article, next(one for one in session.desk.states if MISPRINT in one.quote.exact).quote
    before = said.exact.replace("speculation", "rumours")
    text = f"The list grows\n\nBy the desk\n\n“{before}”, {said.name} said.\n\n“{said.exact}”, Bo Lind said.\n"
    stage.window.bringing.article(read_text(text))
    stage.settle()
    session.open_article(article.id, said.id)
    stage.wait(0.8)


def _nothing_said(stage: Stage) -> None:
    stage.window.desk.arrange()
    session = stage.window.session
    session.select(next(one.quote.id for one in session.desk.states if one.number and one.check is None))


def _palette(stage: Stage) -> None:
    stage.misprint()
    stage.window.palette_.open("ru")


def _explained(stage: Stage) -> None:
    stage.window.desk.details.fields.attribution.setFocus()
    stage.wait(0.05)
    stage.run("help.whats_this")


def _told(stage: Stage) -> None:
    """Banners of every kind, and a bug's."""
    from ui.session import Notice

    session = stage.window.session
    session.noticed.emit(Notice("warning", "The agency’s page changed since it was read.", "Look again"))
    stage.window.show_bug(RuntimeError("a crash"))
    session.noticed.emit(Notice("done", "Sheet written and signed: hikvision-sheet.docx.", "Show it"))


def _working(stage: Stage) -> object:
    """A job that runs until it is stopped, and the tray opened."""

    def work(progress: Any, stop: Any) -> None:
        while not stop():
            progress(3, 11)
            time.sleep(0.02)

    stage.window.session.jobs.start(
        "Comparing 11 quotes", work, lambda _: None, lambda _: None, counting="Comparing {done} of {of} quotes"
    )
    stage.wait(2.2)
    stage.window.tray.toggle()
    stage.wait(0.1)
    return UNDER_WAY


def _link_kept(stage: Stage) -> None:
    """A link to evidence that is yet to be brought in, shown in the evidence pane."""
    stage.window.tray.strip.cancelled.emit()
    stage.settle()
    stage.window.tray.toggle()
    stage.window.bringing.link({"title": "The agency’s press page", "url": "https://example.org/press"})
    piece = stage.window.session.desk.evidence[-1]
    stage.window.at_desk.side.look_at(piece.id)


def _no_evidence(stage: Stage) -> None:
    stage.run("evidence.failed")


SCENES: tuple[tuple[str, Callable[[Stage], object]], ...] = (
    *(("empty", _empty), ("tour", _tour), ("desk", _desk), ("start", _start), ("overview", _overview)),
    *(("found", _found), ("one-pane", _one_pane_sample), ("over", _over)),
    *(("several", _several), ("no-match", _no_match), ("find", _finding), ("comments", _commented)),
    *(("long", _long), ("elsewhere", _elsewhere), ("nothing-said", _nothing_said)),
    *(("palette", _palette), ("explained", _explained)),
    *(("notices", _told), ("tray", _working), ("link-kept", _link_kept), ("no-evidence", _no_evidence)),
    *OVER,
)
