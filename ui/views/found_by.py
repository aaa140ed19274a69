"""Why the finder took these words for a quote, in words: 'Found: because of “said” after the closing mark'."""

from app.quotations import Why, why
from db.records import Quote
from ui.i18n import tr

_PERSON, _RULE = "person:", "rule:"
_WORDS = {
    Why.CUE_AFTER_MARK: "because of “{cue}” after the closing mark",
    Why.CUE_BEFORE_MARK: "because of “{cue}” before the opening mark",
    Why.CUE_AFTER_CLAUSE: "because of “{cue}” after the reported words",
    Why.CUE_BEFORE_CLAUSE: "because of “{cue}” before the reported words",
    Why.SECOND_CUE: "because of “{cue}”, the second verb of saying in the sentence",
    Why.PARTICIPLE: "because of “{cue}” in a side clause",
    Why.SET_PHRASE: "because of the set phrase “{cue}”",
    Why.SILENCE: "because somebody did not answer: “{cue}”",
    Why.VERDICT: "because of “{cue}”, a verb of judging",
    Why.LABEL: "because of a speaker’s name and a colon",
    Why.SAME_SPEAKER: "because the speaker before it carries on",
    Why.MARKS_ALONE: "because of its quotation marks; nobody is named",
    Why.INSIDE_ANOTHER: "because of marks inside another quote",
    Why.TERM: "marks that report nobody",
}


def found_words(quote: Quote) -> str:
    """Why the finder took it for a quote, or who marked it; "" where that is not known."""
    if quote.found_by.startswith(_PERSON):
        return tr("Marked by {who}", who=quote.found_by.removeprefix(_PERSON))
    found = why(quote.found_by.removeprefix(_RULE))
    if found is None:
        return ""
    words = _WORDS[found] if quote.cue or "{cue}" not in _WORDS[found] else "because of its wording"
    return tr("Found: {why}", why=tr(words, cue=quote.cue))
