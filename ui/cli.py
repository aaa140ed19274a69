"""The command line: the verbs, their arguments, and what their exit status means.

0 done; 1 the answer is no (altered, not intact, refused); 2 used wrongly; 3 the environment is at fault, in one
sentence on standard error, with nothing half written. docs/command-line.md shows every verb with an example.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from db.errors import CannotWrite, KnownProblem, NoSuch
from db.records import Level, SourceKind, Status
from ui import bugs, messages
from ui.commands.call import ENVIRONMENT, NO, WRONG_USE, Call
from ui.i18n import tr, use_language

VERSION = "0.1.0"


def _verb(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, runs: str, help_: str,
          *shared: argparse.ArgumentParser) -> argparse.ArgumentParser:  # fmt: skip
    """A verb's parser. `runs` is "module:function" under ui.commands, imported only when the verb is used."""
    parser = verbs.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".", parents=list(shared))
    parser.set_defaults(runs=runs, verb=name)
    return parser


def _shared() -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """The options that verbs share: --json, and which library."""
    json_ = argparse.ArgumentParser(add_help=False)
    json_.add_argument("--json", action="store_true", help="print one JSON value")
    library = argparse.ArgumentParser(add_help=False)
    library.add_argument("--library", metavar="L", help="the library's file (else ONRECORD_LIBRARY, else your own)")
    library.add_argument("--as", dest="acting", metavar="NAME", help="who acts (else ONRECORD_USER, else your name)")
    return json_, library


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="onrecord",
        description="Checks every quote in a news article before it runs. Without a verb, opens the window.",
        epilog="onrecord [ARTICLE | LIBRARY] opens the window on a file or a library. "
        "ARTICLE and QUOTE are ids, or the beginning of one that fits only one.",
    )
    top.add_argument("--version", action="version", version=f"OnRecord {VERSION}")
    verbs = top.add_subparsers(metavar="VERB", required=True)
    _file_verbs(verbs)
    _library_verbs(verbs)
    _desk_verbs(verbs)
    _keeping_verbs(verbs)
    return top


def _file_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    json_, _ = _shared()
    read = _verb(verbs, "read", "files:read", "print the article as cleaned, and what was left out", json_)
    read.add_argument("file", metavar="FILE")
    quotes = _verb(verbs, "quotes", "files:quotes", "print every quote found; nothing is stored", json_)
    quotes.add_argument("file", metavar="FILE")
    quotes.add_argument("--raw", action="store_true", help="the file is the text, to the letter")
    register = "clausal (usual): leaves out noun phrases without marks, “criticised the plan”; all: has them too"
    quotes.add_argument("--register", choices=("clausal", "all"), default="clausal", help=register)
    compare = _verb(verbs, "compare", "files:compare", "compare a quote with evidence", json_)
    compare.add_argument("evidence", metavar="EVIDENCE")
    words = compare.add_mutually_exclusive_group(required=True)
    words.add_argument("--quote", metavar="TEXT", help="the words as printed")
    words.add_argument("--quote-file", metavar="FILE", help="a file that holds them")
    compare.add_argument("--policy", metavar="P", help="strict, standard, light or one of your own")


def _library_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    json_, library = _shared()
    import_ = _verb(verbs, "import", "library:bring_in", "bring in articles", json_, library)
    import_.add_argument("files", metavar="FILE | ADDRESS", nargs="+")
    import_.add_argument("--deadline", metavar="TIME", help="when it must be checked: 18:00, or 2026-11-24 18:00")
    _fetching(import_)
    evidence = _verb(verbs, "evidence", "library:evidence", "attach evidence, and compare every quote", json_, library)
    evidence.add_argument("article", metavar="ARTICLE")
    evidence.add_argument("files", metavar="FILE | ADDRESS", nargs="*")
    link = "where evidence stands, without its text: pending until `capture` brings that in"
    evidence.add_argument("--link", metavar="ADDRESS", action="append", default=[], help=link)
    _fetching(evidence)
    evidence.add_argument("--level", choices=list(Level), help="how good it is, E1 best")
    capture = _verb(
        verbs, "capture", "evidence:capture", "bring in the text of a link, or say how it reads", json_, library
    )
    capture.add_argument("evidence", metavar="EVIDENCE")
    how = capture.add_mutually_exclusive_group(required=True)
    how.add_argument("file", metavar="FILE", nargs="?", help="its text, which is compared with every quote")
    how.add_argument("--read", action="store_true", help="you held it against the original, and it reads right")
    how.add_argument("--failed", metavar="WHY", help="it cannot be brought in, or is not what it should be")
    _verb(verbs, "list", "library:list_articles", "list the articles", json_, library)
    show = _verb(verbs, "show", "library:show", "show an article's quotes, checks and rulings", json_, library)
    show.add_argument("article", metavar="ARTICLE")
    elsewhere = _verb(
        verbs, "elsewhere", "likeness:run", "show where a quote’s words stand in other articles", json_, library
    )
    elsewhere.add_argument("quote", metavar="QUOTE")
    sample = _verb(
        verbs, "sample", "library:sample", "check the sample article, from start to quote sheet", json_, library
    )
    sample.add_argument("-o", "--output", metavar="FILE", help="write its quote sheet here")


def _fetching(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--fetch", action="store_true", help="fetch addresses, though the preferences do not allow it")
    verb.add_argument("--own-network", action="store_true", help="an address may lie inside your own network")


def _desk_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    json_, library = _shared()
    set_ = _verb(
        verbs, "set", "desk:set_fields", "change a quote's speaker, attribution, terms, wording, note or form", library
    )
    set_.add_argument("quote", metavar="QUOTE")
    set_.add_argument("fields", metavar="FIELD=VALUE", nargs="+")
    set_.add_argument("--reason", default="", metavar="TEXT", help="why it is a term")
    _source_verbs(verbs)
    mark = _verb(verbs, "mark", "desk:mark", "rule on a quote", library)
    mark.add_argument("quote", metavar="QUOTE")
    mark.add_argument("status", choices=list(Status))
    mark.add_argument("--reason", required=True, metavar="TEXT")
    rest = _verb(verbs, "rest", "evidence:rest", "let a quote rest on further pieces of evidence", json_, library)
    rest.add_argument("quote", metavar="QUOTE")
    rest.add_argument("evidence", metavar="EVIDENCE", nargs="+")
    rest.add_argument("--passage", metavar="START:END", default="", help="these characters of it, not what is found")
    rest.add_argument("--off", action="store_true", help="it rests on them no more")
    replace = _verb(verbs, "replace", "text:replace", "replace an article's text by a newer version", json_, library)
    replace.add_argument("article", metavar="ARTICLE")
    replace.add_argument("file", metavar="FILE")
    replace.add_argument("--dry-run", action="store_true", help="only say what would become of the quotes")
    place = _verb(verbs, "place", "text:place", "say where a quote that was lost stands after all", json_, library)
    place.add_argument("quote", metavar="QUOTE")
    place.add_argument("at", metavar="START:END", nargs="?", help="left out: the places where it may stand")
    sign = _verb(verbs, "sign", "desk:sign", "sign an article off; refused to whoever checked it last", library)
    sign.add_argument("article", metavar="ARTICLE")
    export = _verb(verbs, "export", "desk:export", "write the quote sheet, in the format of the file's ending", library)
    export.add_argument("article", metavar="ARTICLE")
    export.add_argument("-o", "--output", required=True, metavar="FILE")
    export.add_argument("--policy", metavar="P")
    _choices_of_a_sheet(export)
    history = _verb(verbs, "history", "desk:history", "who changed what, and when", json_, library)
    history.add_argument("subject", metavar="ARTICLE | QUOTE", nargs="?")
    _verb(verbs, "undo", "desk:undo", "take back the newest edit", library)
    _verb(verbs, "redo", "desk:redo", "make the newest undone edit again", library)


def _source_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    json_, library = _shared()
    source = _verb(
        verbs, "source", "sources:source", "add a source, or see to a confidential one there is", json_, library
    )
    source.add_argument("name", metavar="NAME", help="its name; of one there is: its code name or id")
    source.add_argument("--role", default="", metavar="R")
    source.add_argument("--kind", choices=list(SourceKind), default=SourceKind.PERSON.value)
    source.add_argument("--confidential", metavar="CODENAME", help="seal the name; show this one instead")
    source.add_argument("--quote", metavar="QUOTE")
    deed = source.add_mutually_exclusive_group()
    deed.add_argument("--reveal", action="store_true", help="show who it is; the history says who asked, and why")
    deed.add_argument("--forget", action="store_true", help="destroy the key to the identity, for ever")
    deed.add_argument("--hold", action="store_true", help="a legal hold: it cannot be forgotten")
    deed.add_argument("--release", action="store_true", help="lift the legal hold")
    source.add_argument("--keep-until", metavar="DATE", help="the day after which it is to be forgotten, or none")
    source.add_argument("--reason", default="", metavar="TEXT", help="why: with --reveal and --hold")
    sources = _verb(verbs, "sources", "sources:sources", "list the sources", json_, library)
    sources.add_argument("--overdue", action="store_true", help="only those past their retention date")


def _choices_of_a_sheet(export: argparse.ArgumentParser) -> None:
    export.add_argument("--quotes", choices=("all", "open", "changed"), help="only those left to check, or to change")
    export.add_argument("--order", choices=("article", "status", "speaker"), help="what needs attention first, …")
    export.add_argument("--columns", metavar="A,B", help="of a table, in this order")
    export.add_argument("--put-in", action="append", choices=("notes", "comments", "history"))
    export.add_argument("--paper", choices=("a4", "us-letter"))
    export.add_argument("--no-bom", action="store_true", help="no byte order mark at the head of a CSV file")
    export.add_argument("--publish", metavar="N", type=int, nargs="+", help="the quotes whose check is published")


def _keeping_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    json_, library = _shared()
    verify = _verb(verbs, "verify", "keeping:verify", "is a sheet, or a library's history, intact?", json_, library)
    verify.add_argument("file", metavar="FILE", nargs="?")
    keys = _verb(verbs, "keys", "keys:keys", "list, give out and take in the keys that sheets are signed with", json_)
    keys.add_argument("--as", dest="acting", metavar="NAME", help="who your own key belongs to")
    keys.add_argument("--export", dest="give_out", metavar="FILE", help="write the public half of your own key")
    keys.add_argument("--import", dest="take_in", metavar="FILE", help="take in somebody's public key")
    keys.add_argument("--name", metavar="N", help="whose it is, once you have compared its fingerprint with them")
    backup = _verb(verbs, "backup", "keeping:backup", "copy the library, and check the copy", json_, library)
    backup.add_argument("file", metavar="FILE", nargs="?")
    restore = _verb(verbs, "restore", "keeping:restore", "put a backup in the library's place", json_, library)
    restore.add_argument("file", metavar="FILE")
    pack = _verb(
        verbs, "pack", "keeping:pack", "write an article with all about it to one file, to hand over", json_, library
    )
    pack.add_argument("article", metavar="ARTICLE")
    pack.add_argument("-o", "--output", required=True, metavar="FILE")
    unpack = _verb(verbs, "unpack", "keeping:unpack", "bring in an article that was handed over", json_, library)
    unpack.add_argument("file", metavar="FILE")
    for side, help_ in (("mine", "keep yours of what both changed"), ("theirs", "take theirs of what both changed")):
        unpack.add_argument(
            f"--{side}", action="append", default=[], metavar="NAME", help=f"{help_}; “all” is the rest"
        )
    unpack.add_argument("--words", action="append", default=[], metavar="NAME=TEXT", help="give it other words")
    doctor = _verb(verbs, "doctor", "keeping:doctor", "is the library in order?", json_, library)
    doctor.add_argument("--salvage", metavar="FILE", help="save what can be read of a damaged library into a new one")
    for name, help_ in (
        ("encrypt", "encrypt the library, or make a new one that is encrypted"),
        ("rekey", "give an encrypted library another passphrase, key and recovery code"),
    ):
        sealing = _verb(verbs, name, f"encrypting:{name}", help_, json_, library)
        sealing.add_argument("--no-keychain", action="store_true", help="ask for the passphrase each time")
        sealing.add_argument("--remove-plain", action="store_true", help="delete backups that are not encrypted")
    _verb(verbs, "decrypt", "encrypting:decrypt", "make an encrypted library plain again", json_, library)


VERBS = frozenset(
    (
        *("read", "quotes", "compare", "import", "evidence", "capture", "list", "show", "elsewhere", "sample"),
        *("set", "source", "sources", "mark", "rest", "replace", "place", "sign", "export", "history", "undo", "redo"),
        *("verify", "keys", "backup", "restore", "pack", "unpack", "doctor", "encrypt", "rekey", "decrypt"),
    )
)


def is_for_us(argv: Sequence[str]) -> bool:
    """Whether `argv` is the command line's business and not the window's."""
    return bool(argv) and (argv[0] in VERBS or argv[0] in ("-h", "--help", "--version"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit status."""
    use_language(os.environ.get("ONRECORD_LANGUAGE", "en"))
    given = sys.argv[1:] if argv is None else argv
    told = (os.environ.get(name, "") for name in ("ONRECORD_USER", "ONRECORD_LIBRARY"))
    if broken := next((one for one in (*given, *told) if _torn(one)), ""):
        shown = os.fsencode(broken).decode(errors="replace")
        sys.stderr.write(tr("“{name}” holds a byte that is not UTF-8 text, so nothing was done.", name=shown) + "\n")
        return WRONG_USE
    args = parser().parse_args(given)
    call = Call(args)
    module, function = args.runs.split(":")
    run = getattr(importlib.import_module(f"ui.commands.{module}"), function)
    try:
        return int(run(call))
    except KnownProblem as problem:
        return _report(problem)
    except BrokenPipeError:
        # The reader of our output went away (`onrecord list | head`): nothing more can be said, or needs to be.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ENVIRONMENT
    except OSError as problem:
        return _report(CannotWrite(name=Path(problem.filename or "").name, why="os", said=problem.strerror))
    except Exception as problem:  # a bug: Python's own way to tell of it would show what was worked on
        sys.stderr.write(tr("Something went wrong inside OnRecord. Nothing that was saved is lost.") + "\n")
        bugs.tell(problem)
        return ENVIRONMENT


def _torn(text: str) -> bool:
    """Whether an argument holds bytes that are no text: Python passes them on as halves of characters."""
    return any("\ud800" <= one <= "\udfff" for one in text)


def _report(problem: KnownProblem) -> int:
    sys.stderr.write(messages.words(problem) + "\n")
    if isinstance(problem, NoSuch):
        return WRONG_USE
    return NO if problem.refusal else ENVIRONMENT
