"""What the palette offers for what is typed: actions, quotes, speakers, articles, evidence."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

from app.workflow import Desk, QuoteState
from db import search
from db.errors import KnownProblem
from db.records import ArticleId, EvidenceId, Form, QuoteId
from db.search import Hit, Speaker
from ui.actions import Action, Actions
from ui.i18n import count, tr
from ui.messages import status_phrase, status_word
from ui.models.quotes import speaker_shown, status_shown
from ui.session import Session

_MOST = 6  # of one kind, so that none crowds the others out
_MOST_ALONE = 40
_NUMBERS = 20  # of one speaker's quotes that are named
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


class Found(NamedTuple):
    """What the whole library holds of some words."""

    speakers: tuple[Speaker, ...]
    hits: tuple[Hit, ...]


def look_up(path: Path, text: str) -> Found:
    """What a thread looks up in the library for what is typed; nothing where it cannot be read now."""
    kind, words = _parted(text)
    try:
        return Found(
            search.beside(path, search.speakers, words, 2 * _MOST) if kind in ("", "@") else (),
            search.beside(path, search.search, words, 2 * _MOST) if kind == "" else (),
        )
    except KnownProblem:
        return Found((), ())


def far(text: str) -> bool:
    """Whether the library is to be searched for what is typed."""
    kind, words = _parted(text)
    return kind in ("", "@") and len(words) >= _LEAST_SEARCHED


def _parted(text: str) -> tuple[str, str]:
    return (text[0], text[1:].strip()) if text[:1] in (">", "#", "@") else ("", text.strip())


class Finder:
    """Entries for a text. ">" asks for actions only, "#" for quotes, "@" for speakers."""

    def __init__(self, session: Session, actions: Actions, show_evidence: ShowEvidence) -> None:
        self._session, self._actions, self._show_evidence = session, actions, show_evidence
        self._made: tuple[Desk | None, list[_Folded], list[_Folded]] = (None, [], [])

    def near(self, text: str) -> list[Entry]:
        """What can be done, and what the open article holds; the best first within each section."""
        kind, words = _parted(text)
        found: list[Entry] = []
        most = _MOST_ALONE if kind else _MOST
        if kind in ("", ">"):
            found += _best(map(_Folded.of, self._do()), words, most)
        if kind in ("", "#") and (words or kind):
            found += _best(self._of_desk()[1], words, most)
        if kind in ("", "@") and (words or kind):
            found += _best(self._of_desk()[2], words, most)
        return found

    def warm(self) -> None:
        """Make what the first letter would wait for."""
        self._of_desk()

    def beyond(self, text: str, found: Found) -> list[Entry]:
        """What was found for that text in the whole library."""
        words = _parted(text)[1]
        return self._library_speakers(words, found.speakers) + self._library(words, found.hits)

    def _of_desk(self) -> "tuple[Desk | None, list[_Folded], list[_Folded]]":
        """The desk with its quotes and its speakers, made once for each desk."""
        if self._made[0] is not self._session.desk:
            quotes, speakers = map(_Folded.of, self._quotes()), map(_Folded.of, self._speakers())
            self._made = (self._session.desk, list(quotes), list(speakers))
        return self._made

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
            numbers = [str(one.number) for one in states if one.number]
            about = tr("quotes {numbers}", numbers=", ".join(numbers)) if numbers else ""
            if len(numbers) > _NUMBERS:
                about = count(len(numbers), "1 quote", "{n} quotes")
            yield Entry(tr("Speakers"), "quotes", name, about, self._to_quote(states[0].quote.id))

    def _library_speakers(self, words: str, speakers: Sequence[Speaker]) -> list[Entry]:
        """Who is quoted in other articles under such a name; each leads to one of their quotes."""
        here = {speaker_shown(state) for state in (self._session.desk.states if self._session.desk else ())}
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

    def _library(self, words: str, hits: Sequence[Hit]) -> list[Entry]:
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


class _Folded(NamedTuple):
    """An entry, and its words as they are compared."""

    entry: Entry
    title: str
    about: str

    @classmethod
    def of(cls, entry: Entry) -> "_Folded":
        return cls(entry, entry.title.casefold(), entry.about.casefold())


def _best(entries: Iterable[_Folded], words: str, most: int) -> list[Entry]:
    """Those that fit what is typed, best first: at the beginning, at a word's beginning, inside, in what is said of it.

    What cannot be done now stays, behind what can.
    """
    wanted = words.casefold()
    ranked = [
        (rank, bool(one.entry.reason), at, one.entry)
        for at, one in enumerate(entries)
        if (rank := _rank(one, wanted)) < _NOT
    ]
    return [_marked(one, words) for _, _, _, one in nsmallest(most, ranked, key=lambda item: item[:3])]


_NOT = 9


def _rank(one: _Folded, wanted: str) -> int:
    _, title, about = one
    if not wanted or title.startswith(wanted):
        return 0
    if wanted in title:
        return 1 if f" {wanted}" in f" {title.replace('“', ' ')}" else 2
    if wanted in about:
        return 3
    parts = wanted.split()
    return 4 if len(parts) > 1 and all(part in title or part in about for part in parts) else _NOT


def _marked(entry: Entry, words: str) -> Entry:
    from dataclasses import replace

    at = entry.title.casefold().find(words.casefold()) if words else -1
    return replace(entry, mark=(at, at + len(words))) if at >= 0 else entry
