"""The verb that looks a quote's words up in the rest of the library: elsewhere."""

from collections.abc import Iterator

from app.elsewhere import Elsewhere, elsewhere
from ui.commands.call import DONE, Call
from ui.commands.files import difference_line
from ui.i18n import tr


def run(call: Call) -> int:
    """`elsewhere QUOTE`: where these words, or words like them, stand in other articles, and how they differ."""
    with call.project() as project:
        found = elsewhere(project, project.find_quote(call.args.quote))
    call.answer(list(found), _lines(found))
    return DONE


def _lines(found: tuple[Elsewhere, ...]) -> Iterator[str]:
    if not found:
        yield tr("Nothing like it stands in any other article.")
    for one in found:
        where = ", ".join(part for part in (one.headline, one.outlet, one.date) if part)
        yield f"{one.quote_id}  {where}"
        said = one.speaker or tr("speaker withheld")
        yield f"     {said}: “{one.words}”"
        if one.same_words:
            yield f"     {tr('the same words')}"
        yield from (f"       {difference_line(difference)}" for difference in one.differences)
