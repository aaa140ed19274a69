"""Verbs of the check itself: set, mark, sign, export, history, undo, redo."""

import sys
from dataclasses import replace
from pathlib import Path

from app import edits, sheets
from app.naming import stands_for
from app.project import Project
from app.sheets import keys
from app.workflow import Desk
from db.errors import NoSuch
from db.records import ArticleId, Attribution, Form, QuoteId, Status, Terms
from ui import messages
from ui.commands.call import DONE, NO, Call, misuse, said
from ui.findings import findings
from ui.i18n import tr

FIELDS = ("speaker", "name", "attribution", "terms", "agreed_wording", "proposed_wording", "note", "form")
CODES = {"attribution": Attribution, "terms": Terms, "form": Form}


def set_fields(call: Call) -> int:
    """`set QUOTE FIELD=VALUE... [--reason TEXT]`: all of them or none. A term needs the reason."""
    wanted: dict[str, str] = {}
    for pair in call.args.fields:
        field, equals, value = pair.partition("=")
        if not equals or field not in FIELDS:
            return misuse(tr("Say FIELD=VALUE, with one of these fields: {fields}.", fields=", ".join(FIELDS)))
        if field in CODES and value not in list(CODES[field]):
            return misuse(tr("{field} is one of: {codes}.", field=field, codes=", ".join(CODES[field])))
        wanted[field] = CODES[field](value) if field in CODES else value
    with call.project() as project:
        quote = project.quote(project.find_quote(call.args.quote))
        form = wanted.pop("form", None)
        if "speaker" in wanted and "name" not in wanted:
            wanted["name"] = stands_for(project, quote, wanted["speaker"])
        made = [edits.set_quote(quote, who=call.who, **wanted)] if wanted else []
        made += [edits.recast(quote, Form(form), call.args.reason, who=call.who)] if form else []
        project.apply_all(made)
    said(tr("Changed: {fields}.", fields=", ".join([*wanted, *(["form"] if form else [])])))
    return DONE


def mark(call: Call) -> int:
    """`mark QUOTE STATUS --reason TEXT`: a ruling, where the desk allows it."""
    with call.project() as project:
        quote = project.quote(project.find_quote(call.args.quote))
        desk = project.desk(quote.article_id)
        status = Status(call.args.status)
        project.apply(edits.rule(desk, quote.id, status, call.args.reason, who=call.who))
    said(messages.status_word(status))
    return DONE


def sign(call: Call) -> int:
    """`sign ARTICLE`: refused to whoever checked it last, and while anything is open or stale."""
    with call.project() as project:
        desk = project.desk(project.find_article(call.args.article))
        project.apply(edits.sign_off(desk, who=call.who))
    for one in findings(desk):
        numbers = ", ".join(number for _, number in one.quotes)
        said(f"{one.words}: {numbers}." if numbers else f"{one.words}.")
    said(
        tr(
            "Signed off by {who}. In a library on one machine this is a signed record, not access control.",
            who=call.who,
        )
    )
    return DONE


def export(call: Call) -> int:
    """`export ARTICLE -o FILE`: the quote sheet, in the format of the file's ending."""
    with call.project() as project:
        desk = project.desk(project.find_article(call.args.article))
        said(str(write_sheet(call, project, desk, Path(call.args.output))))
    return DONE


def write_sheet(call: Call, project: Project, desk: Desk, path: Path) -> Path:
    """Write the desk's quote sheet to `path`; returns where it stands."""
    own = keys.signer(call.paths.keys, call.who)  # without a keychain the sheet stays unsigned, and says so
    policy = getattr(call.args, "policy", None) or ""
    sheet = sheets.keyed(sheets.make(project, desk, call.paths, _choice(call), policy=policy), own)
    sheets.write(sheet, path, template_folder=call.paths.templates, signer=own)
    if own is None:
        sys.stderr.write(tr("No keychain answers here, so the sheet is not signed with a key. It says so.") + "\n")
    return path


def _choice(call: Call) -> sheets.Choice:
    """What the options say; a verb without them takes a sheet as it comes."""
    args = vars(call.args)
    put_in = set(args.get("put_in") or ())
    return sheets.Choice(
        quotes=args.get("quotes") or "all",
        order=args.get("order") or "article",
        notes="notes" in put_in,
        comments="comments" in put_in,
        history="history" in put_in,
        paper=args.get("paper") or "a4",
        columns=tuple(filter(None, (args.get("columns") or "").split(","))),
        byte_order_mark=not args.get("no_bom"),
        publish=tuple(args.get("publish") or ()),
    )


def history(call: Call) -> int:
    """`history [ARTICLE | QUOTE]`: newest first."""
    with call.project() as project:
        article_id, quote_id = _article_or_quote(project, call.args.subject)
        entries = project.history(article_id=article_id, quote_id=quote_id)
    shown = [
        {"seq": e.seq, "id": e.edit.id, "verb": e.edit.verb, "who": e.edit.who, "at": e.edit.at, "hash": e.hash,
         "undoes": e.edit.undoes, "changes": [_change(c) for c in e.edit.changes]}
        for e in entries
    ]  # fmt: skip
    call.answer(
        shown, (f"{e.edit.at[:16].replace('T', ' ')}  {e.edit.who}  {messages.edit_line(e.edit)}" for e in entries)
    )
    return DONE


def _change(change: object) -> dict[str, object]:
    return {name: getattr(change, name) for name in ("table", "id", "before", "after")}


def _article_or_quote(project: Project, subject: str | None) -> tuple[ArticleId | None, QuoteId | None]:
    if not subject:
        return None, None
    try:
        return project.find_article(subject), None
    except NoSuch:
        return None, project.find_quote(subject)


def undo(call: Call) -> int:
    """`undo`: take back the newest edit; exit status 1 where there is none."""
    with call.project() as project:
        taken = project.undoable()
        done = project.undo(call.who)
    return _taken(tr("Undone: {what}"), messages.edit_line(taken) if taken and done else "")


def redo(call: Call) -> int:
    """`redo`: make the newest undone edit again; exit status 1 where there is none."""
    with call.project() as project:
        done = project.redo(call.who)
    # Being itself an undo, of an undo, it would be told as one.
    return _taken(tr("Done again: {what}"), messages.edit_line(replace(done, undoes=None)) if done else "")


def _taken(sentence: str, line: str) -> int:
    said(sentence.format(what=line) if line else tr("There is nothing to take back."))
    return DONE if line else NO
