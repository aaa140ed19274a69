"""What every test gets: a home of its own, no network, no keychain; and what none may leave behind."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from app import encryption
from app.project import Project
from tests.builders import POLICY_HASH

settings.register_profile(
    "onrecord",
    deadline=None,  # two busy cores tell nothing about one example's time
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("onrecord")


@pytest.fixture(autouse=True, scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder that is nobody's, so that no test reads or writes a developer's own files or keychain."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        for name in ("ONRECORD_LIBRARY", "ONRECORD_USER"):
            patch.delenv(name, raising=False)
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        yield folder


@pytest.fixture(autouse=True, scope="session")
def cheap_guesses() -> Iterator[None]:
    """Makes keys of passphrases at little cost. What a guess costs a thief is tests.app.test_encryption's to say."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(encryption._SCRYPT, "n", 2**10)
        yield


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only sockets of this machine's own file system connect, and those to a server that a test runs on it."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        here = self.family == getattr(socket, "AF_UNIX", None) or address[0] in ("127.0.0.1", "::1")
        assert here, f"a test tried to reach {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def stray_logs() -> Iterator[list[logging.LogRecord]]:
    """Fails a test that logs a warning or worse; one that means to takes this fixture, looks, and clears the list."""
    heard = _Heard()
    logging.getLogger().addHandler(heard)
    yield heard.records
    logging.getLogger().removeHandler(heard)
    assert not heard.records, [record.getMessage() for record in heard.records]


@pytest.fixture(autouse=True)
def leaked_threads() -> Iterator[None]:
    """Fails a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + 3
    while (left := set(threading.enumerate()) - before) and time.monotonic() < until:
        time.sleep(0.01)
    assert not left, left


def policy_now(_name: str) -> str:
    """The hash of every policy, as tests have it."""
    return POLICY_HASH


pytest_plugins = ["tests.site"]


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Callable[..., Project]]:
    """Opens a library by name in the test's own folder; all are closed at the end."""
    opened: list[Project] = []

    def open_one(name: str = "library.onrecord", policy_hash: Callable[[str], str] = policy_now) -> Project:
        opened.append(Project.open(tmp_path / name, policy_hash))
        return opened[-1]

    yield open_one
    for project in opened:
        project.close()


@pytest.fixture
def project(open_library: Callable[..., Project]) -> Project:
    """A new, empty library."""
    return open_library()


def pytest_report_header() -> str:
    """Says where the tests ran, since figures depend on it."""
    return f"processors: {os.cpu_count()}"
