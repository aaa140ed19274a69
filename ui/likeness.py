"""The words for a quote that stands in another article too: who said it there, what differs, and where that is."""

from app.elsewhere import Elsewhere
from ui.i18n import count, tr
from ui.messages import kind_label
from ui.times import day

_MOST_TOLD = 4  # differences named in a row


def origin(one: Elsewhere) -> str:
    """The article: headline, outlet, date."""
    return "  ·  ".join(part for part in (one.headline, one.outlet, day(one.date)) if part)


def who(one: Elsewhere) -> str:
    """Who said it there, and whether that is who says it here."""
    if not one.speaker:
        return tr("Speaker withheld")
    return tr("{name}, as here", name=one.speaker) if one.same_speaker else one.speaker


def told(one: Elsewhere) -> str:
    """What differs: "Tense: “have” only there"."""
    if one.same_words:
        return tr("The same words")
    said = []
    for difference in one.differences[:_MOST_TOLD]:
        kind = kind_label(difference.kind, difference.around)
        there, here = difference.said.strip(), difference.printed.strip()
        if there and here:
            said.append(tr("{kind}: “{there}” there, “{here}” here", kind=kind, there=there, here=here))
        elif there:
            said.append(tr("{kind}: “{there}” only there", kind=kind, there=there))
        else:
            said.append(tr("{kind}: “{here}” only here", kind=kind, here=here))
    more = len(one.differences) - len(said)
    return "; ".join([*said, count(more, "1 more", "{n} more")] if more > 0 else said)


def spoken(one: Elsewhere) -> str:
    """All of it, as a screen reader says it."""
    return ". ".join((who(one), one.words, told(one), origin(one)))
