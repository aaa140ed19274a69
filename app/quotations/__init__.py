"""Finding every quote of a news article: who spoke, through which words, on what footing, and why we think so."""

from app.quotations.explain import Explanation, Why, explain, why
from app.quotations.finder import find
from app.quotations.found import ENGINE, Cue, FoundQuote, Mention
from app.quotations.reconcile import Reconciled, reconcile

__all__ = [
    "ENGINE",
    "Cue",
    "Explanation",
    "FoundQuote",
    "Mention",
    "Reconciled",
    "Why",
    "explain",
    "find",
    "reconcile",
    "why",
]
