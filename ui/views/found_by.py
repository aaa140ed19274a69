"""Why the finder took these words for a quote, in words."""

from db.records import Quote
from ui.i18n import tr

_PERSON, _RULE = "person:", "rule:"
_RULES = {
    "term": "marks that report nobody",
    "label": "a speaker’s name and a colon",
    "declined": "a refusal to comment",
    "no-response": "a request without an answer",
    "in-the-words-of": "“in the words of”",
    "participle": "“saying”, then the words",
    "subordinate": "a verb of saying in a side clause",
    "carried": "marked words, the speaker carries on",
    "carried-words": "marked words, the speaker carries on",
    "coordinated": "a second verb of saying",
    "relative": "a speaker, who said",
    "phrase": "a noun of saying",
    "phrase-marked": "a noun of saying, marked words",
    "according-first": "“according to”, then the words",
    "according-last": "the words, then “according to”",
    "as-source-cue": "“as”, a speaker, a verb of saying",
    "it-is-said": "“it is said”",
    "participle-first": "“saying”, then the words",
    "with-participle": "“with”, a speaker, “saying”",
    "quoted-as-saying": "“quoted as saying”",
}
_PARTS = {
    "source": "a speaker",
    "cue": "a verb of saying",
    "quote": "marked words",
    "clause": "reported words",
    "that": "“that”",
    "colon": "a colon",
}


def found_words(quote: Quote) -> str:
    """By which rule the quote was found, or who marked it: "Found: a speaker, a verb of saying, “that”"."""
    if quote.found_by.startswith(_PERSON):
        return tr("Marked by {who}", who=quote.found_by.removeprefix(_PERSON))
    rule = quote.found_by.removeprefix(_RULE)
    if not rule:
        return ""
    if rule in _RULES:
        return tr("Found: {rule}", rule=tr(_RULES[rule]))
    parts = [tr(_PARTS[part]) if part in _PARTS else part for part in rule.split("-")]
    return tr("Found: {rule}", rule=", ".join(parts))
