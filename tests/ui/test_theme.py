"""The theme keeps what the tokens promise: contrast in both schemes, sizes that follow the system's text."""

import pytest
from PySide6.QtGui import QColor, QFont, QPalette

from ui.theme import Theme, contrast, reading_faces, tokens

STATUSES = [s for s in tokens()["statuses"] if s in tokens()["colours"]["light"]]
READ_ON = [
    ("ink", ["window", "panel", "paper", "field", "raised", "hover", "accent_soft", "clause", "clause_selected",
             "quote_selected", "lit", "inserted_bg", "dropped_bg", "error_bg", "warning_bg", "done_bg"]),
    ("ink2", ["window", "panel", "paper", "field", "raised", "hover", "accent_soft", "lit"]),
    ("ink3", ["window", "panel", "paper", "field", "raised", "hover", "accent_soft"]),
    ("accent", ["window", "panel", "paper", "field", "raised", "accent_soft"]),
    ("on_accent", ["accent", "accent_hover"]),
    ("inserted", ["inserted_bg", "paper", "field"]),
    ("dropped", ["dropped_bg", "paper", "field"]),
    ("error", ["error_bg", "panel"]),
    ("warning", ["warning_bg", "panel"]),
    ("done", ["done_bg", "panel"]),
    *[(status, ["panel", "paper", "raised", "accent_soft"]) for status in STATUSES],
]  # fmt: skip
SEEN_ON = [
    ("control", ["window", "panel", "paper", "field", "raised"]),
    ("focus", ["window", "panel", "paper", "field", "raised", "accent_soft"]),
    ("accent", ["track"]),
    ("lit_bar", ["paper", "lit"]),
    *[(status, ["clause", "clause_selected", "quote_selected"]) for status in STATUSES],
]


@pytest.fixture(params=["light", "dark"])
def theme(request, qapp):
    return Theme.build(request.param, base_font=pixels(13))


def pixels(size):
    font = QFont()
    font.setPixelSize(size)
    return font


@pytest.mark.parametrize(("words", "surfaces"), READ_ON, ids=[words for words, _ in READ_ON])
def test_words_can_be_read_on_every_surface_they_stand_on(theme, words, surfaces):
    measured = {s: contrast(getattr(theme, words), getattr(theme, s)) for s in surfaces}
    assert min(measured.values()) >= 4.5, measured


@pytest.mark.parametrize(("mark", "surfaces"), SEEN_ON, ids=[mark for mark, _ in SEEN_ON])
def test_marks_and_borders_can_be_seen(theme, mark, surfaces):
    measured = {s: contrast(getattr(theme, mark), getattr(theme, s)) for s in surfaces}
    assert min(measured.values()) >= 3, measured


def test_contrast_agrees_with_the_ratio_the_tokens_were_measured_with(theme):
    claimed = {"light": 11.80, "dark": 6.86}[theme.scheme]
    assert contrast(theme.ink, theme.quote_selected) == pytest.approx(claimed, abs=0.01)


def test_both_schemes_name_the_same_colours():
    assert tokens()["colours"]["light"].keys() == tokens()["colours"]["dark"].keys()


def test_an_unknown_colour_is_an_error(theme):
    with pytest.raises(AttributeError):
        _ = theme.mauve


@pytest.mark.parametrize(("size", "wide", "line"), [(None, False, 25), (None, True, 29), (14, False, 23)])
def test_line_heights_of_the_article(qapp, size, wide, line):
    assert Theme.build("light", base_font=pixels(13), reading_size=size, wide=wide).line_height == line


def test_larger_system_text_enlarges_rows_and_reading(qapp):
    usual, large = (Theme.build("light", base_font=pixels(size)) for size in (13, 26))
    assert large.height("queue_row") == 2 * usual.height("queue_row") == 96
    assert large.font("caption").pixelSize() == 24
    assert large.reading_size == 2 * usual.reading_size


def test_smaller_system_text_never_makes_targets_smaller(qapp):
    assert Theme.build("light", base_font=pixels(9)).height("field") == 28


def test_wide_windows_have_the_wide_values(qapp):
    wide = Theme.build("light", base_font=pixels(13), wide=True)
    assert (wide.height("queue_row"), wide.width("details"), wide.reading_size) == (56, 320, 18)


def test_the_palette_and_the_style_sheet_are_complete(theme):
    palette = theme.palette()
    assert palette.color(QPalette.ColorRole.Text) == theme.ink
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == theme.disabled
    assert "$" not in theme.style_sheet()


def test_the_first_installed_face_of_the_platform_is_taken():
    installed = ["Georgia", "Charter", "Charis SIL", "DejaVu Serif"]
    assert reading_faces(installed, "darwin")[0] == "Charter"
    assert reading_faces(installed, "linux")[0] == "Charis SIL"
    assert reading_faces([], "linux") == []


def high_contrast():
    system = QPalette()
    system.setColor(QPalette.ColorRole.Base, QColor("black"))
    system.setColor(QPalette.ColorRole.Text, QColor("white"))
    system.setColor(QPalette.ColorRole.Highlight, QColor("#1aebff"))
    system.setColor(QPalette.ColorRole.HighlightedText, QColor("black"))
    return system


def test_high_contrast_takes_the_systems_palette_and_no_tints(qapp):
    theme = Theme.build("light", base_font=pixels(13), contrast=high_contrast())
    assert {getattr(theme, tint).name() for tint in ("clause", "quote_selected", "lit", "inserted_bg", "hover")} == {
        "#000000"
    }
    marks = [*STATUSES, "ink", "ink2", "inserted", "dropped", "lit_bar", "control", "focus"]
    assert min(contrast(getattr(theme, mark), theme.paper) for mark in marks) == pytest.approx(21)
    assert contrast(theme.on_accent, theme.accent) >= 4.5


def test_the_page_scrolls_at_once_where_motion_is_unwanted(qtbot, opened):
    window = opened(still=True)
    window.bringing.sample()
    page, last = window.desk.article.page, window.session.desk.states[-1].quote.id
    window.session.select(last)
    place = page.verticalScrollBar().value()
    assert place > 0
    qtbot.wait(250)
    assert page.verticalScrollBar().value() == place


def test_every_status_and_difference_can_be_told_without_colour():
    """By its icon and by its line: no two statuses share both; a heavy difference is drawn heavier, not redder."""
    kinds = {status: tokens()["statuses"][status].get("line") for status in STATUSES}
    icons = {status: tuple(sorted(tokens()["status_icons"][status].items())) for status in STATUSES}
    assert len({(kinds[status], icons[status]) for status in STATUSES}) == len(STATUSES)
    assert len(set(icons.values())) == len(STATUSES)
    assert len(set(kinds.values())) == len(STATUSES)
    labels = [kind["label"] for kind in tokens()["differences"].values()]
    assert len(set(labels)) == len(labels)
