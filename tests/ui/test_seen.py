"""What is seen: the focus at every stop, statuses without colour, badges, and words that are whole in large text."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication

from app.comparing import Column, Comparison, Passage
from app.workflow import Progress
from db.records import Difference, Kind, Status, Verdict
from tests import builders
from tests.ui import walking
from tests.ui.test_start import summary
from ui.models.quotes import Role
from ui.views.aligned import AlignedWords
from ui.views.start import Facts

GREY = QImage.Format.Format_Grayscale8
APART = 24  # steps of 256 between two greys that are told apart


@pytest.fixture
def queue(queue):
    queue.resize(300, 900)
    return queue


def row(queue, number):
    """A row of the queue as it is painted."""
    return queue.list.viewport().grab(queue.list.visualRect(queue.shown.index(number, 0))).toImage()


def apart(one, other):
    """How many pixels of two pictures a reader without colours tells apart."""
    a, b = (image.convertToFormat(GREY) for image in (one, other))
    high, wide = min(a.height(), b.height()), min(a.width(), b.width())
    pairs = ((a.pixelColor(x, y).red(), b.pixelColor(x, y).red()) for x in range(wide) for y in range(high))
    return sum(abs(left - right) >= APART for left, right in pairs)


def test_the_focus_is_seen_at_every_stop_of_tab(qtbot, desk):
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)  # the caret stands still
    with qtbot.waitActive(desk):
        desk.activateWindow()
    desk.desk.go_to("queue")
    stops, pictures = [], []
    while len(stops) < 120 and (len(stops) < 3 or desk.focusWidget() is not stops[0]):
        QApplication.processEvents()
        stops.append(desk.focusWidget())
        pictures.append(desk.grab().toImage())
        desk.focusNextChild()
    QApplication.setCursorFlashTime(before)
    unseen = []
    for at, stop in enumerate(stops):
        corner = stop.mapTo(desk, QPoint(0, 0))
        area = QRect(corner, stop.size()).adjusted(-4, -4, 4, 4)
        with_it = pictures[at].copy(area)
        others = (pictures[(at + step) % len(stops)].copy(area) for step in (2, 3))
        if any(with_it == other for other in others):
            unseen.append(f"{type(stop).__name__} {stop.accessibleName()}")
    assert len(stops) > 25
    assert unseen == []


def test_every_status_in_the_queue_is_told_without_colour(queue):
    of = builders.article()
    quotes = [replace(builders.quotes(of)[0], status=status) for status in Status]
    pictures = []
    for quote in quotes:
        queue.show_desk(builders.desk(of, [quote]))
        pictures.append(row(queue, 0))
    found = {(a, b): apart(one, other) for (a, one), (b, other) in combinations(zip(Status, pictures, strict=True), 2)}
    assert {pair: n for pair, n in found.items() if n < 12} == {}


def test_every_kind_of_difference_is_told_without_colour(qtbot, theme):
    view = AlignedWords(theme)
    qtbot.addWidget(view)
    view.resize(400, 140)
    pictures = {}
    for kind in (Kind.OMISSION, Kind.INSERTION, Kind.SUBSTITUTION, Kind.NEGATION, Kind.NUMBER, Kind.NAME):
        found = (Difference(kind, False, (0, 4), (0, 5), "said", "was"),)
        columns = (Column("was", "said", (0, 3), (0, 4), 0), Column("so", "so", (4, 6), (5, 7), None))
        passage = Passage(0, 7, "said so", "Reporter", None)
        view.show_comparison(Comparison(Verdict.ALTERED, "strict", 0.5, passage, found, (), columns), "was so")
        pictures[kind] = view.grab().toImage()
    same = [pair for pair in combinations(pictures, 2) if apart(pictures[pair[0]], pictures[pair[1]]) < 12]
    assert same == []


def test_the_focus_is_seen_in_a_comparison_without_differences(qtbot, theme):
    view = AlignedWords(theme)
    qtbot.addWidget(view)
    view.resize(400, 140)
    view.show()
    columns = (Column("was", "was", (0, 3), (0, 3), None),)
    passage = Passage(0, 3, "was", "Reporter", None)
    view.show_comparison(Comparison(Verdict.VERBATIM, "strict", 1.0, passage, (), (), columns), "was")
    with qtbot.waitActive(view):
        view.activateWindow()
    view.setFocus()
    focused = view.grab().toImage()
    view.clearFocus()
    assert apart(focused, view.grab().toImage()) > 200


@pytest.mark.parametrize("badge", ["stale", "comment"])
def test_a_badge_of_the_queue_is_painted_and_spoken(queue, badge):
    of = builders.article()
    quotes = [replace(one, status=Status.UNVERIFIABLE) for one in builders.quotes(of)]
    desk = builders.desk(of, quotes)
    queue.show_desk(desk)
    before = [row(queue, number) for number in range(3)]
    first, second, third = desk.states
    other = (
        replace(second, stale="evidence")
        if badge == "stale"
        else replace(second, comments=(builders.comment(second.quote),))
    )
    queue.show_desk(replace(desk, states=(first, other, third)))
    after = [row(queue, number) for number in range(3)]
    assert [apart(*pair) > 12 for pair in zip(before, after, strict=True)] == [False, True, False]
    spoken = queue.shown.index(1, 0).data(Role.STATUS if badge == "stale" else Role.COMMENTS)
    assert spoken == ("stale" if badge == "stale" else 1)


def test_the_start_page_draws_what_is_stale(qtbot, opened):
    window = opened()
    page = window.start

    def drawn(stale):
        page.load([summary("Lens makers wait", progress=Progress(stale=stale))], Facts("x", ()))
        QApplication.processEvents()
        return page._list.viewport().grab().toImage()

    qtbot.waitUntil(lambda: not window._looking.isActive() and not window.session.jobs.running)  # it is loaded then
    drawn(0)
    fresh, stale, again = drawn(0), drawn(2), drawn(0)
    assert apart(fresh.copy(0, 0, 900, 90), again.copy(0, 0, 900, 90)) == 0
    below = QRect(0, 0, fresh.width(), 90)  # without quotes there is no bar of progress, which shows it too
    assert apart(fresh.copy(below), stale.copy(below)) > 60


@pytest.mark.screen
def test_large_text_cuts_no_words_but_those_of_the_article(qtbot, opened, monkeypatch):
    """At 1366×768, 200 %: headlines, names and quotes may end in "…", counts, statuses and times may not."""
    cut, elided = set(), QFontMetrics.elidedText

    def watched(self, text, *given):
        shown = elided(self, text, *given)
        if shown != text:
            cut.add(text)
        return shown

    monkeypatch.setattr(QFontMetrics, "elidedText", watched)
    walking.large_text(monkeypatch, 200)
    window = opened()
    window.bringing.sample()
    qtbot.waitUntil(lambda: window.desk.isVisible())
    states, article = window.session.desk.states, window.session.desk.article
    for number, status in enumerate((Status.DO_NOT_PUBLISH, Status.UNVERIFIABLE, Status.DISPUTED)):
        window.session.select(states[number].quote.id)
        window.checking.rule(status, "no answer")
    window.grab()
    cut.discard(window.desk.comparison.summary.text())  # a label, whole in its tooltip
    window.session.close_article()
    window.grab()
    window.start.show_overview(True)
    QApplication.processEvents()
    window.grab()
    own = f"{article.headline} {article.text} {article.byline} {article.outlet} {article.dateline}".casefold()
    own += " ".join(f"{one.quote.speaker} {one.quote.name}" for one in states).casefold()
    pieces = " ".join(piece.title for piece in window.session.project.desk(article.id).evidence).casefold()
    assert cut, "something is too long at this size"
    ours = {text for text in cut if " ".join(text.casefold().strip("“”").split())[:20] not in own + pieces}
    assert ours == set()
