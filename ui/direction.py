"""Which way a text runs."""

from unicodedata import bidirectional


def right_to_left(text: str) -> bool:
    """Whether the text's first letter belongs to a script written from the right (the rule P2 of UAX 9)."""
    for letter in text:
        kind = bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False
