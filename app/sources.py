"""Who a desk's confidential sources are, for the one purpose of keeping their names out of what leaves it."""

import json
from contextlib import suppress

from app import secrets
from app.workflow import Desk
from db.errors import NoKeychain, SealBroken
from db.records import Source


def hidden_names(desk: Desk) -> tuple[str, ...]:
    """The names in the seals of the desk's confidential sources, where the keychain answers; none where it does not."""
    sealed = {s.source.id: s.source for s in desk.states if s.source and s.source.confidential and s.source.sealed}
    return tuple(name for source in sealed.values() if (name := _name(source)))


def _name(source: Source) -> str:
    with suppress(NoKeychain, SealBroken, ValueError):
        told = json.loads(secrets.unseal(source.sealed, source.id))
        return str(told.get("name", "")) if isinstance(told, dict) else ""
    return ""
