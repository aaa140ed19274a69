"""A confidential source's name leaves its seal for one purpose: to be kept out of a sheet."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import keyring
import pytest
from keyring.backend import KeyringBackend

from app import comparing, secrets, sheets
from app.desks import lay_out
from app.sources import hidden_names
from app.workflow import Desk
from tests import builders


class Chain(KeyringBackend):
    """A keychain in memory, which goes by the name of a guarded one."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._held[service, username] = password


Chain.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def desk() -> Iterator[Callable[[], Desk]]:
    before = keyring.get_keyring()
    keyring.set_keyring(Chain())
    yield _desk
    keyring.set_keyring(before)


def _desk() -> Desk:
    article = builders.article()
    source = builders.source("", confidential=True, code_name="Heron")
    told = json.dumps({"name": "Ada Muster", "role": "clerk"})
    source = replace(source, sealed=secrets.seal(told, source.id))
    quote = replace(builders.quotes(article)[1], source_id=source.id, name="Heron", note="Ada Muster rang")
    return lay_out(article, [quote], evidence=(), checks=(), rulings=(), comments=(), sources=(source,), policy_hash="")


def test_the_name_in_a_seal_is_kept_out_of_the_sheet(desk: Callable[[], Desk]) -> None:
    made = desk()
    assert hidden_names(made) == ("Ada Muster",)
    choice = sheets.Choice(notes=True)
    sheet = sheets.gather(
        made, comparing.load_policy("standard"), now=builders.at(), choice=choice, keep_out=hidden_names(made)
    )
    assert "Muster rang" not in sheets.render(sheet, ".json").decode()


def test_without_the_keychain_there_is_no_name(desk: Callable[[], Desk]) -> None:
    made = desk()
    keyring.set_keyring(Chain())
    assert hidden_names(made) == ()
