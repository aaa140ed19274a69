"""Why the finder thinks that words are a quote: a code and the cue, for the window to word."""

from dataclasses import dataclass
from enum import StrEnum

from app.quotations.found import FoundQuote


class Why(StrEnum):
    """What showed that somebody is reported. The window words it with the cue: 'because of "said" after the mark'."""

    CUE_AFTER_MARK = "cue_after_mark"
    CUE_BEFORE_MARK = "cue_before_mark"
    CUE_AFTER_CLAUSE = "cue_after_clause"
    CUE_BEFORE_CLAUSE = "cue_before_clause"
    SECOND_CUE = "second_cue"
    PARTICIPLE = "participle"
    SET_PHRASE = "set_phrase"
    SILENCE = "silence"
    VERDICT = "verdict"
    LABEL = "label"
    SAME_SPEAKER = "same_speaker"
    MARKS_ALONE = "marks_alone"
    INSIDE_ANOTHER = "inside_another"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The code, and the words that gave it ("" where no words did)."""

    why: Why
    cue: str


RULES: dict[str, Why] = {
    "quote-cue-source": Why.CUE_AFTER_MARK,
    "quote-source-cue": Why.CUE_AFTER_MARK,
    "source-cue-quote": Why.CUE_BEFORE_MARK,
    "source-cue-colon": Why.CUE_BEFORE_MARK,
    "clause-cue-source": Why.CUE_AFTER_CLAUSE,
    "clause-source-cue": Why.CUE_AFTER_CLAUSE,
    "source-cue-that": Why.CUE_BEFORE_CLAUSE,
    "source-cue-clause": Why.CUE_BEFORE_CLAUSE,
    "source-cue-question": Why.CUE_BEFORE_CLAUSE,
    "as-source-cue": Why.CUE_BEFORE_CLAUSE,
    "relative": Why.CUE_BEFORE_CLAUSE,
    "subordinate": Why.CUE_BEFORE_CLAUSE,
    "coordinated": Why.SECOND_CUE,
    "participle": Why.PARTICIPLE,
    "participle-first": Why.PARTICIPLE,
    "with-participle": Why.PARTICIPLE,
    "according-first": Why.SET_PHRASE,
    "according-last": Why.SET_PHRASE,
    "in-the-words-of": Why.SET_PHRASE,
    "quoted-as-saying": Why.SET_PHRASE,
    "it-is-said": Why.SET_PHRASE,
    "declined": Why.SILENCE,
    "no-response": Why.SILENCE,
    "phrase": Why.VERDICT,
    "phrase-marked": Why.VERDICT,
    "label": Why.LABEL,
    "carried": Why.SAME_SPEAKER,
    "carried-words": Why.SAME_SPEAKER,
    "unattributed": Why.MARKS_ALONE,
    "nested": Why.INSIDE_ANOTHER,
    "term": Why.TERM,
}


def why(rule: str) -> Why | None:
    """What showed it, by the name of the rule; None for a name that no rule has (another version's)."""
    return RULES.get(rule)


def explain(found: FoundQuote) -> Explanation:
    """Why `found` was taken for a quote: the code of its rule and its cue's words."""
    return Explanation(RULES[found.rule], found.cue.text if found.cue else "")
