"""What the overview shows, worked out: articles with their quotes by status, and who holds what. No painting."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.project import ArticleSummary
from app.workflow import URGENT
from db.records import ArticleId, QuoteId
from db.search import Holding
from ui.i18n import count, tr
from ui.messages import status_word
from ui.models.articles import left_words
from ui.times import due, local, overdue

ORDER = tuple(one for one in URGENT if one != "term")
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to look at and to open: quotes of one status in an article, or what somebody holds in it.

    `said` is all of it in words. `quote_id` is where it leads, None for the article itself.
    """

    kind: str  # "headline", "status" or "holder"
    article_id: ArticleId
    said: str
    n: int = 0
    status: str = ""
    who: str = ""
    quote_id: QuoteId | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One article: its own mark, one for each status that occurs, one for each holder."""

    group: str
    summary: ArticleSummary
    headline: Mark
    statuses: tuple[Mark, ...]
    holders: tuple[Mark, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """In the order in which they are gone through."""
        return (self.headline, *self.statuses, *self.holders)


def group_of(summary: ArticleSummary, now: datetime | None = None) -> str:
    """Under which heading an article stands: by its deadline, and what is signed off last."""
    here = now or datetime.now().astimezone()
    then = local(summary.deadline)
    if summary.signed:
        return tr("Signed off")
    if then is None:
        return tr("No deadline")
    if overdue(summary.deadline, here):
        return tr("Overdue")
    days = (then.date() - here.date()).days
    return {0: tr("Today"), 1: tr("Tomorrow")}.get(days, tr("Later"))


def rows(
    summaries: Sequence[ArticleSummary],
    standings: Mapping[ArticleId, Mapping[str, int]],
    holdings: Sequence[Holding],
    now: datetime | None = None,
) -> tuple[Row, ...]:
    """Every article, those due first at the top, those without a deadline after them, those signed off last."""
    held: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        held[holding.article_id].append(holding)
    arranged = sorted(summaries, key=lambda one: (one.signed, not one.deadline, one.deadline, -one.progress.left))
    return tuple(_row(one, standings.get(one.id, {}), held[one.id], now) for one in arranged)


def _row(summary: ArticleSummary, counts: Mapping[str, int], held: Sequence[Holding], now: datetime | None) -> Row:
    named = summary.headline or tr("Without a headline")
    told = [named, left_words(summary), "" if summary.signed else due(summary.deadline, now)]
    whole = Mark("headline", summary.id, ", ".join(part for part in told if part))
    statuses = tuple(
        Mark("status", summary.id, f"{named}: {counts[status]} {status_word(status).lower()}", counts[status], status)
        for status in ORDER
        if counts.get(status)
    )
    holders = tuple(
        Mark(
            "holder",
            summary.id,
            count(
                one.quotes,
                "{who} holds 1 open quote of {named}",
                "{who} holds {n} open quotes of {named}",
                who=one.who,
                named=named,
            ),
            one.quotes,
            who=one.who,
            quote_id=QuoteId(one.quote_id),
        )
        for one in held
        if not summary.signed
    )
    return Row(group_of(summary, now), summary, whole, statuses, holders)


def together(marks: Sequence[Mark]) -> Mark | None:
    """One mark for holders that there is no room for: "2 more", who they are in its words; it leads to the first's."""
    if not marks:
        return None
    said = "; ".join(mark.said for mark in marks)
    return replace(marks[0], said=said, n=0, who=count(len(marks), "1 more", "{n} more"))


def people(all_rows: Sequence[Row]) -> tuple[tuple[str, int], ...]:
    """Who holds how many open quotes in all, most first."""
    sums: dict[str, int] = defaultdict(int)
    for row in all_rows:
        for mark in row.holders:
            sums[mark.who] += mark.n
    return tuple(sorted(sums.items(), key=lambda one: (-one[1], one[0].casefold())))


def in_words(all_rows: Sequence[Row], now: datetime | None = None) -> str:
    """The desk in one line: "5 articles left, 1 overdue, 3 stale quotes, 7 quotes that nobody holds"."""
    left = [row for row in all_rows if not row.summary.signed]
    late = sum(overdue(row.summary.deadline, now) for row in left)
    stale = sum(row.summary.progress.stale for row in left)
    free = sum(row.summary.progress.left - sum(mark.n for mark in row.holders) for row in left)
    parts = [count(len(left), "1 article left", "{n} articles left")]
    if late:
        parts.append(count(late, "1 overdue", "{n} overdue"))
    if stale:
        parts.append(count(stale, "1 stale quote", "{n} stale quotes"))
    if free > 0:
        parts.append(count(free, "1 open quote that nobody holds", "{n} open quotes that nobody holds"))
    return ", ".join(parts)
