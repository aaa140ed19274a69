import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Served:
    """Runs commands of OnRecord, each in a process of its own that need not load it first: see tests/cli/served.py."""

    def __init__(self) -> None:
        argv = [sys.executable, "-m", "tests.cli.served"]
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def run(self, args: list[str], cwd: Path, env: dict[str, str]) -> Ran:
        assert self.process.stdin is not None and self.process.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            told = {name: Path(folder, name) for name in ("out", "err")}
            asked = {"args": args, "cwd": str(cwd), "env": env} | {name: str(path) for name, path in told.items()}
            self.process.stdin.write(json.dumps(asked) + "\n")
            self.process.stdin.flush()
            status = int(self.process.stdout.readline())
            return Ran(status, *(path.read_text(encoding="utf-8") for path in told.values()))

    def close(self) -> None:
        self.process.communicate(timeout=30)


class Shell:
    """Runs OnRecord in a home of its own: in a process started for each command, or in one of `served`."""

    def __init__(self, home: Path, served: Served | None = None) -> None:
        self.home = home
        self.served = served
        self.library = home / "desk.onrecord"
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT")}
        self.env = kept | {
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "ONRECORD_LIBRARY": str(self.library),
            "ONRECORD_USER": "Rosa Reporter",
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }

    def __call__(self, *args: object, status: int | None = 0, **env: str) -> Ran:
        ran = self._run([*map(str, args)], self.env | env)
        if status is not None:
            assert ran.status == status, f"{args}: {ran.status}\n{ran.out}\n{ran.err}"
        return ran

    def _run(self, args: list[str], env: dict[str, str]) -> Ran:
        if self.served is not None:
            return self.served.run(args, self.home, env)
        argv = [sys.executable, "-m", "app", *args]
        done = subprocess.run(
            argv, cwd=self.home, env=env, capture_output=True, text=True, encoding="utf-8", timeout=100
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.home / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path


@pytest.fixture(scope="session")
def served(home: Path) -> Iterator[Served | None]:
    if not hasattr(os, "fork"):
        yield None
        return
    made = Served()
    yield made
    made.close()


@pytest.fixture
def onrecord(tmp_path: Path, served: Served | None) -> Shell:
    return Shell(tmp_path, served)


@pytest.fixture
def started(tmp_path: Path) -> Shell:
    """The same, each command as a person starts it."""
    return Shell(tmp_path)
