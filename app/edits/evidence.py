"""Verbs on evidence, and on what a comparison with it came to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.edits.making import make, with_fields
from app.workflow import Desk
from db.changes import Edit
from db.records import Check, Evidence, EvidenceId
from db.rows import changed, inserted, removed

_FIELDS = ("kind", "title", "text", "level", "origin", "date", "url", "archive_url", "turns", "capture")


def attach_evidence(evidence: Evidence, *, who: str) -> Edit:
    """Attach a piece of evidence to its article."""
    return make("attach_evidence", who, [inserted(evidence)], evidence.article_id)


def set_evidence(evidence: Evidence, *, who: str, **fields: Any) -> Edit:
    """Change what is known of a piece of evidence, or its text."""
    return make("set_evidence", who, [with_fields(evidence, _FIELDS, fields)], evidence.article_id)


def remove_evidence(desk: Desk, evidence_id: EvidenceId, *, who: str) -> Edit:
    """Take a piece of evidence away. Checks against it stay, without it, so what leaned on them turns stale."""
    leaning = [check for s in desk.states for check in s.checks if check.evidence_id == evidence_id]
    loosened = [changed(check, replace(check, evidence_id=None)) for check in leaning]
    return make("remove_evidence", who, [*loosened, removed(desk.piece(evidence_id))], desk.article.id)


def record_check(check: Check, *, who: str, article_id: str | None = None) -> Edit:
    """Keep what one comparison came to. The store fills the article in where it is left out."""
    return make("record_check", who, [inserted(check)], article_id)


def record_checks(checks: Sequence[Check], *, who: str, article_id: str | None = None) -> Edit:
    """Keep what several comparisons came to, as one step to undo."""
    return make("record_checks", who, [inserted(check) for check in checks], article_id)
