"""What the palette offers for what is typed: actions, quotes, speakers, articles, evidence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.workflow import QuoteState
from db.errors import KnownProblem
from db.records import ArticleId, EvidenceId, Form, QuoteId
from db.search import Hit
from ui.actions import Action, Actions
from ui.i18n import count, tr
from ui.messages import status_phrase, status_word
from ui.models.quotes import speaker_shown, status_shown
from ui.session import Session

_MOST = 6  # of one kind, so that none crowds the others out
_MOST_ALONE = 40
_LEAST_SEARCHED = 2  # characters before the library is searched

ShowEvidence = Callable[[ArticleId, EvidenceId, str], object]  # the last: words to look for in it


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `reason` says why it cannot be chosen now; `serif` sets words that were printed in the reading face."""

    section: str
    icon: str
    title: str
    about: str
    run: Callable[[], object]
    key: str = ""
    reason: str = ""
    serif: bool = False
    mark: tuple[int, int] | None = None


class Finder:
    """Entries for a text. ">" asks for actions only, "#" for quotes, "@" for speakers."""

    def __init__(self, session: Session, actions: Actions, show_evidence: ShowEvidence) -> None:
        self._session, self._actions, self._show_evidence = session, actions, show_evidence

    def entries(self, text: str) -> list[Entry]:
        """The best first within each section."""
        kind, words = (text[0], text[1:].strip()) if text[:1] in (">", "#", "@") else ("", text.strip())
        found: list[Entry] = []
        most = _MOST_ALONE if kind else _MOST
        if kind in ("", ">"):
            found += _best(self._do(), words, most)
        if kind in ("", "#"):
            found += _best(self._quotes(), words, most if words or kind else 0)
        if kind in ("", "@"):
            found += _best(self._speakers(), words, most if words or kind else 0)
        if kind in ("", "@") and len(words) >= _LEAST_SEARCHED:
            found += self._library_speakers(words)
        if kind == "" and len(words) >= _LEAST_SEARCHED:
            found += self._library(words)
        return found

    def _do(self) -> Iterator[Entry]:
        for action in self._actions:
            yield self._action(action)

    def _action(self, action: Action) -> Entry:
        reason = action.why_not()
        about = reason or (action.about() if action.about else tr(action.submenu) if action.submenu else "")
        run, key = (lambda: self._actions.run(action.id)), self._actions.key_words(action.id)
        return Entry(tr("Do"), action.icon or "caret-right", action.said().rstrip("…"), about, run, key, reason)

    def _quotes(self) -> Iterator[Entry]:
        for state in self._session.desk.states if self._session.desk else ():
            yield self._quote(state)

    def _quote(self, state: QuoteState) -> Entry:
        quote = state.quote
        words = quote.exact if quote.form is Form.INDIRECT else f"“{quote.exact}”"
        term = quote.form is Form.TERM
        status = status_word("term") if term else status_phrase(quote.status, state.stale)
        about = f"{speaker_shown(state)}, {status[:1].lower()}{status[1:]}"
        run = self._to_quote(quote.id)
        return Entry(tr("Quotes"), f"status:{status_shown(state)}", words, about, run, serif=True)

    def _to_quote(self, quote_id: QuoteId) -> Callable[[], object]:
        return lambda: self._session.select(quote_id)

    def _speakers(self) -> Iterator[Entry]:
        seen: dict[str, list[QuoteState]] = {}
        for state in self._session.desk.states if self._session.desk else ():
            if state.quote.form is not Form.TERM:
                seen.setdefault(speaker_shown(state), []).append(state)
        for name, states in seen.items():
            numbers = ", ".join(str(one.number) for one in states if one.number)
            run = self._to_quote(states[0].quote.id)
            yield Entry(tr("Speakers"), "quotes", name, tr("quotes {numbers}", numbers=numbers) if numbers else "", run)

    def _library_speakers(self, words: str) -> list[Entry]:
        """Who is quoted in other articles under such a name; each leads to one of their quotes."""
        here = {speaker_shown(state) for state in (self._session.desk.states if self._session.desk else ())}
        try:
            speakers = self._session.project.speakers(words)
        except KnownProblem:
            return []
        found: list[Entry] = []
        for one in speakers:
            if one.name not in here:
                quotes = count(one.quotes, "1 quote", "{n} quotes")
                about = tr(
                    "{quotes} in {articles}", quotes=quotes, articles=count(one.articles, "1 article", "{n} articles")
                )
                run = self._to_article(ArticleId(one.article_id), QuoteId(one.quote_id))
                found.append(_marked(Entry(tr("Speakers in the library"), "user", one.name, about, run), words))
        return found[:_MOST]

    def _library(self, words: str) -> list[Entry]:
        try:
            hits = self._session.project.search(words, limit=2 * _MOST)
        except KnownProblem:
            return []
        found: list[Entry] = []
        for hit in hits:
            here = self._session.desk is not None and hit.article_id == self._session.desk.article.id
            if here and hit.kind == "quote":
                continue  # it stands among the quotes already
            icon = {"article": "quotes", "quote": "quotes", "evidence": "file-text"}[hit.kind]
            article_id = ArticleId(hit.article_id)
            run = self._to_article(article_id, QuoteId(hit.id) if hit.kind == "quote" else None)
            if hit.kind == "evidence":
                run = self._to_evidence(article_id, EvidenceId(hit.id), _there(hit, words))
            section = tr("Evidence and articles")
            found.append(_marked(Entry(section, icon, hit.title or hit.excerpt, _short(hit.excerpt), run), words))
        return found[:_MOST]

    def _to_article(self, article_id: ArticleId, quote_id: QuoteId | None) -> Callable[[], object]:
        return lambda: self._session.open_article(article_id, quote_id)

    def _to_evidence(self, article_id: ArticleId, evidence_id: EvidenceId, words: str) -> Callable[[], object]:
        return lambda: self._show_evidence(article_id, evidence_id, words)


def _there(hit: Hit, words: str) -> str:
    """What to look for in a piece that was found: the words as one where they stand so, else the first of them."""
    if words.casefold() in hit.excerpt.casefold():
        return words
    return hit.excerpt[slice(*hit.marks[0])] if hit.marks else ""


def _short(text: str) -> str:
    return " ".join(text.split())[:80]


def _best(entries: Iterator[Entry], words: str, most: int) -> list[Entry]:
    """Those that fit what is typed, best first: at the beginning, at a word's beginning, inside, in what is said of it.

    What cannot be done now stays, behind what can.
    """
    ranked = [(rank, bool(one.reason), at, one) for at, one in enumerate(entries) if (rank := _rank(one, words)) < _NOT]
    ranked.sort(key=lambda item: item[:3])
    return [_marked(one, words) for _, _, _, one in ranked[:most]]


_NOT = 9


def _rank(entry: Entry, words: str) -> int:
    wanted, title = words.casefold(), entry.title.casefold()
    if not wanted or title.startswith(wanted):
        return 0
    if f" {wanted}" in f" {title.replace('“', ' ')}":
        return 1
    if wanted in title:
        return 2
    if wanted in entry.about.casefold():
        return 3
    parts = wanted.split()
    return 4 if len(parts) > 1 and all(part in f"{title} {entry.about.casefold()}" for part in parts) else _NOT


def _marked(entry: Entry, words: str) -> Entry:
    from dataclasses import replace

    at = entry.title.casefold().find(words.casefold()) if words else -1
    return replace(entry, mark=(at, at + len(words))) if at >= 0 else entry
