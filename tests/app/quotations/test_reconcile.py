"""What a person said about a quote outlives the next run of the finder."""

from dataclasses import replace

from app import edits
from app.edits import quote_from_found
from app.project import Project
from app.quotations import find, reconcile
from db.records import Article, ArticleId, Attribution, Form, Quote, QuoteId, Status, Terms, new_id
from tests import builders

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


def test_what_a_person_made_of_quotes_outlives_the_finder_running_again(project: Project) -> None:
    text = (
        'Ms Rowe said: "We are ready to go." She said the town was ready. Nobody was asked, it seems. '
        '"Nobody helps us," said Mr Dunne.'
    )
    article = builders.article(text=text)
    found = [edits.quote_from_found(article, one) for one in find(text)]
    project.apply(edits.add_article(article, found, who="Rosa"))
    corrected, excluded, moved = (project.quote(one.id) for one in found)
    project.apply(edits.set_quote(corrected, who="Carl", name="Ann Rowe"))
    project.apply(edits.recast(corrected, Form.PARTIAL, who="Carl"))
    project.apply(edits.exclude_quote(excluded, "said off camera", who="Carl"))
    project.apply(edits.move_quote(article, moved, moved.start, moved.start + len("Nobody"), who="Carl"))
    at = text.index("Nobody was asked")
    project.apply(edits.add_quote(article, at, at + len("Nobody was asked"), Form.INDIRECT, who="Carl"))
    before = {state.quote.id: state.quote for state in project.desk(article.id).states}
    quotes = list(before.values())
    longer = text.replace("it seems.", 'it seems. "It is too late," said Ms Lind.')
    project.apply(edits.replace_text(article, quotes, longer, who="Carl"))
    after = {state.quote.id: state.quote for state in project.desk(article.id).states}
    new = [quote.exact for one, quote in after.items() if one not in before]
    assert new == ["It is too late,"]
    for one, quote in before.items():
        for field in ("exact", "form", "name", "excluded", "found_by"):
            assert getattr(after[one], field) == getattr(quote, field)
    assert [quote.exact for quote in before.values()].count("Nobody") == 1


def test_terms_of_a_nameless_source_are_for_somebody_to_settle() -> None:
    text = '"It was hushed up," said a person who asked not to be named. "It was not," said Ada Lind.'
    said = {one.attribution: one.terms for one in (edits.quote_from_found(ARTICLE, found) for found in find(text))}
    assert said[Attribution.ANONYMOUS] is Terms.NOT_AGREED
    assert said[Attribution.NAMED] is Terms.ON_RECORD
