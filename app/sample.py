"""The sample: an article of our own, the evidence beside it, and what a reporter would already have entered.

It is read by the same readers as anybody's files. resources/sample/README.md says what in it is real.
"""

import tomllib
from dataclasses import dataclass, replace
from typing import Any

import resources
from app.reading import ReadArticle, ReadEvidence, read_bytes, read_evidence_bytes
from db.records import EvidenceKind, Level, Terms

_FOLDER = "sample"


@dataclass(frozen=True, slots=True)
class SampleDetails:
    """What is already known of the quote that reads `words`: on what terms it was given, and what was agreed."""

    words: str
    terms: Terms
    agreed_wording: str
    agreed_by: str
    agreed_at: str
    note: str


def sample_article() -> ReadArticle:
    """The sample article as read from its file."""
    name = _manifest()["article"]
    return read_bytes(resources.data(f"{_FOLDER}/{name}"), name)


def sample_evidence() -> tuple[ReadEvidence, ...]:
    """The pieces of evidence, each with the title, kind, level, origin and date that the manifest gives it."""
    return tuple(_piece(entry) for entry in _manifest()["evidence"])


def sample_details() -> tuple[SampleDetails, ...]:
    """What is known of single quotes, to be matched by their words."""
    return tuple(SampleDetails(**{**entry, "terms": Terms(entry["terms"])}) for entry in _manifest()["quote"])


def _manifest() -> dict[str, Any]:
    return tomllib.loads(resources.text(f"{_FOLDER}/sample.toml"))


def _piece(entry: dict[str, str]) -> ReadEvidence:
    read = read_evidence_bytes(resources.data(f"{_FOLDER}/{entry['file']}"), entry["file"])
    return replace(
        read,
        kind=EvidenceKind(entry["kind"]),
        title=entry["title"],
        level=Level(entry["level"]),
        origin=entry["origin"],
        date=entry["date"],
    )
