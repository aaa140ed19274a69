"""Verbs on an article's text: replace it by a newer version; say where a lost quote stands after all."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app import edits, intake
from app.comparing.reanchor import Anchor, Fate, places, reanchor
from app.reading import apart
from app.workflow import Desk
from db.records import Quote, QuoteId
from ui.commands.call import DONE, Call, misuse
from ui.commands.library import state_shape
from ui.i18n import count, tr

_AROUND = 30  # characters shown on either side of a place


def replace(call: Call) -> int:
    """`replace ARTICLE FILE`: its text by the file's, and what becomes of each quote. --dry-run only tells."""
    text = apart.read_file(Path(call.args.file)).text
    with call.project() as project:
        desk = project.desk(project.find_article(call.args.article))
        quotes = [state.quote for state in desk.states]
        found = reanchor(quotes, desk.article.text, text)
        if not call.args.dry_run:
            _replace(call, project, desk, text, found)
    call.answer(_report(quotes, found), _lines(quotes, found, text))
    return DONE


def _replace(call: Call, project: Any, desk: Desk, text: str, found: Mapping[QuoteId, Anchor]) -> None:
    quotes, spans = [state.quote for state in desk.states], {id: anchor.span for id, anchor in found.items()}
    project.apply(edits.replace_text(desk.article, quotes, text, who=call.who, places=spans))
    checks = intake.compare_all(project.desk(desk.article.id), who=call.who, policies=call.paths.policies)
    if checks:
        project.apply(edits.record_checks(checks, article_id=desk.article.id, who=call.who, following=True))


def _report(quotes: Sequence[Quote], found: Mapping[QuoteId, Anchor]) -> dict[str, Any]:
    """The quotes by what became of them; `unsure` are lost until somebody chooses one of their `choices`."""
    by_fate: dict[str, list[dict[str, Any]]] = {fate.value: [] for fate in Fate}
    for quote in quotes:
        anchor = found[quote.id]
        shown = {"id": quote.id, "text": quote.exact, "span": anchor.span, "choices": anchor.choices}
        by_fate[anchor.fate].append(shown)
    return by_fate


def _lines(quotes: Sequence[Quote], found: Mapping[QuoteId, Anchor], text: str) -> Iterator[str]:
    told = {
        Fate.SAME: ("1 quote kept where it was", "{n} quotes kept where they were"),
        Fate.MOVED: ("1 quote moved, its words the same", "{n} quotes moved, their words the same"),
        Fate.CHANGED: ("1 quote has other words, and is left to check", "{n} quotes have other words, left to check"),
        Fate.UNSURE: ("1 quote could stand in several places", "{n} quotes could stand in several places"),
        Fate.LOST: ("1 quote is no longer in the text", "{n} quotes are no longer in the text"),
    }
    for fate, (one, many) in told.items():
        those = [quote for quote in quotes if found[quote.id].fate is fate]
        if not those:
            continue
        yield count(len(those), one, many)
        for quote in those if fate not in (Fate.SAME, Fate.MOVED) else ():
            yield f"  {quote.id}  “{quote.exact}”"
            anchor = found[quote.id]
            if anchor.span and fate is Fate.CHANGED:
                yield "    " + tr("now: “{words}”", words=text[slice(*anchor.span)])
            yield from (f"    {start}:{end}  {_around(text, start, end)}" for start, end in anchor.choices)


def _around(text: str, start: int, end: int) -> str:
    return " ".join(f"…{text[max(0, start - _AROUND) : end + _AROUND]}…".split())


def place(call: Call) -> int:
    """`place QUOTE [START:END]`: say where a lost quote stands after all; without a place, where it may stand."""
    with call.project() as project:
        quote = project.quote(project.find_quote(call.args.quote))
        desk = project.desk(quote.article_id)
        if not call.args.at:
            spans = places(quote, desk.article.text)
            shown = [{"start": start, "end": end, "text": desk.article.text[start:end]} for start, end in spans]
            call.answer(shown, (f"{start}:{end}  {_around(desk.article.text, start, end)}" for start, end in spans))
            return DONE
        start, _, end = call.args.at.partition(":")
        if not (start.isdigit() and end.isdigit()):
            return misuse(tr("Say START:END, as characters of the article's text."))
        project.apply(edits.find_again(desk, quote.id, int(start), int(end), who=call.who))
        state = project.desk(quote.article_id).state(quote.id)
    call.answer(state_shape(state), iter([f"{state.quote.start}:{state.quote.end}  “{state.quote.exact}”"]))
    return DONE
