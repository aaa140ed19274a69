"""Long work: how it tells how far it is, and how it asks whether somebody cancelled."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""
Stop = Callable[[], bool]
"""Whether to stop; asked every now and then. Work that stops raises Cancelled."""


def quiet(_done: int, _all: int) -> None:
    """No one is waiting to hear how far it is."""


def never() -> bool:
    """Nobody cancels."""
    return False
