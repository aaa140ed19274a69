"""Files and pastes in; cleaned articles and evidence with turns out. Importing this loads no format's library."""

from app.reading.articles import read_bytes, read_file, read_text, to_article
from app.reading.evidence import read_evidence, read_evidence_bytes, read_evidence_text, to_evidence
from app.reading.pieces import MAX_BYTES, Cut, ReadArticle, ReadEvidence, Why

__all__ = [
    "MAX_BYTES",
    "Cut",
    "ReadArticle",
    "ReadEvidence",
    "Why",
    "read_bytes",
    "read_evidence",
    "read_evidence_bytes",
    "read_evidence_text",
    "read_file",
    "read_text",
    "to_article",
    "to_evidence",
]
