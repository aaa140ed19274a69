"""Why a quote was found: a code and the cue's words."""

import pytest

from app.quotations import Explanation, Why, explain, find


@pytest.mark.parametrize(
    ("text", "why", "cue"),
    [
        ('"We are ready," said Ms Rowe.', Why.CUE_AFTER_MARK, "said"),
        ('Ms Rowe said: "We are ready to go."', Why.CUE_BEFORE_MARK, "said"),
        ("Ms Rowe warned that the town was lost.", Why.CUE_BEFORE_CLAUSE, "warned"),
        ("The road was closed by noon, police said.", Why.CUE_AFTER_CLAUSE, "said"),
        ("According to the charity, one child in five is hungry.", Why.SET_PHRASE, "According to"),
        ("The bank declined to comment.", Why.SILENCE, "declined"),
        ('The door was locked. "Nobody is coming to help us."', Why.MARKS_ALONE, ""),
        ('The so-called "entity list" has grown.', Why.TERM, ""),
    ],
)
def test_explanations(text: str, why: Why, cue: str) -> None:
    assert explain(find(text)[-1]) == Explanation(why, cue)
