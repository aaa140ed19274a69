"""What a person said about a quote outlives the next run of the finder."""

from dataclasses import replace

from app.edits import quote_from_found
from app.quotations import find, reconcile
from db.records import Article, ArticleId, Form, Quote, QuoteId, Status, new_id

TEXT = (
    'Ms Rowe said: "We are ready to go." She said the town was ready. The so-called "list" grew. '
    '"Nobody helps us," he said.'
)
ARTICLE = Article(ArticleId(new_id()), "Town ready", TEXT)


def kept() -> list[Quote]:
    return [quote_from_found(ARTICLE, found) for found in find(TEXT)]


def test_the_same_text_changes_nothing() -> None:
    quotes = kept()
    again = reconcile(quotes, find(TEXT))
    assert (list(again.stay), again.add, again.lost) == (quotes, (), ())


def test_a_correction_stays() -> None:
    first, *rest = kept()
    corrected = replace(first, name="Ann Rowe", form=Form.PARTIAL)
    assert reconcile([corrected, *rest], find(TEXT)).stay[0] == corrected


def test_an_excluded_quote_does_not_come_back() -> None:
    first, *rest = kept()
    excluded = replace(first, excluded="not a quote")
    again = reconcile([excluded, *rest], find(TEXT))
    assert excluded in again.stay and again.add == ()


def test_an_added_quote_stays_and_nothing_is_put_over_it() -> None:
    at = TEXT.index("the town was ready")
    rules = [q for q in kept() if q.form is not Form.INDIRECT]
    mine = replace(rules[0], id=QuoteId(new_id()), start=at, end=at + 12, form=Form.INDIRECT, found_by="person:Ada")
    again = reconcile([*rules, mine], find(TEXT))
    assert mine in again.stay
    assert not [new for new in again.add if new.start <= at < new.end]


def test_a_moved_quote_keeps_its_new_bounds() -> None:
    first, *rest = kept()
    moved = replace(first, start=first.start + 3, exact=TEXT[first.start + 3 : first.end])
    again = reconcile([moved, *rest], find(TEXT), touched={moved.id})
    assert moved in again.stay and again.add == ()


def test_what_the_rules_no_longer_find_may_go_unless_a_person_worked_on_it() -> None:
    quotes = kept()
    ruled = replace(quotes[0], status=Status.VERBATIM)
    again = reconcile([ruled, *quotes[1:]], ())
    assert again.stay == (ruled,)
    assert list(again.lost) == quotes[1:]


def test_new_finds_are_added() -> None:
    assert reconcile((), find(TEXT)).add == find(TEXT)
