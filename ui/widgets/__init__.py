"""The small pieces that every pane is made of. Each takes the theme first and can be dressed in another one later."""

from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, GraveButton, IconButton, LinkButton, PrimaryButton
from ui.widgets.cards import EmptyCard, LoadingBars, WorkCard
from ui.widgets.dress import dress
from ui.widgets.fields import SearchField
from ui.widgets.focus import FocusRing
from ui.widgets.labels import Chip, Hairline, Label, PaneHeader, Pill
from ui.widgets.progress import Segments, paint_segments
from ui.widgets.scrolled import Scrolled
from ui.widgets.segmented import Segmented
from ui.widgets.way import Way

__all__ = [
    "Banner",
    "Button",
    "Chip",
    "EmptyCard",
    "FocusRing",
    "GraveButton",
    "Hairline",
    "IconButton",
    "Label",
    "LinkButton",
    "LoadingBars",
    "PaneHeader",
    "Pill",
    "PrimaryButton",
    "Scrolled",
    "SearchField",
    "Segmented",
    "Segments",
    "Way",
    "WorkCard",
    "dress",
    "paint_segments",
]
