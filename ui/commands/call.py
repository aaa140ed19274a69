"""What every verb is given: its arguments, the library, who acts, and the way to print."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from app.paths import Paths
from app.project import Project, policy_hash
from app.settings import Settings, found, load, usual_library
from db import own
from db.errors import LibraryUnusable

_MAKE = ("import", "sample", "unpack")  # the verbs that may begin a library
DONE, NO, WRONG_USE, ENVIRONMENT = 0, 1, 2, 3


class Call:
    """One run of the command line. Settings and library are read only when a verb asks for them."""

    def __init__(self, args: argparse.Namespace, environ: Mapping[str, str] = os.environ) -> None:
        self.args = args
        self.environ = environ
        self.paths = Paths.of_user(environ)

    @property
    def settings(self) -> Settings:
        """The person's preferences."""
        return load(self.paths.settings)

    @property
    def who(self) -> str:
        """Who acts: --as, else ONRECORD_USER, else the name in the preferences, else the login name."""
        named = getattr(self.args, "acting", None) or self.environ.get("ONRECORD_USER") or self.settings.name
        return str(named or getpass.getuser())

    @property
    def library(self) -> Path:
        """The library's file: --library, else ONRECORD_LIBRARY, else the user's own, wherever it was moved."""
        named = getattr(self.args, "library", None)
        return found(Path(named)) if named else usual_library(self.settings, self.paths, self.environ)

    @property
    def opened(self) -> Path:
        """The library's file, its key at hand where it is encrypted. Raises WrongKey or LibraryLocked."""
        from ui.commands import passphrase

        passphrase.unlock(self.library, self.environ)
        return self.library

    @contextmanager
    def project(self) -> Iterator[Project]:
        """The library, open for the length of a verb. One that was named is not made by a verb that only looks."""
        named = getattr(self.args, "library", None)
        if named and not self.library.exists() and self.args.verb not in _MAKE:
            raise LibraryUnusable(why="missing", name=self.library.name, path=str(self.library))
        own.folder(self.library.parent)
        project = Project.open(self.opened, lambda name: policy_hash(name, self.paths.policies))
        try:
            yield project
        finally:
            project.close()

    def answer(self, value: Any, lines: Iterator[str]) -> None:
        """Print `value` as JSON where --json was given, else `lines`, one a line."""
        if getattr(self.args, "json", False):
            said(json.dumps(plain(value), ensure_ascii=False, indent=2))
        else:
            for line in lines:
                said(line)


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: records as objects, tuples as lists; a seal stays inside."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items() if k != "sealed"}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, Path):
        return str(value)
    return value


def misuse(sentence: str) -> int:
    """Say on standard error how the verb is meant; returns the exit status for it."""
    sys.stderr.write(sentence + "\n")
    return WRONG_USE


def said(text: str) -> None:
    """One line to the person."""
    sys.stdout.write(text + "\n")
