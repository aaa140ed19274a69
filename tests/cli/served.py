"""OnRecord's command line, started once: each command runs in a child forked from here, with all its modules loaded.

`python -m tests.cli.served` reads one JSON object a line: "args", "cwd", "env", and "out" and "err", the files that
take what is said. It answers with the exit status. A command costs its own work that way, and no start of Python.
"""

import importlib
import json
import os
import pkgutil
import signal
import sys
import traceback
from typing import Any

# Not used here, but by the children, each of which would import them anew.
import cryptography.hazmat.primitives.ciphers.aead
import cryptography.hazmat.primitives.kdf.scrypt  # noqa: F401
import docx  # noqa: F401
import jinja2  # noqa: F401
import openpyxl  # noqa: F401
import typst  # noqa: F401

import ui.commands
from app import encryption
from ui.main import main as program

_MOST = 100  # seconds that a command may take
_OUT = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def child(asked: dict[str, Any]) -> None:
    """Be `python -m app` with these arguments, and never come back."""
    signal.alarm(_MOST)
    for number, path, how in ((0, os.devnull, os.O_RDONLY), (1, asked["out"], _OUT), (2, asked["err"], _OUT)):
        os.dup2(os.open(path, how, 0o600), number)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = ["onrecord", *asked["args"]]
    status: object = 1
    try:
        status = program()
    except SystemExit as ended:
        status = ended.code or 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 1)


def main() -> None:
    """Load what the commands are made of, then serve until nobody asks any more."""
    encryption._SCRYPT["n"] = 2**10  # as tests/conftest.py has it
    for module in pkgutil.iter_modules(ui.commands.__path__):
        importlib.import_module(f"ui.commands.{module.name}")
    for line in sys.stdin:
        process = os.fork() or child(json.loads(line))
        assert process
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
