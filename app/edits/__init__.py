"""One function per thing a person does: records in, an Edit out. Nothing is stored until the project applies it.

Every function takes `who` acts, and raises Refused (with a code of app.workflow.Reason) where the desk says no:
NAMELESS where nobody is named. An edit that would change nothing holds no changes, and applying it writes nothing.
"""

from app.edits.articles import add_article, put_back, remove_article, replace_text, reword, set_article
from app.edits.custody import forget_source, hold_source, keep_source, open_source, release_source
from app.edits.evidence import (
    attach_evidence,
    capture_evidence,
    fail_capture,
    read_through,
    record_check,
    record_checks,
    remove_evidence,
    rest,
    rest_no_more,
    set_evidence,
)
from app.edits.quotes import (
    add_quote,
    exclude_quote,
    find_again,
    include_quote,
    merge_quotes,
    move_quote,
    quote_from_found,
    recast,
    set_quote,
    split_quote,
)
from app.edits.rulings import comment, resolve_comment, rule, sign_off
from app.edits.several import exclude_quotes, include_quotes, set_quotes
from app.edits.sources import add_source, give_source, merge_sources, set_source

__all__ = [
    "add_article",
    "add_quote",
    "add_source",
    "attach_evidence",
    "capture_evidence",
    "comment",
    "exclude_quote",
    "exclude_quotes",
    "fail_capture",
    "find_again",
    "forget_source",
    "give_source",
    "hold_source",
    "include_quote",
    "include_quotes",
    "keep_source",
    "merge_quotes",
    "merge_sources",
    "move_quote",
    "open_source",
    "put_back",
    "quote_from_found",
    "read_through",
    "recast",
    "record_check",
    "record_checks",
    "release_source",
    "remove_article",
    "remove_evidence",
    "replace_text",
    "resolve_comment",
    "rest",
    "rest_no_more",
    "reword",
    "rule",
    "set_article",
    "set_evidence",
    "set_quote",
    "set_quotes",
    "set_source",
    "sign_off",
    "split_quote",
]
