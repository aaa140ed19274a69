"""Whatever words stand elsewhere, and on whatever terms: they are found or not, and no sealed name comes with them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app import edits
from app.elsewhere import elsewhere
from app.project import Project
from db.records import Terms
from tests import builders
from tests.fuzz.mutations import EXAMPLES

HIDDEN = "Xaver Geheim"
QUIET = (Terms.BACKGROUND, Terms.DEEP_BACKGROUND, Terms.OFF_RECORD)
_SAID = "we never sold that machine to anyone in Brussels"
_words = st.one_of(
    st.lists(st.sampled_from([*_SAID.split(), "17", "“no”", "naïve", "\u200b", "…"]), min_size=1).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip),
)
_terms = st.sampled_from(list(Terms))


def put(project, words, terms, source):
    article = builders.article(f"BRUSSELS -- “{words}” said {HIDDEN}.")
    quote = builders.quote(article, words, speaker=HIDDEN, name=HIDDEN, terms=terms, source_id=source)
    project.apply(edits.add_article(article, (quote,), who="Ada"))
    return quote


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(quotes=st.lists(st.tuples(_words, _terms, st.booleans()), min_size=2, max_size=4))
def test_no_name_comes_with_words_that_were_given_in_confidence(tmp_path_factory, quotes):
    with Project.open(tmp_path_factory.mktemp("like") / "library.onrecord", lambda _: "") as project:
        source = builders.source("", confidential=True, code_name="Heron", sealed="sealed")
        project.apply(edits.add_source(source, who="Ada"))
        put_in = [put(project, words, terms, source.id if sealed else None) for words, terms, sealed in quotes]
        by_id = {quote.id: quote for quote in put_in}
        for quote in put_in:
            for found in elsewhere(project, quote.id):
                other = by_id[found.quote_id]
                assert found.article_id != quote.article_id
                assert found.words == other.exact
                if other.source_id or other.terms in QUIET or quote.source_id or quote.terms in QUIET:
                    assert HIDDEN not in found.speaker
                    assert found.same_speaker is None
