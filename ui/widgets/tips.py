"""Tooltips whose words come from an article, evidence or a person: shown to the letter, never as markup.

Qt takes a tooltip that looks like HTML for HTML, and would load the pictures it names: from this machine, and on
Windows from any other.
"""


def tip(text: str) -> str:
    """`text` as a tooltip that shows just that."""
    if "<" not in text:
        return text
    import html

    return f"<span>{html.escape(text)}</span>".replace("\n", "<br>")
