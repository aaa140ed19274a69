"""Finding every quote of a news article: who spoke, through which words, on what footing, and why we think so."""

from app.quotations.finder import find
from app.quotations.found import ENGINE, Cue, FoundQuote, Mention

__all__ = ["ENGINE", "Cue", "FoundQuote", "Mention", "find"]
