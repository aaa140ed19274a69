"""Verbs on sources: add one, list them, and see to a confidential one: show it, hold it, forget it."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from app import edits
from app import sources as people
from app.project import Project
from db.records import Source, SourceId, SourceKind, new_id
from ui.commands.call import DONE, Call
from ui.i18n import count, tr

_NONE = "none"  # what --keep-until takes for no day at all


def source(call: Call) -> int:
    """`source NAME`: add one, its name sealed with --confidential; or see to the one of that code name or id."""
    args = call.args
    deeds = {"reveal": _reveal, "forget": _forget, "hold": _hold, "release": _release}
    for name, deed in deeds.items():
        if getattr(args, name):
            return _to_one(call, deed)
    return _to_one(call, _keep) if args.keep_until and args.confidential is None else _add(call)


def _add(call: Call) -> int:
    args, kind = call.args, SourceKind(call.args.kind)
    with call.project() as project:
        quote = project.quote(project.find_quote(args.quote)) if args.quote else None
        if args.confidential is not None:
            added = people.sealed(kind, args.name, args.role, args.confidential)
        else:
            added = Source(SourceId(new_id()), kind, args.name, args.role)
        project.apply(edits.add_source(added, who=call.who))
        if args.keep_until:
            project.apply(edits.keep_source(added, args.keep_until, who=call.who))
        if quote is not None:
            project.apply(edits.give_source(quote, added, who=call.who))
    shown = {"id": added.id, "name": added.name or None, "code_name": added.code_name or None, "role": added.role}
    call.answer(shown, iter([f"{added.id}  {added.code_name or added.name}"]))
    return DONE


def _to_one(call: Call, deed: Callable[[Call, Project, Source], int]) -> int:
    with call.project() as project:
        return deed(call, project, people.find(project, call.args.name))


def _reveal(call: Call, project: Project, one: Source) -> int:
    told = people.reveal(project, one.id, call.args.reason, call.who)
    line = tr("{name}, {role}", name=told.name, role=told.role) if told.role else told.name
    call.answer({"id": one.id, "code_name": one.code_name, "name": told.name, "role": told.role}, iter([line]))
    sys.stderr.write(tr("The history says that you asked, and why; it does not say the name.") + "\n")
    return DONE


def _forget(call: Call, project: Project, one: Source) -> int:
    people.forget(project, one.id, call.who)
    return _done(call, project, one, tr("Forgotten: no copy of the library opens the identity of {name} any more."))


def _hold(call: Call, project: Project, one: Source) -> int:
    project.apply(edits.hold_source(one, call.args.reason, who=call.who))
    return _done(call, project, one, tr("{name} is under a legal hold, and is not forgotten before it is lifted."))


def _release(call: Call, project: Project, one: Source) -> int:
    project.apply(edits.release_source(one, who=call.who))
    return _done(call, project, one, tr("The legal hold on {name} is lifted."))


def _keep(call: Call, project: Project, one: Source) -> int:
    until = call.args.keep_until
    project.apply(edits.keep_source(one, "" if until == _NONE else until, who=call.who))
    return _done(call, project, one, tr("Retention date of {name}: {day}").replace("{day}", until))


def _done(call: Call, project: Project, one: Source, sentence: str) -> int:
    call.answer(shape(project.source(one.id)), iter([sentence.replace("{name}", one.code_name)]))
    return DONE


def shape(one: Source) -> dict[str, Any]:
    """A source as `sources --json` prints it: never more of a confidential one than its code name."""
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name or None,
        "role": one.role,
        "code_name": one.code_name or None,
        "confidential": one.confidential,
        "keep_until": one.keep_until or None,
        "held_for": one.held_for or None,
        "opened_at": one.opened_at or None,
        "forgotten_at": one.forgotten_at or None,
    }


def sources(call: Call) -> int:
    """`sources [--overdue]`: all of them, or the confidential ones past the day until which they were to be kept."""
    with call.project() as project:
        every = project.sources()
    past = people.overdue(every, date.today())
    listed = past if call.args.overdue else every

    def lines() -> Iterator[str]:
        for one in listed:
            marks = [tr("confidential")] if one.confidential else []
            marks += [tr("past its retention date, {day}", day=one.keep_until)] if one in past else []
            marks += [tr("under a legal hold")] if one.held_for else []
            marks += [tr("forgotten")] if one.forgotten_at else []
            yield "  ".join(filter(None, (one.id, one.code_name or one.name, ", ".join(marks))))
        if past and not call.args.overdue:
            yield count(len(past), "1 source is past its retention date: onrecord source CODENAME --forget",
                        "{n} sources are past their retention date: onrecord source CODENAME --forget")  # fmt: skip

    call.answer([shape(one) for one in listed], lines())
    return DONE
