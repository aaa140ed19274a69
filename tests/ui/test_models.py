"""The list of quotes: what its rows say, that rows change in place, and which of them a filter leaves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app import edits
from app.project import Project
from db.records import Attribution, Form, Status, Terms
from tests import builders
from ui.messages import attribution_word
from ui.models.history import last_changed, of_quote
from ui.models.quotes import Quotes, Role
from ui.models.wanted import Only, Order, Wanted, WantedQuotes, in_order


def drawn(model: QAbstractItemModel) -> str:
    """The rows as a picture: ☐ still to check, ☑ done, · neither."""
    lines = []
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        state = index.data(Role.STATE)
        box = "·" if state.number is None else "☐" if state.open else "☑"
        parts = (index.data(Role.NUMBER) or "-", index.data(Role.SPEAKER), index.data(Role.WORDS))
        lines.append(f"{box} {' | '.join(str(part) for part in parts)}")
    return "\n".join(lines)


@pytest.fixture
def model(qapp):
    quotes = Quotes()
    yield quotes, QAbstractItemModelTester(quotes, QAbstractItemModelTester.FailureReportingMode.Fatal)


def term(of):
    return builders.quote(of, "ministry", form=Form.TERM)


def test_rows_say_number_speaker_and_words_with_their_marks(of, model):
    quotes, _ = model
    first, second, third = builders.quotes(of)
    quotes.show_desk(builders.desk(of, [replace(first, status=Status.DISPUTED), second, third, term(of)]))
    assert drawn(quotes) == (
        "☑ 1 | Ada Muster | “We never sold that machine\n"
        "☐ 2 | Beispiel | “based on an error”\n"
        "☐ 3 | Beispiel | “within days”\n"
        "· - | Nobody: a term | ministry"
    )


def test_a_lost_quote_is_shown_in_marks_of_one_kind(of, model):
    quotes, _ = model
    gone = replace(builders.quote(of), start=9, end=9, prefix="said ", suffix='"of it')
    quotes.show_desk(builders.desk(of, [gone]))
    assert drawn(quotes) == "· - | Ada Muster | “We never sold that machine”"


def test_a_row_says_all_of_itself_to_a_screen_reader(of, model):
    quotes, _ = model
    quotes.show_desk(builders.desk(of))
    said = quotes.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Quote 2, Beispiel, Unchecked, “based on an error”"


def test_a_confidential_source_is_called_by_its_code_name(of, model):
    quotes, _ = model
    source = builders.source(name="", confidential=True, code_name="Harbour")
    first = replace(builders.quote(of), source_id=source.id, name="Real Name")
    quotes.show_desk(builders.desk(of, [first], sources=[source]))
    assert quotes.index(0).data(Role.SPEAKER) == "Harbour"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("iFlytek", "iFlytek"),
        ("person close to a company", "Person close to a company"),
        ("", attribution_word(Attribution.NAMED)),
    ],
)
def test_only_a_description_gets_a_capital(of, model, name, shown):
    quotes, _ = model
    quotes.show_desk(builders.desk(of, [builders.quote(of, name=name, speaker=name)]))
    assert quotes.index(0).data(Role.SPEAKER) == shown


def test_a_ruling_changes_one_row_in_place(of, model, qtbot):
    quotes, _ = model
    given_quotes = builders.quotes(of)
    quotes.show_desk(builders.desk(of, given_quotes))
    kept = [QPersistentModelIndex(quotes.index(row)) for row in range(3)]
    changed = []
    quotes.dataChanged.connect(lambda first, last, _roles: changed.append((first.row(), last.row())))
    ruled = replace(given_quotes[1], status=Status.UNVERIFIABLE)
    quotes.show_desk(builders.desk(of, [given_quotes[0], ruled, given_quotes[2]]))
    assert changed == [(1, 1)]
    assert [index.row() for index in kept] == [0, 1, 2]
    assert quotes.index(1).data(Role.STATUS) == "unverifiable"


def test_a_stale_quote_shows_stale_in_place_of_its_status(of, model):
    quotes, _ = model
    first = builders.quote(of)
    ruling = builders.ruling(first, Status.UNVERIFIABLE)
    moved = replace(first, exact="We never sold it", status=Status.UNVERIFIABLE)
    quotes.show_desk(builders.desk(of, [moved], rulings=[ruling]))
    assert (quotes.index(0).data(Role.STATUS), quotes.index(0).data(Role.STATUS_WORD)) == ("stale", "Stale")


@given(st.lists(st.lists(st.sampled_from(range(5)), unique=True), max_size=5))
def test_whatever_comes_and_goes_the_rows_are_the_desk(qapp, steps):
    of = builders.article("one two three four five")
    every = [builders.quote(of, words) for words in of.text.split()]
    quotes = Quotes()
    tester = QAbstractItemModelTester(quotes, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for step in steps:
        desk = builders.desk(of, [every[number] for number in step])
        quotes.show_desk(desk)
        assert [quotes.state(row) for row in range(quotes.rowCount())] == list(desk.states)
    del tester


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(), "machine error days ministry"),
        (Wanted(show="left"), "error days"),
        (Wanted(show="done"), "machine"),
        (Wanted(statuses=frozenset({"disputed"})), "machine"),
        (Wanted(statuses=frozenset({"term"})), "ministry"),
        (Wanted(attributions=frozenset({Attribution.SPOKESPERSON})), "error days"),
        (Wanted(terms=frozenset({Terms.BACKGROUND})), "days"),
        (Wanted(text="beispiel ERROR"), "error"),
        (Wanted(text="disputed"), "machine"),
        (Wanted(text="2"), "error"),
        (Wanted(show="left", text="machine"), ""),
        (Wanted(speakers=frozenset({"Beispiel"})), "error days"),
        (Wanted(only=frozenset({Only.MINE}), who="nell ashdown"), "error"),
        (Wanted(only=frozenset({Only.MINE}), who="Ben"), ""),
        (Wanted(only=frozenset({Only.LEFT_OUT})), ""),
        (Wanted(text="ashdown"), "error"),
    ],
)
def test_a_filter_leaves_what_it_takes(qapp, of, wanted, words):
    first, second, third = builders.quotes(of)
    second = replace(second, assigned_to="Nell Ashdown")
    states = [replace(first, status=Status.DISPUTED), second, replace(third, terms=Terms.BACKGROUND), term(of)]
    quotes = Quotes()
    shown = WantedQuotes(quotes)
    tester = QAbstractItemModelTester(shown, QAbstractItemModelTester.FailureReportingMode.Fatal)
    quotes.show_desk(builders.desk(of, states))
    shown.want(wanted)
    last = [shown.index(row, 0).data(Role.WORDS).rstrip("”").split()[-1] for row in range(shown.rowCount())]
    assert " ".join(last) == words
    assert shown.counts() == {"left": 2, "done": 1, "all": 4}
    del tester


def test_what_only_moved_a_quote_along_is_no_part_of_its_history(project):
    article = builders.article()
    first, second, *_ = builders.quotes(article)
    project.apply(edits.add_article(article, [first, second], who="Ada"))
    project.apply(edits.reword(article, [first, second], first.id, "other words, and more of them", who="Ada"))
    told = [of_quote(project.history(quote_id=quote.id), quote.id) for quote in (first, second)]
    assert [[edit.verb for edit in one] for one in told] == [["reword", "add_article"], ["add_article"]]


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Order.ARTICLE, "machine error days ministry"),
        (Order.STATUS, "error days machine ministry"),
        (Order.SPEAKER, "machine error days ministry"),
        (Order.CHANGED, "days machine error ministry"),
    ],
)
def test_quotes_are_put_in_order(of, order, words):
    first, second, third = builders.quotes(of)
    desk = builders.desk(of, [replace(first, status=Status.DISPUTED), second, third, term(of)])
    changed = {third.id: "2026-11-22T12:00:00Z", first.id: "2026-11-22T11:00:00Z"}
    states = in_order(desk.states, order, changed)
    assert " ".join(state.quote.exact.split()[-1] for state in states) == words


@given(st.permutations(range(5)), st.permutations(range(5)), st.sets(st.integers(0, 4)))
def test_rows_move_into_any_order_with_what_points_at_them(one, other, gone):
    of = builders.article("“" + "” said she. “".join(f"word {n}" for n in range(5)) + "”")
    states = builders.desk(of, [builders.quote(of, f"word {n}") for n in range(5)]).states
    quotes = Quotes()
    tester = QAbstractItemModelTester(quotes, QAbstractItemModelTester.FailureReportingMode.Fatal)
    quotes.show_states([states[n] for n in one])
    kept = {states[n].quote.id: QPersistentModelIndex(quotes.index(row)) for row, n in enumerate(one) if n not in gone}
    quotes.show_states([states[n] for n in other if n not in gone])
    assert [quotes.state(row) for row in range(quotes.rowCount())] == [states[n] for n in other if n not in gone]
    assert all(index.data(Role.QUOTE_ID) == quote_id for quote_id, index in kept.items())
    tester.deleteLater()


def test_the_newest_change_of_each_quote_is_known(of, tmp_path):
    first, second, _ = builders.quotes(of)
    with Project.open(tmp_path / "library.onrecord") as project:
        project.apply(edits.add_article(of, [first, second], who="Nell"), [builders.original()])
        project.apply(edits.set_quote(first, who="Nell", note="Ask the press office"))
        project.apply(edits.comment(second, "Who says so?", who="Nell"))
        newest = [entry.edit.at for entry in project.history()]
        assert last_changed(project.history()) == {second.id: newest[0], first.id: newest[1]}
