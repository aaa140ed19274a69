"""What a speaker's words stand for, where a person sets the speaker."""

from collections.abc import Iterable, Sequence

from app.project import Project
from db.changes import Edit
from db.records import Quote, Source


def named(speaker: str, sources: Sequence[Source]) -> str:
    """The known source of that name, as it is written there; else the words themselves."""
    words = " ".join(speaker.split())
    known = (source.code_name if source.confidential else source.name for source in sources)
    return next((name for name in known if name and name.casefold() == words.casefold()), words)


def stands_for(project: Project, quote: Quote, speaker: str) -> str:
    """What `quote` is to name once a person sets its speaker: the name follows, unless a person gave that one too."""
    sources = project.sources()
    history = [entry.edit for entry in project.history(quote_id=quote.id)]
    kept = quote.source_id is not None or (bool(quote.name) and _by_hand(quote, sources, history))
    return quote.name if kept else named(speaker, sources)


def _by_hand(quote: Quote, sources: Sequence[Source], history: Iterable[Edit]) -> bool:
    """Whether a person gave it its name, which did not merely follow a speaker. `history` is newest first."""
    undone = set[str | None]()
    for edit in history:
        if edit.id in undone:  # an undo that was taken back again undoes nothing
            continue
        undone.add(edit.undoes)
        if edit.undoes:
            continue
        for change in edit.changes:
            after = change.after or {}
            if change.id == quote.id and change.before is not None and "name" in after:
                return "speaker" not in after or after["name"] != named(str(after["speaker"]), sources)
    return False
