"""The desk: what follows what, fields that keep what is typed, evidence attached and compared."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import drafts_journal, edits
from db.errors import LibraryUnusable
from db.records import Form, Status, Terms, Verdict
from ui.dialogs.ask import Ask
from ui.dialogs.evidence import EvidenceDialog
from ui.models.quotes import Role

MEGVII = "inaccurate speculation"


def find(window, part):
    return next(state for state in window.session.desk.states if part in state.quote.exact)


def choose(window, part):
    window.session.select(find(window, part).quote.id)
    return window.session.state


def test_selecting_follows_everywhere(desk):
    state = choose(desk, MEGVII)
    assert desk.desk.queue.list.currentIndex().data(Role.QUOTE_ID) == state.quote.id
    assert desk.desk.evidence.shown() == state.check.evidence_id
    assert desk.desk.details.header.title.text() == f"Quote {state.number}"
    assert desk.desk.comparison.verdict.accessibleName() == "Altered"


def test_every_quote_can_be_looked_at(desk):
    for state in desk.session.desk.states:
        desk.session.select(state.quote.id)
        assert desk.desk.queue.list.currentIndex().data(Role.QUOTE_ID) == state.quote.id
    assert desk.notices.texts() == []


def test_a_field_becomes_one_edit_after_a_pause(qtbot, desk):
    choose(desk, MEGVII)
    before = len(desk.session.project.history())
    note = desk.desk.details.note
    note.setFocus()
    qtbot.keyClicks(note, "Ask the press office")
    assert find(desk, MEGVII).quote.note == ""
    qtbot.waitUntil(lambda: find(desk, MEGVII).quote.note == "Ask the press office", timeout=3000)
    assert len(desk.session.project.history()) == before + 1


def test_what_is_typed_is_kept_when_another_quote_is_chosen(qtbot, desk):
    choose(desk, MEGVII)
    qtbot.keyClicks(desk.desk.details.note, "cut to fit")
    desk.checking.step(1)
    assert find(desk, MEGVII).quote.note == "cut to fit"


def test_words_that_cannot_be_kept_stay_in_their_field(qtbot, desk, monkeypatch):
    choose(desk, MEGVII)
    applied = desk.session.project.apply

    def full(*_given):
        raise LibraryUnusable(why="full", name="library")

    monkeypatch.setattr(desk.session.project, "apply", full)
    qtbot.keyClicks(desk.desk.details.note, "cut to fit")
    qtbot.waitUntil(lambda: any("disk is full" in text for text in desk.notices.texts()), timeout=3000)
    assert desk.desk.details.note.toPlainText() == "cut to fit"
    assert not desk.close(), "a window that could not keep the words stays open"
    monkeypatch.setattr(desk.session.project, "apply", applied)
    assert desk.session.drafts.flush()
    assert find(desk, MEGVII).quote.note == "cut to fit"


def test_words_that_could_not_be_kept_outlive_the_run(qtbot, desk, monkeypatch):
    choose(desk, MEGVII)
    session = desk.session
    journal = drafts_journal.place(session.paths.state, session.project.path)
    with monkeypatch.context() as broken:

        def full(*_given):
            raise LibraryUnusable(why="full", name="library")

        broken.setattr(session.project, "apply", full)
        qtbot.keyClicks(desk.desk.details.note, "cut to fit")
        qtbot.waitUntil(journal.exists, timeout=3000)
        session.drafts.forget()  # what a crash does
    drafts_journal.save(journal, {find(desk, MEGVII).quote.id: {"note": "cut to fit"}, "gone": {"note": "lost"}})
    session.take_up_drafts()
    assert find(desk, MEGVII).quote.note == "cut to fit"
    assert not journal.exists()
    assert any("kept now" in text for text in desk.notices.texts())


def test_another_program_on_the_same_library_is_seen(qtbot, desk):
    from app.project import Project

    with Project.open(desk.session.project.path) as other:
        quote = other.quote(find(desk, MEGVII).quote.id)
        other.apply(edits.set_quote(quote, who="Maya", terms=Terms.BACKGROUND))
    qtbot.waitUntil(lambda: find(desk, MEGVII).quote.terms is Terms.BACKGROUND, timeout=1000)


def test_undo_is_named_and_survives_a_restart(desk, opened):
    choose(desk, MEGVII)
    desk.checking.rule(Status.NEEDS_CHANGE, "two words lost")
    assert desk.actions_.qt("edit.undo").text() == "Undo: ruled: needs change, two words lost"
    desk.close()
    again = opened()
    assert again.actions_.qt("edit.undo").text() == "Undo: ruled: needs change, two words lost"
    again.actions_.run("edit.undo")
    assert again.actions_.qt("edit.redo").text() == "Redo: ruled: needs change, two words lost"
    again.session.open_article(again.session.project.articles()[0].id)
    assert find(again, MEGVII).quote.status is Status.UNCHECKED


def test_only_a_reason_missing_puts_the_caret_there(desk):
    choose(desk, MEGVII)
    desk.actions_.run("quote.rule_needs_change")
    desk.actions_.run("quote.rule")
    assert desk.focusWidget() is desk.desk.details.ruling.reason
    assert find(desk, MEGVII).quote.status is Status.UNCHECKED


def test_what_was_said_at_one_difference_is_taken_over_by_one_key(qtbot, desk):
    choose(desk, MEGVII)
    assert desk.actions_.key("quote.take_over") == "Alt+D"
    desk.desk.go_to("compare")
    assert desk.actions_.run("quote.take_over")
    assert "inaccurate and unhelpful speculation" in desk.desk.comparison.proposed.words()
    assert desk.actions_["quote.take_over"].why_not() == "No difference is left to take over."
    desk.session.drafts.flush()
    assert "and unhelpful" not in desk.session.state.quote.exact, "what was printed stays as it is"


def test_verbatim_is_refused_with_its_reason_while_words_differ(desk):
    choose(desk, MEGVII)
    assert desk.actions_["quote.rule_verbatim"].why_not() == "Not while 1 difference is left."
    assert not desk.actions_.run("quote.rule_verbatim")


def select_text(page, words):
    """Select these words on a page, as a drag of the mouse would."""
    at = page.toPlainText().index(words)
    cursor = page.textCursor()
    cursor.setPosition(at)
    cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)


def test_selected_words_become_a_quote_and_can_be_left_out(qtbot, desk):
    before = len(desk.session.desk.states)
    select_text(desk.desk.article.page, "applications are normally refused")
    assert desk.actions_.run("quote.mark")
    assert len(desk.session.desk.states) == before + 1
    assert desk.session.state.quote.exact == "applications are normally refused"
    assert desk.session.state.quote.form is Form.INDIRECT, "no marks stand there"

    assert desk.actions_.run("quote.exclude")
    ask = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Ask) and w.isVisible())
    assert not ask._go.isEnabled()
    qtbot.keyClicks(ask._line, "nobody said it")
    qtbot.mouseClick(ask._go, Qt.MouseButton.LeftButton)
    assert desk.session.state.quote.excluded == "nobody said it"
    assert desk.actions_.run("quote.include")
    assert desk.session.state.quote.excluded == ""


def test_bounds_move_by_keys_and_the_words_are_compared_again(qtbot, desk):
    state = choose(desk, MEGVII)
    assert desk.actions_.run("quote.end_left")
    assert desk.session.state.quote.exact.endswith("individual")
    qtbot.waitUntil(lambda: desk.session.state.check_stale == "", timeout=5000)
    qtbot.waitUntil(lambda: not desk.session.jobs.running, timeout=5000)
    desk.actions_.run("edit.undo")  # the comparison, which has a line of its own in the history
    desk.actions_.run("edit.undo")
    assert desk.session.state.quote.exact == state.quote.exact


def test_a_quote_that_no_evidence_holds_shows_none_until_one_is_chosen(desk):
    state = next(s for s in desk.session.desk.states if s.number and s.check is None)
    desk.session.select(state.quote.id)
    pane, piece = desk.desk.evidence, desk.session.desk.evidence[0]
    assert pane.shown() is None
    assert pane._nothing.isVisible() and pane._nothing.title.text() == "No passage found"
    assert "No passage found" in desk.desk.comparison.summary.text()
    assert pane.chooser.isVisible() and not pane.level.isVisible()
    pane.evidence_chosen.emit(piece.id)
    assert pane.shown() == piece.id and pane.page.isVisible()
    choose(desk, MEGVII)
    assert pane.shown() == desk.session.state.check.evidence_id
    assert pane.page.isVisible() and pane.level.isVisible()


def test_a_quote_is_given_to_somebody_and_taken_back(qtbot, desk):
    def ask():
        assert desk.actions_.run("quote.assign")
        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Ask) and w.isVisible())

    state, done = choose(desk, MEGVII), Qt.Key.Key_Return
    dialog = ask()
    assert dialog._line.completer().model().rowCount() == 1
    qtbot.keyClicks(dialog._line, "Maya Editor")
    qtbot.keyClick(dialog, done)
    assert desk.session.state.quote.assigned_to == "Maya Editor"
    assert "held by Maya Editor" in desk.desk.details.form.text()
    assert desk.session.state.stale == state.stale
    QApplication.processEvents()
    dialog = ask()
    assert dialog.answer() == "Maya Editor"
    dialog._line.clear()
    qtbot.keyClick(dialog, done)
    assert desk.session.state.quote.assigned_to == ""


def test_words_are_found_in_the_evidence_by_one_key(qtbot, desk):
    choose(desk, MEGVII)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    desk.desk.go_to("queue")
    QTest.keyClick(desk.desk.queue.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = desk.desk.evidence.find_bar
    assert bar.isVisible()
    qtbot.keyClicks(bar.field, "companies")
    assert bar.count.text() == "1 of 1"
    desk.session.refresh()
    assert bar.isVisible(), "what is searched stays while something else is kept"
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_the_proposed_wording_goes_into_the_article_and_can_be_ruled_verbatim(qtbot, desk):
    quote = choose(desk, MEGVII).quote
    proposed = desk.desk.comparison.proposed
    assert not proposed.put_button.isVisible()
    assert desk.actions_["quote.reword"].why_not() == "No other wording is proposed for this quote."
    assert desk.actions_.run("quote.use_said")
    said = proposed.words()
    qtbot.mouseClick(proposed.put_button, Qt.MouseButton.LeftButton)
    assert desk.session.state.quote.exact == said
    assert said in desk.desk.article.page.toPlainText()
    qtbot.waitUntil(lambda: desk.session.state.check.verdict is Verdict.VERBATIM, timeout=5000)
    assert not proposed.put_button.isVisible()
    desk.checking.rule(Status.VERBATIM, "")
    assert desk.session.desk.state(quote.id).quote.status is Status.VERBATIM
    assert not desk.session.desk.state(quote.id).open
    choose(desk, said)
    for _ in range(3):
        desk.actions_.run("edit.undo")
    assert desk.session.desk.state(quote.id).quote.exact == quote.exact


def test_a_passage_chosen_by_hand_is_what_is_ruled_on(desk):
    choose(desk, MEGVII)
    select_text(desk.desk.evidence.page, "not aware of being on any US government list")
    assert desk.actions_.run("evidence.use_passage")
    check = desk.session.state.check
    piece = desk.session.desk.piece(check.evidence_id)
    assert piece.text[check.passage_start : check.passage_end] == "not aware of being on any US government list"
    assert desk.desk.comparison.verdict.accessibleName() != ""


def test_evidence_is_attached_and_every_quote_compared(qtbot, opened, tmp_path):
    window = opened()
    paper = tmp_path / "paper.txt"
    paper.write_text(
        "Lens makers wait\n\n“We never sold that machine to anybody,” said Ada Muster of Larkfield.\n", "utf-8"
    )
    window.bringing.articles([paper])
    qtbot.waitUntil(lambda: window.session.desk is not None, timeout=5000)
    assert window.desk.comparison.verdict.isVisible() is False
    said = tmp_path / "call.txt"
    said.write_text("Ada Muster: We never sold that machine to anybody.\n", "utf-8")
    window.bringing.evidence([said])
    qtbot.waitUntil(lambda: bool(window.session.desk.evidence), timeout=5000)
    assert window.session.state.check.verdict in (Verdict.VERBATIM, Verdict.PERMITTED)


def test_pasted_evidence_is_asked_what_it_is(qtbot, desk):
    QApplication.clipboard().setText("Megvii told us it was inaccurate speculation about individual companies.")
    assert desk.actions_.run("evidence.paste")
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, EvidenceDialog) and w.isVisible())
    assert not dialog.go.isEnabled()
    qtbot.keyClicks(dialog.title_field, "Note of a call")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(p.title == "Note of a call" for p in desk.session.desk.evidence), timeout=5000)


def test_another_policy_compares_again(qtbot, desk):
    desk.actions_.run("article.policy_strict")
    qtbot.waitUntil(lambda: desk.session.desk.article.policy == "strict", timeout=2000)
    qtbot.waitUntil(lambda: not desk.session.jobs.running, timeout=8000)
    assert all(state.check is None or state.check.policy == "strict" for state in desk.session.desk.states)


def test_the_scheme_changes_while_one_looks(desk):
    page = desk.desk.article.page
    for scheme in ("dark", "light", "dark"):
        desk.session.choose(theme=scheme)
        QApplication.processEvents()
        assert page.viewport().palette().base().color() == desk._look.theme.paper
        assert desk._look.theme.scheme == scheme
    desk.session.choose(theme="system")


def test_the_sample_can_be_reset(desk):
    choose(desk, MEGVII)
    desk.checking.rule(Status.NEEDS_CHANGE, "two words lost")
    desk.actions_.run("help.reset_sample")
    assert find(desk, MEGVII).quote.status is Status.UNCHECKED
    assert len(desk.session.project.articles()) == 1


def test_a_confidential_source_is_not_kept_where_there_is_no_keychain(desk):
    from db.records import SourceKind

    choose(desk, MEGVII)
    assert not desk.checking.add_source(SourceKind.PERSON, "Ada Muster", "director", "Harbour")
    assert desk.session.project.sources() == ()
    assert any("keychain" in text for text in desk.notices.texts())
    for file in desk.session.project.path.parent.rglob("*"):
        assert not file.is_file() or b"Ada Muster" not in file.read_bytes()


def test_who_spoke_is_changed_and_the_words_are_compared_again(qtbot, desk):
    state = choose(desk, MEGVII)
    desk.session.drafts.put(state.quote.id, speaker="The company")
    desk.session.drafts.flush()
    assert desk.session.state.check_stale == "attribution"
    qtbot.waitUntil(lambda: not desk.session.state.check_stale, timeout=5000)
    assert desk.desk.details.draft.status is Status.NEEDS_CHANGE


def test_what_the_speaker_stands_for_follows_and_one_undo_takes_all_of_it_back(qtbot, desk):
    from db.records import SourceKind

    state = choose(desk, MEGVII)
    before, checks = state.quote, state.checks
    assert desk.checking.add_source(SourceKind.PERSON, "Rosa Weber", "", "") and desk.checking.give(None)
    for speaker, name in (("rosa weber", "Rosa Weber"), ("The company", "The company")):
        desk.session.drafts.put(before.id, speaker=speaker)
        desk.session.drafts.flush()
        assert desk.session.state.quote.name == name
    assert desk.desk.details.fields.name.currentText() == "The company"
    qtbot.waitUntil(lambda: len(desk.session.state.checks) > len(checks), timeout=5000)
    assert "The company" in desk.actions_["edit.undo"].said()
    desk.session.undo()
    now = desk.session.state
    assert (now.quote.speaker, now.quote.name, now.checks) == ("rosa weber", "Rosa Weber", checks)
    desk.session.drafts.put(before.id, name="Another")
    desk.session.drafts.flush()
    desk.session.drafts.put(before.id, speaker="she")
    desk.session.drafts.flush()
    assert desk.session.state.quote.name == "Another"


def test_the_keyboard_returns_where_it_was_after_a_dialog(qtbot, desk):
    choose(desk, MEGVII)
    with qtbot.waitActive(desk):
        desk.activateWindow()
    for pane in ("queue", "article", "proposed", "details"):
        desk.desk.go_to(pane)
        before = QApplication.focusWidget()
        desk.actions_.run("quote.exclude")
        dialog = next(one for one in desk.findChildren(Ask) if one.isVisible())
        qtbot.waitUntil(lambda dialog=dialog: dialog.isAncestorOf(QApplication.focusWidget()))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        desk.activateWindow()  # as a window manager does
        qtbot.waitUntil(lambda before=before: QApplication.focusWidget() is before)
