"""A printed quote held against evidence: where it was said, how the words differ, and what a house policy makes of it.

Tokens → passages → alignment → kinds → policy; `compare` is the way through.
"""

from app.comparing.checks import around_of, best, to_check
from app.comparing.compare import compare, compare_passage, locate
from app.comparing.passages import Index, index
from app.comparing.policy import Policy, load_policy, parse_policy, policy_names
from app.comparing.published import around, bearing
from app.comparing.results import Column, Comparison, Passage

__all__ = [
    "Column",
    "Comparison",
    "Index",
    "Passage",
    "Policy",
    "around",
    "around_of",
    "bearing",
    "best",
    "compare",
    "compare_passage",
    "index",
    "load_policy",
    "locate",
    "parse_policy",
    "policy_names",
    "to_check",
]
