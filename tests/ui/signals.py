"""Listens to what the window’s parts say."""

from PySide6.QtCore import SignalInstance


def heard(signal: SignalInstance) -> list[tuple]:
    """What a signal said, a tuple of its values each time; it grows while the test goes on."""
    got: list[tuple] = []
    signal.connect(lambda *values: got.append(values))
    return got
