"""Verbs that bring things into a library and show them: import, evidence, list, show, sample."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app import edits, fetching, intake, reading
from app.headlines import unbacked
from app.reading import apart
from app.sheets import taking
from app.workflow import Desk, Progress, QuoteState
from db.errors import Refused, Unfetched
from db.records import ArticleId, Capture, Check, Evidence, Form, Level, Quote
from ui import messages, times
from ui.commands.call import DONE, Call, misuse, plain
from ui.commands.files import difference_line
from ui.i18n import count, tr


def bring_in(call: Call) -> int:
    """`import FILE...`: all of them, files and addresses, or none where one cannot be read."""
    with apart.Reader(stays=len(call.args.files) > 2) as reader:
        new = [_new(file, reader, call) for file in call.args.files]
    with call.project() as project:
        for one in new:
            project.apply(one.edit, one.originals)
        shown = [article_shape(project.desk(one.article.id)) for one in new]
    call.answer(shown, _brought_lines(new, shown))
    return DONE


def _brought_lines(new: Sequence[intake.NewArticle], shown: Sequence[dict[str, Any]]) -> Iterator[str]:
    for one, shape in zip(new, shown, strict=True):
        yield f"{shape['id']}  {shape['headline']}  ({left_words(shape)})"
        yield from (f"  {messages.unbacked_words(words)}." for words in unbacked(one.article))


def _new(file: str, reader: apart.Reader, call: Call) -> intake.NewArticle:
    """The article of one file or address; a data sheet of ours brings its quotes along."""
    who, policy, deadline = call.who, call.settings.policy, _deadline(call)
    if not fetching.is_address(file):
        policies = call.paths.policies
        return taking.from_file(Path(file), reader, who=who, policies=policies, policy=policy, deadline=deadline)
    page = _fetched(file, call)
    read = reader.read_bytes(page.content, page.name, url=page.url)
    return intake.new_article(read, who=who, policy=policy, deadline=deadline)


def _deadline(call: Call) -> str:
    """The deadline given, as it is kept. Raises Refused where it is no time."""
    given = str(call.args.deadline or "")
    kept = times.deadline_of(given)
    if given and not kept:
        raise Refused(reason="no_such_time")
    return kept


def _fetched(address: str, call: Call) -> fetching.Fetched:
    """The page, where --fetch or the preference allows it. Raises Unfetched."""
    if not (call.args.fetch or call.settings.fetch):
        raise Unfetched(why="off_here", name=address)
    return fetching.fetch(address, private=call.args.own_network)


def _read_evidence(file: str, reader: apart.Reader, call: Call) -> reading.ReadEvidence:
    if not fetching.is_address(file):
        return reader.read_evidence(Path(file))
    return intake.fetched_evidence(_fetched(file, call), reader)


def article_shape(desk: Desk) -> dict[str, Any]:
    """An article as `list` and `import` print it: what it is, and how far its check has come."""
    article, progress = desk.article, desk.progress
    return {
        "id": article.id,
        "headline": article.headline,
        "byline": article.byline,
        "outlet": article.outlet,
        "date": article.date,
        "deadline": article.deadline,
        "total": progress.total,
        **completeness(progress),
        "signed_off": desk.sign_off is not None,
        "above": [{"where": one.where, "words": one.words, "in_text": one.in_text} for one in unbacked(article)],
    }


def completeness(progress: Progress) -> dict[str, int]:
    """What became of every marked stretch: total = done + left + excluded + lost; the stale are among the left."""
    names = ("done", "left", "stale", "excluded", "lost", "terms")
    return {name: getattr(progress, name) for name in names}


def left_words(shape: dict[str, Any]) -> str:
    """How far an article's check has come, in words."""
    if shape["signed_off"]:
        return tr("signed off")
    return tr("{left} of {total} left", left=shape["left"], total=shape["total"])


def evidence(call: Call) -> int:
    """`evidence ARTICLE FILE...`: attach, then compare every open quote with all there is. A --link stays pending."""
    if not (call.args.files or call.args.link):
        return misuse(tr("Give a file, an address, or a link with --link."))
    with apart.Reader(stays=len(call.args.files) > 2) as reader:
        read = [_read_evidence(file, reader, call) for file in call.args.files]
    level = Level(call.args.level) if call.args.level else None
    with call.project() as project:
        article_id = project.find_article(call.args.article)
        beside, new = list(project.desk(article_id).evidence), []
        for found in read:
            new.append(intake.new_evidence(article_id, found, who=call.who, level=level, beside=beside))
            beside.append(new[-1].evidence)
        links = [intake.new_link(article_id, link, who=call.who, level=level or Level.E0) for link in call.args.link]
        desk = project.desk(article_id)
        pieces = [one.evidence for one in new]
        checks = intake.compare_all(desk, who=call.who, evidence=pieces, policies=call.paths.policies)
        for one in (*new, *links):
            project.apply(one.edit, one.originals)
        if checks:
            project.apply(edits.record_checks(checks, article_id=article_id, who=call.who, following=True))
        desk = project.desk(article_id)
    attached = [piece_shape(p) for p in (*pieces, *(link.evidence for link in links))]
    call.answer({"evidence": attached, "quotes": [state_shape(s) for s in desk.states]}, desk_lines(desk))
    return DONE


def piece_shape(piece: Evidence) -> dict[str, Any]:
    """A piece of evidence as `show` prints it: what it is, and how far it was brought in."""
    return {
        "id": piece.id,
        "title": piece.title,
        "kind": piece.kind,
        "level": piece.level,
        "url": piece.url,
        "capture": piece.capture,
        "capture_note": piece.capture_note or None,
    }


def list_articles(call: Call) -> int:
    """`list`: the library's articles, newest touched first."""
    with call.project() as project:
        shown = [_summary_shape(summary) for summary in project.articles()]
    call.answer(shown, (f"{one['id']}  {one['headline']}  ({left_words(one)})" for one in shown))
    return DONE


def _summary_shape(summary: Any) -> dict[str, Any]:
    return {
        "id": summary.id,
        "headline": summary.headline,
        "byline": summary.byline,
        "outlet": summary.outlet,
        "date": summary.date,
        "deadline": summary.deadline,
        "total": summary.progress.total,
        **completeness(summary.progress),
        "signed_off": summary.signed,
    }


def show(call: Call) -> int:
    """`show ARTICLE`: its quotes, their checks and rulings."""
    with call.project() as project:
        desk = project.desk(project.find_article(call.args.article))
    shown = article_shape(desk) | {
        "policy": desk.article.policy,
        "text": desk.article.text,
        "evidence": [piece_shape(p) for p in desk.evidence],
        "quotes": [state_shape(state) for state in desk.states],
        "sign_off": desk.sign_off,
    }
    call.answer(shown, desk_lines(desk))
    return DONE


def state_shape(state: QuoteState) -> dict[str, Any]:
    """A quote with what is known of it, as `show --json` prints it."""
    quote = state.quote
    return {
        "id": quote.id,
        "number": state.number,
        "start": quote.start,
        "end": quote.end,
        "text": quote.exact,
        "form": quote.form,
        "speaker": quote.speaker,
        "name": quote.name,
        "attribution": quote.attribution,
        "terms": quote.terms,
        "agreed_wording": quote.agreed_wording,
        "status": quote.status,
        "stale": state.stale or None,
        "stale_in": state.stale_in,
        "excluded": quote.excluded or None,
        "term_reason": quote.term_reason or None,
        "lost": state.lost,
        "proposed_wording": quote.proposed_wording,
        "note": quote.note,
        "check": state.check,
        "also": [_shown_check(*pair) for pair in zip(state.also, state.also_stale, strict=True)],
        "rulings": state.rulings,
    }


def _shown_check(check: Check, stale: str) -> dict[str, Any]:
    return {**plain(check), "stale": stale or None}


def _status(state: QuoteState, titles: Mapping[str, str]) -> str:
    if state.lost:
        return tr("no longer in the text")
    if state.quote.excluded:
        return tr("excluded: {why}", why=state.quote.excluded)
    return messages.status_phrase(state.quote.status, state.stale, titles.get(state.stale_in or "", ""))


def _term(quote: Quote) -> str:
    return tr("a term: {why}", why=quote.term_reason) if quote.term_reason else tr("a term")


def desk_lines(desk: Desk) -> Iterator[str]:
    """An article's quotes in words: number, status, who, the words, and what the comparison found."""
    yield desk.article.headline
    titles: dict[str, str] = {piece.id: piece.title for piece in desk.evidence}
    for state in desk.states:
        quote = state.quote
        who = _term(quote) if quote.form is Form.TERM else quote.name or quote.speaker or tr("nobody named")
        status = "" if quote.form is Form.TERM and not state.lost else _status(state, titles)
        yield f"{state.number or '':>3}  {' · '.join(part for part in (status, who) if part)}   {quote.id}"
        yield f"     “{quote.exact}”" if quote.form is not Form.INDIRECT else f"     {quote.exact}"
        if state.check is not None:
            yield from _check_lines(state.check, titles, "")
        for check, stale in zip(state.also, state.also_stale, strict=True):
            yield from _check_lines(check, titles, tr("also: "), messages.stale_words(stale) if stale else "")
    yield from (f"     {messages.unbacked_words(words)}." for words in unbacked(desk.article))
    yield from _evidence_lines(desk)
    yield messages.completeness(desk.progress)
    yield (
        count(len(desk.evidence), "1 piece of evidence", "{n} pieces of evidence")
        + ", "
        + left_words(article_shape(desk))
    )


def _check_lines(check: Check, titles: Mapping[str, str], before: str, stale: str = "") -> Iterator[str]:
    where = ", ".join(p for p in (titles.get(check.evidence_id or "", ""), check.locator) if p)
    line = f"     {before}{messages.compared_word(check.verdict, bool(check.differences))}" + (
        f" [{where}]" if where else ""
    )
    yield line + (f" ({stale})" if stale else "")
    yield from (f"       {difference_line(d)}" for d in check.differences if not d.allowed)


def _evidence_lines(desk: Desk) -> Iterator[str]:
    """Evidence that is not plainly there: links, what failed, what was read through."""
    for piece in desk.evidence:
        if piece.capture is not Capture.CAPTURED:
            yield f"     {piece.title}: {messages.capture_phrase(piece)}   {piece.id}"


def sample(call: Call) -> int:
    """`sample`: the sample article's whole job, from bringing it in to a quote sheet. Resets a former one."""
    from ui.commands.desk import write_sheet

    with call.project() as project:
        article_id = intake.open_sample(project, who=call.who, reset=True)
        desk = project.desk(ArticleId(article_id))
        written = write_sheet(call, project, desk, Path(call.args.output)) if call.args.output else None
    shown = {
        "article": article_shape(desk),
        "quotes": [state_shape(s) for s in desk.states],
        "sheet": written and str(written),
    }

    def lines() -> Iterator[str]:
        yield from desk_lines(desk)
        yield tr("Library: {path}", path=call.library)
        if written:
            yield tr("Quote sheet: {path}", path=written)

    call.answer(shown, lines())
    return DONE
