"""The sign-off, which is never one key: what is still open, who may not sign, and what no sheet would hide."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.concerns import Concern, concerns
from app.sheets.words import vocabulary
from db.records import Form, Level, Status, Terms
from tests import builders
from tests.ui.desks import ruled
from tests.ui.signals import heard
from tests.ui.walking import nameless
from ui.dialogs.sign_off import SignOffDialog, findings
from ui.widgets import LinkButton

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def sign(shown, theme):
    return lambda desk, who="Erin Editor": shown(SignOffDialog(theme, desk, who, None))


def test_sign_off_is_never_one_key(sign):
    dialog = sign(ruled(builders.article()))
    got = heard(dialog.sign_wanted)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert got == [] and dialog.isVisible()
    assert dialog.go.toolTip() == "Tick that you have read the rulings first."
    assert dialog.focusWidget() is dialog.read
    QTest.keyClick(dialog.read, Qt.Key.Key_Space)
    QTest.keyClicks(dialog.remark, "Checked with the desk")
    QTest.mouseClick(dialog.go, LEFT)
    assert got == [("Checked with the desk",)]


def test_whoever_checked_last_is_refused_in_words(sign):
    dialog = sign(ruled(builders.article()), who="Carl Checker")
    assert dialog.banner._label.text() == "Whoever checked last does not sign off. Another person signs."
    assert not dialog.read.isEnabled() and not dialog.go.isEnabled()
    assert dialog.go.toolTip() == dialog.banner._label.text()


def test_what_is_open_is_listed_and_leads_there(sign):
    of = builders.article()
    first, second, third = builders.quotes(of)
    desk = builders.desk(of, [first, replace(second, status=Status.DISPUTED), replace(third, excluded="a slogan")],
                         rulings=[builders.ruling(second, Status.DISPUTED)])  # fmt: skip
    assert [(one.words, [number for _, number in one.quotes]) for one in findings(desk)] == [
        ("1 quote is left to check", ["1"]),
        ("1 quote is disputed", ["2"]),
        ("1 quote is left out of the check", [f"“{third.exact}”"]),
    ]
    dialog = sign(desk)
    got = heard(dialog.quote_wanted)
    QTest.mouseClick(dialog.findChildren(LinkButton)[0], LEFT)
    assert got == [(first.id,)]


def test_a_finished_article_says_so(sign):
    desk = ruled(builders.article())
    assert findings(desk)[0].words == "All 3 quotes to check have a ruling"
    term = builders.quote(desk.article, "ministry", form=Form.TERM)
    assert all("ministry" not in one.words for one in findings(builders.desk(desk.article, [term])))


def test_a_signer_is_told_what_the_sheet_tells_to_look_at_and_may_not_expose_a_source(sign):
    of = builders.article()
    heron = builders.source("", confidential=True, code_name="Heron", sealed="1:sealed")
    piece = builders.evidence(of, level=Level.E0)
    terms = (Terms.ON_RECORD, Terms.BACKGROUND, Terms.NOT_AGREED)
    quotes = [
        replace(one, status=Status.UNVERIFIABLE, terms=said, source_id=heron.id if said is Terms.ON_RECORD else None)
        for one, said in zip(builders.quotes(of), terms, strict=True)
    ]
    checks = [builders.check(quotes[0], piece)]
    rulings = [builders.ruling(one, one.status) for one in quotes]
    desk = builders.desk(of, quotes, evidence=[piece], checks=checks, rulings=rulings, sources=[heron])
    told = {one.words: ([number for _, number in one.quotes], one.blocks) for one in findings(desk) if one.quotes}
    assert told["1 quote of a confidential source is put on the record or to a named person"] == (["1"], True)
    assert told["1 quote not on the record has no agreed wording"] == (["2"], False)
    assert told["The terms of 1 quote are not agreed"] == (["3"], False)
    assert told["1 quote rests on evidence that has no level yet"] == (["1"], False)
    dialog = sign(desk)
    assert "confidential" in dialog.banner._label.text() and not dialog.read.isEnabled()
    plural = vocabulary().lexicon("plural")
    assert [tuple(concerns(state, plural)) for state in desk.states] == [
        (Concern.EXPOSED,), (Concern.NO_WORDING,), (Concern.TERMS_NOT_AGREED,)
    ]  # fmt: skip


def test_a_signer_is_told_what_only_the_headline_quotes(sign):
    of = builders.article(headline="Firm to ‘appeal at once’", standfirst="It “runs Beispiel AG”")
    told = [one.words for one in findings(builders.desk(of)) if not one.quotes and not one.blocks]
    assert told == [
        "The headline quotes “appeal at once”, which stands nowhere in the text",
        "The standfirst quotes “runs Beispiel AG”, which the text has without quotation marks",
    ]
    dialog = sign(ruled(of))
    assert {told[0], told[1]} <= {label.text() for label in dialog.findChildren(QLabel)}


def test_every_control_has_a_name(sign):
    assert list(nameless(sign(ruled(builders.article())))) == []
