"""The sheet as W3C Web Annotations: one annotation on each quote, found again by its words and by its place."""

import json
from typing import Any

from app.sheets.lines import lines
from app.sheets.sheet import Row, Sheet, joined
from app.sheets.words import Words, vocabulary
from db.records import CONTEXT

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def render(sheet: Sheet) -> bytes:
    """An AnnotationCollection (W3C Web Annotation Data Model, 2017) as JSON-LD, in UTF-8."""
    words, head = vocabulary(sheet.choice.language), sheet.head
    items = [_annotation(sheet, row, words) for row in sheet.rows]
    whole = {
        "@context": _CONTEXT,
        "id": f"urn:onrecord:sheet:{head.article_id}",
        "type": "AnnotationCollection",
        "label": f"{words('sheet.document_title', headline=head.headline)}. {head.state_words}",
        "generator": {"id": "urn:onrecord", "type": "Software", "name": "OnRecord"},
        "generated": sheet.foot.made_at,
        "total": len(items),
        "first": {
            "id": f"urn:onrecord:sheet:{head.article_id}:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _annotation(sheet: Sheet, row: Row, words: Words) -> dict[str, Any]:
    told = [f"{line.label}: {joined(line.runs)}" for line in lines(row, words) if line.kind != "published"]
    text, start, end = sheet.text, row.start, row.end
    language = sheet.choice.language
    made: dict[str, Any] = {
        "id": f"urn:uuid:{row.quote_id}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": row.sign, "format": "text/plain"},
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "value": "\n".join([" — ".join(filter(None, (row.status_words, row.heading))), *told]),
                "format": "text/plain",
                "language": language,
            },
        ],
        "target": {
            "source": sheet.head.address or f"urn:onrecord:article:{sheet.head.article_id}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - CONTEXT) : start],
                    "suffix": text[end : end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
    if row.checker:
        made["creator"] = {"type": "Person", "name": row.checker}
    if row.checked_at:
        made["created"] = row.checked_at
    return made
