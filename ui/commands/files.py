"""Verbs that read files and store nothing: read, quotes, compare."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app import comparing, quotations, reading
from app.reading import apart
from db.errors import Unreadable
from db.records import Difference, Form, Verdict
from ui import messages
from ui.commands.call import DONE, NO, Call
from ui.i18n import count, tr


def read(call: Call) -> int:
    """`read FILE`: the article as cleaned, and what was left out."""
    found = apart.read_file(Path(call.args.file))
    call.answer(_article(found), _article_lines(found))
    return DONE


def _article(found: reading.ReadArticle) -> dict[str, Any]:
    fields = "headline kicker standfirst byline outlet dateline date url language text encoding encoding_guessed"
    shown = {name: getattr(found, name) for name in fields.split()}
    original = found.original
    shown["original"] = {"sha256": original.sha256, "media_type": original.media_type, "name": original.name}
    shown["left_out"] = [{"text": part.text, "reason": part.reason, "at": part.at} for part in found.left_out]
    return shown


def _article_lines(found: reading.ReadArticle) -> Iterator[str]:
    for line in (found.kicker, found.headline, found.standfirst, found.byline):
        if line:
            yield line
    yield ""
    yield found.text
    if found.encoding_guessed:
        yield ""
        yield tr("The file does not say how its letters are encoded; it was read as {name}.", name=found.encoding)
    if found.left_out:
        yield ""
        yield count(len(found.left_out), "Left out: 1 passage", "Left out: {n} passages")
        for part in found.left_out:
            first, *more = part.text.strip().splitlines() or [""]
            yield f"  [{messages.left_out_word(part.reason)}] {first}{' …' if more else ''}"


def quotes(call: Call) -> int:
    """`quotes FILE`: every quote found. With --raw the file is the text, to the letter."""
    text = _raw(Path(call.args.file)) if call.args.raw else apart.read_file(Path(call.args.file)).text
    found = quotations.find(text, register=call.args.register)
    shown = {"text": text, "engine": quotations.ENGINE, "quotes": [quote_shape(quote) for quote in found]}
    call.answer(shown, _quote_lines(found))
    return DONE


def _raw(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except IsADirectoryError:
        raise Unreadable(name=path.name, why="folder") from None
    except FileNotFoundError:
        raise Unreadable(name=path.name, why="missing") from None
    except (OSError, UnicodeDecodeError):
        raise Unreadable(name=path.name, why="not_text") from None


def quote_shape(found: quotations.FoundQuote) -> dict[str, Any]:
    """A found quote as `quotes --json` prints it (docs/command-line.md)."""
    speaker, cue = found.speaker, found.cue
    start, end = found.content
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "form": found.form,
        "attribution": found.attribution,
        "confidence": found.confidence,
        "rule": found.rule,
        "content": {"start": start, "end": end, "spans": [list(span) for span in found.spans]},
        "speaker": speaker and {"start": speaker.start, "end": speaker.end, "text": speaker.text, "name": speaker.name},
        "cue": cue and {"start": cue.start, "end": cue.end, "text": cue.text},
    }


def _quote_lines(found: tuple[quotations.FoundQuote, ...]) -> Iterator[str]:
    number = 0
    for quote in found:
        term = quote.form is Form.TERM
        number += not term
        who = "" if term else (quote.speaker.name or quote.speaker.text) if quote.speaker else tr("nobody named")
        kind = messages.form_word(quote.form) + ("" if term else f" · {messages.attribution_word(quote.attribution)}")
        yield f"{'' if term else number:>3}  {kind}{' · ' if who else ''}{who}"
        yield f"     {quote.text}"
    yield summary(found)


def summary(found: tuple[quotations.FoundQuote, ...]) -> str:
    """How many quotes there are, and how many terms beside them."""
    terms = sum(quote.form is Form.TERM for quote in found)
    checked = count(len(found) - terms, "1 quote to check", "{n} quotes to check")
    return checked + (", " + count(terms, "1 term", "{n} terms") if terms else "")


def compare(call: Call) -> int:
    """`compare EVIDENCE --quote TEXT`: are these the same words? Exit status 1 where they are not."""
    printed = call.args.quote if call.args.quote is not None else _raw(Path(call.args.quote_file)).strip()
    evidence = apart.read_evidence(Path(call.args.evidence))
    policy = comparing.load_policy(call.args.policy or call.settings.policy, call.paths.policies)
    found = comparing.compare(printed, comparing.index(evidence.text, evidence.turns), policy)
    call.answer(comparison_shape(found), comparison_lines(found))
    return DONE if found.verdict in (Verdict.VERBATIM, Verdict.PERMITTED) else NO


def comparison_shape(found: comparing.Comparison) -> dict[str, Any]:
    """A comparison as `compare --json` prints it (docs/command-line.md)."""
    return {
        "verdict": found.verdict,
        "policy": found.policy,
        "score": round(found.score, 4),
        "passage": found.passage,
        "differences": found.differences,
        "alternatives": found.alternatives,
    }


def comparison_lines(found: comparing.Comparison) -> Iterator[str]:
    """A comparison in words: the verdict, the passage, each difference."""
    yield messages.verdict_word(found.verdict) + f" ({messages.policy_word(found.policy)})"
    if found.passage is not None:
        where = ", ".join(part for part in (found.passage.locator, found.passage.speaker) if part)
        yield f"  “{found.passage.text}”" + (f"  [{where}]" if where else "")
    for difference in found.differences:
        yield "  " + difference_line(difference)
    if found.alternatives:
        yield "  " + count(len(found.alternatives), "1 other passage is close", "{n} other passages are close")


def difference_line(difference: Difference) -> str:
    """One difference in words: its kind, what was printed, what was said."""
    kind = messages.kind_label(difference.kind, difference.around)
    printed, words = difference.printed.strip(), difference.said.strip()
    if words and difference.around:
        body = tr("the article says “{words}” outside the marks, said “{said}”", words=difference.around, said=words)
    elif printed and words:
        body = tr("printed “{printed}”, said “{said}”", printed=printed, said=words)
    elif printed:
        body = tr("printed “{printed}”, not said", printed=printed)
    elif difference.around:
        body = tr("the article says “{words}” outside the marks", words=difference.around)
    else:
        body = tr("said “{said}”, not printed", said=words)
    allowed = tr("to be confirmed") if difference.confirm else tr("allowed")
    return f"{kind}: {body}" + (f" ({allowed})" if difference.allowed else "")
