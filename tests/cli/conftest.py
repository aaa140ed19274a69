import json
import os
import subprocess
import sys
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


class Shell:
    """Runs OnRecord as a process of its own, in a home of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
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
        done = subprocess.run(
            [sys.executable, "-m", "app", *map(str, args)],
            cwd=self.home,
            env=self.env | env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
        )
        ran = Ran(done.returncode, done.stdout, done.stderr)
        if status is not None:
            assert ran.status == status, f"{args}: {ran.status}\n{ran.out}\n{ran.err}"
        return ran

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.home / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path


@pytest.fixture
def onrecord(tmp_path: Path) -> Shell:
    return Shell(tmp_path)
