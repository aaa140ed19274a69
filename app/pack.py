"""One article in one file, to hand over: its text, quotes, evidence with originals, and its history; and back in again.

A pack holds no confidential identity: of such a source only the code name goes along, and the names that its quotes
bore are left out of their history. What a person wrote in a note is theirs to look through. File names lose their
folders.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import choosing
from app.choosing import Choice, Side
from app.conflicts import Conflict
from app.merging import Merge, merge
from app.pack_reading import SIGNATURE, Pack, bare, of_article, read
from app.project import Project
from db.changes import Change, Edit, Row
from db.errors import StaleEdit
from db.records import ArticleId, Original, Sha256, Source, new_id, now
from db.replay import replay
from db.rows import canonical, inserted, to_row
from db.whole import put

if TYPE_CHECKING:
    from app.sheets.proof import Signer

__all__ = ["ENDING", "FORMAT", "Choice", "Coming", "Pack", "Packed", "Side", "Unpacked"]
__all__ += ["bring_in", "choose", "pack", "preview", "read", "unpack"]

FORMAT = "onrecord-pack/1"
ENDING = ".onrecordpack"
_EVERYTHING = 1 << 31
_EDIT = ("id", "verb", "who", "at", "undoes")
_NAMING = ("name", "speaker")  # a quote's fields that may say who a confidential source is


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written."""

    path: Path
    article_id: ArticleId
    edits: int
    originals: int
    size: int


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of it: how many edits were new here, and what both sides had changed differently (ours stands)."""

    article_id: ArticleId
    edits: int
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What is in a pack for this library: `known` where the article is here already; `added` counts rows by table."""

    headline: str
    known: bool
    edits: int
    added: Mapping[str, int]
    conflicts: tuple[Conflict, ...]


def pack(project: Project, article_id: ArticleId, path: Path, own: "Signer | None" = None) -> Packed:
    """Write the article and all about it to one file, whole or not at all. Raises NoSuch or CannotWrite.

    `own` is the key to sign it with: whoever takes it in can tell then who packed it.
    """
    project.article(article_id)
    edits, _ = of_article(_all_edits(project), article_id)
    sources = {str(source.id): source for source in project.sources()}
    going = [bare(sources[id]) for id in sorted(_named(edits, "source_id") & sources.keys())]
    edits = _without_names(edits, {one.id for one in going}, {one.id for one in going if one.confidential})
    originals = [project.original(Sha256(one)) for one in sorted(_named(edits, "original"))]
    content = _zipped(article_id, edits, going, originals, own)
    put(path, content)
    return Packed(path, article_id, len(edits), len(originals), len(content))


def unpack(project: Project, path: Path, who: str) -> Unpacked:
    """Bring a pack into the library: all of it or nothing; a second time changes nothing.

    An article that is here already is merged by its history, field by field; see app.merging. Raises Unreadable,
    StaleEdit or LibraryUnusable.
    """
    return bring_in(project, read(path), who)


def bring_in(project: Project, held: Pack, who: str) -> Unpacked:
    """As `unpack`, for a pack that was read already (in a job)."""
    with held.believable():
        new, merged = _merged(project, held)
        first = [Edit("add_source", who, tuple(map(inserted, new)))] if new and merged.edits else []
        done = project.apply_all((*first, *merged.edits), held.originals if merged.edits else ())
    return Unpacked(held.article_id, len(done) - len(first), merged.conflicts)


def choose(project: Project, held: Pack, choices: Sequence[Choice], who: str) -> Unpacked:
    """Choose between what both sides changed, all of it or nothing; and what more of the pack fits then comes in.

    Raises StaleEdit where something chosen about is another by now, and what `bring_in` does.
    """
    first = bring_in(project, held, who)
    with held.believable():
        new, merged = _merged(project, held)
        present = {one.unit: one for one in merged.conflicts}
        made = [Edit("add_source", who, tuple(map(inserted, new)))] if new else []
        texts = {one.conflict.unit for one in choices if one.conflict.table == "articles"}
        for one in sorted(choices, key=lambda one: one.conflict.unit not in texts):
            if present.get(one.conflict.unit) != one.conflict:
                raise StaleEdit(table=one.conflict.table, id=one.conflict.id, mine=one, theirs=present)
            chosen = choosing.chosen(merged, one, who)
            replay(chosen, merged.rows)
            made += chosen
        project.apply_all(made, held.originals)
    then = bring_in(project, held, who)
    return replace(then, edits=first.edits + then.edits)


def preview(project: Project, held: Pack) -> Coming:
    """What bringing it in would come to; nothing is changed. Raises Unreadable."""
    with held.believable():
        known = any(one.id == held.article_id for one in project.articles())
        _, merged = _merged(project, held)
    added = Counter(c.table for edit in merged.edits for c in edit.changes if c.before is None)
    article = replay(held.edits).get("articles", {}).get(held.article_id, {})
    return Coming(str(article.get("headline", "")), known, len(merged.edits), dict(added), merged.conflicts)


def _merged(project: Project, held: Pack) -> tuple[list[Source], Merge]:
    """The sources that are new here, and what the pack's edits come to."""
    mine = _all_edits(project)
    rows = replay(mine)
    new = [one for one in held.sources if one.id not in rows.get("sources", {})]
    held.fits(rows)
    replay([Edit("", "", tuple(map(inserted, new)))], rows)
    ours, _ = of_article(mine, held.article_id)
    others = {edit.id for edit in mine} - {edit.id for edit in ours}
    return new, merge(rows, ours, [edit for edit in held.edits if edit.id not in others])


def _all_edits(project: Project) -> list[Edit]:
    return [entry.edit for entry in reversed(project.history(limit=_EVERYTHING))]


def _sides(change: Change) -> tuple[Row, Row]:
    return change.before or {}, change.after or {}


def _named(edits: Iterable[Edit], column: str) -> set[str]:
    """Every value that the column has or had."""
    rows = (row for edit in edits for change in edit.changes for row in _sides(change))
    return {str(row[column]) for row in rows if row.get(column)}


def _without_names(edits: Iterable[Edit], going: set[str], hidden: set[str]) -> tuple[Edit, ...]:
    """The edits without what would name a confidential source, and without sources that are no more."""
    edits = tuple(edits)
    shy = {c.id for e in edits for c in e.changes if {s.get("source_id") for s in _sides(c)} & hidden}
    last = replay(edits).get("quotes", {})
    final = {id: {name: last.get(id, {}).get(name, "") for name in _NAMING} for id in shy}

    def clean(change: Change, row: Row | None) -> Row | None:
        if row is None:
            return None
        kept = dict(row)
        if change.id in shy:
            whole = change.before is None or change.after is None
            kept = {n: final[change.id].get(n, v) for n, v in kept.items() if whole or n not in _NAMING}
        if kept.get("source_id") and kept["source_id"] not in going:
            kept["source_id"] = None
        return kept

    made = []
    for edit in edits:
        changes = (replace(c, before=clean(c, c.before), after=clean(c, c.after)) for c in edit.changes)
        left = tuple(c for c in changes if c.before != c.after)
        if left:
            made.append(replace(edit, changes=left))
    ids = {edit.id for edit in made}
    return tuple([edit if edit.undoes in ids else replace(edit, undoes=None) for edit in made])


def _zipped(
    article_id: str, edits: Iterable[Edit], sources: list[Source], originals: list[Original], own: "Signer | None"
) -> bytes:
    told = [
        {**{name: getattr(edit, name) for name in _EDIT},
         "changes": [[c.table, c.id, c.before, c.after] for c in edit.changes]}
        for edit in edits
    ]  # fmt: skip
    about = [{f.name: getattr(one, f.name) for f in fields(one) if f.name != "content"} for one in originals]
    for one in about:
        one["name"] = re.split(r"[/\\]", str(one["name"]))[-1]
    parts: dict[str, bytes] = {
        "edits.json": _json(told),
        "sources.json": _json([to_row(one) for one in sources]),
        "originals.json": _json(about),
        **{f"originals/{one.sha256}": one.content for one in originals},
    }
    listed = {name: sha256(content).hexdigest() for name, content in parts.items()}
    manifest = {"format": FORMAT, "article": article_id, "pack": new_id(), "parts": listed}
    named = {"manifest.json": _json(manifest), **parts}
    if own is not None:
        signed = own.sign(sha256(named["manifest.json"]).hexdigest(), now())
        named[SIGNATURE] = _json(signed)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in named.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _json(value: Any) -> bytes:
    return canonical(value).encode("utf-8", "surrogatepass")
