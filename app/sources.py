"""Confidential sources: sealing an identity, showing it on request, forgetting it, keeping names out of what leaves.

Each identity is sealed under a key of its own, which lies in the system's keychain and nowhere else: so the library's
file and its backups hold only what that key opens, and all of them lose it when the key is destroyed.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app import secrets
from app.edits import custody
from app.project import Project
from app.workflow import Desk, Reason
from db.changes import Edit
from db.errors import NamesUnknown, NoKeychain, NoSuch, Refused, SealBroken
from db.records import Source, SourceId, SourceKind, new_id

_EVERYTHING = 1 << 31
_TELLING = 3  # characters of a word of a name that is looked for by itself: not "de", "O"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a confidential source is. To be shown, and kept nowhere."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Left:
    """Where a name stands in clear, which forgetting does not reach: `places` in records, `edits` of history."""

    places: int
    edits: int


def why_not_sealed(name: str, code_name: str) -> Reason | None:
    """Why nobody can be kept as that confidential source; None where they can."""
    if not name.strip():
        return Reason.NO_NAME
    if not code_name.strip():
        return Reason.NO_CODE_NAME
    return Reason.TELLING_CODE_NAME if code_name.strip().casefold() in name.strip().casefold() else None


def sealed(kind: SourceKind, name: str, role: str, code_name: str) -> Source:
    """A new confidential source: name and role are sealed, and in it no other way.

    Raises NoKeychain, and Refused for what `why_not_sealed` says.
    """
    refusal = why_not_sealed(name, code_name)
    if refusal is not None:
        raise Refused(reason=refusal)
    id = SourceId(new_id())
    told = json.dumps({"name": name, "role": role}, ensure_ascii=False)
    return Source(id, kind, confidential=True, code_name=code_name, sealed=secrets.seal(told, id))


def find(project: Project, asked: str) -> Source:
    """The source of that code name or name, or whose id begins so. Raises NoSuch."""
    every, wanted = project.sources(), asked.strip().casefold()
    found = [one for one in every if wanted and wanted in (one.code_name.casefold(), one.name.casefold())]
    found = found or [one for one in every if wanted and one.id.startswith(wanted)]
    if len(found) != 1:
        raise NoSuch(kind="source", id=asked, several=len(found) > 1)
    return found[0]


def reveal(project: Project, id: SourceId, why: str, who: str) -> Identity:
    """Who it is. The opening stands in history, with the reason, before anybody sees the name.

    Raises Refused, NoKeychain or SealBroken; and where it cannot be written down, what `project.apply` raises.
    """
    source = project.source(id)
    opening = custody.open_source(source, why, who=who)
    told = _opened(source)
    project.apply(opening)
    return told


def forget(project: Project, id: SourceId, who: str) -> Edit:
    """Destroy the key of that source's identity: no library and no backup opens it again. There is no way back.

    The key goes first. Where its end cannot be written down then, forgetting again does that. Raises Refused (HELD
    among others), NoKeychain, and what `project.apply` raises.
    """
    forgetting = custody.forget_source(project.source(id), who=who)
    secrets.destroy_seal(id)
    return project.apply(forgetting)


def overdue(sources: Iterable[Source], today: date) -> tuple[Source, ...]:
    """Those past the day until which they were to be kept, held ones among them, longest past first."""
    return tuple(sorted((one for one in sources if past(one, today)), key=lambda one: (one.keep_until, one.code_name)))


def past(source: Source, today: date) -> bool:
    """Whether it is past the day until which it was to be kept."""
    return bool(source.keep_until) and not source.forgotten_at and source.keep_until < today.isoformat()


def left_in_clear(project: Project, id: SourceId) -> Left:
    """Where the sealed name, or its first or last name alone, stands in clear as well, as far as words can tell.

    Raises NoKeychain or SealBroken.
    """
    told = _opened(project.source(id)).name
    if not told.strip():
        return Left(0, 0)
    words = {word for word in re.findall(r"\w+", told) if len(word) >= _TELLING}
    named = re.compile("|".join(rf"\b{re.escape(one)}\b" for one in {told.strip(), *words}), re.IGNORECASE)
    found = (hit for asked in {told, *words} for hit in project.search(asked, limit=1000))
    hits = {(hit.kind, hit.id) for hit in found if named.search(f"{hit.title} {hit.excerpt}")}
    edits = sum(
        any(named.search(str(value)) for c in entry.edit.changes for side in (c.before, c.after) if side
            for value in side.values())
        for entry in project.history(limit=_EVERYTHING)
    )  # fmt: skip
    return Left(len(hits), edits)


def sealed_of(desk: Desk) -> dict[SourceId, Source]:
    """The desk's confidential sources whose identity this library holds, sealed."""
    return {s.source.id: s.source for s in desk.states if s.source and s.source.confidential and s.source.sealed}


def hidden_names(desk: Desk) -> dict[SourceId, str]:
    """The names in the seals of the desk's confidential sources, to be kept out of what leaves the desk.

    Raises NamesUnknown (`code_names`; `why`: no_keychain, no_key, damaged) where one does not open: a name that nobody
    knows cannot be looked for in notes, evidence or the article's text, so nothing may leave.
    """
    found: dict[SourceId, str] = {}
    shut: dict[str, str] = {}
    for id, source in sealed_of(desk).items():
        try:
            found[id] = _opened(source).name
        except NoKeychain:
            shut[source.code_name] = "no_keychain"
        except SealBroken as broken:
            shut[source.code_name] = str(broken.values["why"])
    if shut:
        raise NamesUnknown(code_names=", ".join(shut), why=next(iter(shut.values())))
    return found


def _opened(source: Source) -> Identity:
    try:
        told = json.loads(secrets.unseal(source.sealed, source.id))
        return Identity(str(told["name"]), str(told.get("role", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SealBroken(why="damaged") from error
