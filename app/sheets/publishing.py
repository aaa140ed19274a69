"""Which checks the newsroom publishes, and those as ClaimReview (schema.org): only what was chosen, number by number.

A review says whether the words were said as quoted, never whether they are true, and it says so. It has no rating in
figures, since a status is no point on a scale.
"""

import json
from collections.abc import Collection
from typing import Any

from app.sheets.sheet import Row, Sheet
from app.sheets.withheld import withheld
from app.sheets.words import Words, vocabulary
from app.workflow import Desk, QuoteState, Reason
from db.errors import Refused
from db.records import Attribution, Form, Status, Terms

_SILENT = (Attribution.DECLINED, Attribution.NO_RESPONSE, Attribution.UNATTRIBUTED, Attribution.ANONYMOUS)
_PEOPLE = (Attribution.NAMED, Attribution.SPOKESPERSON)


def refuse(desk: Desk, numbers: Collection[int]) -> None:
    """Raises Refused with NOT_TO_PUBLISH and `quotes` where the check of one of these may not be published.

    A check may be where the article is signed off, and the quote was said on the record by somebody who may be named,
    is no term, is not excluded, and is ruled on with nothing stale and not as "do not publish".
    """
    if not numbers:
        return
    open_ = {state.number for state in desk.states if may(state)} if _signed(desk) else set()
    refused = sorted(set(numbers) - open_)
    if refused:
        raise Refused(reason=Reason.NOT_TO_PUBLISH, quotes=refused)


def may(state: QuoteState) -> bool:
    """Whether the check of this quote may be published, once the article is signed off."""
    quote = state.quote
    ruled = not (state.open or state.stale) and quote.status is not Status.DO_NOT_PUBLISH
    named = quote.terms is Terms.ON_RECORD and quote.attribution not in _SILENT and not withheld(state)
    return state.number is not None and quote.form is not Form.TERM and not quote.excluded and ruled and named


def _signed(desk: Desk) -> bool:
    progress = desk.progress
    return desk.sign_off is not None and not (progress.left or progress.stale or progress.unresolved)


def render(sheet: Sheet) -> bytes:
    """The reviews chosen as JSON-LD, in UTF-8. Raises Refused with NOT_TO_PUBLISH where none is chosen."""
    published = [row for row in sheet.rows if row.number in sheet.choice.publish]
    if not published:
        raise Refused(reason=Reason.NOT_TO_PUBLISH, quotes=[])
    words = vocabulary(sheet.choice.language)
    whole = {"@context": "https://schema.org", "@graph": [_review(sheet, row, words) for row in published]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _review(sheet: Sheet, row: Row, words: Words) -> dict[str, Any]:
    head = sheet.head
    kind = "Person" if row.attribution in _PEOPLE and row.name else "Organization"
    claimed = words("sheet.spoken", words=row.exact) if row.form != Form.INDIRECT else row.exact
    review = {
        "@type": "ClaimReview",
        "@id": f"urn:uuid:{row.quote_id}",
        "inLanguage": head.language,
        "datePublished": head.signed_at[:10],
        "url": head.address,
        "claimReviewed": words("publishing.claim", speaker=row.heading, words=claimed),
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": kind, "name": row.heading},
            "appearance": {"@type": "NewsArticle", "headline": head.headline, "url": head.address},
        },
        "reviewRating": {"@type": "Rating", "alternateName": row.status_words},
        "reviewBody": words("publishing.body", policy=head.policy_words),
        "author": {"@type": "NewsMediaOrganization", "name": head.outlet},
    }
    return _filled(review)


def _filled(value: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing: an empty address, an outlet without a name."""
    told = {name: _filled(one) if isinstance(one, dict) else one for name, one in value.items()}
    return {name: one for name, one in told.items() if one and (not isinstance(one, dict) or set(one) != {"@type"})}
