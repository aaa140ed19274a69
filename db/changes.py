"""Every write is an Edit: what it is called, who made it, when, and each row before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from db.records import EditId, new_id, now

Scalar = str | int | float | None
Row = Mapping[str, Scalar]
LASTING = frozenset({"open_source", "keep_source", "hold_source", "release_source", "forget_source"})
"""The verbs that undo passes over: what was seen cannot be unseen, and a key that was destroyed does not come back."""

FOLLOWING = frozenset({"follow"})
"""The verbs of what the program did of itself, after an edit of a person's: undone and made again along with that."""
UNFOLLOWED = frozenset({"rule", "sign_off", "comment", "resolve_comment"})
"""The verbs after which the program does nothing of itself."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after. `before` is None for a new row, `after` for one taken out.

    A row that changes holds only the columns that change; a new or removed one holds all of them.
    """

    table: str
    id: str
    before: Row | None
    after: Row | None

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing a person did. `verb` is a stable code that ui.messages turns into the reader's language.

    `undoes` names the edit that this one takes back: an undo, or the undo of an undo (a redo).
    """

    verb: str
    who: str
    changes: tuple[Change, ...]
    article_id: str | None = None
    id: EditId = field(default_factory=lambda: EditId(new_id()))
    at: str = field(default_factory=now)
    undoes: EditId | None = None

    def inverse(self, who: str) -> "Edit":
        """A new edit that takes this one back, last change first."""
        taken = tuple(change.inverse() for change in reversed(self.changes))
        return Edit(self.verb, who, taken, self.article_id, undoes=self.id)
