"""What the actions of the table work on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.bringing import Bringing
from ui.checking import Checking
from ui.session import Session

if TYPE_CHECKING:
    from ui.around import Around
    from ui.asking import Asking
    from ui.at_desk import AtDesk
    from ui.capturing import Capturing
    from ui.handing import Handing
    from ui.leaving import Leaving
    from ui.locking import Locking
    from ui.rewriting import Rewriting
    from ui.safekeeping import Safekeeping


@dataclass(frozen=True, slots=True)
class Parts:
    """What the actions work on."""

    session: Session
    checking: Checking
    bringing: Bringing
    ask: "Asking"
    leaving: "Leaving"
    rewriting: "Rewriting"
    keeping: "Safekeeping"
    at_desk: "AtDesk"
    around: "Around"
    locking: "Locking"
    handing: "Handing"
    capturing: "Capturing"
    quit: Callable[[], object]
