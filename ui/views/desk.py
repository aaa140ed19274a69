"""The desk: bar, queue, article, evidence, comparison, details, laid out for the window's width and height."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.actions import Actions
from ui.i18n import tr
from ui.theme import Theme, tokens
from ui.views.article import ArticleView
from ui.views.comparison import ComparisonPane
from ui.views.details import DetailsPane
from ui.views.divided import Divided
from ui.views.evidence import EvidenceView
from ui.views.queue import QueueView
from ui.views.ruling import RulingStrip, details_width
from ui.views.topbar import TopBar
from ui.widgets import IconButton, Segmented
from ui.widgets.drops import DropPane

_LOW = 700  # below this the comparison shrinks to its two rows
_LINES = 4  # of the article that stay in view over a whole comparison
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


class DeskView(DropPane):
    """Lays the panes out; ui.at_desk joins them to the session. `places()` says where the dividers stand."""

    def __init__(self, theme: Theme, places: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._places = dict(places)
        self._one_pane = False
        self._details_wanted: bool | None = None
        self._shown_text = "article"
        self.bar = TopBar(theme)
        self.queue = QueueView(theme)
        self.article = ArticleView(theme)
        self.evidence = EvidenceView(theme)
        self.comparison = ComparisonPane(theme)
        self.details = DetailsPane(theme)
        self.strip = RulingStrip(theme, self.details.draft)
        self._unfold = IconButton(theme, "columns", tr("Details"))
        self._unfold.setCheckable(True)
        self._unfold.clicked.connect(self.toggle_details)
        self.strip.row.addWidget(self._unfold)
        self._switches = [self._switch(theme, self.article), self._switch(theme, self.evidence)]
        self._lay_out(theme)

    def _switch(self, theme: Theme, pane: ArticleView | EvidenceView) -> Segmented:
        parts = [("article", tr("Article")), ("evidence", tr("Evidence"))]
        switch = Segmented(theme, parts, tr("Article or evidence"))
        switch.chosen.connect(self.show_text)
        pane.header.row.insertWidget(0, switch)
        return switch

    def _lay_out(self, theme: Theme) -> None:
        self._texts = Divided(theme, _DOWN if self.turned() else _ACROSS)
        texts = [self.article, self.evidence]
        for text in reversed(texts) if self._places.get("texts.first") == "evidence" else texts:
            self._texts.addWidget(text)
        self._middle = Divided(theme, _DOWN)
        self._middle.addWidget(self._texts)
        self._middle.addWidget(self.comparison)
        self._middle.setStretchFactor(0, 1)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._middle, 1)
        column.addWidget(self.strip)
        self._columns = Divided(theme, _ACROSS)
        for at, pane in enumerate((self.queue, centre, self.details)):
            self._columns.addWidget(pane)
            self._columns.setStretchFactor(at, 1 if pane is centre else 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self._columns, 1)
        for name, divided in (("columns", self._columns), ("texts", self._texts), ("middle", self._middle)):
            divided.splitterMoved.connect(lambda _at, _which, name=name, divided=divided: self._note(name, divided))

    # Where things stand

    def _mode(self) -> str:
        """Which layout holds: breakpoints are counted in text widths, not in pixels."""
        width, points = self.width() / self._theme.scale, tokens()["breakpoints"]
        if width >= points["wide"]:
            return "wide"
        if width >= points["details_fold"]:
            return "usual"
        return "folded" if width >= points["one_pane"] else "narrow"

    def _note(self, name: str, divided: Divided) -> None:
        self._places[f"{self._name(name)}.{self._mode()}"] = ",".join(str(size) for size in divided.sizes())

    def places(self) -> dict[str, str]:
        """Where the user put the dividers, by layout."""
        return dict(self._places)

    def _noted(self, name: str) -> list[int]:
        try:
            return [int(size) for size in self._places.get(f"{name}.{self._mode()}", "").split(",")]
        except ValueError:
            return []

    def set_theme(self, theme: Theme) -> None:
        """Larger text moves the breakpoints."""
        self._theme = theme
        least = tokens()["width"]
        self.queue.setMinimumWidth(round(least["queue"]["least"] * theme.scale))
        self.details.setMinimumWidth(round(least["details"]["least"] * theme.scale))
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size may be another layout."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Fold, unfold and size the panes for the window as it is, and as the user left them."""
        theme, mode = self._theme, self._mode()
        shown = self.details_shown()
        self.details.setVisible(shown)
        self.queue.setVisible(not (shown and mode == "narrow"))  # three panes have no room there
        self.strip.setVisible(not shown)
        self._unfold.setChecked(shown)
        queue, details = theme.width("queue"), details_width(theme) if shown else 0
        if mode in ("folded", "narrow"):
            queue = round(queue * 0.9)
        noted = self._noted("columns")
        if len(noted) == 3:
            queue, details = noted[0], (noted[2] or details) if shown else 0
        self._columns.setSizes([queue, max(320, self.width() - queue - details), details])
        one = self.in_one_pane()
        self.article.setVisible(not one or self._shown_text == "article")
        self.evidence.setVisible(not one or self._shown_text == "evidence")
        for switch, name in zip(self._switches, ("article", "evidence"), strict=True):
            switch.setVisible(one)
            switch.choose(name)
        self.article.header.title.setVisible(not one)
        self._share(mode)

    def _share(self, mode: str) -> None:
        theme, height = self._theme, self._middle.height()
        if not self.in_one_pane():
            self._texts.setSizes(self._shares())
        texts = self.article.header.height() + _LINES * theme.line_height
        whole = self.comparison.whole_height()
        low = self.height() + self._beyond() < _LOW or height < texts + whole
        self.comparison.set_compact(low)
        noted = self._noted("middle")
        usual = max(whole, min(theme.width("compare_height") + self._second(), height - texts))
        compare = self.comparison.compact_height() if low else noted[1] if len(noted) == 2 else usual
        self._middle.setSizes([max(120, height - compare), compare])

    def _second(self) -> int:
        """Room for a second line of the proposed wording, which most quotes need."""
        return self.comparison.proposed.field.line_height

    def _shares(self) -> list[int]:
        """What article and evidence take, in their order: as the user left them, else as the tokens say."""
        noted = self._noted(self._name("texts"))
        if len(noted) == 2 and all(noted):
            return noted
        whole = self._texts.height() if self.turned() else self._texts.width()
        first = round(whole * tokens()["width"]["article_share"])
        return [first, whole - first] if self._texts.indexOf(self.article) == 0 else [whole - first, first]

    def _name(self, name: str) -> str:
        return f"{name}.over" if name == "texts" and self.turned() else name

    def _beyond(self) -> int:
        """How much higher the window is than the desk."""
        return self.window().height() - self.height()

    # What the user asks of the layout

    def details_shown(self) -> bool:
        """Whether the details stand at the right, or are folded away."""
        if self._details_wanted is not None:
            return self._details_wanted
        return self._mode() in ("wide", "usual")

    def toggle_details(self) -> None:
        """Fold the details away, or unfold them."""
        self._details_wanted = not self.details_shown()
        self.arrange()

    def in_one_pane(self) -> bool:
        """Whether article and evidence share one pane: when asked, or where there is no room for two."""
        return self._one_pane or self._mode() == "narrow"

    def set_one_pane(self, one: bool) -> None:
        """Let article and evidence share one pane."""
        self._one_pane = one
        self.arrange()

    def show_text(self, name: str) -> None:
        """In one pane: show "article" or "evidence"."""
        self._shown_text = name
        self.arrange()

    def swap(self) -> None:
        """Let article and evidence change sides."""
        first = self.article if self._texts.indexOf(self.evidence) == 0 else self.evidence
        self._texts.insertWidget(0, first)
        self._places["texts.first"] = "article" if first is self.article else "evidence"
        for name in [name for name, sizes in self._places.items() if name.startswith("texts.") and "," in sizes]:
            self._places[name] = ",".join(reversed(self._places[name].split(",")))  # each keeps its share
        self.arrange()

    def turn(self) -> None:
        """Put the article above the evidence, or beside it again."""
        self._places["texts.side"] = "" if self.turned() else "over"
        self._texts.setOrientation(_DOWN if self.turned() else _ACROSS)
        self.arrange()

    def turned(self) -> bool:
        """Whether the article stands above the evidence."""
        return self._places.get("texts.side") == "over"

    # The keyboard

    def go_to(self, name: str) -> None:
        """Put the keyboard into a pane: queue, article, evidence, compare, proposed, details."""
        if name in ("article", "evidence") and self.in_one_pane():
            self.show_text(name)
        if (name == "details" and not self.details_shown()) or (name == "queue" and self.queue.isHidden()):
            self.toggle_details()
        if name == "proposed":
            self.comparison.edit_proposed()
            return
        self._targets()[name]().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _targets(self) -> dict[str, Callable[[], QWidget]]:
        return {
            "queue": lambda: self.queue.list,
            "article": lambda: self.article.page,
            "evidence": lambda: self.evidence.page,
            "compare": lambda: self.comparison.words,
            "details": lambda: self.details.fields.speaker,
        }

    def cycle(self, by: int) -> None:
        """Go to the next pane, or the one before."""
        names = [name for name in ("queue", "article", "evidence", "compare", "details") if self._there(name)]
        panes = {
            "queue": self.queue,
            "article": self.article,
            "evidence": self.evidence,
            "compare": self.comparison,
            "details": self.details,
        }
        focus = self.window().focusWidget()
        here = next((name for name in names if focus is not None and panes[name].isAncestorOf(focus)), names[-by])
        self.go_to(names[(names.index(here) + by) % len(names)])

    def _there(self, name: str) -> bool:
        return name != "details" or self.details_shown()

    def use_actions(self, actions: Actions) -> None:
        """Name the keys in the buttons' tooltips."""
        self.bar.set_key(actions.key_words("edit.find"))
        self.strip.set_key(actions.key_words("quote.rule"))
        self.details.ruling.set_key(actions.key_words("quote.rule"))
        self.comparison.set_keys(actions.key_words("quote.next_difference"), actions.key_words("quote.last_difference"))
        self._unfold.set_name(tr("Details"), actions.key_words("view.details"))
