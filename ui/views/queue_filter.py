"""The menu behind the funnel: which quotes the queue shows, how many each choice would leave, and in what order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.workflow import QuoteState
from db.records import Attribution, Status, Terms
from ui.i18n import tr
from ui.messages import attribution_word, status_word, terms_word
from ui.models.quotes import speaker_shown, status_shown
from ui.models.wanted import Only, Order, Wanted, is_so

_ONLY = {
    Only.STALE: "Only stale quotes",
    Only.MINE: "Only what I hold",
    Only.COMMENTED: "Only with an open comment",
    Only.LEFT_OUT: "Only what was left out",
    Only.LOST: "Only what is no longer in the text",
}
_ORDERS = {
    Order.ARTICLE: "As in the article",
    Order.STATUS: "By status, what asks for work first",
    Order.SPEAKER: "By speaker",
    Order.CHANGED: "Newest change first",
}
Ticks = dict[str, QAction]


class FilterMenu(QMenu):
    """Submenus of ticks, an order, and a way to take all ticks away."""

    changed = Signal()
    order_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._states: Sequence[QuoteState] = ()
        self._who = ""
        self._words: dict[QAction, str] = {}
        statuses = [*[status.value for status in Status], "stale", "excluded", "lost", "term"]
        self._statuses = self._part(tr("Status"), [(code, status_word(code)) for code in statuses])
        self._speakers: Ticks = {}
        self._speaker_menu = self.addMenu(tr("Speaker"))
        self._attributions = self._part(tr("Attribution"), [(code, attribution_word(code)) for code in Attribution])
        self._terms = self._part(tr("Terms"), [(code, terms_word(code)) for code in Terms])
        self.addSeparator()
        self._only: Ticks = {only.value: self._tick(self, tr(words)) for only, words in _ONLY.items()}
        self.addSeparator()
        self._orders = self._make_orders()
        self.addSeparator()
        self._clear = self.addAction(tr("Clear the filter"))
        self._clear.setEnabled(False)
        self._clear.triggered.connect(self._clear_and_say)
        self.aboutToShow.connect(self._show_counts)

    def _part(self, title: str, choices: Iterable[tuple[str, str]]) -> Ticks:
        menu = self.addMenu(title)
        return {code: self._tick(menu, word) for code, word in choices}

    def _tick(self, menu: QMenu, word: str) -> QAction:
        tick = menu.addAction(word)
        tick.setCheckable(True)
        tick.toggled.connect(self._say)
        self._words[tick] = word
        return tick

    def _make_orders(self) -> dict[Order, QAction]:
        menu, group = self.addMenu(tr("Order")), QActionGroup(self)
        made = {order: group.addAction(tr(words)) for order, words in _ORDERS.items()}
        for action in made.values():
            action.setCheckable(True)
            action.triggered.connect(lambda _on: self.order_chosen.emit())
            menu.addAction(action)
        made[Order.ARTICLE].setChecked(True)
        return made

    # What there is to choose from

    def use_states(self, states: Sequence[QuoteState], who: str) -> None:
        """Count these quotes, and offer their speakers; `who` asks for what is theirs."""
        self._states, self._who = states, who
        there = {speaker_shown(state) for state in states}
        gone = [name for name in self._speakers if name not in there and not self._speakers[name].isChecked()]
        for name in gone:
            self._drop_speaker(name)

    def _drop_speaker(self, name: str) -> None:
        tick = self._speakers.pop(name)
        del self._words[tick]
        tick.deleteLater()

    def _show_counts(self) -> None:
        """How many quotes each choice holds, beside its words; what would leave none is greyed."""
        self._offer_speakers()
        states, who = self._states, self._who
        for ticks, found in (
            (self._statuses, Counter(status_shown(state) for state in states)),
            (self._speakers, Counter(speaker_shown(state) for state in states)),
            (self._attributions, Counter(state.quote.attribution.value for state in states)),
            (self._terms, Counter(state.quote.terms.value for state in states)),
            (self._only, Counter({o.value: sum(is_so(o, state, who) for state in states) for o in Only})),
        ):
            self._count(ticks, found)

    def _count(self, ticks: Ticks, found: Mapping[str, int]) -> None:
        for code, tick in ticks.items():
            n = found.get(code, 0)
            tick.setText(f"{self._words[tick].replace('&', '&&')}\t{n}")  # Qt sets what follows a tab at the right
            tick.setEnabled(n > 0 or tick.isChecked())

    def _offer_speakers(self) -> None:
        for name in sorted({speaker_shown(state) for state in self._states}, key=str.casefold):
            if name not in self._speakers:
                self._speakers[name] = self._tick(self._speaker_menu, name)

    # What was chosen

    def wanted(self, show: str, text: str) -> Wanted:
        """What is ticked here, with what the switch and the search field say."""
        return Wanted(
            show,
            _ticked(self._statuses),
            frozenset(Attribution(code) for code in _ticked(self._attributions)),
            frozenset(Terms(code) for code in _ticked(self._terms)),
            _ticked(self._speakers),
            frozenset(Only(code) for code in _ticked(self._only)),
            self._who,
            text,
        )

    def order(self) -> Order:
        """The order chosen."""
        return next(order for order, action in self._orders.items() if action.isChecked())

    def order_words(self) -> str:
        """The order in words, "" where it is the article's."""
        order = self.order()
        return "" if order is Order.ARTICLE else tr(_ORDERS[order])

    def use_order(self, order: Order) -> None:
        """Choose an order."""
        self._orders[order].trigger()

    def tick(self, code: str, on: bool = True) -> None:
        """Tick a status, a speaker, an attribution, terms or a condition by its code."""
        self._offer_speakers()
        next(part[code] for part in self._parts() if code in part).setChecked(on)

    def _parts(self) -> tuple[Ticks, ...]:
        return self._statuses, self._speakers, self._attributions, self._terms, self._only

    def clear_choices(self) -> None:
        """Take all ticks away, without a signal; the order stays."""
        self.blockSignals(True)
        for part in self._parts():
            for tick in part.values():
                tick.setChecked(False)
        self.blockSignals(False)
        self._clear.setEnabled(False)

    def _clear_and_say(self) -> None:
        self.clear_choices()
        self.changed.emit()

    def _say(self) -> None:
        self._clear.setEnabled(self.wanted("all", "").chosen)
        self.changed.emit()


def _ticked(part: Ticks) -> frozenset[str]:
    return frozenset(code for code, tick in part.items() if tick.isChecked())
