"""The verb for the keys that sheets are signed with: export one's own, take in and name those of others."""

import sys
from collections.abc import Iterator
from pathlib import Path

from app.sheets import keys as known_keys
from app.sheets import proof
from db.errors import NoKeychain
from ui.commands.call import DONE, WRONG_USE, Call
from ui.i18n import tr


def keys(call: Call) -> int:
    """`keys`: list them; `--export FILE`: the public half of one's own; `--import FILE --name N`: somebody else's."""
    args, path = call.args, call.paths.keys
    if args.name and not args.take_in:
        sys.stderr.write(tr("--name goes with --import.") + "\n")
        return WRONG_USE
    if args.give_out:
        known_keys.give_out(path, Path(args.give_out), call.who)
    if args.take_in:
        known_keys.bring_in(path, Path(args.take_in), args.name or "")
    shown = _shown(call)
    call.answer(shown, _lines(shown))
    return DONE


def _shown(call: Call) -> list[dict[str, object]]:
    try:
        mine = proof.own_key()
    except NoKeychain:
        mine = None
    return [
        {"name": name, "fingerprint": proof.fingerprint(key), "key": key, "own": key == mine}
        for key, name in known_keys.load(call.paths.keys).items()
    ]


def _lines(shown: list[dict[str, object]]) -> Iterator[str]:
    if not shown:
        yield tr("No keys are known here yet. The first export makes your own, where there is a keychain.")
    for one in shown:
        own = "  " + tr("(your own)") if one["own"] else ""
        yield f"{one['fingerprint']}  {one['name']}{own}"
