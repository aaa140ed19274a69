"""Codes into sentences: known problems, refusals, statuses, terms, levels, and the lines of a history.

No Qt here: the command line and the window say the same things in the same words.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import resources
from app.places import Sharing
from app.workflow import Progress
from db.changes import Edit, Row
from db.errors import KnownProblem, Refused
from db.records import (
    Attribution,
    Capture,
    Evidence,
    EvidenceKind,
    Form,
    Kind,
    Level,
    RulingKind,
    SourceKind,
    Status,
    Terms,
    Verdict,
)
from ui import wording
from ui.i18n import count, tr
from ui.times import when

if TYPE_CHECKING:
    from app.headlines import Unbacked


def _tokens() -> Mapping[str, Any]:
    return resources.table("themes/tokens.toml")


class _Named(dict[str, object]):
    """Values for a sentence; one that is missing reads as nothing special rather than failing."""

    def __missing__(self, key: str) -> str:
        return {"name": tr("the file"), "line": "?", "id": tr("that")}.get(key, "")


def _fill(sentence: str, values: Mapping[str, object]) -> str:
    return tr(sentence).format_map(_Named(values))


def words(problem: KnownProblem) -> str:
    """One plain sentence for a known problem, in the reader's language, with its particulars."""
    values = problem.values
    if isinstance(problem, Refused):
        return reason_words(str(values.get("reason", "")), **{k: v for k, v in values.items() if k != "reason"})
    if problem.code == "no_such":
        return _no_such(values)
    why = str(values.get("why", ""))
    sentence = wording.BY_WHY.get(problem.code, {}).get(why) or wording.PROBLEMS.get(problem.code)
    if not sentence:
        return tr("Something stands in the way: {code}.", code=problem.code)
    not_done = wording.NOT_DONE.get(str(values.get("deed", "")))
    return f"{_fill(sentence, values)} {tr(not_done)}" if not_done else _fill(sentence, values)


def _no_such(values: Mapping[str, object]) -> str:
    table = str(values.get("table", values.get("kind", ""))).rstrip("s")
    asked = str(values.get("id", values.get("prefix", values.get("name", ""))))
    if values.get("several"):
        return tr("{id} fits more than one. Give more of it.", id=asked)
    sentence = wording.NO_SUCH.get(table)
    if sentence:
        return _fill(sentence, {"id": asked, "name": asked})
    return tr("There is nothing called {id}.", id=asked) if asked else tr(wording.PROBLEMS["no_such"])


def reason_words(reason: str, **values: object) -> str:
    """Why the desk refuses, as a sentence; with `left=7` "7 quotes are left to check"."""
    number = values.get("left", values.get("n"))
    if isinstance(number, int):
        if reason == "open_quotes":
            return count(number, "1 quote is left to check.", "{n} quotes are left to check.")
        if reason == "stale_quotes":
            return count(number, "1 quote is stale.", "{n} quotes are stale.")
        if reason == "words_differ":
            return count(number, "Not while 1 difference is left.", "Not while {n} differences are left.")
    quotes = values.get("quotes")
    if reason in wording.OF_QUOTES and isinstance(quotes, (list, tuple)) and quotes:
        one, many = wording.OF_QUOTES[reason]
        return count(len(quotes), one, many, numbers=", ".join(str(quote) for quote in quotes))
    return _fill(wording.REASONS.get(reason, "The desk does not allow this."), values)


def status_word(status: Status | str, *, short: bool = False) -> str:
    """A status, or "stale", "term", "signed_off", as a word; `short` where a row is narrow ("" for unchecked)."""
    entry = _tokens()["statuses"][str(status)]
    word = str(entry["short"] if short else entry["word"])
    return tr(word) if word else ""


def status_phrase(status: Status, stale: str, piece: str = "") -> str:
    """A status and, where it is stale, why: "Verbatim (stale: the evidence changed since)"; `piece` says in which."""
    if not stale:
        return status_word(status)
    why = tr("{why}: {piece}", why=stale_words(stale), piece=piece) if piece else stale_words(stale)
    return tr("{status} (stale: {why})", status=status_word(status), why=why)


def stale_words(stale: str) -> str:
    """What changed, as the end of a sentence: "the evidence changed since"."""
    return tr(wording.STALE.get(stale, "something changed"))


def completeness(progress: Progress) -> str:
    """What became of every quote: "11 quotes: 9 done, 1 left out, 1 left"."""
    parts = [tr("{n} done", n=progress.done)]
    parts += [tr("{n} left out", n=progress.excluded)] if progress.excluded else []
    parts += [tr("{n} no longer in the text", n=progress.lost)] if progress.lost else []
    parts += [tr("{n} left", n=progress.left)]
    parts += [count(progress.terms, "1 term", "{n} terms")] if progress.terms else []
    whole = count(progress.total + progress.terms, "1 quote", "{n} quotes")
    return tr("{whole}: {parts}", whole=whole, parts=", ".join(parts))


def capture_word(capture: Capture) -> str:
    """How far a piece of evidence was brought in: "Link only"."""
    return tr(wording.CAPTURES[capture])


def capture_phrase(piece: Evidence) -> str:
    """The same with what follows from it: why it failed, or that a link is no evidence."""
    word = capture_word(piece.capture)
    if piece.capture is Capture.FAILED:
        return tr("{word}: {why}", word=word, why=piece.capture_note or tr("nobody said why"))
    return tr("{word}. A link alone is no evidence.", word=word) if piece.capture is Capture.PENDING else word


def compared_word(verdict: Verdict, differing: bool) -> str:
    """What a comparison found. Reported words in which nothing differs were weighed, not compared word for word."""
    if verdict is Verdict.ALTERED and not differing:
        return tr("Reported in other words")
    return verdict_word(verdict)


def verdict_word(verdict: Verdict) -> str:
    """A comparison's verdict as a word."""
    return tr(str(_tokens()["verdicts"][verdict.value]["word"]))


def kind_label(kind: Kind, around: str = "") -> str:
    """A kind of difference as the label under its bracket; `around`: what the article says outside the quote."""
    if kind is Kind.BOUNDARY and around:
        return tr("Article says otherwise")
    return tr(str(_tokens()["differences"][kind.value]["label"]))


def attribution_word(attribution: Attribution) -> str:
    """On whose word the quote stands: "The organisation"."""
    return tr(wording.ATTRIBUTIONS[attribution])


def terms_word(terms: Terms) -> str:
    """The terms: "On record"."""
    return tr(wording.TERMS[terms])


def form_word(form: Form) -> str:
    """The form: "part of a sentence"."""
    return tr(wording.FORMS[form])


def level_word(level: Level) -> str:
    """What a level of evidence stands for, without its code."""
    return tr(wording.LEVELS[level])


def evidence_kind_word(kind: EvidenceKind) -> str:
    """What a piece of evidence is: "Transcript"."""
    return tr(wording.EVIDENCE_KINDS[kind])


def source_kind_word(kind: SourceKind) -> str:
    """What a source is: "Person"."""
    return tr(wording.SOURCE_KINDS[kind])


def left_out_word(reason: str) -> str:
    """Why something was kept out of an article's text: "share buttons"."""
    return tr(wording.LEFT_OUT.get(reason, reason.replace("_", " ")))


def sharing_word(by: Sharing) -> str:
    """Who shares a folder: "Dropbox", "a network drive"."""
    return tr(wording.SHARING[by])


def policy_word(name: str) -> str:
    """A policy by its name: "Standard policy"."""
    return tr("{name} policy", name=tr(name.replace("_", " ").capitalize()))


_OF_QUOTES = ("set_quote", "exclude_quote", "include_quote")  # what may be done to several quotes at once


def edit_line(edit: Edit) -> str:
    """One edit as a line of a history: "Speaker set to Megvii", "Compared: altered", "Undone: Note set"."""
    if edit.undoes is not None:
        return tr("Undone: {line}", line=_lower_first(_line(edit.inverse(edit.who))))
    return _line(edit)


def _line(edit: Edit) -> str:
    named = tr(wording.VERBS.get(edit.verb, edit.verb.replace("_", " ").capitalize()))
    rows = [(change.table, change.before or {}, change.after or {}) for change in edit.changes]
    several = count(len(rows), "1 quote", "{n} quotes") if edit.verb in _OF_QUOTES and len(rows) > 1 else ""
    if edit.verb in ("set_quote", "recast", "set_article", "set_evidence"):
        parts = dict.fromkeys(
            _field_line(name, value)
            for _, _, after in rows
            for name, value in after.items()
            if name in wording.FIELDS and (name != "name" or value != after.get("speaker"))
        )
        line = "; ".join(parts) or named
        reasons = [str(after["term_reason"]) for _, _, after in rows if after.get("term_reason")]
        line = tr("{what}: {said}", what=line, said=reasons[0]) if reasons else line
        return tr("{whose}: {what}", whose=several, what=_lower_first(line)) if several else line
    said = _particulars(edit.verb, rows)
    if several:
        return tr("{what}: {whose}, {said}" if said else "{what}: {whose}", what=named, whose=several, said=said)
    return tr("{what}: {said}", what=named, said=said) if said else named


def _particulars(verb: str, rows: list[tuple[str, Row, Row]]) -> str:
    """What a line says after its colon; "" where the verb says enough."""
    if verb in ("record_check", "record_checks", "follow", "rest"):
        verdicts = [after for _, _, after in rows if after.get("verdict")]
        if len(verdicts) == 1:
            differing = verdicts[0].get("differences") not in ("", "[]", None)
            return _lower_first(compared_word(Verdict(str(verdicts[0]["verdict"])), differing))
        return count(len(verdicts), "1 quote", "{n} quotes") if verdicts else ""
    if verb == "rule":
        return _ruling_line(rows)
    if verb.startswith("choose_"):
        return _chosen_line(rows)
    wanted = {"attach_evidence": "title", "remove_evidence": "title", "comment": "text", "exclude_quote": "excluded"}
    wanted |= {"open_source": "opened_for", "keep_source": "keep_until", "hold_source": "held_for"}
    wanted |= {"release_source": "held_for"}
    wanted |= {"fail_capture": "capture_note"}
    wanted |= {"add_article": "headline", "remove_article": "headline", "add_source": "name", "give_source": "name"}
    column = wanted.get(verb, "")
    for _, before, after in rows:
        if value := (after.get(column) or before.get(column)):
            return str(value)
    return ""


def _ruling_line(rows: list[tuple[str, Row, Row]]) -> str:
    for _, _, after in rows:
        if after.get("kind") == RulingKind.STATUS and after.get("status"):
            status = _lower_first(status_word(Status(str(after["status"]))))
            reason = str(after.get("reason") or "")
            return tr("{status}, {reason}", status=status, reason=reason) if reason else status
    return ""


def _chosen_line(rows: list[tuple[str, Row, Row]]) -> str:
    """What was chosen about: "ruling", "text", "note"."""
    for table, before, after in rows:
        names = {**before, **after}
        if table == "articles" and "text" in names:
            return _lower_first(tr(wording.ROWS["text"]))
        if table == "rulings" or "status" in names:
            return _lower_first(tr(wording.ROWS["status"]))
        if "exact" in names or "spans" in names:
            return _lower_first(tr(wording.ROWS["place"]))
        shown = [tr(label) for label in (wording.FIELDS.get(n) or wording.ROWS.get(n) for n in names) if label]
        if shown:
            return _lower_first(shown[0])
    return ""


def _field_line(name: str, value: object) -> str:
    label = tr(wording.FIELDS[name])
    if name == "assigned_to":
        return tr("Assigned to {who}", who=value or tr("nobody"))
    if value in ("", None):
        return tr("{field} cleared", field=label)
    said = _value_word(name, str(value))
    return tr("{field} set", field=label) if len(said) > 60 else tr("{field} set to {value}", field=label, value=said)


def field_word(name: str) -> str:
    """A record's field as people call it: "Agreed wording"."""
    return tr(wording.FIELDS[name]) if name in wording.FIELDS else tr(name.replace("_", " ").capitalize())


def value_word(name: str, value: str) -> str:
    """What a field holds, in words where it is a code."""
    try:
        return _value_word(name, value)
    except ValueError:
        return value


def _value_word(name: str, value: str) -> str:
    tables: dict[str, Mapping[Any, str]] = {
        "attribution": wording.ATTRIBUTIONS,
        "terms": wording.TERMS,
        "form": wording.FORMS,
    }
    if name in tables and value in tables[name]:
        return _lower_first(tr(tables[name][value]))
    if name == "policy":
        return policy_word(value)
    if name == "agreed_at":
        return when(value) or value
    if name == "source_id":
        return tr("one from the directory")
    return value


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def unbacked_words(one: "Unbacked") -> str:
    """What is quoted above the text and stands in none of its quotes: nobody checked it."""
    where = {
        "kicker": tr("The line above the headline"),
        "headline": tr("The headline"),
        "standfirst": tr("The standfirst"),
    }[one.where]
    if one.in_text:
        return tr("{where} quotes “{words}”, which the text has without quotation marks", where=where, words=one.words)
    return tr("{where} quotes “{words}”, which stands nowhere in the text", where=where, words=one.words)
