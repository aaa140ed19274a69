"""What an editor should look at beside the words of a quote: a sheet prints it, and the sign-off says the same."""

from collections.abc import Collection
from enum import StrEnum

from app.workflow import QuoteState, exposed
from db.records import Attribution, Form, SourceKind, Terms


class Concern(StrEnum):
    """One such thing. The sheet's vocabulary and ui.findings have the words."""

    EXPOSED = "exposed"
    PLURAL_SOURCE = "plural_source"
    OTHER_WORDS = "other_words"
    TERMS_NOT_AGREED = "terms_not_agreed"
    NO_WORDING = "no_wording"
    WORDING_DIFFERS = "wording_differs"


def concerns(state: QuoteState, plural: Collection[str]) -> tuple[Concern, ...]:
    """What there is to look at, gravest first. `plural` are words for several people ("officials")."""
    quote, found = state.quote, []
    if quote.form is Form.TERM or quote.excluded:
        return ()
    if exposed(quote, state.source):
        found.append(Concern.EXPOSED)
    said = {word.casefold().strip(",.") for word in quote.speaker.split()}
    one = state.source is not None and state.source.kind is SourceKind.PERSON
    if quote.attribution is Attribution.ANONYMOUS and one and not said.isdisjoint(plural):
        found.append(Concern.PLURAL_SOURCE)
    if state.differing:
        found.append(Concern.OTHER_WORDS)
    if quote.terms is Terms.NOT_AGREED:
        found.append(Concern.TERMS_NOT_AGREED)
    if quote.terms in (Terms.BACKGROUND, Terms.DEEP_BACKGROUND):
        if not quote.agreed_wording:
            found.append(Concern.NO_WORDING)
        elif quote.speaker and quote.speaker.casefold() != quote.agreed_wording.casefold():
            found.append(Concern.WORDING_DIFFERS)
    return tuple(found)
