"""Why the finder took these words for a quote, in words."""

from db.records import Quote
from ui.i18n import tr

_PERSON = "person:"


def found_words(quote: Quote) -> str:
    """By which rule the quote was found, or who marked it."""
    if quote.found_by.startswith(_PERSON):
        return tr("Marked by {who}", who=quote.found_by.removeprefix(_PERSON))
    if not quote.found_by:
        return ""
    rule = quote.found_by.replace("_", " ").replace("-", " ").replace(".", ", ")
    return tr("Found: {rule}", rule=rule)
