"""How often each rule's finds are right, as measured and rounded down; tests/app/quotations/test_calibration.py."""

_RULES = {
    0.95: "quote-cue-source quote-source-cue source-cue-quote source-cue-colon declined no-response",
    0.9: "source-cue-that source-cue-clause source-cue-question according-first as-source-cue quoted-as-saying "
    "participle",
    0.85: "clause-source-cue clause-cue-source according-last with-participle it-is-said term subordinate",
    0.8: "coordinated carried label in-the-words-of unattributed",
    0.7: "phrase-marked participle-first carried-words nested relative",
    0.5: "phrase",
}
_BY_RULE = {rule: share for share, rules in _RULES.items() for rule in rules.split()}


def confidence(rule: str) -> float:
    """The share of this rule's finds that are right, 0 to 1."""
    return _BY_RULE[rule]
